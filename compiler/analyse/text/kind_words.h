// Words for who may apply (单位, 组织, 企事业单位, 法人, 机构) that a text uses beside the kinds the policy declares.
#pragma once

#include <string>
#include <vector>

#include "compiler/analyse/text/policy_text.h"

namespace polc::analyse::text {

struct KindWord {
  std::string word;
  Extent extent;
};

/// Returns the words for applicants in `passage` that are neither a declared kind nor a value of an enumeration.
/// Sentences that say whom the policy is for (适用于, 是指) define the words and are left out.
std::vector<KindWord> foreign_kind_words(const PolicyText& policy, const Passage& passage);

}  // namespace polc::analyse::text

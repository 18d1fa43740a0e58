#include <algorithm>
#include <optional>
#include <utility>

#include "compiler/model/model.h"

namespace polc::model {

using base::Bilingual;
using base::Code;
using base::plain;

namespace {

/// Says what a name does name, or nothing.
std::optional<Bilingual> what_is(const Model& model, const std::string& name) {
  if (model.awards.contains(name)) return Bilingual{"an award", "资助"};
  if (model.claim_kinds.contains(name)) return Bilingual{"a claim", "事项"};
  if (model.applicant_kinds.contains(name)) return Bilingual{"an applicant kind", "申请人类别"};
  if (model.samples.contains(name)) return Bilingual{"a sample", "样例"};
  if (model.definitions.contains(name)) return Bilingual{"a definition", "定义"};
  if (model.parameters.contains(name)) return Bilingual{"a parameter", "参数"};
  if (model.readings.contains(name)) return Bilingual{"a reading", "解释口径"};
  const auto declares = [&](const NameMap& facts) { return facts.contains(name); };
  const bool is_fact = std::any_of(model.applicant_facts.begin(), model.applicant_facts.end(), declares) ||
                       std::any_of(model.claim_facts.begin(), model.claim_facts.end(), declares);
  if (is_fact) return Bilingual{"a fact", "事实"};
  return std::nullopt;
}

}  // namespace

std::vector<std::string> sorted_names(const NameMap& names) {
  std::vector<std::string> result;
  for (const auto& [name, index] : names) result.push_back(name);
  std::sort(result.begin(), result.end());
  return result;
}

base::Diagnostic& report_unknown(const Model& model, const ast::Name& name, const Bilingual& expected, std::vector<std::string> known,
                                 base::Diagnostics& out) {
  std::sort(known.begin(), known.end());
  if (const auto other = what_is(model, name.text)) {
    return out.report(Code::P2013, name.span, {plain(name.text), *other, {"the name of an existing " + expected.english, "已有的" + expected.chinese + "名称"}});
  }
  base::Diagnostic& found = out.report(Code::P2001, name.span, {expected, plain(name.text)});
  suggest(found, name.span, name.text, known);
  return found;
}

}  // namespace polc::model

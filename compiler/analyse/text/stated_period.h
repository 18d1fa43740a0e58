// The period that a policy's own text states (自2022年3月1日起施行,有效期至2027年2月28日; 暂定三年), and the date of
// issue that its document bears.
#pragma once

#include <optional>

#include "base/source.h"
#include "compiler/analyse/text/policy_text.h"
#include "runtime/value/date.h"

namespace polc::analyse::text {

struct StatedDay {
  runtime::Date date;
  base::Span span;
  const ArticleText* article = nullptr;  // null in a document
};

struct StatedPeriod {
  std::optional<StatedDay> from;
  std::optional<StatedDay> to;  // worked out from a number of years where no date is given
};

/// Returns the first period that a text states.
StatedPeriod find_stated_period(const PolicyText& policy);

/// Returns the first period that a document states.
StatedPeriod find_stated_period(const Reading& document);

/// Returns the day a document says it was issued (2022年2月20日印发), or that its last line consists of.
std::optional<runtime::Date> find_date_of_issue(const Passage& document);

}  // namespace polc::analyse::text

// Whole dates as legal texts write them: 2022年3月1日, 二〇二二年三月一日, 2022-03-01, 2022.3.1, 1 March 2022, March 1,
// 2022, 1er mars 2022. A month or a year alone is none.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "runtime/value/date.h"

namespace polc::analyse::text {

struct WrittenDate {
  std::size_t end = 0;
  runtime::Date date;
};

/// Reads the date that begins at `at` of folded text. Impossible days (2023年2月29日) are none.
std::optional<WrittenDate> read_date(std::u32string_view text, std::size_t at);

}  // namespace polc::analyse::text

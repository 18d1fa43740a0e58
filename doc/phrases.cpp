#include "doc/phrases.h"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/args.h>
#include <fmt/format.h>

namespace polc::doc {
namespace {

struct Row {
  std::string_view english;
  std::string_view chinese;
};

constexpr Row kRows[] = {
#define POLC_PHRASE(name, english, chinese) {english, chinese},
#include "doc/phrases.def"
#undef POLC_PHRASE
};

const Row& row_of(Phrase which) { return kRows[static_cast<std::size_t>(which)]; }

}  // namespace

base::Bilingual phrase(Phrase which) {
  return {std::string(row_of(which).english), std::string(row_of(which).chinese)};
}

base::Bilingual phrase(Phrase which, std::initializer_list<base::Bilingual> arguments) {
  fmt::dynamic_format_arg_store<fmt::format_context> english;
  fmt::dynamic_format_arg_store<fmt::format_context> chinese;
  for (const base::Bilingual& one : arguments) {
    english.push_back(one.english);
    chinese.push_back(one.chinese);
  }
  return {fmt::vformat(row_of(which).english, english), fmt::vformat(row_of(which).chinese, chinese)};
}

base::Bilingual count(std::size_t number) { return {fmt::format("{}", number), fmt::format("{}", number)}; }

}  // namespace polc::doc

#include "runtime/cases/case_error.h"

#include <utility>

#include <fmt/args.h>
#include <fmt/format.h>

#include "base/unicode.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMaxShown = 60;  // code points

std::string fill(std::string_view text, const std::vector<base::Bilingual>& arguments, base::Language language) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const base::Bilingual& argument : arguments) store.push_back(argument.in(language));
  return fmt::vformat(text, store);
}

/// `~` and `/` have a meaning in a JSON Pointer.
void append_escaped(std::string& pointer, std::string_view key) {
  for (const char one : key) {
    if (one == '~')
      pointer += "~0";
    else if (one == '/')
      pointer += "~1";
    else
      pointer += one;
  }
}

}  // namespace

const std::vector<CaseErrorInfo>& all_case_errors() {
  static const std::vector<CaseErrorInfo> rows = {
#define POLC_CASE_ERROR(code, name, english, chinese) {#code, name, english, chinese},
#include "runtime/cases/case_errors.def"
#undef POLC_CASE_ERROR
  };
  return rows;
}

std::string CasePlace::pointer() const {
  if (parent_ == nullptr) return "";
  std::string result = parent_->pointer() + "/";
  if (key_.data() == nullptr) return result + std::to_string(index_);
  append_escaped(result, key_);
  return result;
}

CaseError make_case_error(CaseErrorCode code, const CasePlace& place, const std::vector<base::Bilingual>& arguments,
                          std::string near_name) {
  const CaseErrorInfo& row = all_case_errors()[static_cast<std::size_t>(code)];
  CaseError error;
  error.code = std::string(row.id);
  error.path = place.pointer();
  error.english = fill(row.english, arguments, base::Language::English);
  error.chinese = fill(row.chinese, arguments, base::Language::Chinese);
  error.near_name = std::move(near_name);
  if (!error.near_name.empty()) {
    error.english += fmt::format("; did you mean `{}`?", error.near_name);
    error.chinese += fmt::format("；是否应为“{}”？", error.near_name);
  }
  return error;
}

void CaseErrors::report(CaseErrorCode code, const CasePlace& place, const std::vector<base::Bilingual>& arguments,
                        std::string near_name) {
  if (!is_full()) all_.push_back(make_case_error(code, place, arguments, std::move(near_name)));
}

void CaseErrors::append(CaseErrors more) {
  for (CaseError& error : more.all_) {
    if (!is_full()) all_.push_back(std::move(error));
  }
}

base::Bilingual shown(std::string_view name) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < name.size() && count < kMaxShown; ++count) end += base::decode_at(name, end).length;
  std::string text(name.substr(0, end));
  if (end < name.size()) text += "…";
  return {text, text};
}

}  // namespace polc::runtime

// The errors of bad cases: their codes (`case_errors.def`), their texts in both languages and the places
// they point at. Used by the readers of cases; the evaluator takes the codes of its own errors from here too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/language.h"
#include "runtime/cases/case.h"

namespace polc::runtime {

/// One enumerator a row of `case_errors.def`.
enum class CaseErrorCode : std::uint8_t {
#define POLC_CASE_ERROR(code, name, english, chinese) code,
#include "runtime/cases/case_errors.def"
#undef POLC_CASE_ERROR
};

struct CaseErrorInfo {
  std::string_view id;    // "E1001"
  std::string_view name;  // "unknown-key"
  std::string_view english;
  std::string_view chinese;
};

/// Returns all rows in the order of the table.
const std::vector<CaseErrorInfo>& all_case_errors();

/// A place in a case, as a chain from the inside out; the pointer is only written out for an error. A parent
/// must outlive its children.
class CasePlace {
 public:
  CasePlace() = default;
  CasePlace at(std::string_view key) const { return CasePlace(this, key, 0); }
  CasePlace at(std::size_t index) const { return CasePlace(this, {}, index); }

  /// Returns the JSON Pointer (RFC 6901): "" for the case, "/claims/0/级别" inside.
  std::string pointer() const;

 private:
  CasePlace(const CasePlace* parent, std::string_view key, std::size_t index)
      : parent_(parent), key_(key), index_(index) {}
  const CasePlace* parent_ = nullptr;
  std::string_view key_;  // without data: an index
  std::size_t index_ = 0;
};

/// Returns an error whose text is that of `code` with `arguments` in its places, and "did you mean" where
/// `near_name` is given.
CaseError make_case_error(CaseErrorCode code, const CasePlace& place, const std::vector<base::Bilingual>& arguments,
                          std::string near_name);

/// The errors of one case, in the order they were found. Past `kMaxErrors` further ones are dropped, so that a case
/// cannot make a report larger than itself.
class CaseErrors {
 public:
  static constexpr std::size_t kMaxErrors = 1000;

  /// Adds an error; see `make_case_error`.
  void report(CaseErrorCode code, const CasePlace& place, const std::vector<base::Bilingual>& arguments,
              std::string near_name);
  /// Adds all of `more`.
  void append(CaseErrors more);
  bool empty() const { return all_.empty(); }
  bool is_full() const { return all_.size() >= kMaxErrors; }
  std::vector<CaseError> take() { return std::move(all_); }

 private:
  std::vector<CaseError> all_;
};

/// Returns `name` as both languages show it; a long one is cut, so that no input makes a message of its own size.
base::Bilingual shown(std::string_view name);

}  // namespace polc::runtime

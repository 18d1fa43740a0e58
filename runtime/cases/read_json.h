// Cases from JSON: a text with one object or an array of objects, or a stream of JSON lines. Each case comes
// out by itself, whole or with everything that is wrong with it, so one bad case never hides the others. What
// is not JSON from the start is a fault of the whole text. Used by `polc eval` and the embedding facade.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/language.h"
#include "runtime/cases/case.h"
#include "runtime/cases/json_document.h"
#include "runtime/cases/json_text.h"
#include "runtime/cases/vocabulary.h"

namespace polc::runtime {

/// One case of an input. With `errors` it is not to be evaluated; `input.id` is right either way.
struct ReadCase {
  Case input;
  std::vector<CaseError> errors;
  std::size_t line = 1;     // where it begins in its text
  bool is_readable = true;  // false: not even JSON (E1011, E1012, E1013, E1021)
};

/// Why a text is no input at all.
struct InputFault {
  std::size_t line = 1;
  std::size_t column = 1;
  base::Bilingual message;
};

/// Reads the cases of one input, in order. Ids are unique over everything read by one reader.
class JsonCaseReader {
 public:
  /// The most bytes one case may have.
  static constexpr std::size_t kMaxCaseBytes = std::size_t{256} << 20U;

  using Sink = std::function<void(ReadCase)>;

  /// `program` must outlive this.
  explicit JsonCaseReader(const Program& program);

  /// Calls `sink` for each case of `text`: one object, or an array. An array that breaks off gives the cases that
  /// were whole and one bad case for the rest. Returns the fault of a text that is neither, or in which no
  /// case is JSON; `sink` has then not been called. Linear.
  std::optional<InputFault> read_text(std::string text, const Sink& sink);

  /// Calls `sink` for each line of `in` that is not blank. Memory is that of one line. Linear.
  void read_lines(std::istream& in, const Sink& sink);

  /// True when the text holds one case and not a list of them, so that its result is one object.
  static bool is_single(std::string_view text);

 private:
  ReadCase read_one(std::string_view whole, const JsonExtent& extent, PlaceCounter& places);
  ReadCase unreadable(const JsonFault& fault, PlaceCounter& places);
  ReadCase next_case();
  void check_id(ReadCase& one);
  std::optional<InputFault> read_array(std::string_view text, std::size_t begin, const Sink& sink);

  CaseVocabulary words_;
  JsonDocument document_;
  std::size_t num_read_ = 0;
  std::unordered_map<std::string, std::size_t> places_of_ids_;
};

}  // namespace polc::runtime

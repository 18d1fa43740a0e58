// Reads one JSON value into the flat tree of `JsonDocument` without simdjson, which is compiled for the machine and not
// for a web page. What is JSON is decided by `find_json_fault`, the reader that also explains faults, so both readers
// take the same texts. For single cases typed into a form; files of cases are read by simdjson.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/cases/json_document.h"

namespace polc::calculator {

/// A tree as `JsonDocument` has it. Texts with escapes are in `unescaped`, the others in the text that was read.
struct PlainJson {
  std::vector<runtime::JsonValue::Node> nodes;
  std::deque<std::string> unescaped;
};

/// Returns false when `text` is no object or array of JSON in UTF-8. `text` must outlive `result` and be no deeper than
/// `JsonDocument::kMaxDepth`. Linear.
bool read_plain_json(std::string_view text, PlainJson& result);

}  // namespace polc::calculator

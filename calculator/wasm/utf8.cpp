// The check of UTF-8 for a web page: character by character in place of simdjson.
#include "runtime/program/utf8.h"

#include "base/unicode.h"

namespace polc::runtime {

bool is_utf8(std::string_view bytes) { return base::find_invalid_utf8(bytes) == bytes.size(); }

}  // namespace polc::runtime

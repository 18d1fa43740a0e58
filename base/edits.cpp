#include "base/edits.h"

#include <algorithm>

namespace polc::base {

std::optional<std::string> apply_edits(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& lhs, const Edit& rhs) {
    return lhs.span.begin != rhs.span.begin ? lhs.span.begin < rhs.span.begin : lhs.span.end < rhs.span.end;
  });
  std::string result;
  std::uint32_t done = 0;
  for (const Edit& edit : edits) {
    const bool is_inside = edit.span.begin <= edit.span.end && edit.span.end <= text.size();
    if (!is_inside || edit.span.begin < done) return std::nullopt;
    result += text.substr(done, edit.span.begin - done);
    result += edit.text;
    done = edit.span.end;
  }
  result += text.substr(done);
  return result;
}

}  // namespace polc::base

#include "cli/page_text.h"

#include <algorithm>

namespace polc::cli {

using base::Language;

namespace {

constexpr std::string_view kChineseHeading = "\n## 中文\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of('\n');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of('\n') + 1 - begin);
}

}  // namespace

std::string_view title_of(const Page& page) {
  const std::string_view line = page.markdown.substr(0, page.markdown.find('\n'));
  return line.substr(std::min<std::size_t>(2, line.size()));
}

std::string_view name_of(const Page& page) {
  const std::string_view title = title_of(page);
  return title.substr(std::min(title.find(' ') + 1, title.size()));
}

std::string_view body_of(const Page& page, Language language) {
  const std::size_t title_end = std::min(page.markdown.find('\n'), page.markdown.size());
  const std::size_t split = std::min(page.markdown.find(kChineseHeading), page.markdown.size());
  if (language == Language::English) return trimmed(page.markdown.substr(title_end, split - title_end));
  return trimmed(page.markdown.substr(std::min(split + kChineseHeading.size(), page.markdown.size())));
}

std::string definition_of(const Page& page, Language language) {
  std::string text(body_of(page, language));
  text.resize(std::min(text.find("\n\n"), text.size()));
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) {
    text.replace(at, 1, language == Language::Chinese ? "" : " ");
  }
  return text;
}

}  // namespace polc::cli

#include "base/render/text.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/render/snippet.h"
#include "base/render/terminal.h"
#include "base/render/witness.h"

namespace polc::base {
namespace {

Ink ink_of(Severity severity) {
  switch (severity) {
    case Severity::Error: return Ink::Error;
    case Severity::Warning: return Ink::Warning;
    case Severity::Note: return Ink::Note;
  }
  return Ink::Strong;
}

/// The fixed words around a finding.
struct Words {
  std::string_view colon;
  std::string_view also;
  std::string_view example;
  std::string_view replay;
  std::string_view help;
  std::string_view fix;
  std::string_view docs;
};

constexpr Words kEnglishWords{": ", "also: ", "example: ", "replay: ", "help: ", "fix: ", "docs: "};
constexpr Words kChineseWords{" ", "另见：", "例：", "重算：", "建议：", "修改：", "说明："};

/// Draws one finding. A class because every part needs the same five things.
class FindingText {
 public:
  FindingText(const Report& report, const Diagnostic& finding, const TextStyle& style)
      : sources_(report.sources),
        report_(report),
        finding_(finding),
        language_(style.language),
        words_(style.language == Language::Chinese ? kChineseWords : kEnglishWords),
        snippet_{style.language, Painter(style.use_colour), ink_of(finding.severity), gutter_width()} {}

  std::string draw() const {
    std::string text = header() + places() + placeless_notes() + witness();
    if (const std::string& help = finding_.help.in(language_); !help.empty()) text += remark(words_.help, help);
    for (std::size_t at = 0; at < finding_.fixes.size(); ++at) text += fix(at);
    return text + remark(words_.docs, fmt::format("polc explain {}", info(finding_.code).id));
  }

 private:
  /// Returns the digits of the largest line number that is shown.
  std::uint32_t gutter_width() const {
    std::uint32_t line = 1;
    const auto consider = [&](Span span) {
      if (has_place(span)) line = std::max(line, sources_.get(span.source).place(span.end).line);
    };
    consider(finding_.span);
    for (const Related& related : finding_.related) consider(related.span);
    for (const Fix& one : finding_.fixes) {
      for (const Edit& edit : one.edits) consider(edit.span);
    }
    return static_cast<std::uint32_t>(std::to_string(line).size());
  }

  std::string header() const {
    const std::string title = fmt::format("{} {}", severity_word(finding_.severity, language_), info(finding_.code).id);
    const std::string what = make_visible(message(finding_, language_));
    return snippet_.painter.paint(snippet_.main_ink, title) + std::string(words_.colon) +
           snippet_.painter.paint(Ink::Strong, what) + "\n";
  }

  /// Returns one block of lines for each source that takes part, the finding's own first.
  std::string places() const {
    std::vector<Mark> marks;
    if (has_place(finding_.span)) marks.push_back({finding_.span, true, ""});
    for (const Related& related : finding_.related) {
      if (has_place(related.span)) marks.push_back({related.span, false, related.message.in(language_)});
    }
    std::string text;
    while (!marks.empty()) {
      const SourceId id = marks.front().span.source;
      const auto others =
          std::stable_partition(marks.begin(), marks.end(), [id](const Mark& mark) { return mark.span.source == id; });
      const Source& source = sources_.get(id);
      text += place_line(source, marks.front().span);
      text += draw_snippet(source, {marks.begin(), others}, snippet_);
      marks.erase(marks.begin(), others);
    }
    return text;
  }

  std::string place_line(const Source& source, Span span) const {
    const LineColumn place = source.place(span.begin);
    const std::string where = fmt::format("┌─ {}:{}:{}", make_visible(source.path()), place.line, place.column);
    return std::string(snippet_.gutter + 1, ' ') + snippet_.painter.paint(Ink::Place, where) + "\n";
  }

  std::string placeless_notes() const {
    std::string text;
    for (const Related& related : finding_.related) {
      if (!has_place(related.span)) text += remark(words_.also, related.message.in(language_));
    }
    return text;
  }

  /// Returns the case that shows the finding, and how to see it again.
  std::string witness() const {
    if (!finding_.witness) return {};
    std::string text = remark(words_.example, finding_.witness->shows.in(language_));
    for (const std::string& command : replay_commands(report_, finding_)) text += remark(words_.replay, command);
    return text;
  }

  std::string remark(std::string_view word, std::string_view what) const {
    return std::string(snippet_.gutter + 1, ' ') + snippet_.painter.paint(Ink::Place, "= ") +
           snippet_.painter.paint(Ink::Strong, word) + make_visible(what) + "\n";
  }

  std::string fix(std::size_t at) const {
    const Fix& one = finding_.fixes[at];
    const std::string option = one.is_safe ? "[--fix]" : fmt::format("[--fix={}:{}]", info(finding_.code).id, at + 1);
    std::string text = remark(words_.fix, one.title.in(language_) + "  " + option);
    std::vector<SourceId> shown;
    for (const Edit& edit : one.edits) {
      const SourceId id = edit.span.source;
      if (!has_place(edit.span) || std::find(shown.begin(), shown.end(), id) != shown.end()) continue;
      shown.push_back(id);
      if (id != finding_.span.source) text += place_line(sources_.get(id), edit.span);
      text += draw_edits(sources_.get(id), id, one.edits, snippet_);
    }
    return text;
  }

  const SourceStore& sources_;
  const Report& report_;
  const Diagnostic& finding_;
  Language language_;
  const Words& words_;
  SnippetStyle snippet_;
};

/// Returns "1 error" or "2 errors".
std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

void append_part(std::string_view part, std::string_view separator, std::string& text) {
  if (!text.empty()) text += separator;
  text += part;
}

std::string english_findings(const Report& report) {
  const Tally& tally = report.tally;
  std::string text;
  if (tally.num_errors > 0) append_part(counted(tally.num_errors, "error"), ", ", text);
  if (tally.num_warnings > 0) append_part(counted(tally.num_warnings, "warning"), ", ", text);
  if (tally.num_notes > 0) append_part(counted(tally.num_notes, "note"), ", ", text);
  text += " in " + counted(report.checked.num_files, "file");
  if (report.num_hidden() > 0) text += fmt::format("; {} not shown (--max-findings)", report.num_hidden());
  return text;
}

std::string chinese_findings(const Report& report) {
  const Tally& tally = report.tally;
  std::string text;
  if (tally.num_errors > 0) append_part(fmt::format("错误{}项", tally.num_errors), "、", text);
  if (tally.num_warnings > 0) append_part(fmt::format("警告{}项", tally.num_warnings), "、", text);
  if (tally.num_notes > 0) append_part(fmt::format("提示{}项", tally.num_notes), "、", text);
  text = fmt::format("共{}个文件，{}", report.checked.num_files, text);
  if (report.num_hidden() > 0) text += fmt::format("；另有{}项未显示（--max-findings）", report.num_hidden());
  return text;
}

std::string english_clean(const Checked& checked) {
  const std::string what = fmt::format("{}, {} in {}: ", counted(checked.num_awards, "award"),
                                       counted(checked.num_cells, "cell"), counted(checked.num_files, "file"));
  const std::string rest =
      fmt::format("; {}, {}", counted(checked.num_readings, "reading"), counted(checked.num_tests, "test"));
  if (!checked.proved) return what + "words, names, types and values in order" + rest;
  std::string proved;
  if (checked.proved->has_no_overlap) append_part("no overlap", ", ", proved);
  if (checked.proved->has_no_gap) append_part("no gap", ", ", proved);
  if (checked.proved->has_no_dead_rule) append_part("no dead rule", ", ", proved);
  proved = proved.empty() ? "nothing found" : proved + " (proved)";
  return what + proved + rest + fmt::format("; {} undecided", checked.proved->num_undecided);
}

std::string chinese_clean(const Checked& checked) {
  const std::string what =
      fmt::format("{}个文件，{}项资助，{}项金额：", checked.num_files, checked.num_awards, checked.num_cells);
  const std::string rest = fmt::format("；解释口径{}项，算例{}个", checked.num_readings, checked.num_tests);
  if (!checked.proved) return what + "用词、名称、类型与取值无误" + rest;
  std::string proved;
  if (checked.proved->has_no_overlap) append_part("无冲突", "、", proved);
  if (checked.proved->has_no_gap) append_part("无空档", "、", proved);
  if (checked.proved->has_no_dead_rule) append_part("无失效规则", "、", proved);
  proved = proved.empty() ? "没有发现问题" : proved + "（已证明）";
  return what + proved + rest + fmt::format("；未能判定{}项", checked.proved->num_undecided);
}

}  // namespace

std::string render_text(const Report& report, const TextStyle& style) {
  std::string text;
  for (const Diagnostic* finding : report.findings) text += FindingText(report, *finding, style).draw() + "\n";
  return text;
}

std::string render_summary(const Report& report, const TextStyle& style) {
  const bool is_chinese = style.language == Language::Chinese;
  const Painter painter(style.use_colour);
  if (report.tally.total() == 0) {
    return painter.paint(Ink::Added, is_chinese ? chinese_clean(report.checked) : english_clean(report.checked)) + "\n";
  }
  const Ink ink = report.tally.num_errors > 0 ? Ink::Error : report.tally.num_warnings > 0 ? Ink::Warning : Ink::Note;
  return painter.paint(ink, is_chinese ? chinese_findings(report) : english_findings(report)) + "\n";
}

}  // namespace polc::base

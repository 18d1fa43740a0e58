#include "cli/explain.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/diagnostic.h"
#include "base/json_writer.h"
#include "base/render/report.h"
#include "base/render/terminal.h"
#include "cli/page_text.h"
#include "cli/pages.h"
#include "cli/usage.h"

namespace polc::cli {
namespace {

using base::Language;

struct ExplainOptions {
  std::vector<std::string> codes;
  std::string format = "text";
  bool lists = false;
  bool all = false;
};

/// Returns "error", "warning", "note", or for the codes of cases "case".
std::string_view severity_of(const Page& page, Language language) {
  const base::CodeInfo* row = base::find_code(page.code);
  return row != nullptr ? base::severity_word(row->severity, language) : pick(language, "case", "案件");
}

/// Returns Markdown as plain text for a terminal: headings strong, code indented instead of fenced.
std::string plain_text(std::string_view markdown, const base::Painter& painter) {
  std::string text;
  bool in_code = false;
  while (!markdown.empty()) {
    const std::size_t stop = std::min(markdown.find('\n'), markdown.size());
    const std::string_view line = markdown.substr(0, stop);
    markdown.remove_prefix(std::min(stop + 1, markdown.size()));
    if (line.starts_with("```")) {
      in_code = !in_code;
    } else if (in_code) {
      text += fmt::format("    {}\n", line);
    } else if (line.starts_with('#')) {
      text += painter.paint(base::Ink::Strong, line.substr(std::min(line.find_first_not_of("# "), line.size()))) + "\n";
    } else {
      text += fmt::format("{}\n", line);
    }
  }
  return text;
}

void write_page(const Page& page, base::JsonWriter& json) {
  json.begin_object()
      .member("code", page.code)
      .member("name", name_of(page))
      .member("severity", severity_of(page, Language::English));
  for (const auto& [key, language] : {std::pair("en", Language::English), std::pair("zh", Language::Chinese)}) {
    json.key(key).begin_object().member("definition", definition_of(page, language));
    json.member("page", body_of(page, language)).end_object();
  }
  json.end_object();
}

class Explain {
 public:
  Explain(const ExplainOptions& options, CommandContext& context) : options_(options), context_(context) {}

  int run() {
    const std::span<const Page> pages = all_pages();
    if (options_.all || options_.lists) {
      for (const Page& page : pages) chosen_.push_back(&page);
    }
    for (const std::string& code : options_.codes) {
      if (!choose(code)) return report_unknown(code);
    }
    if (chosen_.empty()) {
      return report_wrong_use(context_, pick(context_.language, "no code was given", "没有给出代码"), "explain");
    }
    if (options_.format == "json") {
      print_json();
    } else if (options_.lists) {
      print_list();
    } else {
      print_pages();
    }
    return 0;
  }

 private:
  bool choose(std::string code) {
    for (char& one : code) one = static_cast<char>(std::toupper(static_cast<unsigned char>(one)));
    for (const Page& page : all_pages()) {
      const bool is_meant = page.code == code ||
                            std::equal(name_of(page).begin(), name_of(page).end(), code.begin(), code.end(),
                                       [](unsigned char lhs, unsigned char rhs) { return std::toupper(lhs) == rhs; });
      if (is_meant) chosen_.push_back(&page);
      if (is_meant) return true;
    }
    return false;
  }

  int report_unknown(const std::string& code) const {
    std::vector<std::string> known;
    for (const Page& page : all_pages()) known.emplace_back(page.code);
    for (const Page& page : all_pages()) known.emplace_back(name_of(page));
    std::string what =
        fmt::format(fmt::runtime(pick(context_.language, "there is no finding `{}`", "没有代码为“{}”的说明")), code);
    return report_wrong_use(context_, with_suggestion(std::move(what), code, known, context_.language), "explain");
  }

  void print_json() const {
    std::string text;
    base::JsonWriter json(text, base::JsonWriter::Layout::Indented);
    json.begin_array();
    for (const Page* page : chosen_) write_page(*page, json);
    json.end_array();
    context_.out << text << '\n';
  }

  void print_list() const {
    for (const Page* page : chosen_) {
      const std::string_view severity = severity_of(*page, context_.language);
      context_.out << fmt::format("{}  {:<7}  {:<28}  {}\n", page->code, severity, name_of(*page),
                                  definition_of(*page, context_.language));
    }
  }

  void print_pages() const {
    const base::Painter painter(context_.use_colour);
    for (const Page* page : chosen_) {
      if (page != chosen_.front()) context_.out << '\n';
      const std::string title = fmt::format("{} · {}", title_of(*page), severity_of(*page, context_.language));
      context_.out << painter.paint(base::Ink::Strong, title) << "\n\n"
                   << plain_text(body_of(*page, context_.language), painter);
    }
  }

  const ExplainOptions& options_;
  CommandContext& context_;
  std::vector<const Page*> chosen_;
};

constexpr std::string_view kEnglishExamples =
    "Examples:\n"
    "  polc explain P2001                 one page\n"
    "  polc explain --list                every code in one line\n"
    "  polc explain --all --format json   every page, for tools";

constexpr std::string_view kChineseExamples =
    "示例：\n"
    "  polc explain P2001                 一种问题的说明\n"
    "  polc explain --list                全部代码，每种一行\n"
    "  polc explain --all --format json   全部说明，供其他工具使用";

}  // namespace

void register_explain(CLI::App& app, CommandContext& context, int& exit_code) {
  const Language language = context.language;
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = app.add_subcommand("explain", text("show the page of a finding", "说明一种问题"));
  command->add_option("CODE", options->codes,
                      text("codes or names of findings, codes of case errors", "问题或案件错误的代码"));
  command->add_flag("--list", options->lists, text("every code in one line", "每种代码一行"));
  command->add_flag("--all", options->all, text("every page", "全部说明"));
  take_one_of(
      command->add_option("--format", options->format, text("form of the output (text)", "输出格式（默认 text）")),
      {"text", "json"}, language);
  command->footer(std::string(pick(language, kEnglishExamples, kChineseExamples)));
  command->callback([options, &context, &exit_code] { exit_code = Explain(*options, context).run(); });
}

}  // namespace polc::cli

#include "compiler/analyse/draft/draft.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/unicode.h"
#include "compiler/analyse/draft/outline.h"
#include "compiler/analyse/draft/suggestions.h"
#include "compiler/analyse/text/han_numerals.h"
#include "compiler/analyse/text/mention.h"
#include "compiler/analyse/text/stated_period.h"
#include "grammar/written_name.h"
#include "runtime/value/date.h"

namespace polc::analyse::draft {
namespace {

using base::Language;

constexpr std::string_view kYuan = "元";

/// Returns a label as headings take it: numbers bare, everything else in quotation marks.
std::string label_text(const std::string& label) {
  const std::u32string characters = text::fold(label);
  const bool is_number = std::all_of(characters.begin(), characters.end(), base::is_digit);
  const bool is_han = std::all_of(characters.begin(), characters.end(), text::is_han_numeral);
  return is_number || is_han ? label : grammar::quoted(label);
}

/// Returns the currency that most amounts of the document have, where it is none of yuan; else "".
std::string currency_of(const text::Reading& document) {
  std::map<std::string, std::size_t> counts;
  for (const text::Mention& mention : document.mentions) {
    if (mention.kind == text::MentionKind::Amount) ++counts[mention.unit];
  }
  std::string most;
  for (const auto& [unit, count] : counts) {
    if (most.empty() || count > counts[most]) most = unit;
  }
  return most == kYuan ? std::string() : most;
}

class Draft {
 public:
  Draft(std::string_view document, const DraftOptions& options)
      : options_(options),
        outline_(read_outline(document)),
        reading_(text::read_text(text::fold_passage(document, base::kNoSource, 0))) {}

  std::string run() {
    begin();
    for (const OutlinePart& part : outline_.parts) {
      if (!part.label.empty()) write_heading(part);
      for (const std::string& paragraph : part.paragraphs) write_paragraph(part, paragraph);
    }
    return std::move(out_);
  }

 private:
  std::string_view words(std::string_view english, std::string_view chinese) const {
    return options_.keywords == Language::Chinese ? chinese : english;
  }

  void begin() {
    out_ += words(
        "# A draft: the texts are the document's, word for word. Comments show what was found in them and how it\n"
        "# may be written; confirm each, write it as a rule, and delete the comment. Nothing is paid until then.\n",
        "# 草稿：条文逐字引自原文。注释列出其中读到的金额、条件及可能的写法，\n"
        "# 请逐条核对，写成规则后删去注释；在此之前不支付任何金额。\n");
    out_ += "\npolicy " + grammar::quoted(outline_.title.empty() ? options_.title : outline_.title) + '\n';
    write_period();
    if (const std::string currency = currency_of(reading_); !currency.empty()) out_ += "  currency " + currency + '\n';
    if (!options_.source.empty()) out_ += "  source " + grammar::quoted(options_.source) + '\n';
    out_ += '\n';
    out_ += words("# Who may apply, and what is known of them:\n# applicant …\n#   … : yes/no\n",
                  "# 申报对象及其情况：\n# 对象 …\n#   … : 是否\n");
  }

  /// The window is written where the document states both its ends or its beginning, and can be one.
  void write_period() {
    const text::StatedPeriod period = text::find_stated_period(reading_);
    if (!period.from) return;
    out_ += "  effective from " + runtime::to_text(period.from->date);
    const bool is_window = period.to && period.from->date < period.to->date;
    if (is_window) out_ += " to " + runtime::to_text(period.to->date);
    out_ += words("  # confirm, and say `by event date` or `by application date`\n",
                  "  # 请核对，并写明“以事项日为准”或“以申报日为准”\n");
  }

  void write_heading(const OutlinePart& part) {
    out_ += fmt::format("\n{} {}", part.is_section ? "section" : "article", label_text(part.label));
    if (!part.title.empty()) out_ += ' ' + grammar::quoted(part.title);
    out_ += '\n';
  }

  void write_paragraph(const OutlinePart& part, const std::string& paragraph) {
    out_ += (part.label.empty() ? "\ntext " : "  text ") + grammar::quoted(paragraph) + '\n';
    // One step deeper than the text they are about: they stay with it when the policy is formatted.
    for (const std::string& line : suggest_rules(paragraph, part.title, options_.keywords))
      out_ += "    # " + line + '\n';
  }

  const DraftOptions& options_;
  Outline outline_;
  text::Reading reading_;
  std::string out_;
};

}  // namespace

Language language_of(std::string_view document) {
  std::size_t num_han = 0;
  std::size_t num_letters = 0;
  for (std::size_t at = 0; at < document.size();) {
    const base::CodePoint point = base::decode_at(document, at);
    if (base::is_han(point.value)) {
      ++num_han;
    } else if (base::is_letter(point.value)) {
      ++num_letters;
    }
    at += point.length;
  }
  // A Han character says about as much as a few letters.
  constexpr std::size_t kLettersPerHan = 3;
  return num_han * kLettersPerHan > num_letters ? Language::Chinese : Language::English;
}

std::string draft_policy(std::string_view document, const DraftOptions& options) {
  return Draft(document, options).run();
}

}  // namespace polc::analyse::draft

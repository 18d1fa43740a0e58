#include <algorithm>
#include <optional>
#include <utility>

#include "compiler/model/model.h"
#include "grammar/keywords.h"

namespace polc::model {

using base::Bilingual;
using base::Code;
using base::plain;

namespace {

/// Says what a name does name, or nothing.
std::optional<Bilingual> what_is(const Model& model, const std::string& name) {
  if (model.awards.contains(name)) return Bilingual{"an award", "资助"};
  if (model.claim_kinds.contains(name)) return Bilingual{"a claim", "事项"};
  if (model.applicant_kinds.contains(name)) return Bilingual{"an applicant kind", "申请人类别"};
  if (model.samples.contains(name)) return Bilingual{"a sample", "样例"};
  if (model.definitions.contains(name)) return Bilingual{"a definition", "定义"};
  if (model.parameters.contains(name)) return Bilingual{"a parameter", "参数"};
  if (model.readings.contains(name)) return Bilingual{"a reading", "解释口径"};
  const auto declares = [&](const NameMap& facts) { return facts.contains(name); };
  const bool is_fact = std::any_of(model.applicant_facts.begin(), model.applicant_facts.end(), declares) ||
                       std::any_of(model.claim_facts.begin(), model.claim_facts.end(), declares);
  if (is_fact) return Bilingual{"a fact", "事实"};
  return std::nullopt;
}

}  // namespace

std::vector<std::string> sorted_names(const NameMap& names) {
  std::vector<std::string> result;
  for (const auto& [name, index] : names) result.push_back(name);
  std::sort(result.begin(), result.end());
  return result;
}

bool report_glued_word(std::string_view found, base::Span span, const std::vector<std::string>& known,
                       base::Diagnostics& out) {
  const auto is_word = [](std::string_view text) { return grammar::is_chinese_keyword(grammar::find_word(text)); };
  for (const std::string& name : known) {
    if (name.empty() || name.size() >= found.size()) continue;
    const std::string_view before = found.substr(0, found.size() - name.size());
    const std::string_view after = found.substr(name.size());
    const bool ends_so = found.ends_with(name) && is_word(before);
    const bool begins_so = found.starts_with(name) && is_word(after);
    if (!ends_so && !begins_so) continue;
    const std::string left(ends_so ? before : std::string_view(name));
    const std::string right(ends_so ? std::string_view(name) : after);
    out.report(Code::P1002, span, {plain(found), plain(left), plain(right)})
        .fix({"write `" + left + " " + right + "`", "写作“" + left + " " + right + "”"}, {{span, left + " " + right}},
             true);
    return true;
  }
  return false;
}

base::Diagnostic& report_unknown(const Model& model, const ast::Name& name, const Bilingual& expected,
                                 std::vector<std::string> known, base::Diagnostics& out) {
  std::sort(known.begin(), known.end());
  if (const auto other = what_is(model, name.text)) {
    return out.report(Code::P2013, name.span,
                      {plain(name.text),
                       *other,
                       {"the name of an existing " + expected.english, "已有的" + expected.chinese + "名称"}});
  }
  base::Diagnostic& found = out.report(Code::P2001, name.span, {expected, plain(name.text)});
  suggest(found, name.span, name.text, known);
  return found;
}

}  // namespace polc::model

#include <algorithm>
#include <optional>
#include <variant>

#include <fmt/format.h>

#include "base/unicode.h"
#include "lsp/features/amount_words.h"
#include "lsp/features/features.h"
#include "runtime/cases/value_text.h"

namespace polc::lsp {

using base::Language;
using runtime::Fact;
using runtime::FactType;
using runtime::Index;

namespace {

class Hover {
 public:
  Hover(const Snapshot& snapshot, Language language)
      : snapshot_(snapshot),
        program_(snapshot.compiled().program),
        is_chinese_(language == Language::Chinese),
        language_(language) {}

  Json at(std::uint32_t offset) const {
    if (const Occurrence* found = snapshot_.occurrences().at(snapshot_.source(), offset)) {
      const std::string text = words_of(found->symbol);
      if (!text.empty()) return result(text, found->span);
    }
    for (const ast::Expr& expr : snapshot_.ast().exprs) {
      const bool is_literal = expr.kind == ast::ExprKind::Number || expr.kind == ast::ExprKind::Money;
      if (!is_literal || offset < expr.span.begin || offset > expr.span.end) continue;
      if (auto text = amount_words(expr)) return result(*text, expr.span);
    }
    return nullptr;
  }

 private:
  std::string words(const char* english, const char* chinese) const { return is_chinese_ ? chinese : english; }

  Json result(const std::string& text, base::Span span) const {
    return {{"contents", {{"kind", "markdown"}, {"value", text}}}, {"range", snapshot_.lines().range_of(span)}};
  }

  // ---- amounts

  /// Returns an amount both ways, with the sentence of the document it stands for.
  std::optional<std::string> amount_words(const ast::Expr& expr) const {
    const auto full = amount_in_full(program_, expr);
    if (!full) return std::nullopt;
    std::string text = "**" + *full + "**";
    if (const auto wan = amount_in_wan(program_, expr)) text += " = " + *wan;
    if (const auto sentence = sentence_before(expr.span.begin)) text += "\n\n> " + *sentence;
    return text;
  }

  /// Returns the nearest `text` before a place, in its article.
  std::optional<std::string> sentence_before(std::uint32_t offset) const {
    std::optional<std::string> sentence;
    for (const ast::Statement& statement : snapshot_.ast().statements) {
      if (ast::span_of(statement).begin > offset) break;
      if (std::holds_alternative<ast::Heading>(statement)) sentence.reset();
      if (const auto* text = std::get_if<ast::TextStatement>(&statement)) sentence = text->text.text;
    }
    return sentence;
  }

  // ---- names

  std::string words_of(const Symbol& symbol) const {
    switch (symbol.kind) {
      case SymbolKind::Fact: return fact_words(symbol.name);
      case SymbolKind::Award: return award_words(symbol.name);
      case SymbolKind::Claim: return claim_words(symbol.name);
      case SymbolKind::ApplicantKind: return kind_words(symbol.name);
      case SymbolKind::Value: return value_words(symbol.name);
      case SymbolKind::Reading: return reading_words(symbol.name);
      case SymbolKind::Definition:
      case SymbolKind::Parameter:
      case SymbolKind::Sample: return declaration_words(symbol);
      case SymbolKind::Test:
      case SymbolKind::Article:
      case SymbolKind::Section: return {};
    }
    return {};
  }

  std::string type_words(const Fact& fact) const {
    const auto values = [&] {
      return fmt::format("{}", fmt::join(program_.enumerations[fact.enumeration].values,
                                         fact.type == FactType::Ranked ? " > " : words(", ", "、")));
    };
    const std::string unit = fact.unit.empty() ? "" : words(" in ", "，单位为") + fact.unit;
    switch (fact.type) {
      case FactType::YesNo: return words("yes/no", "是否");
      case FactType::Integer: return words("integer", "整数") + unit;
      case FactType::Number: return words("number", "数值") + unit;
      case FactType::Percent: return words("percent", "百分比");
      case FactType::Money: return words("money", "金额") + unit;
      case FactType::Date: return words("date", "日期");
      case FactType::Text: return words("text", "文本");
      case FactType::OneOf: return words("one of ", "分为") + values();
      case FactType::Ranked: return words("ranked ", "从高到低 ") + values();
      case FactType::AnyOf: return words("any of ", "可兼 ") + values();
    }
    return {};
  }

  std::string fact_words(const std::string& name) const {
    std::string text;
    for (const Fact& fact : program_.facts) {
      if (fact.name != name) continue;
      const std::string& owner = fact.owner == runtime::FactOwner::Applicant ? program_.applicant_kinds[fact.kind].name
                                                                             : program_.claim_kinds[fact.kind].name;
      text += (text.empty() ? "" : "\n\n") + fmt::format("**{}** : {} — {}", name, type_words(fact), owner);
      if (fact.low) text += words(", from ", "，从 ") + runtime::number_text(program_, fact, *fact.low);
      if (fact.high) text += words(" to ", " 到 ") + runtime::number_text(program_, fact, *fact.high);
      if (fact.is_key) text += words(", says which matter a claim is about", "，识别同一事项");
      if (fact.is_judged)
        text += words(", judged by ", "，认定部门：") + (fact.judge.empty() ? words("a person", "未写明") : fact.judge);
      if (fact.presumed)
        text += words(", taken for granted when a case is silent: ", "，未提供时推定为：") +
                runtime::value_text(program_, fact, *fact.presumed, language_);
    }
    return text;
  }

  /// Returns the statement that declares an award, as it is written, with its article.
  std::string award_words(const std::string& name) const {
    for (const compiler::UsedFile& file : snapshot_.compiled().trees) {
      for (const ast::Statement& statement : file.ast.statements) {
        const auto* award = std::get_if<ast::Award>(&statement);
        if (award == nullptr || award->name.text != name) continue;
        std::string text = "```pol\n" + std::string(snapshot_.sources().slice(award->span)) + "\n```";
        const auto known = snapshot_.compiled().model.awards.find(name);
        if (known != snapshot_.compiled().model.awards.end() && known->second < program_.awards.size() &&
            !program_.awards[known->second].article.empty()) {
          text += fmt::format(fmt::runtime(words("\narticle {}", "\n第{}条")), program_.awards[known->second].article);
        }
        return text;
      }
    }
    return {};
  }

  std::string claim_words(const std::string& name) const {
    std::string text = "**" + name + "**";
    for (const runtime::ClaimKind& kind : program_.claim_kinds) {
      if (kind.name != name) continue;
      for (const Index slot : kind.facts)
        text += fmt::format("\n- {} : {}", program_.facts[slot].name, type_words(program_.facts[slot]));
    }
    const std::string award = award_words(name);
    return award.empty() ? text : text + "\n\n" + award;
  }

  std::string kind_words(const std::string& name) const {
    std::string text = "**" + name + "**";
    for (const runtime::ApplicantKind& kind : program_.applicant_kinds) {
      if (kind.name != name) continue;
      for (const Index slot : kind.facts)
        text += fmt::format("\n- {} : {}", program_.facts[slot].name, type_words(program_.facts[slot]));
    }
    return text;
  }

  std::string value_words(const std::string& name) const {
    std::string text;
    for (const Fact& fact : program_.facts) {
      if (fact.enumeration == runtime::kNone) continue;
      const auto& values = program_.enumerations[fact.enumeration].values;
      if (std::find(values.begin(), values.end(), name) == values.end()) continue;
      text += (text.empty() ? "" : "\n\n") + fmt::format("**{}** : {}", fact.name, type_words(fact));
    }
    return text;
  }

  std::string reading_words(const std::string& name) const {
    for (const runtime::Reading& reading : program_.readings) {
      if (reading.name != name) continue;
      const auto& values = program_.enumerations[reading.enumeration].values;
      std::string text = fmt::format(fmt::runtime(words("**{}**: {}; adopted: {}", "**{}**：{}；采用：{}")), name,
                                     fmt::join(values, words(", ", "、")), values[reading.adopted]);
      if (!reading.text.empty()) text += "\n\n> " + reading.text;
      return text;
    }
    return {};
  }

  /// Returns the statement that declares a name.
  std::string declaration_words(const Symbol& symbol) const {
    for (const Occurrence* one : snapshot_.occurrences().of(symbol)) {
      if (!one->is_declaration) continue;
      for (const compiler::UsedFile& file : snapshot_.compiled().trees) {
        if (file.ast.source != one->span.source) continue;
        for (const ast::Statement& statement : file.ast.statements) {
          const base::Span span = ast::span_of(statement);
          if (span.begin <= one->span.begin && one->span.end <= span.end)
            return "```pol\n" + std::string(snapshot_.sources().slice(span)) + "\n```";
        }
      }
    }
    return {};
  }

  const Snapshot& snapshot_;
  const runtime::Program& program_;
  bool is_chinese_;
  Language language_;
};

}  // namespace

Json hover(const Snapshot& snapshot, Position position, Language language) {
  return Hover(snapshot, language).at(snapshot.lines().offset_of(position));
}

}  // namespace polc::lsp

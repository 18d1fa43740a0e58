#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "grammar/lexer.h"
#include "grammar/parser.h"
#include "lsp/features/features.h"

namespace polc::lsp {

using base::Language;
using grammar::Expected;
using grammar::Keyword;
using grammar::Token;
using grammar::TokenKind;
using runtime::Index;

namespace {

// Kinds of the protocol (LSP 3.17, CompletionItemKind).
enum ItemKind : int {
  kFunctionItem = 3,
  kFieldItem = 5,
  kClassItem = 7,
  kKeywordItem = 14,
  kEnumMemberItem = 20,
  kConstantItem = 21,
  kStructItem = 22
};

bool is_spelled(const grammar::Lexemes& lexemes, const Token& token, Keyword keyword) {
  if (token.kind != TokenKind::Word || token.is_bracketed) return false;
  const std::string_view text = lexemes.text(token);
  const grammar::KeywordInfo& row = grammar::info(keyword);
  if (row.english.substr(0, row.english.find(' ')) == text) return true;
  std::string_view rest = row.chinese;
  while (!rest.empty()) {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, space) == text) return true;
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  return false;
}

/// Returns whether nothing but space stands between a place and the beginning of its line.
bool is_on_new_line(const Snapshot& snapshot, std::uint32_t offset) {
  const std::string_view before = snapshot.text().substr(0, offset);
  const std::size_t line = before.find_last_of("\r\n");
  return before.find_first_not_of(" \t", line == std::string_view::npos ? 0 : line + 1) == std::string_view::npos;
}

/// The text before the word being written, and what is known of it.
class Context {
 public:
  Context(const Snapshot& snapshot, std::uint32_t offset)
      : snapshot_(snapshot), begin_(word_begin(snapshot.text(), offset)) {
    read(begin_);
    const Token* mark = last(0);
    is_quoted_ = mark != nullptr && mark->kind == TokenKind::String && mark->is_unclosed && mark->begin + 1 == begin_;
    if (is_quoted_) read(mark->begin);
    continuation_ = grammar::find_continuation(sources_.get(id_), id_);
  }

  /// Returns whether the word stands after an opening quotation mark, so that it will be a name.
  bool is_quoted() const { return is_quoted_; }

  const grammar::Continuation& continuation() const { return continuation_; }
  std::uint32_t begin() const { return begin_; }
  const grammar::Lexemes& lexemes() const { return lexemes_; }

  /// Returns the n-th last token before the cursor, from 0; or null.
  const Token* last(std::size_t n) const {
    return lexemes_.tokens.size() < n + 2 ? nullptr : &lexemes_.tokens[lexemes_.tokens.size() - 2 - n];
  }
  bool last_is(Keyword keyword) const { return last(0) != nullptr && is_spelled(lexemes_, *last(0), keyword); }
  bool last_is_any(std::initializer_list<Keyword> keywords) const {
    return std::any_of(keywords.begin(), keywords.end(), [this](Keyword keyword) { return last_is(keyword); });
  }

  /// Returns the statement of the snapshot that the cursor stands in: the last that begins before it.
  const ast::Statement* statement() const {
    const ast::Statement* found = nullptr;
    for (const ast::Statement& one : snapshot_.ast().statements) {
      if (ast::span_of(one).begin < begin_) found = &one;
    }
    return found;
  }

 private:
  /// Reads the text up to `end`.
  void read(std::uint32_t end) {
    id_ = sources_.add("", std::string(snapshot_.text().substr(0, end)));
    base::Diagnostics ignored;
    lexemes_ = grammar::lex(sources_.get(id_), id_, ignored);
  }

  /// Returns where the word that ends at `offset` begins: letters, digits, `_`, `·` and an opening quotation mark.
  static std::uint32_t word_begin(std::string_view text, std::uint32_t offset) {
    std::uint32_t begin = offset;
    while (begin > 0) {
      const auto byte = static_cast<unsigned char>(text[begin - 1]);
      const bool is_ascii_word =
          (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
      if (byte < 0x80 && !is_ascii_word) break;
      --begin;
    }
    // Full-width marks are no part of a word, though their bytes look like it.
    constexpr std::array<std::string_view, 8> kMarks{"，", "：", "；", "。", "、", "（", "）", "＝"};
    for (const std::string_view mark : kMarks) {
      const std::size_t at = text.substr(0, offset).rfind(mark);
      if (at != std::string_view::npos && at >= begin) begin = static_cast<std::uint32_t>(at + mark.size());
    }
    return begin;
  }

  const Snapshot& snapshot_;
  std::uint32_t begin_ = 0;
  bool is_quoted_ = false;
  base::SourceStore sources_;
  base::SourceId id_ = base::kNoSource;
  grammar::Lexemes lexemes_;
  grammar::Continuation continuation_;
};

class Completion {
 public:
  Completion(const Snapshot& snapshot, std::uint32_t offset, Language language)
      : snapshot_(snapshot),
        program_(snapshot.compiled().program),
        model_(snapshot.compiled().model),
        context_(snapshot, offset),
        offset_(offset),
        language_(grammar::keyword_language(snapshot.tree()).value_or(language)) {}

  Json run() {
    if (follows_string()) return {{"isIncomplete", false}, {"items", Json::array()}};
    if (context_.continuation().is_known) {
      add_names();
      if (!context_.is_quoted()) add_keywords(context_.continuation().expected, "", context_.begin());
    }
    if (!context_.is_quoted()) add_phrases();
    return {{"isIncomplete", false}, {"items", std::move(items_)}};
  }

 private:
  /// Nothing can be written onto a closing quotation mark. An editor that asks there, because the mark may also be one
  /// that opens, would put the first word of the list into the text when the line is ended.
  bool follows_string() const {
    const Token* last = context_.last(0);
    return last != nullptr && last->kind == TokenKind::String && !last->is_unclosed && last->end == offset_;
  }

  bool expects(Expected kind) const { return context_.continuation().expected.has(kind); }

  /// `rank`: names come before keywords, the nearest first; of one rank, in the order of the calls, which is that of
  /// the policy: a drafter knows 国家级 before 市级, not the order of code points.
  void add(const std::string& label, const std::string& text, int kind, char rank, const std::string& detail = {}) {
    if (!known_.insert(text).second) return;
    items_.push_back({{"label", label},
                      {"kind", kind},
                      {"sortText", fmt::format("{}{:05}", rank, items_.size())},
                      {"filterText", label},
                      {"textEdit", edit(context_.begin(), text)}});
    if (!detail.empty()) items_.back()["detail"] = detail;
  }

  Json edit(std::uint32_t begin, const std::string& text) const {
    return {{"range", snapshot_.lines().range_of({snapshot_.source(), begin, offset_})}, {"newText", text}};
  }

  /// Adds the keywords that begin with `start`, in place of what stands from `begin` on.
  void add_keywords(const grammar::ExpectedSet& expected, const std::string& start, std::uint32_t begin) {
    // The grammar admits the next statement on the same line; nobody writes it there.
    const bool takes_statement = expected.has(Expected::Statement) && is_on_new_line(snapshot_, begin);
    for (std::size_t at = 0; at < grammar::kNumKeywords; ++at) {
      const auto keyword = static_cast<Keyword>(at);
      const grammar::KeywordRole role = grammar::info(keyword).role;
      const bool begins_statement = role == grammar::KeywordRole::Statement && takes_statement;
      const bool is_expected = expected.keywords.test(at) || expected.summed_up.test(at) || begins_statement;
      if (!is_expected || role == grammar::KeywordRole::Later) continue;
      const std::string word(grammar::spelling(keyword, language_));
      if (word.empty() || !word.starts_with(start) || !known_.insert(word).second) continue;
      items_.push_back({{"label", word},
                        {"kind", kKeywordItem},
                        {"sortText", "5" + word},
                        {"filterText", word},
                        {"textEdit", edit(begin, word)}});
    }
  }

  /// Where the text ends inside a phrase (`per`, `highest with`), the phrases that go on so.
  void add_phrases() {
    constexpr std::size_t kMostWords = 3;
    for (std::size_t num_words = 1; num_words <= kMostWords; ++num_words) {
      const Token* first = context_.last(num_words - 1);
      if (first == nullptr || first->kind != TokenKind::Word) return;
      const Context before(snapshot_, first->begin);
      if (!before.continuation().is_known) continue;
      std::string start;
      for (std::size_t at = num_words; at-- > 0;)
        start += std::string(context_.lexemes().text(*context_.last(at))) + " ";
      add_keywords(before.continuation().expected, start, first->begin);
      return;
    }
  }

  // ---- names

  void add_names() {
    if (add_values_of_comparison()) return;
    if (add_after_keyword()) return;
    if (expects(Expected::CellLabel)) add_labels();
    if (expects(Expected::Selector)) add_awards();
    const bool takes_operand = expects(Expected::Condition) || expects(Expected::Value) || expects(Expected::Amount);
    if (takes_operand) add_operands();
    if (is_in_test() && (expects(Expected::Name) || expects(Expected::Fact) || expects(Expected::Label))) {
      if (claim_kind() != runtime::kNone) add_labels();
      add_operands();
    }
  }

  /// After `级别 =` only the values of that fact make sense.
  bool add_values_of_comparison() {
    const Token* sign = context_.last(0);
    const Token* name = context_.last(1);
    if (sign == nullptr || name == nullptr || name->kind != TokenKind::Word) return false;
    const bool compares = sign->kind == TokenKind::Equal || sign->kind == TokenKind::NotEqual ||
                          is_spelled(context_.lexemes(), *sign, Keyword::In);
    return compares && add_values(std::string(context_.lexemes().text(*name)));
  }

  bool add_values(const std::string& fact_name) {
    bool has_any = false;
    const auto add_enumeration = [&](Index enumeration, const std::string& owner) {
      for (const std::string& value : program_.enumerations[enumeration].values)
        add(value, value, kEnumMemberItem, '1', owner);
      has_any = true;
    };
    for (const runtime::Fact& fact : program_.facts) {
      if (fact.name == fact_name && fact.enumeration != runtime::kNone) add_enumeration(fact.enumeration, fact_name);
    }
    for (const runtime::Reading& reading : program_.readings) {
      if (reading.name == fact_name) add_enumeration(reading.enumeration, fact_name);
    }
    return has_any;
  }

  /// Some words are followed by names of one kind alone.
  bool add_after_keyword() {
    const bool wants_name = expects(Expected::Label) || expects(Expected::Name) || expects(Expected::Selector);
    if (!wants_name) return false;
    if (context_.last_is_any({Keyword::To, Keyword::Is})) return add_kinds();
    if (context_.last_is_any({Keyword::Claim, Keyword::ForClaim})) return add_claims() && add_kinds();
    if (context_.last_is(Keyword::Applicant)) return add_samples() && add_kinds();
    if (context_.last_is(Keyword::History)) return add_awards();
    if (context_.last_is(Keyword::Reading)) return add_all(model_.readings, kConstantItem);
    if (context_.last_is_any({Keyword::By, Keyword::PerFact})) return add_facts();
    return false;
  }

  static std::vector<std::string> as_declared(const model::NameMap& names) {
    std::vector<std::pair<Index, std::string>> sorted;
    for (const auto& [name, index] : names) sorted.emplace_back(index, name);
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::string> result;
    for (auto& [index, name] : sorted) result.push_back(std::move(name));
    return result;
  }

  bool add_all(const model::NameMap& names, int kind) {
    for (const std::string& name : as_declared(names)) add(name, name, kind, '2');
    return true;
  }
  bool add_kinds() { return add_all(model_.applicant_kinds, kClassItem); }
  bool add_samples() { return add_all(model_.samples, kConstantItem); }
  bool add_claims() {
    for (const std::string& name : as_declared(model_.claim_kinds)) add(name, quoted(name), kStructItem, '2');
    return true;
  }
  bool add_awards() {
    for (const std::string& name : as_declared(model_.awards)) add(name, quoted(name), kStructItem, '2');
    return true;
  }
  std::string quoted(const std::string& name) const {
    if (!context_.is_quoted()) return "\"" + name + "\"";
    // An editor that closes marks by itself has done so; others get the second mark with the name.
    const bool is_closed = offset_ < snapshot_.text().size() && snapshot_.text()[offset_] == '"';
    return is_closed ? name : name + "\"";
  }

  /// Returns the claim kind that the statement at the cursor, or the line of a test, is about, or kNone.
  Index claim_kind() const {
    const ast::Statement* statement = context_.statement();
    if (is_in_test()) return claim_kind_of_line();
    const auto* award = statement == nullptr ? nullptr : std::get_if<ast::Award>(statement);
    return award == nullptr ? runtime::kNone : claim_kind_named(award->claim ? award->claim->text : award->name.text);
  }

  Index claim_kind_named(const std::string& name) const {
    const auto found = model_.claim_kinds.find(name);
    return found == model_.claim_kinds.end() ? runtime::kNone : found->second;
  }

  /// Returns the claim kind of `claim "标准制定" …` or `history "标准制定" …` where the cursor is on such a line.
  Index claim_kind_of_line() const {
    const std::vector<Token>& tokens = context_.lexemes().tokens;
    std::size_t first = tokens.size() - 1;
    while (first > 0 && !(first + 1 < tokens.size() && tokens[first].starts_line)) --first;
    if (first + 2 >= tokens.size()) return runtime::kNone;
    const std::string name(context_.lexemes().text(tokens[first + 1]));
    if (is_spelled(context_.lexemes(), tokens[first], Keyword::Claim)) return claim_kind_named(name);
    const auto award = model_.awards.find(name);
    const bool is_paid_award =
        is_spelled(context_.lexemes(), tokens[first], Keyword::History) && award != model_.awards.end();
    return is_paid_award ? program_.awards[award->second].claim_kind : runtime::kNone;
  }

  bool is_in_test() const {
    const ast::Statement* statement = context_.statement();
    return statement != nullptr &&
           (std::holds_alternative<ast::Test>(*statement) || std::holds_alternative<ast::Sample>(*statement));
  }

  /// Facts of the claim at hand come first, then those of applicants; without a claim at hand those of all claims come
  /// last.
  bool add_facts() {
    const Index own = claim_kind();
    const bool is_claim_of_test = own != runtime::kNone && is_in_test();
    for (const runtime::Fact& fact : program_.facts) {
      const bool is_claim = fact.owner == runtime::FactOwner::Claim;
      if (own != runtime::kNone && (is_claim ? fact.kind != own : is_claim_of_test)) continue;
      const std::string& owner =
          is_claim ? program_.claim_kinds[fact.kind].name : program_.applicant_kinds[fact.kind].name;
      add(fact.name, fact.name, kFieldItem, !is_claim ? '2' : own == runtime::kNone ? '3' : '1', owner);
    }
    return true;
  }

  void add_operands() {
    add_facts();
    add_all(model_.definitions, kFunctionItem);
    add_all(model_.parameters, kConstantItem);
    add_all(model_.readings, kConstantItem);
  }

  void add_labels() {
    const Index own = claim_kind();
    for (const runtime::Fact& fact : program_.facts) {
      const bool is_own = fact.owner == runtime::FactOwner::Claim && (own == runtime::kNone || fact.kind == own);
      if (is_own && fact.enumeration != runtime::kNone) add_values(fact.name);
    }
    if (!is_in_test()) add_kinds();
  }

  const Snapshot& snapshot_;
  const runtime::Program& program_;
  const model::Model& model_;
  Context context_;
  std::uint32_t offset_ = 0;
  Language language_;
  std::set<std::string> known_;
  Json items_ = Json::array();
};

struct Signature {
  Keyword keyword;
  std::string_view english;
  std::string_view chinese;
};

constexpr Signature kSignatures[] = {
#define POLC_SIGNATURE(keyword, english, chinese) {Keyword::keyword, english, chinese},
#include "lsp/features/signatures.def"
#undef POLC_SIGNATURE
};

}  // namespace

Json completion(const Snapshot& snapshot, Position position, Language language) {
  return Completion(snapshot, snapshot.lines().offset_of(position), language).run();
}

Json signature_help(const Snapshot& snapshot, Position position, Language language) {
  const Context context(snapshot, snapshot.lines().offset_of(position));
  if (context.continuation().expected.has(Expected::Statement) && is_on_new_line(snapshot, context.begin()))
    return nullptr;
  const bool is_test = context.statement() != nullptr && std::holds_alternative<ast::Test>(*context.statement());
  const auto& tokens = context.lexemes().tokens;
  const Language written = grammar::keyword_language(snapshot.tree()).value_or(language);
  for (std::size_t at = tokens.size(); at-- > 0;) {
    if (!tokens[at].starts_line && at != 0) continue;
    const auto found = std::find_if(std::begin(kSignatures), std::end(kSignatures), [&](const Signature& one) {
      // The lines of a test begin with words that elsewhere begin statements.
      return is_spelled(context.lexemes(), tokens[at], one.keyword) && (!is_test || one.keyword == Keyword::Test);
    });
    if (found == std::end(kSignatures)) continue;
    std::string_view rest = written == Language::Chinese ? found->chinese : found->english;
    const std::string label(rest);
    Json parameters = Json::array();
    std::size_t active = 0;
    std::size_t latest = 0;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find("  "), rest.size());
      const std::string_view clause = rest.substr(0, end);
      parameters.push_back({{"label", clause}});
      // The clause whose word stands nearest before the cursor is being written.
      const std::string_view word = clause.substr(0, clause.find(' '));
      for (std::size_t token = at; token < tokens.size(); ++token) {
        if (context.lexemes().text(tokens[token]) == word && token >= latest) {
          latest = token;
          active = parameters.size() - 1;
        }
      }
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return {{"signatures", {{{"label", label}, {"parameters", parameters}}}},
            {"activeSignature", 0},
            {"activeParameter", active}};
  }
  return nullptr;
}

}  // namespace polc::lsp

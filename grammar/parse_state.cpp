#include "grammar/parse_state.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/spelling.h"
#include "base/unicode.h"
#include "grammar/parser.h"

namespace polc::grammar {
namespace {

using base::Bilingual;
using base::Code;
using base::plain;

struct ExpectedRow {
  std::string_view english;
  std::string_view chinese;
  bool is_strong;
};

enum Strength : bool { Weak, Strong };

constexpr auto kExpectedRows = std::to_array<ExpectedRow>({
#define POLC_EXPECTED(name, english, chinese, strength) {english, chinese, Strength::strength},
#include "grammar/expected.def"
#undef POLC_EXPECTED
});

constexpr unsigned kHeightMask = 0x7FFFU;  // what the field holds; `kMaxHeight` is far below
constexpr std::size_t kMaxListed = 5;
constexpr std::size_t kMaxShown = 24;  // code points of a token in a message

// Words after a complete value that could always go on with it.
bool is_strong(Keyword keyword) {
  switch (info(keyword).role) {
    case KeywordRole::Suffix:
    case KeywordRole::Compare:
    case KeywordRole::Logic:
    case KeywordRole::Value:
    case KeywordRole::Unit: return false;
    default: return keyword != Keyword::Possessive && keyword != Keyword::PerFull && keyword != Keyword::At;
  }
}

std::string clip(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size() && count < kMaxShown; ++count) {
    if (text[end] == '\n') break;
    end += base::decode_at(text, end).length;
  }
  return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

Bilingual describe(const Lexemes& lexemes, const Token& token) {
  if (token.kind == TokenKind::End) return {"the end of the file", "文件结尾"};
  const std::string shown = clip(lexemes.written(token));
  return {fmt::format("`{}`", shown), fmt::format("“{}”", shown)};
}

std::vector<Bilingual> list_expected(const ExpectedSet& expected, bool strong) {
  std::vector<Bilingual> list;
  for (std::size_t i = 0; i < kExpectedRows.size(); ++i) {
    const ExpectedRow& row = kExpectedRows[i];
    if (expected.kinds.test(i) && row.is_strong == strong && !row.english.empty()) {
      list.push_back({std::string(row.english), std::string(row.chinese)});
    }
  }
  for (std::size_t i = 0; i < kNumKeywords; ++i) {
    const auto keyword = static_cast<Keyword>(i);
    if (!expected.keywords.test(i) || is_strong(keyword) != strong) continue;
    const Bilingual word = bilingual(keyword);
    Bilingual item{fmt::format("`{}`", word.english), fmt::format("“{}”", word.chinese)};
    const bool is_listed =
        std::any_of(list.begin(), list.end(), [&](const Bilingual& one) { return one.english == item.english; });
    if (!is_listed) list.push_back(std::move(item));
  }
  return list;
}

Bilingual join(const std::vector<Bilingual>& list) {
  Bilingual joined;
  for (std::size_t i = 0; i < list.size() && i < kMaxListed; ++i) {
    const bool is_last = i + 1 == std::min(list.size(), kMaxListed);
    if (i > 0) {
      joined.english += is_last ? " or " : ", ";
      joined.chinese += is_last ? "或" : "、";
    }
    joined.english += list[i].english;
    joined.chinese += list[i].chinese;
  }
  return joined;
}

Bilingual describe(const ExpectedSet& expected) {
  std::vector<Bilingual> list = list_expected(expected, true);
  if (list.empty()) list = list_expected(expected, false);
  if (list.empty()) return {"the end of the statement", "语句结束"};
  return join(list);
}

// Could a bare name have stood there?
bool admits_name(const ExpectedSet& expected) {
  for (const Expected kind : {Expected::Name, Expected::Label, Expected::CellLabel, Expected::Value,
                              Expected::Condition, Expected::Amount, Expected::Fact, Expected::Selector}) {
    if (expected.has(kind)) return true;
  }
  return false;
}

// Does the word begin a clause and nothing else, so that the clause can be said to be misplaced?
bool is_clause(Keyword keyword) {
  switch (keyword) {
    case Keyword::At:
    case Keyword::AtEnd:
    case Keyword::DefineAs:
    case Keyword::Since:
    case Keyword::Within: return false;
    case Keyword::Where:
    case Keyword::RefusingWhole:
    case Keyword::OfTotal:
    case Keyword::Adopted:
    case Keyword::JudgedBy:
    case Keyword::Presumed: return true;
    default: break;
  }
  const KeywordRole role = info(keyword).role;
  return role == KeywordRole::Clause || role == KeywordRole::Scope || role == KeywordRole::Mode;
}

}  // namespace

void ExpectedSet::clear() {
  kinds.reset();
  keywords.reset();
  summed_up.reset();
}

ParseState::ParseState(Tree& tree, base::Diagnostics& out) : tree_(tree), nodes_(tree.nodes), out_(out) {}

// ------------------------------------------------------------------ the tree

void ParseState::add_leaf(NodeKind kind, Keyword keyword, const Token* first, const Token* end) {
  const auto begin = static_cast<std::uint32_t>(first - first_token());
  nodes_.push_back({kind, keyword, false, 1, begin, static_cast<std::uint32_t>(end - first_token()), 1});
}

void ParseState::add_node(NodeKind kind, const Token* first, const Token* end, std::size_t num_before) {
  const auto size = static_cast<std::uint32_t>(nodes_.size() - num_before + 1);
  const auto begin = static_cast<std::uint32_t>(first - first_token());
  unsigned height = 0;
  for (std::size_t child = nodes_.size(); child > num_before; child -= nodes_[child - 1].subtree_size) {
    height = std::max<unsigned>(height, nodes_[child - 1].height);
  }
  if (height >= kMaxHeight) {
    note_too_deep(end, kMaxHeight);
    --height;
  }
  nodes_.push_back({kind, Keyword{}, false, 1, begin, static_cast<std::uint32_t>(end - first_token()), size});
  nodes_.back().height = (height + 1) & kHeightMask;
}

void ParseState::note_too_deep(const Token* at, std::size_t limit) {
  if (is_too_deep) return;
  is_too_deep = true;
  too_deep_at = at;
  too_deep_limit_ = limit;
}

bool ParseState::statement_has(NodeKind kind) const {
  return std::any_of(nodes_.begin() + static_cast<std::ptrdiff_t>(statement_begin), nodes_.end(),
                     [kind](const Node& node) { return node.kind == kind; });
}

// ------------------------------------------------------------------ how far the parser got

bool ParseState::reaches(const Token* at) {
  if (at < furthest_) return false;
  if (at > furthest_) {
    furthest_ = at;
    expected_.clear();
  }
  return true;
}

void ParseState::expect(const Token* at, Expected kind) {
  if (at != hidden_at && reaches(at)) expected_.kinds.set(static_cast<std::size_t>(kind));
}

void ParseState::expect(const Token* at, Keyword keyword) {
  if (!reaches(at)) return;
  (at == hidden_at ? expected_.summed_up : expected_.keywords).set(static_cast<std::size_t>(keyword));
}

void ParseState::forget_expectations(const Token* begin) {
  furthest_ = begin;
  expected_.clear();
}

// ------------------------------------------------------------------ mistakes

void ParseState::report_unexpected(const Token* begin) {
  ++num_reported_;
  if (follows_reported_mistake(begin) || report_misplaced_clause(begin)) return;
  const Token& found = *furthest_;
  base::Diagnostic& made =
      out_.report(Code::P1001, lexemes().span(found), {describe(lexemes(), found), describe(expected_)});
  if (suggest_one_number(made) || suggest_scope(begin, made) || suggest_inner_quote(made) || suggest_label(made))
    return;
  if (suggest_equal(made) || suggest_key_type(made)) return;
  suggest_mark(made);
  suggest_word(made);
}

// `10 000` and `1200,50`, as many languages write numbers. Two numbers may stand side by side elsewhere (`item 1 200`),
// so this is asked only where the second cannot be read.
bool ParseState::suggest_one_number(base::Diagnostic& found) const {
  if (furthest_ == first_token() || furthest_[-1].kind != TokenKind::Number || furthest_->starts_line) return false;
  const std::string_view first = lexemes().written(furthest_[-1]);
  if (first.find('.') != std::string_view::npos) return false;
  std::string joined(first);
  const Token* end = furthest_;
  if (end->kind == TokenKind::Comma && end->is_glued && end[1].kind == TokenKind::Number && end[1].is_glued) {
    joined += '.';
    joined += lexemes().written(end[1]);
    end += 2;
  } else if (first.size() <= 3) {
    for (; end->kind == TokenKind::Number && lexemes().written(*end).size() == 3; ++end)
      joined += lexemes().written(*end);
  }
  if (end == furthest_) return false;
  const base::Span span{lexemes().source_id, furthest_[-1].begin, end[-1].end};
  found.fix({fmt::format("write `{}`", joined), fmt::format("写作“{}”", joined)}, {{span, joined}}, false);
  return true;
}

// `require "甲": …`: what a condition is for stands behind `for`.
bool ParseState::suggest_scope(const Token* begin, base::Diagnostic& found) const {
  const bool is_condition = begins_with(begin, Keyword::Require) || begins_with(begin, Keyword::Exclude);
  if (!is_condition || furthest_ < begin + 2 || begin[1].kind != TokenKind::String) return false;
  const base::Language language = is_chinese_keyword(begin->word) ? base::Language::Chinese : base::Language::English;
  const std::string_view word = spelling(Keyword::ForAwards, language);
  const std::uint32_t place = lexemes().span(begin[1]).begin;
  found.fix({fmt::format("write `{}` before the award", word), fmt::format("在资助名称之前写“{}”", word)},
            {{{lexemes().source_id, place, place}, std::string(word) + " "}}, false);
  return true;
}

// `"申报"名牌"认证"`: the second mark ends the text.
bool ParseState::suggest_inner_quote(base::Diagnostic& found) const {
  if (furthest_ == first_token() || furthest_[-1].kind != TokenKind::String || !furthest_->is_glued) return false;
  if (!lexemes().written(furthest_[-1]).ends_with('"')) return false;
  found.advise({"the `\"` before it ends the text; inside \"…\" quote with “…” or write `\\\"`",
                "其前的引号已使文字结束；\"…\"之中的引语请用“…”，或写作 \\\""});
  return true;
}

// `at most 500: 甲 or 乙 5万元`: what stands behind a colon is an amount.
bool ParseState::suggest_label(base::Diagnostic& found) const {
  if (furthest_ - first_token() < 2 || !begins_with(furthest_, Keyword::Or)) return false;
  const Token& colon = furthest_[-2];
  if (colon.kind != TokenKind::Colon) return false;
  found.fix({"leave out the `:`: the last label of a cell has it, before the amount",
             "删去冒号：冒号写在最后一个取值与金额之间"},
            {{lexemes().span(colon), ""}}, false);
  return true;
}

// `with 年份 2022`, which ends the clause: a value stands behind its fact and a mark.
bool ParseState::suggest_equal(base::Diagnostic& found) const {
  const bool is_value = furthest_->kind >= TokenKind::String && furthest_->kind <= TokenKind::Date;
  const bool is_after_name =
      furthest_ > first_token() && furthest_[-1].kind == TokenKind::Word && !furthest_[-1].is_reserved;
  if (!is_value || !is_after_name || furthest_->starts_line) return false;
  if (!expected_.has(Expected::TestItem) && !expected_.has(Keyword::Unknown)) return false;
  const std::uint32_t place = lexemes().span(*furthest_).begin;
  found.fix({"write `=` before it: `FACT = VALUE`", "在其前加“=”：事实 = 取值"},
            {{{lexemes().source_id, place, place}, "= "}}, false);
  return true;
}

// `证书编号 : key`: a key has a type like any fact.
bool ParseState::suggest_key_type(base::Diagnostic& found) const {
  if (!begins_with(furthest_, Keyword::Key) || !expected_.has(Expected::Type)) return false;
  const base::Language language =
      is_chinese_keyword(furthest_->word) ? base::Language::Chinese : base::Language::English;
  const std::string type(spelling(Keyword::TypeText, language));
  const std::uint32_t place = lexemes().span(*furthest_).begin;
  found.fix({fmt::format("write its type before it: `{}`", type), fmt::format("在其前写明类型：“{}”", type)},
            {{{lexemes().source_id, place, place}, type + " "}}, false);
  return true;
}

// Where one mark alone could stand, it is missing.
void ParseState::suggest_mark(base::Diagnostic& found) const {
  if (list_expected(expected_, true).size() != 1) return;
  const base::Span place = lexemes().span(*furthest_);
  for (const auto& [kind, text] : {std::pair{Expected::Colon, ":"},
                                   {Expected::OpenParen, "("},
                                   {Expected::CloseParen, ")"},
                                   {Expected::Equal, "="}}) {
    if (!expected_.has(kind)) continue;
    const std::uint32_t after = furthest_ == first_token() ? place.begin : furthest_[-1].end;
    found.fix({fmt::format("write `{}` before it", text), fmt::format("在其前加“{}”", text)},
              {{{place.source, after, after}, text}}, false);
  }
}

// A word that could stand here and is spelt nearly like the one found.
void ParseState::suggest_word(base::Diagnostic& found) const {
  if (furthest_->kind != TokenKind::Word) return;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < kNumKeywords; ++i) {
    const KeywordInfo& row = info(static_cast<Keyword>(i));
    const bool begins_statement = row.role == KeywordRole::Statement && expected_.has(Expected::Statement);
    if (!begins_statement && !expected_.keywords.test(i) && !expected_.summed_up.test(i)) continue;
    known.emplace_back(row.english);
    known.emplace_back(spelling(static_cast<Keyword>(i), base::Language::Chinese));
  }
  const std::string_view word = lexemes().text(*furthest_);
  const auto meant = base::nearest(word, known);
  if (!meant || *meant == word || meant->size() < 2) return;
  found.fix({fmt::format("did you mean `{}`?", *meant), fmt::format("是否应为“{}”?", *meant)},
            {{lexemes().span(*furthest_), *meant}}, false);
}

// The rest of a line after an unclosed quotation is inside it, and what is glued to a word may be no word
// at all; what is wrong then is no second mistake.
bool ParseState::follows_reported_mistake(const Token* begin) const {
  if (furthest_ > begin && furthest_[-1].is_cut) return true;
  return std::any_of(begin, furthest_ + 1, [](const Token& token) { return token.is_unclosed; });
}

// A clause of some other statement, where this one could have ended.
bool ParseState::report_misplaced_clause(const Token* begin) {
  if (!expected_.has(Expected::Statement) || begin == furthest_) return false;
  for (std::size_t i = 0; i < kNumKeywords; ++i) {
    const auto keyword = static_cast<Keyword>(i);
    if (!is_clause(keyword) || !begins_with(furthest_, keyword)) continue;
    const std::string statement = clip(lexemes().written(*begin));
    suggest_scope(begin,
                  out_.report(Code::P1018, lexemes().span(*furthest_),
                              {bilingual(keyword), {fmt::format("`{}`", statement), fmt::format("“{}”", statement)}}));
    return true;
  }
  return false;
}

void ParseState::report_too_deep() {
  ++num_reported_;
  out_.report(Code::P1006, lexemes().span(*too_deep_at), {plain(fmt::format("{}", too_deep_limit_))});
}

Token& ParseState::token_at(const Token* token) {
  return tree_.lexemes.tokens[static_cast<std::size_t>(token - first_token())];
}

// `to`, `when` and the like are seldom names: only before a mark or where nothing but a name can stand, or
// in Chinese, where 条件 and 对象 are words of their own, and not where a comma too many stands before them.
bool ParseState::looks_like_joint(const Token* token) const {
  if (list_expected(expected_, true).size() == 1 && expected_.has(Expected::Name)) return false;
  const bool is_before_mark = token[1].kind >= TokenKind::Comma;
  const bool is_after_comma = token > first_token() && token[-1].kind == TokenKind::Comma;
  return !is_before_mark && (is_after_comma || !is_chinese_keyword(token->word));
}

bool ParseState::try_word_as_name(const Token* token) {
  if (!token->is_reserved || !admits_name(expected_)) return false;
  if (token->starts_line && grammar::begins_statement(token->word)) return false;
  if (!grammar::begins_statement(token->word) && looks_like_joint(token)) return false;
  token_at(token).is_reserved = false;
  return true;
}

void ParseState::restore_word(const Token* token) { token_at(token).is_reserved = true; }

void ParseState::report_word_as_name(const Token* token) {
  ++num_reported_;
  const base::Span span = lexemes().span(*token);
  const std::string word(lexemes().written(*token));
  out_.report(Code::P1005, span, {plain(word)})
      .fix({fmt::format("write `[{}]`", word), fmt::format("写作“[{}]”", word)}, {{span, fmt::format("[{}]", word)}},
           true);
}

// ------------------------------------------------------------------ going on

bool ParseState::begins_with(const Token* token, Keyword keyword) const {
  std::string_view english = info(keyword).english;
  std::string_view chinese = info(keyword).chinese;
  const std::string_view word = lexemes().text(*token);
  if (token->kind != TokenKind::Word || token->is_bracketed) return false;
  if (!english.empty() && english.substr(0, english.find(' ')) == word) {
    const Token* next = token;
    for (std::size_t begin = 0; begin < english.size(); ++next) {
      const std::size_t end = std::min(english.find(' ', begin), english.size());
      if (next->kind != TokenKind::Word || lexemes().text(*next) != english.substr(begin, end - begin)) return false;
      begin = end + 1;
    }
    return true;
  }
  while (!chinese.empty()) {
    const std::size_t end = std::min(chinese.find(' '), chinese.size());
    if (chinese.substr(0, end) == word) return true;
    chinese.remove_prefix(std::min(end + 1, chinese.size()));
  }
  return false;
}

bool ParseState::begins_statement(const Token* token) const {
  if (token->kind != TokenKind::Word || token->word == kNoWord) return false;
  if (token->is_reserved) return grammar::begins_statement(token->word);
  // `第4条` heads what follows; `第1项` does not.
  if (!begins_with(token, Keyword::Ordinal) || token[1].kind == TokenKind::End) return false;
  return begins_with(token + 2, Keyword::Article) || begins_with(token + 2, Keyword::Section);
}

bool ParseState::is_list_end(const Token* token, ListEnd end) const {
  if (token->kind == TokenKind::End) return true;
  if (end == ListEnd::TestLine) {
    if (begins_with(token, Keyword::Expect)) return true;
    for (const Keyword line : {Keyword::Applicant, Keyword::Claim, Keyword::Reading}) {
      if (begins_with(token, line)) return false;
    }
  }
  return begins_statement(token);
}

const Token* ParseState::next_item(const Token* begin) const {
  const Token* token = std::max(furthest_, begin);
  if (token->starts_line && token > begin) return token;
  if (token->kind == TokenKind::End) return token;
  do {
    ++token;
  } while (token->kind != TokenKind::End && !token->starts_line && token[-1].kind != TokenKind::Semicolon);
  return token;
}

const Token* ParseState::next_statement(const Token* begin) const {
  bool is_in_test = begins_with(begin, Keyword::Test);
  const Token* token = std::max(furthest_, begin);
  if (token == begin && token->kind != TokenKind::End) ++token;
  for (; token->kind != TokenKind::End; ++token) {
    if (begins_with(token, Keyword::Expect)) is_in_test = false;
    const bool may_start = token->starts_line || token[-1].kind == TokenKind::Semicolon;
    if (may_start && begins_statement(token) && is_list_end(token, is_in_test ? ListEnd::TestLine : ListEnd::Statement))
      break;
  }
  return token;
}

}  // namespace polc::grammar

#include "grammar/format/translate.h"

#include <algorithm>
#include <utility>

#include "base/unicode.h"
#include "grammar/format/translator.h"

namespace polc::grammar::format {

std::vector<base::Edit> Translator::run(std::span<const std::uint32_t> protected_statements) {
  for (std::uint32_t i = 0; i < tree_.statements.size(); ++i) {
    is_protecting_ = std::binary_search(protected_statements.begin(), protected_statements.end(), i);
    visit(tree_.statements[i]);
  }
  return std::move(edits_);
}

void Translator::visit(std::uint32_t index) {
  if (is_done_[index]) return;
  const Children parts = children(index);
  if (parts.empty()) return translate_leaf(index);
  if (target_ == base::Language::Chinese) {
    write_chinese_form(index, parts);
  } else {
    write_english_form(index, parts);
  }
  for (const std::uint32_t part : parts) visit(part);
  if (target_ == base::Language::Chinese && kind(index) == NodeKind::PercentOf) finish_percent(parts);
}

void Translator::translate_leaf(std::uint32_t index) {
  switch (kind(index)) {
    case NodeKind::Keyword: return translate_keyword(index);
    case NodeKind::Name: return translate_name(index);
    case NodeKind::Number:
      if (target_ == base::Language::English) split_number_word(index);
      return;
    case NodeKind::GluedFact:
      if (target_ == base::Language::English) split_glued_fact(index);
      return;
    default: return;
  }
}

void Translator::translate_keyword(std::uint32_t index) {
  if (is_target_language(index)) return;
  const std::string_view text = word(keyword(index));
  if (text.empty()) return;
  // A phrase with a comment between its words stays, so that the comment need not move.
  for (std::uint32_t i = node(index).first + 1; i < node(index).end; ++i) {
    if (!is_blank(tokens_[i - 1].end, tokens_[i].begin)) return;
  }
  put(begin(index), end(index), text);
}

void Translator::translate_name(std::uint32_t index) {
  if (words_[index]) {
    if (!is_target_language(index)) put(begin(index), end(index), word(*words_[index]));
    return;
  }
  const Token& name = tokens_[node(index).first];
  const bool is_word = name.word != kNoWord && !name.is_bracketed;
  if (is_protecting_ && is_word) put(begin(index), end(index), "[" + std::string(text(index)) + "]");
}

// ------------------------------------------------------------------ edits

std::string_view Translator::word(Keyword word) const {
  const KeywordInfo& row = info(word);
  return target_ == base::Language::English ? row.english : row.chinese.substr(0, row.chinese.find(' '));
}

bool Translator::is_target_language(std::uint32_t leaf) const {
  const bool is_chinese = static_cast<unsigned char>(text(leaf).front()) >= 0x80U;
  return is_chinese == (target_ == base::Language::Chinese);
}

bool Translator::is_blank(std::uint32_t from, std::uint32_t to) const {
  while (from < to) {
    const base::CodePoint point = base::decode_at(source_, from);
    if (!base::is_space(point.value) && point.value != U'\n' && point.value != U'\r') return false;
    from += point.length;
  }
  return true;
}

void Translator::put(std::uint32_t from, std::uint32_t to, std::string_view text, Glue glue) {
  const auto is_open = [](char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; };
  std::string padded(text);
  const bool has_text = !text.empty();
  // What is taken away takes the room on one of its sides along.
  const bool has_room_before = from > 0 && is_open(source_[from - 1]);
  if (!has_text && !has_room_before && to < source_.size() && !is_open(source_[to])) padded = " ";
  while (!has_text && has_room_before && to < source_.size() && (source_[to] == ' ' || source_[to] == '\t')) ++to;
  const bool is_glued_before = glue == Glue::Before || glue == Glue::Both;
  const bool is_glued_after = glue == Glue::After || glue == Glue::Both;
  if (has_text && !is_glued_before && from > 0 && !is_open(source_[from - 1])) padded.insert(0, 1, ' ');
  if (has_text && !is_glued_after && to < source_.size() && !is_open(source_[to])) padded += ' ';
  edits_.push_back({{tree_.lexemes.source_id, from, to}, std::move(padded)});
}

std::vector<base::Edit> translate_keywords(const Tree& tree, base::Language language,
                                           std::span<const std::uint32_t> protected_statements) {
  std::vector<base::Edit> edits = Translator(tree, language).run(protected_statements);
  std::stable_sort(edits.begin(), edits.end(), [](const base::Edit& lhs, const base::Edit& rhs) {
    return lhs.span.begin != rhs.span.begin ? lhs.span.begin < rhs.span.begin : lhs.span.end < rhs.span.end;
  });
  return edits;
}

std::uint32_t offset_after(std::span<const base::Edit> edits, std::uint32_t offset) {
  std::int64_t shifted = offset;
  for (const base::Edit& edit : edits) {
    if (edit.span.end > offset) break;
    shifted += static_cast<std::int64_t>(edit.text.size()) - (edit.span.end - edit.span.begin);
  }
  return static_cast<std::uint32_t>(shifted);
}

}  // namespace polc::grammar::format

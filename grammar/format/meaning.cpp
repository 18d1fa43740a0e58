#include "grammar/format/meaning.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "grammar/format/durations.h"
#include "grammar/format/pieces.h"
#include "grammar/format/word_names.h"

namespace polc::grammar::format {
namespace {

using Children = std::vector<std::uint32_t>;

constexpr std::string_view kSame = "同一";

// Words that one language has in a form and the other does not.
bool is_silent(Keyword keyword) {
  switch (keyword) {
    case Keyword::AtEnd:
    case Keyword::Within:
    case Keyword::Starting:
    case Keyword::LimitTo:
    case Keyword::CapAt:
    case Keyword::Effective:
    case Keyword::Possessive:
    case Keyword::Ordinal:
    case Keyword::ItemEnd:
    case Keyword::Item: return true;
    default: return false;
  }
}

// `N以上` says what `at least N` says.
std::string_view word_before(Keyword after, NodeKind form) {
  switch (after) {
    case Keyword::OrMore: return "at least";
    case Keyword::OrLess: return form == NodeKind::Tier ? "up to" : "at most";
    case Keyword::Beyond: return "over";
    default: return {};
  }
}

/// Writes the statements of one tree in a form that both languages share.
class Speaker {
 public:
  explicit Speaker(const Tree& tree)
      : tree_(tree), words_(find_word_names(tree)), is_said_(tree.lexemes.tokens.size()) {}

  std::vector<std::string> run() {
    std::vector<std::string> said;
    for (std::size_t i = 0; i < tree_.statements.size(); ++i) {
      text_.clear();
      say(tree_.statements[i]);
      const std::uint32_t end = i + 1 < tree_.statements.size() ? tree_.nodes[tree_.statements[i + 1]].first
                                                                : static_cast<std::uint32_t>(is_said_.size());
      say_marks(tree_.nodes[tree_.statements[i]].first, end);
      said.push_back(text_);
    }
    return said;
  }

 private:
  NodeKind kind(std::uint32_t index) const { return tree_.nodes[index].kind; }
  std::string_view text(std::uint32_t leaf) const {
    return tree_.lexemes.text(tree_.lexemes.tokens[tree_.nodes[leaf].first]);
  }
  bool is_keyword(std::uint32_t index) const { return kind(index) == NodeKind::Keyword; }

  void say(std::uint32_t index) {
    Children parts;
    collect_children(tree_, index, parts);
    if (parts.empty()) return say_leaf(index);
    if (kind(index) == NodeKind::SpacedNumber && !chinese_unit(text(parts[1])).empty()) {
      hush(index);
      add(text(parts[0]));
      return add(is_in_parts_ ? "" : chinese_unit(text(parts[1])));
    }
    text_ += '(';
    text_ += name_of(form_of(index));
    switch (kind(index)) {
      case NodeKind::PercentAfter: std::swap(parts.front(), parts.back()); break;
      // The words are the same three in either order.
      case NodeKind::ShareClause:
        std::sort(parts.begin(), parts.end(),
                  [this](std::uint32_t lhs, std::uint32_t rhs) { return share_place(lhs) < share_place(rhs); });
        break;
      case NodeKind::Heading:
      case NodeKind::Selector:
        if (parts.size() > 2 && is_ordinal(parts[0])) std::swap(parts[0], parts[2]);
        break;
      default: break;
    }
    is_in_parts_ = kind(index) == NodeKind::EqualParts;
    for (std::size_t i = 0; i < parts.size(); ++i) say_part(index, parts, i);
    if (kind(index) == NodeKind::Type || kind(index) == NodeKind::ThisName) hush_marks(index);
    text_ += ')';
  }

  NodeKind form_of(std::uint32_t index) const {
    return kind(index) == NodeKind::PercentAfter ? NodeKind::PercentOf : kind(index);
  }

  bool is_ordinal(std::uint32_t index) const {
    return is_keyword(index) && tree_.nodes[index].keyword == Keyword::Ordinal;
  }

  int share_place(std::uint32_t index) const {
    if (!is_keyword(index)) return 1;
    return tree_.nodes[index].keyword == Keyword::AtLeast ? 0 : 2;
  }

  void say_part(std::uint32_t index, const Children& parts, std::size_t at) {
    const NodeKind form = kind(index);
    if (is_keyword(parts[at])) {
      const Keyword keyword = tree_.nodes[parts[at]].keyword;
      const bool is_of_every_award = form == NodeKind::ForAwards;
      const bool was_said = at > 0 && !word_before(keyword, form).empty();
      if (is_silent(keyword) || is_of_every_award || was_said || form == NodeKind::PercentOf ||
          form == NodeKind::PercentAfter) {
        return hush(parts[at]);
      }
    } else if (at + 1 < parts.size() && is_keyword(parts[at + 1])) {
      add(word_before(tree_.nodes[parts[at + 1]].keyword, form));
    }
    // `3次` of a limit is 3.
    is_count_ = form == NodeKind::AmountClause && limit_ == index;
    if (form == NodeKind::Group && kind(parts[at]) == NodeKind::AmountClause &&
        tree_.nodes[parts.front()].keyword == Keyword::Limit) {
      limit_ = parts[at];
    }
    say(parts[at]);
  }

  void say_leaf(std::uint32_t index) {
    hush(index);
    switch (kind(index)) {
      case NodeKind::Keyword: return say_keyword(index);
      case NodeKind::Number: return say_number(index);
      case NodeKind::UnitWord: {
        const std::string_view unit = chinese_unit(text(index));
        return add(unit.empty() ? text(index) : unit);
      }
      case NodeKind::GluedFact:
        add("per");
        if (words_[index]) return add(spelling(*words_[index], base::Language::English));
        add(name_of(NodeKind::Name));
        return add(text(index).substr(kSame.size()));
      case NodeKind::Name:
        if (words_[index]) return add(spelling(*words_[index], base::Language::English));
        break;
      default: break;
    }
    add(name_of(kind(index)));
    add(kind(index) == NodeKind::Name ? text(index)
                                      : tree_.lexemes.written(tree_.lexemes.tokens[tree_.nodes[index].first]));
  }

  void say_keyword(std::uint32_t index) {
    switch (tree_.nodes[index].keyword) {
      case Keyword::TypeYesNo: return add("yes no");
      default: return add(spelling(tree_.nodes[index].keyword, base::Language::English));
    }
  }

  // `3年` is the number 3 and its unit, as `3 years` is.
  void say_number(std::uint32_t index) {
    const std::string_view written = text(index);
    const std::optional<Duration> duration = split_duration(written);
    if (duration) {
      add(duration->digits);
      if (!is_in_parts_) add(duration->unit);
    } else if (is_count_ && written.ends_with("次")) {
      add(written.substr(0, written.size() - std::string_view("次").size()));
    } else {
      add(written);
    }
  }

  void add(std::string_view text) {
    if (text.empty()) return;
    text_ += ' ';
    text_ += text;
  }

  void hush(std::uint32_t index) {
    for (std::uint32_t i = tree_.nodes[index].first; i < tree_.nodes[index].end; ++i) is_said_[i] = true;
  }

  // The `/` of `yes/no` and the `.` of `this.级别` have no twin in the other language.
  void hush_marks(std::uint32_t index) {
    for (std::uint32_t i = tree_.nodes[index].first; i < tree_.nodes[index].end; ++i) {
      const TokenKind mark = tree_.lexemes.tokens[i].kind;
      if (mark == TokenKind::Divide || mark == TokenKind::Dot) is_said_[i] = true;
    }
  }

  // Commas, colons, parentheses: what left no node.
  void say_marks(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end; ++i) {
      if (!is_said_[i]) add(tree_.lexemes.written(tree_.lexemes.tokens[i]));
    }
  }

  const Tree& tree_;
  std::vector<std::optional<Keyword>> words_;
  std::vector<bool> is_said_;  // by token
  std::string text_;
  std::uint32_t limit_ = 0xFFFFFFFFU;  // the amount of the limit being said
  bool is_count_ = false;
  bool is_in_parts_ = false;
};

}  // namespace

std::vector<std::string> say_meaning(const Tree& tree) { return Speaker(tree).run(); }

bool has_same_comments(const Tree& one, const Tree& other) {
  const auto comments_of = [](const Tree& tree) {
    std::vector<std::string_view> comments;
    for (const Piece& piece : split_pieces(tree.lexemes)) {
      if (piece.is_comment()) comments.push_back(text_of(tree.lexemes, piece));
    }
    return comments;
  };
  return comments_of(one) == comments_of(other);
}

}  // namespace polc::grammar::format

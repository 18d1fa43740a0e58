#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/judgement_words.h"
#include "compiler/analyse/text/literals.h"
#include "compiler/analyse/text/node_value.h"
#include "compiler/analyse/text/paid_items.h"
#include "compiler/analyse/text/rank_words.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Bilingual;
using base::Code;
using base::plain;
using runtime::Index;
using runtime::kNone;
using runtime::Program;

constexpr std::string_view kEnglishAnswer =
    "answer with a `reading` that quotes the sentence, or with `allow {} because \"…\"`";
constexpr std::string_view kChineseAnswer = "请以引用此句的解释口径作答，或写明“放行 {} 因为 \"…\"”";

Bilingual answer(std::string_view code) {
  const auto put = [&](std::string_view text) {
    std::string put_in(text);
    return put_in.replace(put_in.find("{}"), 2, code);
  };
  return {put(kEnglishAnswer), put(kChineseAnswer)};
}

/// One sentence with where it stands.
struct Place {
  const ArticleText& article;
  const Block& block;
  const QuotedText& text;
  Extent sentence;

  const Passage& passage() const { return text.reading.passage; }
};

class QuestionCheck {
 public:
  QuestionCheck(const PolicyText& policy, base::Diagnostics& out)
      : policy_(policy), program_(policy.program()), out_(out) {
    for_each_statement<ast::Reading>(policy, [&](const ArticleText& article, const ast::Reading& reading) {
      readings_.emplace_back(&article, &reading);
    });
  }

  void run() {
    for_each_text(policy_, [this](const ArticleText& article, const Block& block, const QuotedText& text) {
      for (const Extent sentence : split_sentences(text.reading.passage)) {
        const Place place{article, block, text, sentence};
        check_caps(place);
        check_higher(place);
        check_each(place);
        check_first(place);
        check_revocation(place);
      }
      check_discretion(article, text);
    });
    check_judgements();
    check_totals();
    check_rounding();
    check_duties();
  }

 private:
  /// A reading answers a sentence that it quotes from, or that has `word` as it has.
  bool is_answered(const Place& place, std::u32string_view word) const {
    const std::u32string_view sentence = place.passage().view(place.sentence);
    return std::any_of(readings_.begin(), readings_.end(), [&](const auto& one) {
      const auto& [article, reading] = one;
      if (reading->text) {
        const std::u32string quoted = fold(reading->text->text);
        if (!quoted.empty() && sentence.find(quoted) != std::u32string_view::npos) return true;
        if (article == &place.article && quoted.find(word) != std::u32string::npos) return true;
      }
      return article == &place.article && fold(reading->name.text).find(word) != std::u32string::npos;
    });
  }

  base::Diagnostic& ask(const Place& place, Code code, Extent where, std::vector<Bilingual> arguments) {
    base::Diagnostic& finding = report_in(out_, place.article, code, place.passage().span(where), std::move(arguments));
    finding.advise(answer(base::info(code).id));
    return finding;
  }

  // ---- P6101

  void check_caps(const Place& place) {
    for (const Extent clause : split_clauses(place.passage(), place.sentence)) {
      const Extent range = mentions_in(place.text.reading, clause);
      bool follows_formula = has_word(place.passage(), clause, {U"每亩", U"每人", U"每平方米", U"每满"});
      for (std::size_t i = range.begin; i < range.end; ++i) {
        const Mention& mention = place.text.reading.mentions[i];
        follows_formula = follows_formula || mention.kind == MentionKind::Percent;
        const bool is_cap = mention.kind == MentionKind::Amount && mention.boundary.side == Side::AtMost &&
                            mention.boundary.cut == Cut::Above;
        if (!is_cap || !follows_formula || has_scope(place.passage(), clause)) continue;
        if (!is_answered(place, U"上限"))
          ask(place, Code::P6101, mention.boundary.words, {plain(place.passage().quote(mention.boundary.words))});
      }
    }
  }

  static bool has_scope(const Passage& passage, Extent clause) {
    return has_word(passage, clause, {U"每家",   U"每项", U"每个", U"每件", U"每人",   U"每户", U"每次", U"每年",
                                      U"每单位", U"年度", U"单个", U"单项", U"单家",   U"单次", U"单件", U"单户",
                                      U"同一",   U"累计", U"合计", U"总额", U"一次性", U"per ", U"each "});
  }

  // ---- P6102

  void check_higher(const Place& place) {
    for (const std::u32string_view word :
         {std::u32string_view(U"就高"), std::u32string_view(U"从高"), std::u32string_view(U"从优")}) {
      const std::size_t at = find_word(place.passage(), place.sentence, word);
      if (at == place.sentence.end) continue;
      const bool says_how =
          has_word(place.passage(), place.sentence,
                   {U"补差", U"差额", U"补足", U"不再享受", U"不再重复", U"退回", U"已享受", U"已获"});
      if (says_how || is_answered(place, word)) return;
      const Extent clause = clause_around(place, at);
      ask(place, Code::P6102, {at, at + word.size()}, {plain(place.passage().quote(clause))});
      return;
    }
  }

  static Extent clause_around(const Place& place, std::size_t at) {
    const std::vector<Extent> clauses = split_clauses(place.passage(), place.sentence);
    const auto found = std::find_if(clauses.begin(), clauses.end(), [&](Extent clause) { return clause.contains(at); });
    return found == clauses.end() ? place.sentence : *found;
  }

  // ---- P6103

  /// 每期 has no length; 每家, 每项 and 每个 have no noun beside them when a mark stands before and a verb behind.
  void check_each(const Place& place) {
    const Passage& passage = place.passage();
    for (std::size_t at = place.sentence.begin; at + 1 < place.sentence.end; ++at) {
      if (passage.text[at] != U'每') continue;
      const char32_t unit = passage.text[at + 1];
      const Extent where{at, at + 2};
      bool is_open = false;
      if (unit == U'期') {
        is_open = !has_word(passage, {0, passage.size()}, {U"期为", U"有效期为", U"年一期", U"为一期"});
      } else if (unit == U'家' || unit == U'项' || unit == U'个') {
        const bool follows_mark = at == place.sentence.begin ||
                                  std::u32string_view(U",;(").find(passage.text[at - 1]) != std::u32string_view::npos;
        const Extent behind{at + 2, std::min(at + 4, place.sentence.end)};
        is_open = follows_mark && has_word(passage, behind, {U"给予", U"资助", U"奖励", U"补贴", U"补助"});
      }
      if (!is_open || is_answered(place, passage.view(where))) continue;
      ask(place, Code::P6103, where, {plain(passage.quote(where)), {"", passage.quote({at + 1, at + 2})}});
      return;
    }
  }

  // ---- P6104

  void check_first(const Place& place) {
    const Passage& passage = place.passage();
    for (const std::u32string_view word : {std::u32string_view(U"首次"), std::u32string_view(U"初次")}) {
      const std::size_t at = find_word(passage, place.sentence, word);
      if (at == place.sentence.end) continue;
      // Beside 复评 the first time is that of one certificate.
      const bool is_contrasted = is_renewal_word(passage.text);
      if (is_contrasted || counts_history(place) || is_answered(place, word)) return;
      ask(place, Code::P6104, {at, at + word.size()},
          {plain(passage.quote({at, std::min(at + 8, place.sentence.end)}))});
      return;
    }
  }

  static bool counts_history(const Place& place) {
    return std::any_of(
        place.block.statements.begin(), place.block.statements.end(), [&](const ast::Statement* statement) {
          const auto* group = std::get_if<ast::Group>(statement);
          if (group != nullptr && (group->kind == ast::GroupKind::Once || group->kind == ast::GroupKind::Limit))
            return true;
          bool found = false;
          for_each_expr(*place.article.ast, *statement,
                        [&](const ast::Expr& expr) { found = found || expr.list.kind == ast::ListRef::Kind::History; });
          return found;
        });
  }

  // ---- P6110

  void check_revocation(const Place& place) {
    const Passage& passage = place.passage();
    const std::size_t at = find_word(passage, place.sentence, U"取消");
    if (at == place.sentence.end) return;
    const std::size_t right = find_word(passage, {at, place.sentence.end}, U"资格");
    if (right == place.sentence.end || right - at > 12) return;
    const Extent range = mentions_in(place.text.reading, place.sentence);
    const bool has_term = std::any_of(place.text.reading.mentions.begin() + static_cast<std::ptrdiff_t>(range.begin),
                                      place.text.reading.mentions.begin() + static_cast<std::ptrdiff_t>(range.end),
                                      [](const Mention& mention) { return mention.kind == MentionKind::Duration; });
    if (has_term || has_word(passage, place.sentence, {U"永久", U"终身", U"本次", U"当年", U"该项目"}) ||
        is_answered(place, U"资格"))
      return;
    const Extent where{at, right + 2};
    ask(place, Code::P6110, where, {plain(passage.quote(where))});
  }

  // ---- P6107

  void check_discretion(const ArticleText& article, const QuotedText& text) {
    std::vector<Extent> words;
    const Passage& passage = text.reading.passage;
    for (const Extent sentence : split_sentences(passage)) {
      for (const Extent clause : split_clauses(passage, sentence)) {
        for (const Extent word : discretions_in(passage, clause)) {
          const bool is_by_case = passage.view(word) == U"一事一议" || passage.view(word) == U"一企一策";
          if (!(is_by_case && has_threshold(text.reading, clause))) words.push_back(word);
        }
      }
    }
    if (words.empty()) return;
    std::vector<std::string> names;
    for (const Extent word : words) names.push_back(passage.quote(word));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::stable_sort(names.begin(), names.end(), [&](const std::string& lhs, const std::string& rhs) {
      return passage.text.find(fold(lhs)) < passage.text.find(fold(rhs));
    });
    base::Diagnostic& finding = report_in(out_, article, Code::P6107, passage.span(words.front()), {list_names(names)});
    for (std::size_t i = 1; i < words.size(); ++i)
      finding.also(passage.span(words[i]), {"this leaves a decision open too", "此处亦未写明标准"});
    finding.advise(answer("P6107"));
  }

  /// 投入5000万元以上的,一事一议 says when.
  static bool has_threshold(const Reading& reading, Extent clause) {
    const Extent range = mentions_in(reading, clause);
    return std::any_of(reading.mentions.begin() + static_cast<std::ptrdiff_t>(range.begin),
                       reading.mentions.begin() + static_cast<std::ptrdiff_t>(range.end),
                       [](const Mention& mention) { return mention.boundary.cut != Cut::None; });
  }

  // ---- P6109

  /// Facts with a mild word of judgement and without a judge, asked where the text first has them; and phrases that
  /// take a judgement in sentences that neither say who judges nor leave the decision open altogether.
  void check_judgements() {
    std::vector<std::u32string> names;
    for (const runtime::Fact& fact : program_.facts) {
      const std::u32string name = fold(fact.name);
      const bool is_open = fact.type == runtime::FactType::YesNo && !fact.is_judged && may_take_judgement(name) &&
                           !takes_judgement(name);
      if (is_open && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    for_each_text(policy_, [&](const ArticleText& article, const Block& block, const QuotedText& text) {
      for (const Extent sentence : split_sentences(text.reading.passage))
        check_sentence({article, block, text, sentence}, names);
    });
  }

  void check_sentence(const Place& place, std::vector<std::u32string>& names) {
    const Passage& passage = place.passage();
    std::vector<Extent> found;
    for (auto name = names.begin(); name != names.end();) {
      const std::size_t at = find_word(passage, place.sentence, *name);
      if (at == place.sentence.end) {
        ++name;
        continue;
      }
      found.push_back({at, at + name->size()});
      name = names.erase(name);
    }
    const std::vector<Extent> phrases = judgements_in(passage, place.sentence);
    const bool is_open =
        !phrases.empty() && !has_word(passage, place.sentence, {U"认定", U"评定", U"审定", U"审核", U"核定"}) &&
        discretions_in(passage, place.sentence).empty() && !reads_judged_fact(place) && !declares_unjudged(place);
    if (is_open) found.insert(found.end(), phrases.begin(), phrases.end());
    if (found.empty()) return;
    std::sort(found.begin(), found.end(), [](Extent lhs, Extent rhs) { return lhs.begin < rhs.begin; });
    std::vector<std::string> words;
    for (const Extent word : found) words.push_back(passage.quote(word));
    base::Diagnostic& finding =
        report_in(out_, place.article, Code::P6109, passage.span(found.front()), {list_names(words)});
    for (std::size_t i = 1; i < found.size(); ++i) finding.also(passage.span(found[i]), {"and this", "以及此处"});
    finding.advise({"name the judge (`judged by \"…\"`) or the record, or answer with `allow P6109 because \"…\"`",
                    "请写明认定部门或以何种记录为准，或写明“放行 P6109 因为 \"…\"”"});
  }

  bool reads_judged_fact(const Place& place) const {
    return any_fact_named(place, [](const runtime::Fact& fact) { return fact.is_judged; });
  }

  /// P4610 reports the fact then.
  bool declares_unjudged(const Place& place) const {
    return any_fact_named(
        place, [](const runtime::Fact& fact) { return !fact.is_judged && takes_judgement(fold(fact.name)); });
  }

  template <typename Holds>
  bool any_fact_named(const Place& place, Holds holds) const {
    for (const ast::Statement* statement : place.block.statements) {
      for (const std::string& name : names_of(*place.article.ast, *statement)) {
        const bool found = std::any_of(program_.facts.begin(), program_.facts.end(),
                                       [&](const runtime::Fact& fact) { return fact.name == name && holds(fact); });
        if (found) return true;
      }
    }
    return false;
  }

  // ---- P6105

  void check_totals() {
    const std::vector<PaidItem> items = paid_items(program_);
    std::vector<const PaidItem*> open;
    for (const PaidItem& item : items) {
      const bool is_counted = item.paid_as == PaidAs::UnitPrice && item.base != kNone &&
                              program_.nodes[item.base].fact_type != runtime::FactType::Money;
      const bool is_known =
          std::any_of(open.begin(), open.end(), [&](const PaidItem* one) { return one->award == item.award; });
      if (is_counted && !is_known && !has_cap(item)) open.push_back(&item);
    }
    if (open.empty()) return;
    const runtime::Award& award = program_.awards[open.front()->award];
    base::Diagnostic& finding =
        out_.report(Code::P6105, open.front()->span, {plain(award.name), and_more(open.size() - 1)});
    finding.article = award.article;
    for (const PaidItem* item : open) {
      finding.awards.push_back(program_.awards[item->award].name);
      if (item != open.front() && finding.related.size() < 3) finding.also(item->span, {"this one too", "此处亦然"});
    }
    finding.advise({"write `at most …` or a `cap` if the document has one, or answer with `allow P6105 because \"…\"`",
                    "文件有上限的，请写“最高 …”或合计上限；没有的，请写明“放行 P6105 因为 \"…\"”"});
  }

  bool has_cap(const PaidItem& item) const {
    if (has_constant_end(item.amount)) return true;
    return std::any_of(program_.steps.begin(), program_.steps.end(), [&](const runtime::Step& step) {
      return step.kind == runtime::StepKind::Cap &&
             std::find(step.awards.begin(), step.awards.end(), item.award) != step.awards.end();
    });
  }

  /// True where a minimum with a constant bounds the amount.
  bool has_constant_end(Index node) const {
    const std::vector<Index> args = args_of(program_, node);
    const runtime::Op op = program_.nodes[node].op;
    if (op == runtime::Op::Minimum) {
      return std::any_of(args.begin(), args.end(), [&](Index arg) { return constant_of(program_, arg) != nullptr; });
    }
    const bool is_wrapped = op == runtime::Op::Round || op == runtime::Op::Maximum || op == runtime::Op::OrNothing;
    return is_wrapped && std::any_of(args.begin(), args.end(), [&](Index arg) { return has_constant_end(arg); });
  }

  // ---- P6106

  void check_rounding() {
    bool is_stated = false;
    bool has_text = false;
    for_each_text(policy_, [&](const ArticleText&, const Block&, const QuotedText& text) {
      const Passage& passage = text.reading.passage;
      has_text = true;
      is_stated = is_stated || has_word(passage, {0, passage.size()},
                                        {U"取整", U"四舍五入", U"舍尾", U"舍去", U"进位", U"保留", U"为单位", U"整数",
                                         U"尾数", U"round"});
    });
    if (is_stated || !has_text) return;
    bool is_reported = false;
    for (const ArticleText& article : policy_.articles) {
      for (const Block& block : article.blocks) {
        for (const ast::Statement* statement : block.statements) {
          for_each_expr(*article.ast, *statement, [&](const ast::Expr& expr) {
            if (expr.kind != ast::ExprKind::Rounded || is_reported) return;
            is_reported = true;
            base::Diagnostic& finding = report_in(out_, article, Code::P6106, expr.span,
                                                  {plain(std::string(policy_.sources->slice(expr.span)))});
            finding.advise(answer("P6106"));
          });
        }
      }
    }
  }

  // ---- P6108

  static bool is_person(const std::string& kind) {
    return std::any_of(std::begin(kPersons), std::end(kPersons),
                       [&](std::string_view word) { return kind.find(word) != std::string::npos; });
  }

  void check_duties() {
    std::vector<std::string> persons;
    for (Index kind = 0; kind < program_.applicant_kinds.size(); ++kind) {
      const bool is_paid = std::any_of(program_.awards.begin(), program_.awards.end(),
                                       [&](const runtime::Award& award) { return award.entitlements[kind].is_open; });
      if (is_person(program_.applicant_kinds[kind].name) && is_paid)
        persons.push_back(program_.applicant_kinds[kind].name);
    }
    if (persons.empty() || persons.size() == program_.applicant_kinds.size()) return;
    for (const ArticleText& article : policy_.articles) {
      for (const Block& block : article.blocks) check_duties_of(article, block, persons);
    }
  }

  std::string kinds_without(const std::vector<std::string>& left_out) const {
    std::string kinds;
    for (const runtime::ApplicantKind& kind : program_.applicant_kinds) {
      if (std::find(left_out.begin(), left_out.end(), kind.name) != left_out.end()) continue;
      kinds += (kinds.empty() ? "" : ", ") + kind.name;
    }
    return kinds;
  }

  void check_duties_of(const ArticleText& article, const Block& block, const std::vector<std::string>& persons) {
    const bool names_person = std::any_of(block.texts.begin(), block.texts.end(), [&](const QuotedText& text) {
      return std::any_of(persons.begin(), persons.end(), [&](const std::string& person) {
        return text.reading.passage.text.find(fold(person)) != std::u32string::npos;
      });
    });
    if (names_person) return;
    std::vector<const ast::Obligation*> duties;
    for (const ast::Statement* statement : block.statements) {
      const auto* duty = std::get_if<ast::Obligation>(statement);
      if (duty != nullptr && duty->to.empty() && duty->when == ast::kNoExpr) duties.push_back(duty);
    }
    if (duties.empty()) return;
    // A share of the money weighs most.
    std::stable_partition(duties.begin(), duties.end(),
                          [](const ast::Obligation* duty) { return duty->share != ast::kNoExpr; });
    base::Diagnostic& finding = report_in(out_, article, Code::P6108, duties.front()->text.span,
                                          {plain(duties.front()->text.text), list_names(persons)});
    for (std::size_t i = 1; i < duties.size(); ++i)
      finding.also(duties[i]->text.span, {"and so does this duty", "此项义务亦然"});
    finding.advise({"narrow it (`to …`), or answer with `allow P6108 because \"…\"`",
                    "请写明对象，或写明“放行 P6108 因为 \"…\"”"});
    const std::string others = kinds_without(persons);
    std::vector<base::Edit> edits;
    for (const ast::Obligation* duty : duties) {
      edits.push_back({{duty->text.span.source, duty->text.span.end, duty->text.span.end}, " to " + others});
    }
    finding.fix({"narrow the duty to " + others, "义务的对象限于" + others}, std::move(edits), false);
  }

  static constexpr std::string_view kPersons[] = {"个人",       "自然人",   "居民",       "person",
                                                  "individual", "personne", "particulier"};

  const PolicyText& policy_;
  const Program& program_;
  base::Diagnostics& out_;
  std::vector<std::pair<const ArticleText*, const ast::Reading*>> readings_;
};

}  // namespace

void check_questions(const PolicyText& policy, base::Diagnostics& out) { QuestionCheck(policy, out).run(); }

}  // namespace polc::analyse::text

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/assert.h"
#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/declared_groups.h"
#include "compiler/analyse/regions/pair_index.h"
#include "compiler/analyse/regions/payable_rows.h"

namespace polc::analyse {

using base::Code;

namespace {

/// More examples than this are not tried for one pair of awards.
constexpr std::size_t kMostTried = 64;
/// Up to this many rows are looked at one by one.
constexpr std::size_t kFewRows = 64;

/// Two awards with the amounts of theirs that one case can have together.
struct PairFound {
  std::set<std::tuple<Index, Index>> amounts;  // by rule
  struct Candidate {
    Region where;  // of both
    Situation situation;
    const PayableRow* first = nullptr;
    const PayableRow* second = nullptr;
  };
  std::vector<Candidate> candidates;     // best first among equals in document order
  std::vector<Candidate> shared_labels;  // those in which both use one label
};

/// The rows that can meet a row and whose awards no statement names together with its award. Awards in the same
/// statements share one answer; the index is only made where many rows are left.
class OpenPartners {
 public:
  /// `rows`: those looked among; `regions`: where each of them pays. All must outlive this.
  OpenPartners(const std::vector<PayableRow>& rows, const std::vector<const Region*>& regions, DeclaredGroups& groups)
      : rows_(rows), regions_(regions), groups_(groups) {}

  /// Calls `visit` with the place of each such row, ascending; `meets` has the last word.
  template <typename Visit>
  void for_each(Index award, const Region& where, Visit visit) {
    look_up(award);
    if (open_.size() <= kFewRows) {
      for (const std::size_t at : open_) visit(at);
      return;
    }
    if (!index_) index_.emplace(regions_);
    Bits partners = index_->partners(where);
    partners -= declared_;
    partners.for_each_from(0, [&](std::size_t at) {
      if (at < rows_.size()) visit(at);
    });
  }

 private:
  void look_up(Index award) {
    const Bits& together = groups_.together_with(award);
    if (&together == known_) return;
    known_ = &together;
    declared_ = Bits(rows_.size());
    open_.clear();
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      if (together.has(rows_[at].award)) {
        declared_.set(at);
      } else {
        open_.push_back(at);
      }
    }
  }

  const std::vector<PayableRow>& rows_;
  const std::vector<const Region*>& regions_;
  DeclaredGroups& groups_;
  const Bits* known_ = nullptr;
  Bits declared_{0};
  std::vector<std::size_t> open_;
  std::optional<PairIndex> index_;
};

class StackingCheck {
 public:
  explicit StackingCheck(Inspection& inspection)
      : inspection_(inspection), view_(inspection.view), program_(inspection.program()) {}

  void run() {
    for (const Index kind : view_.kinds()) {
      DeclaredGroups groups(view_, kind);
      rows_.clear();
      for (Index claim = 0; claim < program_.claim_kinds.size(); ++claim)
        rows_.push_back(payable_rows(inspection_, claim, kind));
      for (Index claim = 0; claim < program_.claim_kinds.size(); ++claim) look_within(claim, kind, groups);
      for (Index first = 0; first < program_.claim_kinds.size(); ++first) {
        for (const Index second : same_matter(first)) look_across(first, second, kind, groups);
      }
      report_all();
    }
  }

 private:
  /// Later claim kinds whose claims can be one matter with those of `first`: their key has the same name.
  std::vector<Index> same_matter(Index first) const {
    std::vector<Index> result;
    const Index key = program_.claim_kinds[first].key;
    if (key == kNone || rows_[first].empty()) return result;
    for (Index second = first + 1; second < program_.claim_kinds.size(); ++second) {
      const Index other = program_.claim_kinds[second].key;
      if (other != kNone && !rows_[second].empty() && program_.facts[other].name == program_.facts[key].name)
        result.push_back(second);
    }
    return result;
  }

  void look_within(Index claim, Index kind, DeclaredGroups& groups) {
    const std::vector<PayableRow>& rows = rows_[claim];
    if (rows.empty() || rows.front().award == rows.back().award) return;
    std::vector<const Region*> regions;
    for (const PayableRow& row : rows) regions.push_back(&row.where);
    OpenPartners partners(rows, regions, groups);
    for (std::size_t at = 0; at < rows.size(); ++at) {
      partners.for_each(rows[at].award, rows[at].where, [&](std::size_t other) {
        if (other <= at || rows[other].award == rows[at].award) return;
        if (auto both = intersect(rows[at].where, rows[other].where))
          add({kind, {claim}}, rows[at], rows[other], std::move(*both), false);
      });
    }
  }

  void look_across(Index first, Index second, Index kind, DeclaredGroups& groups) {
    const std::vector<PayableRow>& left = rows_[first];
    const std::vector<PayableRow>& right = rows_[second];
    std::vector<Region> moved;
    for (const PayableRow& row : right) moved.push_back(view_.axes().second_claim(row.where));
    std::vector<const Region*> regions;
    for (const Region& region : moved) regions.push_back(&region);
    OpenPartners partners(right, regions, groups);
    for (const PayableRow& row : left) {
      partners.for_each(row.award, row.where, [&](std::size_t other) {
        if (keys_differ(row.where, right[other].where)) return;
        if (auto both = intersect(row.where, moved[other]))
          add({kind, {first, second}}, row, right[other], std::move(*both), true);
      });
    }
  }

  /// Conditions on the key itself could make it differ; such pairs are left to the drafter's eye.
  bool keys_differ(const Region& left, const Region& right) const {
    const auto names_key = [&](const Region& region) {
      return std::any_of(region.constraints().begin(), region.constraints().end(), [&](const Constraint& one) {
        const Axis& axis = view_.axes()[one.axis];
        return axis.kind == AxisKind::Fact && program_.facts[axis.slot].is_key;
      });
    };
    return names_key(left) || names_key(right);
  }

  void add(Situation situation, const PayableRow& first, const PayableRow& second, Region where, bool is_across) {
    if (is_only_in_conflict(situation, where)) return;
    const bool in_order = first.award < second.award;
    PairFound& found = pairs_[in_order ? std::pair(first.award, second.award) : std::pair(second.award, first.award)];
    const std::tuple amounts(in_order ? first.payment->rule : second.payment->rule,
                             in_order ? second.payment->rule : first.payment->rule);
    found.amounts.insert(amounts);
    PairFound::Candidate candidate{std::move(where), std::move(situation), &first, &second};
    if (is_across && share_label(candidate)) {
      if (found.shared_labels.size() < kMostTried) found.shared_labels.push_back(std::move(candidate));
    } else if (found.candidates.size() < kMostTried) {
      found.candidates.push_back(std::move(candidate));
    }
  }

  /// Cases that are errors of the policy itself show nothing about a pair.
  bool is_only_in_conflict(const Situation& situation, const Region& where) const {
    const auto known = inspection_.conflicts.find({situation.claim_kinds.front(), situation.applicant_kind});
    if (known == inspection_.conflicts.end()) return false;
    return std::any_of(known->second.begin(), known->second.end(),
                       [&](const Region& conflict) { return is_inside(where, conflict); });
  }

  /// Narrows two facts to the first label that both admit; returns whether there is one.
  bool share_label(PairFound::Candidate& candidate) const {
    for (const Constraint& left : candidate.first->where.constraints()) {
      for (const Constraint& right : candidate.second->where.constraints()) {
        const Index first = label_slot(left);
        const Index second = label_slot(right);
        if (first == kNone || second == kNone || first == second) continue;
        const auto& names = program_.enumerations[program_.facts[first].enumeration].values;
        const auto& others = program_.enumerations[program_.facts[second].enumeration].values;
        for (std::size_t code = 0; code < names.size(); ++code) {
          const auto same = std::find(others.begin(), others.end(), names[code]);
          if (same == others.end() || !left.values.contains(static_cast<std::int64_t>(code)) ||
              !right.values.contains(same - others.begin()))
            continue;
          candidate.where.set(left.axis, ValueSet::only(static_cast<std::int64_t>(code)));
          candidate.where.set(right.axis, ValueSet::only(same - others.begin()));
          return true;
        }
      }
    }
    return false;
  }

  Index label_slot(const Constraint& one) const {
    const Axis& axis = view_.axes()[one.axis];
    const bool is_label = axis.kind == AxisKind::Fact && program_.facts[axis.slot].owner == runtime::FactOwner::Claim &&
                          program_.facts[axis.slot].enumeration != kNone;
    return is_label ? axis.slot : kNone;
  }

  // ---- reporting

  void report_all() {
    for (auto& [awards, found] : pairs_) {
      if (!reported_.insert(awards).second) continue;
      report(awards.first, awards.second, found);
    }
    pairs_.clear();
  }

  void report(Index first, Index second, const PairFound& found) {
    std::vector<PairFound::Candidate> tried = found.shared_labels;
    tried.insert(tried.end(), found.candidates.begin(), found.candidates.end());
    bool is_undecided = false;
    for (const PairFound::Candidate& candidate : tried) {
      const Regions sound = inspection_.without_conflicts({candidate.where}, candidate.situation.claim_kinds.front(),
                                                          candidate.situation.applicant_kind);
      const Verdict verdict = inspection_.satisfier.ask_any(candidate.situation, sound);
      is_undecided = is_undecided || verdict.answer == Answer::Unknown;
      if (verdict.answer == Answer::Yes && show(first, second, candidate, verdict.region, found.amounts.size() - 1))
        return;
    }
    if (is_undecided) {
      inspection_.report_undecided(Claimed::NoOverlap, second,
                                   {"whether it can be had together with `" + program_.awards[first].name + "`",
                                    "能否与“" + program_.awards[first].name + "”同时取得"});
    }
  }

  /// Replays the example; a case that is an error of the policy itself (P4101) shows nothing about the pair.
  bool show(Index first, Index second, const PairFound::Candidate& candidate, const Region& point,
            std::size_t num_more) {
    const Replay replay = inspection_.replay(candidate.situation, point, {first, second});
    if (replay.decision.outcome == runtime::CaseOutcome::Error) return false;
    const bool is_swapped = candidate.first->award != first;
    const std::size_t second_claim = candidate.situation.claim_kinds.size() - 1;
    const runtime::Grant* left = replay.find(is_swapped ? second_claim : 0, first);
    const runtime::Grant* right = replay.find(is_swapped ? 0 : second_claim, second);
    POLC_ASSERT(left != nullptr && right != nullptr, "the example claims both awards");
    POLC_ASSERT(left->outcome != runtime::GrantOutcome::Denied && right->outcome != runtime::GrantOutcome::Denied,
                "the example is entitled to both awards");
    inspection_.tally.refuted.insert(Claimed::NoOverlap);
    const Bilingual one = money_words(program_, left->entitled);
    const Bilingual other = money_words(program_, right->entitled);
    base::Diagnostic& found =
        inspection_.report(Code::P4104, program_.awards[second].span,
                           {award_words(program_, first), award_words(program_, second),
                            matter_words(candidate.situation), one, other, more_like_it(num_more)},
                           {first, second});
    found.article = program_.awards[second].article;
    found.also(program_.awards[first].span, {"here " + one.english, "此处给" + one.chinese});
    found.witness = base::Witness{replay.case_json,
                                  {"both granted: " + one.english + " and " + other.english,
                                   "两项同时取得：" + one.chinese + "与" + other.chinese}};
    found.advise({"say which is meant: they add up, the higher one is paid, or `allow P4104` with a reason",
                  "请写明本意：可以叠加，或者就高；或注明理由后以“放行 P4104”放行"});
    offer(first, second, found);
    return true;
  }

  Bilingual matter_words(const Situation& situation) const {
    const runtime::ClaimKind& kind = program_.claim_kinds[situation.claim_kinds.front()];
    if (situation.claim_kinds.size() == 1) return {"one claim", "同一事项"};
    const std::string& key = program_.facts[kind.key].name;
    return {"one " + key, "同一" + key};
  }

  void offer(Index first, Index second, base::Diagnostic& found) const {
    const base::Span statement = view_.compiled().model.award_statements[second].statement->span;
    const base::Source& source = inspection_.sources.get(statement.source);
    const std::string indent(source.place(statement.begin).column - 1, ' ');
    const std::string names = "\"" + program_.awards[first].name + "\", \"" + program_.awards[second].name + "\"";
    const bool is_chinese = is_chinese_statement(source.slice(statement));
    const auto add = [&](const Bilingual& title, const std::string& english, const std::string& chinese) {
      const std::string& text = is_chinese ? chinese : english;
      found.fix({title.english + ": `" + text + "`", title.chinese + "：" + text},
                {{{statement.source, statement.end, statement.end}, "\n" + indent + text}}, false);
    };
    add({"they add up", "可以叠加"}, "stack " + names, "可同时享受 " + names);
    add({"the higher one, less what was paid", "就高，补差"}, "highest of " + names + " per matter topping up",
        "就高 " + names + " 同一事项 补差");
    add({"the higher one, nothing more once paid", "就高，已享受的不再享受"},
        "highest of " + names + " per matter nothing more once paid", "就高 " + names + " 同一事项 已享受不再享受");
  }

  Inspection& inspection_;
  PolicyView& view_;
  const Program& program_;
  std::vector<std::vector<PayableRow>> rows_;  // by claim kind, for the applicant kind looked at
  std::map<std::pair<Index, Index>, PairFound> pairs_;
  std::set<std::pair<Index, Index>> reported_;
};

}  // namespace

void check_stacking(Inspection& inspection) { StackingCheck(inspection).run(); }

}  // namespace polc::analyse

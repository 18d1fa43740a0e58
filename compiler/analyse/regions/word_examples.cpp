#include "compiler/analyse/regions/word_examples.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <utility>
#include <variant>

#include "compiler/analyse/regions/inspection.h"
#include "compiler/analyse/text/literals.h"
#include "runtime/explain/evaluate.h"

namespace polc::analyse {

using base::Code;
using base::Diagnostic;
using base::Witness;
using runtime::FactType;
using runtime::GrantOutcome;

namespace {

/// Findings that stand at an amount, or at two amounts that should be the other way round.
constexpr std::array kAmountCodes{Code::P4401, Code::P4402, Code::P4403, Code::P4405,
                                  Code::P4407, Code::P4412, Code::P5101, Code::P5107};
constexpr std::array kWindowCodes{Code::P4502, Code::P5105};

template <typename Codes>
bool is_one_of(Code code, const Codes& codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool has_example(Code code) {
  return is_one_of(code, kAmountCodes) || is_one_of(code, kWindowCodes) || code == Code::P4608 || code == Code::P4601 ||
         code == Code::P4611;
}

bool contains(base::Span outer, base::Span inner) {
  return outer.source == inner.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

std::size_t length(base::Span span) { return span.end - span.begin; }

/// What an award pays by one of its rules.
struct Paying {
  const Entry* entry = nullptr;
  const Payment* payment = nullptr;
};

/// What the policy decides of a case.
struct Decided {
  std::string case_json;
  Bilingual words;  // "granted CNY 80,000", "denied"
};

/// The examples of one policy.
class WordExamples {
 public:
  WordExamples(const Subject& subject, const base::SourceStore& sources)
      : subject_(subject),
        view_(*subject.compiled, runtime::adopted_readings(subject.compiled->program)),
        inspection_(view_, subject.path, sources, unheard_) {
    for (Index award = 0; award < program().awards.size(); ++award)
      statements_.emplace(start_of(statement_of(award)), award);
  }

  std::optional<Witness> make(const Diagnostic& finding) {
    if (is_one_of(finding.code, kAmountCodes)) return amounts(finding);
    if (is_one_of(finding.code, kWindowCodes)) return day_at_edge(finding);
    if (finding.code == Code::P4608) return at_boundary(finding.span);
    if (finding.code == Code::P4611) return without_conditions(finding);
    return without_fact(finding.span);
  }

 private:
  const Program& program() const { return view_.program(); }

  // ---------------------------------------------------------------- from a place to what is paid there

  using Start = std::pair<base::SourceId, std::uint32_t>;

  static Start start_of(base::Span span) { return {span.source, span.begin}; }
  base::Span statement_of(Index award) const { return view_.compiled().model.award_statements[award].statement->span; }

  /// Returns the award in whose statement a place stands.
  std::optional<Index> award_at(base::Span place) const {
    const auto after = statements_.upper_bound(start_of(place));
    if (after == statements_.begin()) return std::nullopt;
    const Index award = std::prev(after)->second;
    return contains(statement_of(award), place) ? std::optional(award) : std::nullopt;
  }

  /// Returns what is paid by the narrowest rule around a place; else by the rules inside it; else by the award it
  /// stands in.
  std::vector<Paying> paying_at(base::Span place) const {
    std::vector<Paying> around;
    std::vector<Paying> inside;
    std::vector<Paying> beside;
    const auto award = award_at(place);
    if (!award) return beside;
    for (const Entry& entry : view_.entries_of(*award)) {
      for (const Payment& payment : entry.payments) {
        if (payment.is_nothing) continue;
        const base::Span rule = inspection_.span_of(payment.rule, entry.award);
        if (contains(rule, place)) around.push_back({&entry, &payment});
        if (contains(place, rule)) inside.push_back({&entry, &payment});
        beside.push_back({&entry, &payment});
      }
    }
    if (around.empty()) return inside.empty() ? beside : inside;
    const auto width = [&](const Paying& one) {
      return length(inspection_.span_of(one.payment->rule, one.entry->award));
    };
    std::stable_sort(around.begin(), around.end(),
                     [&](const Paying& lhs, const Paying& rhs) { return width(lhs) < width(rhs); });
    return around;
  }

  /// Returns what is paid by awards in the order of their names, so that their places do not matter.
  const std::vector<Paying>& paying_by_name() {
    if (!by_name_.empty()) return by_name_;
    std::vector<Index> awards(program().awards.size());
    std::iota(awards.begin(), awards.end(), Index{0});
    std::sort(awards.begin(), awards.end(),
              [&](Index lhs, Index rhs) { return program().awards[lhs].name < program().awards[rhs].name; });
    for (const Index award : awards) {
      for (const Entry& entry : view_.entries_of(award)) {
        for (const Payment& payment : entry.payments) {
          if (!payment.is_nothing) by_name_.push_back({&entry, &payment});
        }
      }
    }
    return by_name_;
  }

  /// Returns the decision of a case in `region`, or nothing where there is none or the policy contradicts itself there.
  std::optional<Decided> decide(const Entry& entry, const Region& region) {
    const Situation situation = inspection_.situation_of(entry);
    const Verdict verdict = inspection_.satisfier.ask(situation, region);
    if (verdict.answer != Answer::Yes) return std::nullopt;
    const Replay replay = inspection_.replay(situation, verdict.region, {entry.award});
    const runtime::Grant* grant = replay.find(0, entry.award);
    if (grant == nullptr || replay.decision.outcome == runtime::CaseOutcome::Error) return std::nullopt;
    if (grant->outcome == GrantOutcome::Denied) return Decided{replay.case_json, {"denied", "不予资助"}};
    const Bilingual amount = money_words(program(), grant->entitled);
    return Decided{replay.case_json, {"granted " + amount.english, "给予" + amount.chinese}};
  }

  std::optional<Decided> decide_somewhere(const Paying& paying) {
    const Index amount = paying.payment->amount;
    const bool is_fixed = amount == kNone || program().nodes[amount].op == runtime::Op::Constant;
    // A share of nothing would be nothing: it shows no amount.
    const Regions above = is_fixed ? Regions{Region{}} : view_.conditions().above(amount, kNone);
    for (const Region& region : intersect(paying.payment->where, above)) {
      if (auto decided = decide(*paying.entry, region)) return decided;
    }
    return std::nullopt;
  }

  Witness witness(const Decided& decided, const Bilingual& where) const {
    return {decided.case_json,
            {where.english + decided.words.english, where.chinese + decided.words.chinese},
            subject_.path};
  }

  // ---------------------------------------------------------------- amounts

  std::optional<Decided> decide_at(base::Span place) {
    for (const Paying& paying : paying_at(place)) {
      if (auto decided = decide_somewhere(paying)) return decided;
    }
    return std::nullopt;
  }

  /// A case with the amount, and where the finding compares it with another, a case with that one.
  std::optional<Witness> amounts(const Diagnostic& finding) {
    const auto own = decide_at(finding.span);
    if (!own) return std::nullopt;
    Witness made = witness(*own, {});
    for (const base::Related& related : finding.related) {
      const auto other = decide_at(related.span);
      if (!other || other->case_json == own->case_json) continue;
      made.shows.english += " and, in the other case, " + other->words.english;
      made.shows.chinese += "；另一案" + other->words.chinese;
      made.with.push_back({subject_.path, other->case_json});
      break;
    }
    return made;
  }

  // ---------------------------------------------------------------- boundaries

  const text::Literal* find_literal(base::Span place) {
    for (const compiler::UsedFile& file : subject_.compiled->trees) {
      if (file.ast.source != place.source) continue;
      for (const ast::Statement& statement : file.ast.statements) {
        const auto* award = std::get_if<ast::Award>(&statement);
        if (award == nullptr || !contains(award->span, place)) continue;
        literals_ = text::literals_of(file.ast, statement);
        const auto found = std::find_if(literals_.begin(), literals_.end(), [&](const text::Literal& one) {
          return one.span.begin == place.begin && one.span.end == place.end;
        });
        if (found != literals_.end()) return &*found;
      }
    }
    return nullptr;
  }

  /// Returns the axis of the fact that an award may read under a name.
  std::optional<AxisId> axis_named(const Entry& entry, const std::string& name) {
    const Index claim_kind = program().awards[entry.award].claim_kind;
    for (Index slot = 0; slot < program().facts.size(); ++slot) {
      const runtime::Fact& fact = program().facts[slot];
      const bool is_read = fact.owner == runtime::FactOwner::Claim ? fact.kind == claim_kind : fact.kind == entry.kind;
      if (is_read && fact.name == name && runtime::is_numeric(fact.type)) return view_.axes().of_fact(slot);
    }
    return std::nullopt;
  }

  /// A case that lies on the boundary itself.
  std::optional<Witness> at_boundary(base::Span place) {
    const text::Literal* literal = find_literal(place);
    if (literal == nullptr) return std::nullopt;
    for (const Paying& paying : paying_at(place)) {
      const auto axis = axis_named(*paying.entry, literal->compared_with);
      if (!axis) continue;
      const auto value = in_units(*axis, literal->value);
      if (!value || view_.axes().floor_of(*axis, *value) != view_.axes().ceil_of(*axis, *value)) continue;
      const std::int64_t whole = view_.axes().floor_of(*axis, *value);
      if (auto made = at_value(paying, *axis, whole)) return made;
    }
    return std::nullopt;
  }

  std::optional<Fraction> in_units(AxisId axis, const Fraction& value) {
    if (program().facts[view_.axes()[axis].slot].type != FactType::Money) return value;
    Fraction minor(1);
    for (std::uint32_t digit = 0; digit < program().minor_digits; ++digit)
      minor = *runtime::multiply(minor, Fraction(10));
    return runtime::multiply(value, minor);
  }

  std::optional<Witness> at_value(const Paying& paying, AxisId axis, std::int64_t whole) {
    if (!view_.axes()[axis].domain.contains(whole)) return std::nullopt;
    for (Region region : paying.payment->where) {
      region.set(axis, ValueSet::only(whole));
      const auto decided = decide(*paying.entry, region);
      if (!decided) continue;
      const Bilingual value = value_words(view_, axis, whole);
      return witness(*decided, {value.english + ": ", value.chinese + "："});
    }
    return std::nullopt;
  }

  // ---------------------------------------------------------------- the policy's window

  /// A case on the day that the window takes in and should not, or leaves out and should not.
  std::optional<Witness> day_at_edge(const Diagnostic& finding) {
    const auto day = edge_day(finding);
    if (!day) return std::nullopt;
    for (const Paying& paying : paying_by_name()) {
      for (const AxisId axis : {view_.axes().claim_date(), view_.axes().application_date()}) {
        const bool is_tested = std::any_of(paying.payment->where.begin(), paying.payment->where.end(),
                                           [&](const Region& region) { return region.find(axis) != nullptr; });
        if (!is_tested) continue;
        if (auto made = at_value(paying, axis, day->days)) return made;
      }
    }
    return std::nullopt;
  }

  /// Of the day written and the day meant, the one outside the shorter window; of a window that is too long, its last.
  std::optional<runtime::Date> edge_day(const Diagnostic& finding) const {
    if (finding.code == Code::P4502) return program().effective_to;
    const auto stated = finding.arguments.size() < 3 ? std::nullopt : runtime::parse_date(finding.arguments[2].english);
    const bool is_first = finding.arguments.front().english == "begins";
    const auto written = is_first ? program().effective_from : program().effective_to;
    if (!stated || !written) return std::nullopt;
    return is_first ? std::min(*written, *stated) : std::max(*written, *stated);
  }

  // ---------------------------------------------------------------- conditions that were dropped

  /// A case that is paid although a fact that nothing reads is no.
  std::optional<Witness> without_fact(base::Span place) {
    for (Index slot = 0; slot < program().facts.size(); ++slot) {
      const runtime::Fact& fact = program().facts[slot];
      if (fact.type != FactType::YesNo || !contains(fact.span, place) || length(place) == 0) continue;
      for (const Paying& paying : paying_by_name()) {
        const bool is_known = fact.owner == runtime::FactOwner::Claim
                                  ? fact.kind == program().awards[paying.entry->award].claim_kind
                                  : fact.kind == paying.entry->kind;
        if (!is_known) continue;
        if (auto made = at_value(paying, view_.axes().of_fact(slot), 0)) return made;
      }
    }
    return std::nullopt;
  }

  /// A case that is paid although every yes/no fact that the rest of the table asks for is no.
  std::optional<Witness> without_conditions(const Diagnostic& finding) {
    if (finding.related.empty()) return std::nullopt;  // a whole award: any case shows it
    for (const Paying& paying : paying_at(finding.span)) {
      for (const Region& region : paying.payment->where) {
        const Region bare = without_yes(region, *paying.entry);
        if (const auto decided = decide(*paying.entry, bare)) return witness(*decided, {});
      }
    }
    return std::nullopt;
  }

  Region without_yes(const Region& region, const Entry& entry) {
    Region result = region;
    for (const Payment& payment : entry.payments) {
      for (const Region& other : payment.where) {
        for (const Constraint& asked : other.constraints()) {
          const Axis& axis = view_.axes()[asked.axis];
          const bool is_yes = axis.kind == AxisKind::Fact && program().facts[axis.slot].type == FactType::YesNo &&
                              asked.values == ValueSet::only(1);
          if (is_yes && result.find(asked.axis) == nullptr) result.set(asked.axis, ValueSet::only(0));
        }
      }
    }
    return result;
  }

  const Subject& subject_;
  PolicyView view_;
  base::Diagnostics unheard_;
  Inspection inspection_;
  std::map<Start, Index> statements_;  // the awards by where their statements begin
  std::vector<Paying> by_name_;        // made when first needed
  std::vector<text::Literal> literals_;
};

}  // namespace

void add_word_examples(const std::vector<Subject>& subjects, const base::SourceStore& sources, std::size_t begin,
                       base::Diagnostics& out) {
  std::map<const Subject*, std::unique_ptr<WordExamples>> examples;
  out.annotate(begin, [&](Diagnostic& finding) {
    if (finding.witness || !has_example(finding.code)) return;
    const auto subject = std::find_if(subjects.begin(), subjects.end(), [&](const Subject& one) {
      return one.compiled->can_evaluate && std::find(one.compiled->files.begin(), one.compiled->files.end(),
                                                     finding.span.source) != one.compiled->files.end();
    });
    if (subject == subjects.end()) return;
    auto& policy = examples[&*subject];
    if (!policy) policy = std::make_unique<WordExamples>(*subject, sources);
    finding.witness = policy->make(finding);
  });
}

}  // namespace polc::analyse

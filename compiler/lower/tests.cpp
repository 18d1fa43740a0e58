#include <algorithm>
#include <string>
#include <utility>

#include "compiler/lower/lower.h"
#include "runtime/cases/value_text.h"

namespace polc::lower {

using base::Bilingual;
using base::Code;
using base::plain;
using model::Model;
using model::ValueType;
using runtime::Constant;
using runtime::Expected;
using runtime::Fact;
using runtime::FactType;
using runtime::FactValue;
using runtime::Fraction;
using runtime::Index;
using runtime::kNone;
using runtime::PolicyTest;
using runtime::Presence;
using runtime::Range;

namespace {

runtime::CaseDate given(const std::optional<runtime::Date>& date) {
  if (!date) return {};
  return {Presence::Given, *date};
}

class TestLowering {
 public:
  TestLowering(const Model& model, base::Diagnostics& out) : model_(model), out_(out) {}

  runtime::PolicySample lower(const model::Sample& sample) {
    runtime::PolicySample made{sample.statement->name.text, sample.kind,
                               std::vector<FactValue>(program().facts.size())};
    if (sample.kind == kNone) return made;
    ast_ = model_.files[sample.file].ast;
    assign_all(model_.applicant_facts[sample.kind], sample.statement->facts, made.facts, {});
    return made;
  }

  PolicyTest lower(const ast::Test& test, const model::Address& address) {
    ast_ = &model_.ast_of(address);
    PolicyTest made;
    made.name = test.name.text;
    made.span = test.span;
    made.input.id = test.name.text;
    made.input.applied = test.applied_unknown ? runtime::CaseDate{Presence::Null, {}} : given(test.applied);
    made.input.applicant_facts.resize(model_.program.facts.size());
    add_applicant(test, made.input);
    add_readings(test, made);
    for (const ast::TestClaim& claim : test.claims) add_claim(claim, made.input);
    for (const ast::TestHistory& entry : test.history) add_history(entry, made.input);
    for (const ast::TestOther& other : test.others) add_other(other, made.input);
    made.input.history_unknown = test.history_unknown;
    made.input.others_unknown = test.others_unknown;
    for (const ast::Expectation& one : test.expectations) add_expectation(one, made);
    return made;
  }

 private:
  const runtime::Program& program() const { return model_.program; }

  void unknown(const ast::Name& name, const Bilingual& kind, std::vector<std::string> known) {
    model::report_unknown(model_, name, kind, std::move(known), out_);
  }

  // ---- facts

  void add_applicant(const ast::Test& test, runtime::Case& input) {
    if (test.applicant) {
      const auto sample = model_.samples.find(test.applicant->text);
      const auto kind = model_.applicant_kinds.find(test.applicant->text);
      if (sample != model_.samples.end()) {
        const model::Sample& one = model_.sample_list[sample->second];
        input.applicant_kind = one.kind;
        if (one.kind != kNone) {
          const ast::Ast* const own = ast_;
          ast_ = model_.files[one.file].ast;
          assign_all(model_.applicant_facts[one.kind], one.statement->facts, input.applicant_facts, {});
          ast_ = own;
        }
      } else if (kind != model_.applicant_kinds.end()) {
        input.applicant_kind = kind->second;
      } else {
        std::vector<std::string> known = model::sorted_names(model_.samples);
        for (const std::string& name : model::sorted_names(model_.applicant_kinds)) known.push_back(name);
        unknown(*test.applicant, {"sample or applicant kind", "样例或申请人类别"}, std::move(known));
        return;
      }
    }
    if (test.applicant_facts.empty() || input.applicant_kind == kNone) return;
    assign_all(model_.applicant_facts[input.applicant_kind], test.applicant_facts, input.applicant_facts, {});
  }

  /// Writes assignments into `values`: by slot, or by place in `order` when that is given.
  void assign_all(const model::NameMap& names, const std::vector<ast::Assignment>& assignments,
                  std::vector<FactValue>& values, const std::vector<Index>& order) {
    for (const ast::Assignment& one : assignments) {
      auto slot = names.find(one.fact.text);
      if (slot == names.end()) slot = names.find(std::string(model_.written(one.fact)));
      if (slot == names.end()) {
        unknown(one.fact, {"fact", "事实"}, model::sorted_names(names));
        continue;
      }
      const std::size_t at = order.empty() ? slot->second : position(order, slot->second);
      values[at] = value_of(one, program().facts[slot->second]);
    }
  }

  static std::size_t position(const std::vector<Index>& order, Index slot) {
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), slot) - order.begin());
  }

  FactValue value_of(const ast::Assignment& one, const Fact& fact) {
    const ValueType type{fact.type, fact.enumeration, fact.unit};
    FactValue value;
    if (one.form == ast::Assignment::Form::Unknown) {
      value.presence = Presence::Null;
      return value;
    }
    if (one.form != ast::Assignment::Form::Value) {
      if (fact.type != FactType::YesNo) {
        out_.report(Code::P3001, one.span,
                    {{"`" + one.fact.text + "`", "“" + one.fact.text + "”"},
                     model::describe(model_, type),
                     {"yes/no; write `" + one.fact.text + " = VALUE`", "是否；请写“" + one.fact.text + " = 取值”"}});
        return value;
      }
      value.presence = Presence::Given;
      value.value.type = FactType::YesNo;
      value.value.number = Fraction(one.form == ast::Assignment::Form::Yes ? 1 : 0);
      return value;
    }
    Constant constant;
    for (const ast::ExprId literal : one.values) {
      const auto read = model::read_constant(model_, *ast_, literal, type, out_);
      if (!read) return value;
      std::vector<Index> codes = constant.codes;
      codes.insert(codes.end(), read->codes.begin(), read->codes.end());
      constant = *read;
      constant.codes = std::move(codes);
    }
    std::sort(constant.codes.begin(), constant.codes.end());
    if (runtime::is_numeric(fact.type) && !inside(constant, fact, one)) return value;
    value.presence = Presence::Given;
    value.value = std::move(constant);
    return value;
  }

  bool inside(const Constant& constant, const Fact& fact, const ast::Assignment& one) {
    const bool fits = (!fact.low || constant.number >= *fact.low) && (!fact.high || constant.number <= *fact.high);
    if (fits) return true;
    out_.report(Code::P4310, ast_->expr(one.values.front()).span,
                {plain(model_.sources->slice(ast_->expr(one.values.front()).span)),
                 plain(fact.name),
                 {"bounded by its declaration", "以声明的上下限为界"}});
    return false;
  }

  // ---- claims

  std::optional<Index> claim_kind(const ast::Name& name) {
    const auto kind = model_.claim_kinds.find(name.text);
    if (kind != model_.claim_kinds.end()) return kind->second;
    unknown(name, {"claim", "事项"}, model::sorted_names(model_.claim_kinds));
    return std::nullopt;
  }

  void add_claim(const ast::TestClaim& claim, runtime::Case& input) {
    const auto kind = claim_kind(claim.kind);
    if (!kind) return;
    runtime::Claim made;
    made.id = std::to_string(input.claims.size() + 1);
    made.kind = *kind;
    made.on = claim.on_unknown ? runtime::CaseDate{Presence::Null, {}} : given(claim.on);
    made.facts = claim_facts(*kind, claim.labels, claim.facts);
    input.claims.push_back(std::move(made));
  }

  std::vector<FactValue> claim_facts(Index kind, const std::vector<ast::LabelRef>& labels,
                                     const std::vector<ast::Assignment>& facts) {
    const runtime::ClaimKind& declared = program().claim_kinds[kind];
    std::vector<FactValue> values(declared.facts.size());
    for (const ast::LabelRef& label : labels) add_label(label, declared, values);
    assign_all(model_.claim_facts[kind], facts, values, declared.facts);
    return values;
  }

  void add_label(const ast::LabelRef& ref, const runtime::ClaimKind& kind, std::vector<FactValue>& values) {
    std::vector<std::size_t> holders;
    std::vector<std::string> known;
    for (std::size_t at = 0; at < kind.facts.size(); ++at) {
      const Fact& fact = program().facts[kind.facts[at]];
      if (fact.enumeration == kNone) continue;
      if (!ref.dimension.empty() && ref.dimension.text != fact.name) continue;
      const auto& all = program().enumerations[fact.enumeration].values;
      known.insert(known.end(), all.begin(), all.end());
      if (model::find_value(model_, fact.enumeration, ref.label)) holders.push_back(at);
    }
    if (holders.empty()) {
      model::suggest(out_.report(Code::P2004, ref.label.span, {plain(ref.label.text), plain(kind.name)}),
                     ref.label.span, ref.label.text, known);
      return;
    }
    if (holders.size() > 1) {
      const std::string& first = program().facts[kind.facts[holders[0]]].name;
      const std::string& second = program().facts[kind.facts[holders[1]]].name;
      out_.report(Code::P2005, ref.label.span,
                  {plain(ref.label.text), plain(first), plain(second), plain(first + " = " + ref.label.text),
                   plain(second + " = " + ref.label.text)});
      return;
    }
    const Fact& fact = program().facts[kind.facts[holders.front()]];
    const Index code = *model::find_value(model_, fact.enumeration, ref.label);
    FactValue& value = values[holders.front()];
    value.presence = Presence::Given;
    value.value.type = fact.type;
    value.value.number = Fraction(code);
    value.value.codes = {code};
  }

  // ---- past and other grants

  std::optional<Fraction> money(ast::ExprId expr) {
    if (expr == ast::kNoExpr) return std::nullopt;
    const auto constant = model::read_constant(model_, *ast_, expr, {FactType::Money, kNone, ""}, out_);
    if (!constant) return std::nullopt;
    return constant->number;
  }

  runtime::CaseMoney given_money(ast::ExprId expr) {
    const auto amount = money(expr);
    if (!amount) return {};
    return {Presence::Given, *amount};
  }

  /// The matter a claim of the case is about, "" where its kind has no key or the key is not given.
  std::string matter_of(const runtime::Claim& claim) const {
    const runtime::ClaimKind& kind = program().claim_kinds[claim.kind];
    if (kind.key == kNone) return "";
    const FactValue& key = claim.facts[position(kind.facts, kind.key)];
    return key.presence == Presence::Given ? runtime::matter_text(program(), program().facts[kind.key], key.value) : "";
  }

  void add_history(const ast::TestHistory& entry, runtime::Case& input) {
    const bool is_other =
        entry.policy && entry.policy->text != program().policy_name && entry.policy->text != program().title;
    if (is_other) {
      runtime::OtherGrant made;
      made.policy = entry.policy->text;
      made.paid = given_money(entry.paid);
      made.entitled = made.paid;
      made.on = given(entry.on);
      if (entry.matter) made.matter = entry.matter->text;
      if (entry.item) made.claim = std::to_string(*entry.item);
      input.others.push_back(std::move(made));
      return;
    }
    const auto award = model_.awards.find(entry.award.text);
    if (award == model_.awards.end()) {
      unknown(entry.award, {"award", "资助"}, model::sorted_names(model_.awards));
      return;
    }
    runtime::HistoryEntry made;
    made.award = award->second;
    made.on = given(entry.on);
    made.paid = given_money(entry.paid);
    if (entry.item) made.claim = std::to_string(*entry.item);
    if (entry.recipient) made.recipient = entry.recipient->text;
    if (entry.policy) made.policy = entry.policy->text;
    const Index kind = program().awards[award->second].claim_kind;
    made.facts = claim_facts(kind, entry.labels, entry.facts);
    if (entry.matter) made.matter = entry.matter->text;
    if (made.matter.empty() && entry.item && *entry.item <= input.claims.size())
      made.matter = matter_of(input.claims[*entry.item - 1]);
    runtime::complete_matter(program(), made);
    input.history.push_back(std::move(made));
  }

  void add_other(const ast::TestOther& other, runtime::Case& input) {
    runtime::OtherGrant made;
    made.policy = other.policy.text;
    if (other.level) {
      const auto code = model::find_value(model_, program().level_enumeration, *other.level);
      if (code) {
        made.level.presence = Presence::Given;
        made.level.value.type = FactType::Ranked;
        made.level.value.number = Fraction(*code);
        made.level.value.codes = {*code};
      } else {
        const auto& levels = program().enumerations[program().level_enumeration].values;
        model::suggest(out_.report(Code::P4310, other.level->span,
                                   {plain(other.level->text), plain("level"),
                                    model::describe(model_, {FactType::Ranked, program().level_enumeration, ""})}),
                       other.level->span, other.level->text, levels);
      }
    }
    if (other.item) made.claim = std::to_string(*other.item);
    if (other.matter) made.matter = other.matter->text;
    made.entitled = given_money(other.entitled);
    made.paid = given_money(other.paid);
    made.on = given(other.on);
    input.others.push_back(std::move(made));
  }

  // ---- readings and expectations

  void add_readings(const ast::Test& test, PolicyTest& made) {
    for (const runtime::Reading& reading : program().readings) made.readings.push_back(reading.adopted);
    for (const ast::Test::ReadingChoice& choice : test.readings) {
      const auto reading = model_.readings.find(choice.reading.text);
      if (reading == model_.readings.end()) {
        unknown(choice.reading, {"reading", "解释口径"}, model::sorted_names(model_.readings));
        continue;
      }
      const Index enumeration = program().readings[reading->second].enumeration;
      if (const auto code = model::find_value(model_, enumeration, choice.value)) {
        made.readings[reading->second] = *code;
        continue;
      }
      model::suggest(out_.report(Code::P4310, choice.value.span,
                                 {plain(choice.value.text), plain(choice.reading.text),
                                  model::describe(model_, {FactType::OneOf, enumeration, ""})}),
                     choice.value.span, choice.value.text, program().enumerations[enumeration].values);
    }
  }

  /// A fact said to be missing must be one that the case could have given.
  void check_missing(const ast::Name& fact, const runtime::Case& input) {
    const std::string name = fact.text.substr(fact.text.rfind('.') == std::string::npos ? 0 : fact.text.rfind('.') + 1);
    std::vector<std::string> known{"applied", "on", "history", "other", "claims", "kind"};
    for (Index kind = 0; kind < program().applicant_kinds.size(); ++kind) {
      if (input.applicant_kind != kNone && input.applicant_kind != kind) continue;
      for (const std::string& own : model::sorted_names(model_.applicant_facts[kind])) known.push_back(own);
    }
    for (const runtime::Claim& claim : input.claims) {
      for (const std::string& own : model::sorted_names(model_.claim_facts[claim.kind])) known.push_back(own);
    }
    for (const runtime::HistoryEntry& entry : input.history) {
      for (const std::string& own : model::sorted_names(model_.claim_facts[program().awards[entry.award].claim_kind]))
        known.push_back(own);
    }
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    known.erase(known.begin(), known.begin() + 6);
    unknown(fact, {"fact", "事实"}, std::move(known));
  }

  void add_expectation(const ast::Expectation& one, PolicyTest& made) {
    Expected expected;
    expected.kind = static_cast<Expected::Kind>(one.kind);
    expected.span = one.span;
    expected.reason = one.reason.text;
    for (const ast::Name& fact : one.facts) {
      check_missing(fact, made.input);
      expected.facts.push_back(fact.text);
    }
    const auto low = money(one.low);
    const auto high = money(one.high);
    if (one.low != ast::kNoExpr && !low) return;
    if (one.high != ast::kNoExpr && !high) return;
    expected.amount = Range{low, high ? high : low};
    if (one.kind == ast::Expectation::Kind::Item) {
      expected.item = std::to_string(one.item);
      if (one.item == 0 || one.item > made.input.claims.size()) {
        out_.report(Code::P3014, one.span,
                    {{"item " + expected.item + " of " + std::to_string(made.input.claims.size()),
                      "第" + expected.item + "项（共" + std::to_string(made.input.claims.size()) + "项）"}});
        return;
      }
    }
    if ((low && low->sign() < 0) || (high && high->sign() < 0)) {
      out_.report(Code::P3014, one.span, {{"a negative amount", "负数金额"}});
      return;
    }
    if (low && high && *low > *high) {
      out_.report(Code::P3009, one.span,
                  {plain(model_.sources->slice(ast_->expr(one.low).span)),
                   plain(model_.sources->slice(ast_->expr(one.high).span))});
      return;
    }
    made.expected.push_back(std::move(expected));
  }

  const Model& model_;
  base::Diagnostics& out_;
  const ast::Ast* ast_ = nullptr;
};

}  // namespace

std::vector<runtime::PolicySample> lower_samples(const Model& model, base::Diagnostics& out) {
  std::vector<runtime::PolicySample> samples;
  TestLowering lowering(model, out);
  for (const model::Sample& sample : model.sample_list) samples.push_back(lowering.lower(sample));
  return samples;
}

std::vector<PolicyTest> lower_tests(const Model& model, base::Diagnostics& out) {
  std::vector<PolicyTest> tests;
  TestLowering lowering(model, out);
  for (const auto& placed : model.tests) tests.push_back(lowering.lower(*placed.statement, placed.address));
  return tests;
}

}  // namespace polc::lower

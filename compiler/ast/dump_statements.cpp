// Statements written as text.
#include <array>

#include <fmt/format.h>

#include "compiler/ast/dumper.h"

namespace polc::ast {
namespace {

constexpr std::array<std::string_view, 6> kGroupNames = {"stack", "highest", "highest-with-others",
                                                         "once",  "limit",   "cap"};
constexpr std::array<std::string_view, 5> kModeNames = {"topping-up", "ignoring-paid", "nothing-more", "replacing-paid",
                                                        "first-only"};
constexpr std::array<std::string_view, 5> kScopeNames = {"", "claim", "matter", "applicant", "group"};

}  // namespace

std::string Dumper::all() {
  for (const Statement& statement : ast_.statements) {
    std::visit([this](const auto& one) { put(one); }, statement);
    text_ += '\n';
  }
  return take();
}

void Dumper::part(std::string_view head, ExprId id) {
  if (id == kNoExpr) return;
  open(head);
  put(id);
  close();
}

void Dumper::part(std::string_view head, const std::optional<Name>& name) {
  if (!name) return;
  open(head);
  put(*name);
  close();
}

void Dumper::part(std::string_view head, const std::optional<Window>& window) {
  if (!window) return;
  open(head);
  put(*window);
  close();
}

void Dumper::part(std::string_view head, const std::vector<Name>& names) {
  if (names.empty()) return;
  open(head);
  for (const Name& name : names) put(name);
  close();
}

void Dumper::part(std::string_view head, const std::optional<Date>& date) {
  if (date) word(fmt::format("({} {})", head, runtime::to_text(*date)));
}

void Dumper::part(std::string_view head, const std::optional<std::uint32_t>& number) {
  if (number) word(fmt::format("({} {})", head, *number));
}

void Dumper::part(std::string_view head, const std::vector<AwardSelector>& selectors) {
  if (selectors.empty()) return;
  open(head);
  for (const AwardSelector& selector : selectors) put(selector);
  close();
}

void Dumper::part(std::string_view head, const std::vector<Assignment>& facts) {
  if (facts.empty()) return;
  open(head);
  for (const Assignment& fact : facts) put(fact);
  close();
}

void Dumper::flag(std::string_view head, bool is_set) {
  if (is_set) word(head);
}

void Dumper::put(const PolicyHeader& statement) {
  open("policy");
  put(statement.title);
  part("name", statement.short_name);
  part("issuer", statement.issuer);
  part("effective", statement.effective);
  part("apply", statement.apply);
  part("currency", statement.currency);
  part("source", statement.source);
  close();
}

void Dumper::put(const Use& statement) {
  open("use");
  put(statement.path);
  close();
}

void Dumper::put(const Heading& statement) {
  open(statement.is_section ? "section" : "article");
  put(statement.label);
  part("title", statement.title);
  part("apply", statement.apply);
  close();
}

void Dumper::put(const TextStatement& statement) {
  open("text");
  put(statement.text);
  close();
}

void Dumper::put(const ApplicantDecl& statement) {
  open("applicant");
  put(statement.kind);
  for (const FactDecl& fact : statement.facts) put(fact);
  close();
}

void Dumper::put(const ClaimDecl& statement) {
  open("claim");
  put(statement.kind);
  for (const FactDecl& fact : statement.facts) put(fact);
  close();
}

void Dumper::put(const Define& statement) {
  open("define");
  put(statement.name);
  part("for", statement.scope);
  part("as", statement.value);
  if (statement.table) put(*statement.table);
  close();
}

void Dumper::put(const Parameter& statement) {
  open("parameter");
  put(statement.name);
  put(statement.type);
  for (const Parameter::Step& step : statement.steps) part(runtime::to_text(step.from), step.value);
  close();
}

void Dumper::put(const Times& times) {
  open("times");
  if (times.table) put(*times.table);
  part("factor", times.factor);
  part("when", times.when);
  close();
}

void Dumper::put(const Award& statement) {
  open("award");
  put(statement.name);
  part("for", statement.claim);
  part("to", statement.to);
  for (const Condition& condition : statement.conditions) part(condition.is_unless ? "unless" : "when", condition.expr);
  part("each-at-most", statement.each_at_most);
  for (const Times& times : statement.times) put(times);
  for (const Window& window : statement.apply) part("apply", std::optional<Window>(window));
  part("shared-bounds", statement.shared_bounds);
  part("pays", statement.amount);
  if (statement.table) put(*statement.table);
  part("refer-to", statement.refer_to);
  close();
}

void Dumper::put(const Gate& statement) {
  open(statement.is_exclude ? "exclude" : "require");
  part("for", statement.awards);
  part("to", statement.to);
  part("that", statement.condition);
  part("reason", statement.reason);
  close();
}

void Dumper::put(const ModeChoice& mode) {
  open(kModeNames[static_cast<std::size_t>(mode.mode)]);
  part("when", mode.when);
  close();
}

void Dumper::put(const Group& statement) {
  open(kGroupNames[static_cast<std::size_t>(statement.kind)]);
  part("of", statement.awards);
  part("to", statement.to);
  part("where", statement.where);
  flag("with-others", statement.counts_others);
  part("number", statement.number);
  if (statement.scope != Scope::Unstated)
    word(fmt::format("per:{}", kScopeNames[static_cast<std::size_t>(statement.scope)]));
  part("per-facts", statement.per_facts);
  flag("per-year", statement.per_year);
  if (statement.year_basis == Basis::ApplicationDate) word("by-application");
  if (statement.year_basis == Basis::EventDate) word("by-event");
  part("years", statement.rolling_years);
  for (const ModeChoice& mode : statement.modes) put(mode);
  flag("refusing-whole", statement.refusing_whole);
  part("when", statement.when);
  close();
}

void Dumper::put(const Obligation& statement) {
  open("obligation");
  put(statement.text);
  part("to", statement.to);
  part("share", statement.share);
  part("when", statement.when);
  close();
}

void Dumper::put(const Revoke& statement) {
  open("revoke");
  part("of", statement.awards);
  part("when", statement.when);
  part("reason", statement.reason);
  close();
}

void Dumper::put(const Schedule& statement) {
  open("schedule");
  part("of", statement.awards);
  part("when", statement.when);
  for (const Schedule::Part& one : statement.parts) {
    open("part");
    put(one.share);
    put(one.milestone);
    close();
  }
  if (statement.equal_years > 0) word(fmt::format("(equal-years {})", statement.equal_years));
  close();
}

void Dumper::put(const Discretion& statement) {
  open("discretion");
  put(statement.text);
  part("to", statement.to);
  part("when", statement.when);
  close();
}

void Dumper::put(const Subordinate& statement) {
  open("subordinate");
  put(statement.document);
  close();
}

void Dumper::put(const Priority& statement) {
  open("priority");
  put(statement.text);
  part("when", statement.when);
  close();
}

void Dumper::put(const Reading& statement) {
  open("reading");
  put(statement.name);
  part("options", statement.options);
  part("adopted", std::optional<Name>(statement.adopted));
  part("text", statement.text);
  close();
}

void Dumper::put(const Allow& statement) {
  open("allow");
  part("codes", statement.codes);
  part("names", statement.names);
  part("because", std::optional<Name>(statement.reason));
  close();
}

void Dumper::put(const Sample& statement) {
  open("sample");
  put(statement.name);
  put(statement.kind);
  part("with", statement.facts);
  close();
}

void Dumper::put(const TestClaim& claim) {
  open("claim");
  put(claim.kind);
  for (const LabelRef& label : claim.labels) put(label);
  part("with", claim.facts);
  part("on", claim.on);
  flag("on-unknown", claim.on_unknown);
  close();
}

void Dumper::put(const TestHistory& entry) {
  open("history");
  put(entry.award);
  for (const LabelRef& label : entry.labels) put(label);
  part("with", entry.facts);
  part("paid", entry.paid);
  part("on", entry.on);
  part("item", entry.item);
  part("matter", entry.matter);
  part("recipient", entry.recipient);
  part("policy", entry.policy);
  close();
}

void Dumper::put(const TestOther& entry) {
  open("other");
  put(entry.policy);
  part("level", entry.level);
  part("item", entry.item);
  part("matter", entry.matter);
  part("entitled", entry.entitled);
  part("paid", entry.paid);
  part("on", entry.on);
  close();
}

void Dumper::put(const Expectation& expectation) {
  using Kind = Expectation::Kind;
  switch (expectation.kind) {
    case Kind::Total: return part("total", expectation.low);
    case Kind::Undetermined: return word("undetermined");
    case Kind::Referred: return word("referred");
    case Kind::Denied: return word("denied");
    case Kind::Because: return part("because", std::optional<Name>(expectation.reason));
    case Kind::Missing: return part("missing", expectation.facts);
    case Kind::Between: open("between"); break;
    case Kind::Item: open(fmt::format("item {}", expectation.item)); break;
  }
  put(expectation.low);
  if (expectation.high != kNoExpr) put(expectation.high);
  close();
}

void Dumper::put(const Test& statement) {
  open("test");
  put(statement.name);
  part("applied", statement.applied);
  flag("applied-unknown", statement.applied_unknown);
  part("applicant", statement.applicant);
  part("with", statement.applicant_facts);
  for (const Test::ReadingChoice& choice : statement.readings) {
    open("reading");
    put(choice.reading);
    put(choice.value);
    close();
  }
  for (const TestClaim& claim : statement.claims) put(claim);
  for (const TestHistory& entry : statement.history) put(entry);
  flag("history-unknown", statement.history_unknown);
  for (const TestOther& entry : statement.others) put(entry);
  flag("other-unknown", statement.others_unknown);
  open("expect");
  for (const Expectation& expectation : statement.expectations) put(expectation);
  close();
  close();
}

}  // namespace polc::ast

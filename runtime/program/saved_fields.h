// What a saved program holds of each struct of `Program`, field by field: said once for writing and for reading.
// `Stream` is FieldWriter (save.cpp), which takes the structs as const, or FieldReader (load.cpp). Spans are left out:
// they point into sources that a saved program does not have; rules carry their own place and text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/program/program.h"
#include "runtime/program/saved_format.h"

namespace polc::runtime {

/// `Item` as the stream takes it.
template <typename Stream, typename Item>
using Held = typename Stream::template Held<Item>;

// The numbers of these enumerators stand in files. Another enumerator is another format.
static_assert(static_cast<int>(Op::Sum) == 53, "operators stand in files by number: raise kFormatVersion");
static_assert(static_cast<int>(FactType::AnyOf) == 9, "types stand in files by number: raise kFormatVersion");
static_assert(static_cast<int>(RuleKind::Amount) == 14, "rule kinds stand in files by number: raise kFormatVersion");
static_assert(static_cast<int>(StepKind::Cap) == 4 && static_cast<int>(Mode::FirstOnly) == 4,
              "settlement stands in files by number: raise kFormatVersion");

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Index>& index) {
  stream.number(index);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, std::string>& text) {
  stream.text(text);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Fraction>& value) {
  stream.fraction(value);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Date>& date) {
  stream.day(date);
}

// ---------------------------------------------------------------- facts

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Enumeration>& enumeration) {
  stream.list(enumeration.values);
  stream.list(enumeration.aliases);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Constant>& constant) {
  stream.choice(constant.type, FactType::AnyOf);
  stream.fraction(constant.number);
  stream.text(constant.text);
  stream.list(constant.codes);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Fact>& fact) {
  stream.text(fact.name);
  stream.choice(fact.owner, FactOwner::Claim);
  stream.number(fact.kind);
  stream.choice(fact.type, FactType::AnyOf);
  stream.number(fact.enumeration);
  stream.text(fact.unit);
  stream.maybe(fact.low);
  stream.maybe(fact.high);
  stream.flag(fact.is_key);
  stream.flag(fact.is_group_key);
  stream.flag(fact.is_judged);
  stream.text(fact.judge);
  stream.maybe(fact.presumed);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, ApplicantKind>& kind) {
  stream.text(kind.name);
  stream.list(kind.facts);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, ClaimKind>& kind) {
  stream.text(kind.name);
  stream.list(kind.facts);
  stream.number(kind.key);
  stream.number(kind.stage);
  stream.list(kind.awards);
}

// ---------------------------------------------------------------- expressions, rules, tables

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Node>& node) {
  stream.choice(node.op, Op::Sum);
  stream.choice(node.type, NodeType::Text);
  stream.choice(node.fact_type, FactType::AnyOf);
  stream.number(node.enumeration);
  stream.number(node.a);
  stream.number(node.b);
  stream.number(node.first_arg);
  stream.number(node.num_args);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Rule>& rule) {
  stream.choice(rule.kind, RuleKind::Amount);
  stream.text(rule.path);
  stream.number(rule.line);
  stream.number(rule.column);
  stream.text(rule.text);
  stream.text(rule.article);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Interval>& interval) {
  stream.maybe(interval.low);
  stream.maybe(interval.high);
  stream.flag(interval.low_open);
  stream.flag(interval.high_open);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Dimension>& dimension) {
  stream.number(dimension.value);
  stream.number(dimension.num_codes);
  stream.text(dimension.name);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, CellSet>& set) {
  stream.flag(set.is_any);
  stream.list(set.codes);
  stream.list(set.intervals);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, TableCell>& cell) {
  stream.list(cell.sets);
  stream.number(cell.when);
  stream.number(cell.amount);
  stream.flag(cell.is_nothing);
  stream.number(cell.rule);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Table>& table) {
  stream.list(table.dimensions);
  stream.list(table.cells);
  stream.number(table.otherwise);
  stream.number(table.otherwise_rule);
  stream.flag(table.pays_money);
}

// ---------------------------------------------------------------- awards

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Guard>& guard) {
  stream.number(guard.rule);
  stream.number(guard.node);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Entitlement>& entitlement) {
  stream.flag(entitlement.is_open);
  stream.list(entitlement.guards);
  stream.number(entitlement.amount);
  stream.number(entitlement.amount_rule);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Award>& award) {
  stream.text(award.name);
  stream.text(award.article);
  stream.text(award.section);
  stream.number(award.claim_kind);
  stream.number(award.kind_rule);
  stream.flag(award.refers);
  stream.text(award.document);
  stream.list(award.entitlements);
  stream.number(award.rule);
}

// ---------------------------------------------------------------- statements

template <typename Stream>
void transfer(Stream& stream, Held<Stream, ModeChoice>& choice) {
  stream.choice(choice.mode, Mode::FirstOnly);
  stream.number(choice.when);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Step>& step) {
  stream.choice(step.kind, StepKind::Cap);
  stream.choice(step.scope, Scope::Group);
  stream.list(step.awards);
  stream.flags(step.for_kind);
  stream.list(step.per_facts);
  stream.choice(step.window, WindowKind::Rolling);
  stream.flag(step.by_application_date);
  stream.number(step.years);
  stream.list(step.modes);
  stream.list(step.number);
  stream.flag(step.refuses_whole);
  stream.flag(step.counts_others);
  stream.number(step.where);
  stream.number(step.when);
  stream.number(step.rule);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Stack>& stack) {
  stream.list(stack.awards);
  stream.number(stack.when);
  stream.number(stack.rule);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Revocation>& revocation) {
  stream.list(revocation.awards);
  stream.list(revocation.when);
  stream.number(revocation.rule);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Obligation>& obligation) {
  stream.text(obligation.text);
  stream.flags(obligation.for_kind);
  stream.maybe(obligation.share);
  stream.list(obligation.when);
  stream.number(obligation.rule);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Schedule::Part>& part) {
  stream.fraction(part.share);
  stream.text(part.milestone);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Schedule>& schedule) {
  stream.list(schedule.awards);
  stream.list(schedule.parts);
  stream.list(schedule.when);
  stream.number(schedule.rule);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Discretion>& discretion) {
  stream.text(discretion.text);
  stream.flags(discretion.for_kind);
  stream.list(discretion.when);
  stream.number(discretion.rule);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Reading>& reading) {
  stream.text(reading.name);
  stream.number(reading.enumeration);
  stream.number(reading.adopted);
  stream.text(reading.text);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Parameter::Step>& step) {
  stream.day(step.from);
  stream.fraction(step.value);
}

template <typename Stream>
void transfer(Stream& stream, Held<Stream, Parameter>& parameter) {
  stream.text(parameter.name);
  stream.choice(parameter.type, FactType::AnyOf);
  stream.list(parameter.steps);
}

// ---------------------------------------------------------------- the whole

/// What `Program` holds beside its lists.
template <typename Stream>
void transfer_policy(Stream& stream, Held<Stream, Program>& program) {
  stream.text(program.policy_name);
  stream.text(program.title);
  stream.text(program.currency);
  stream.number(program.minor_digits);
  stream.maybe(program.effective_from);
  stream.maybe(program.effective_to);
  stream.text(program.sha256);
  stream.number(program.level_enumeration);
}

enum class Half : std::uint8_t { First, Second };

/// The lists of one half, each a section.
template <typename Stream>
void transfer_lists(Stream& stream, Half half, Held<Stream, Program>& program) {
#define POLC_SECTION(row_half, name, member, english, chinese) \
  if (half == Half::row_half) stream.section(SectionId::name, program.member);
#include "runtime/program/saved_sections.def"
#undef POLC_SECTION
}

}  // namespace polc::runtime

#include <doctest/doctest.h>

#include "compiler/lower/nodes.h"

using polc::lower::Index;
using polc::lower::Node;
using polc::lower::Nodes;
using polc::lower::Op;
using polc::runtime::FactType;
using polc::runtime::Fraction;
using polc::runtime::NodeType;
using polc::runtime::Program;

namespace {

Index fact(Nodes& nodes, Index slot) {
  Node node;
  node.op = Op::ClaimFact;
  node.type = NodeType::Bool;
  node.a = slot;
  return nodes.add(node, {});
}

}  // namespace

TEST_CASE("nodes: equal nodes are one node") {
  Program program;
  Nodes nodes(program);
  const Index first[] = {fact(nodes, 0), fact(nodes, 1)};
  const Index again[] = {fact(nodes, 0), fact(nodes, 1)};

  CHECK(nodes.all_of(first) == nodes.all_of(again));
  CHECK(nodes.number(Fraction(5), FactType::Money) == nodes.number(Fraction(5), FactType::Money));
  CHECK(nodes.number(Fraction(5), FactType::Money) != nodes.number(Fraction(5), FactType::Number));
  CHECK(nodes.code(0, 3, FactType::OneOf) != nodes.code(0, 4, FactType::OneOf));
}

TEST_CASE("nodes: a conjunction is flat and keeps the order of its parts") {
  Program program;
  Nodes nodes(program);
  const Index inner[] = {fact(nodes, 0), fact(nodes, 1)};
  const Index outer[] = {nodes.all_of(inner), fact(nodes, 2)};
  const Index all = nodes.all_of(outer);

  REQUIRE(nodes.args(all).size() == 3);
  CHECK(nodes.args(all)[0] == fact(nodes, 0));
  CHECK(nodes.args(all)[2] == fact(nodes, 2));
}

TEST_CASE("nodes: constants fold out of logic") {
  Program program;
  Nodes nodes(program);
  const Index a = fact(nodes, 0);
  const Index with_yes[] = {nodes.yes_no(true), a};
  const Index with_no[] = {a, nodes.yes_no(false)};

  CHECK(nodes.all_of(with_yes) == a);
  CHECK(nodes.is_yes_no(nodes.all_of(with_no), false));
  CHECK(nodes.is_yes_no(nodes.any_of(with_yes), true));
  CHECK(nodes.any_of(with_no) == a);
  CHECK(nodes.is_yes_no(nodes.negation(nodes.yes_no(true)), false));
}

TEST_CASE("nodes: arithmetic on constants is exact") {
  Program program;
  Nodes nodes(program);
  const Index third = nodes.arithmetic(Op::Divide, nodes.number(Fraction(1), FactType::Number),
                                       nodes.number(Fraction(3), FactType::Number), FactType::Number);

  REQUIRE(nodes.constant(third) != nullptr);
  CHECK(nodes.constant(third)->number == *Fraction::ratio(1, 3));
}

TEST_CASE("nodes: a division by a constant zero stays a node") {
  Program program;
  Nodes nodes(program);
  const Index zero = nodes.number(Fraction(0), FactType::Number);

  CHECK(nodes.constant(nodes.arithmetic(Op::Divide, zero, zero, FactType::Number)) == nullptr);
}

#include "tests/saved/order_nodes.h"

#include <utility>
#include <vector>

namespace polc::testing {

using namespace polc::runtime;

namespace {

class Renumbering {
 public:
  explicit Renumbering(const Program& program) : program_(program), places_(program.nodes.size(), kNone) {
    for (Index node = 0; node < places_.size(); ++node) visit(node);
  }

  std::vector<Node> take_nodes() { return std::move(nodes_); }
  void move(Index& node) const { node = node == kNone ? kNone : places_[node]; }
  void move(std::vector<Index>& nodes) const {
    for (Index& node : nodes) move(node);
  }

 private:
  void visit(Index node) {
    if (node == kNone || places_[node] != kNone) return;
    const Node& found = program_.nodes[node];
    for (Index i = 0; i < found.num_args; ++i) visit(program_.args[found.first_arg + i]);
    if (found.op == Op::Cells) {
      const Table& table = program_.tables[found.a];
      for (const Dimension& dimension : table.dimensions) visit(dimension.value);
      for (const TableCell& cell : table.cells) {
        visit(cell.when);
        visit(cell.amount);
      }
      visit(table.otherwise);
    }
    places_[node] = static_cast<Index>(nodes_.size());
    nodes_.push_back(found);
  }

  const Program& program_;
  std::vector<Index> places_;  // by old number
  std::vector<Node> nodes_;
};

}  // namespace

Program in_order(Program program) {
  Renumbering numbers(program);
  program.nodes = numbers.take_nodes();
  numbers.move(program.args);
  for (Table& table : program.tables) {
    for (Dimension& dimension : table.dimensions) numbers.move(dimension.value);
    for (TableCell& cell : table.cells) {
      numbers.move(cell.when);
      numbers.move(cell.amount);
    }
    numbers.move(table.otherwise);
  }
  for (Award& award : program.awards) {
    for (Entitlement& entitlement : award.entitlements) {
      for (Guard& guard : entitlement.guards) numbers.move(guard.node);
      numbers.move(entitlement.amount);
    }
  }
  for (Step& step : program.steps) {
    for (ModeChoice& mode : step.modes) numbers.move(mode.when);
    numbers.move(step.number);
    numbers.move(step.where);
    numbers.move(step.when);
  }
  for (Stack& stack : program.stacks) numbers.move(stack.when);
  for (Revocation& revocation : program.revocations) numbers.move(revocation.when);
  for (Obligation& obligation : program.obligations) numbers.move(obligation.when);
  for (Schedule& schedule : program.schedules) numbers.move(schedule.when);
  for (Discretion& discretion : program.discretions) numbers.move(discretion.when);
  return program;
}

}  // namespace polc::testing

#include "runtime/batch/plan_input.h"

#include <algorithm>
#include <limits>

#include "base/assert.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMostClasses = 240;
constexpr std::size_t kMostAskedCodes = 5;

bool is_comparison(Op op) { return op >= Op::Equal && op <= Op::GreaterEqual; }
bool is_list(Op op) { return op >= Op::Any && op <= Op::Sum; }
bool is_of_element(Op op) { return op >= Op::ElementAward && op <= Op::ElementIsKind; }
// Add to Cells can overflow, and so can the operators of dates.
bool is_computing(Op op) { return op >= Op::Negate && op <= Op::AddDays; }

std::vector<Index> nodes_below(const Program& program, const Node& node) {
  std::vector<Index> result;
  for (std::size_t i = 0; i < node.num_args; ++i) result.push_back(program.args[node.first_arg + i]);
  if (node.op != Op::Cells) return result;
  const Table& table = program.tables[node.a];
  for (const Dimension& dimension : table.dimensions) result.push_back(dimension.value);
  for (const TableCell& cell : table.cells) {
    if (cell.when != kNone) result.push_back(cell.when);
    result.push_back(cell.amount);
  }
  if (table.otherwise != kNone) result.push_back(table.otherwise);
  return result;
}

Value exact_value(NodeType type, const Fraction& number) {
  Value value = range_value(Range::exactly(number));
  value.type = type;
  if (type == NodeType::Bool) value = truth_value(to_tri(!number.is_zero()));
  if (type == NodeType::Enum) value.codes = {static_cast<Index>(number.numerator())};
  return value;
}

}  // namespace

std::optional<Input> input_of(const Node& node) {
  switch (node.op) {
    case Op::ApplicantFact: return Input{InputKind::ApplicantFact, node.a};
    case Op::ClaimFact:
    case Op::JudgedClaimFact: return Input{InputKind::ClaimFact, node.a};
    case Op::ClaimDate:
    case Op::JudgedClaimDate: return Input{InputKind::EventDate, kNone};
    case Op::ApplicationDate: return Input{InputKind::ApplicationDate, kNone};
    default: return std::nullopt;
  }
}

void ByteSteps::add(std::int64_t start, std::uint8_t byte) {
  if (!bytes.empty() && bytes.back() == byte) return;
  starts.push_back(start);
  bytes.push_back(byte);
}

std::uint8_t ByteSteps::at(std::int64_t raw) const {
  std::size_t place = 0;
  while (place + 1 < starts.size() && starts[place + 1] <= raw) ++place;
  return bytes[place];
}

std::int64_t raw_silence(Storage storage) {
  switch (storage) {
    case Storage::Codes: return kAbsentCode;
    case Storage::Days: return kAbsentDay;
    case Storage::Numbers: return kAbsentNumber;
    case Storage::Names: return kAbsentName;
  }
  return 0;
}

std::uint8_t NameClasses::of_text(const std::string& text) const {
  return static_cast<std::uint8_t>(std::find(texts.begin(), texts.end(), text) - texts.begin());
}

std::uint8_t NameClasses::of_set(const std::vector<Index>& members) const {
  unsigned result = 0;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (std::binary_search(members.begin(), members.end(), codes[i])) result |= 1U << i;
  }
  return static_cast<std::uint8_t>(result);
}

NodeTraits NodeReader::traits(Index node) {
  const auto known = known_.find(node);
  if (known != known_.end()) return known->second;
  const NodeTraits result = find(node);
  known_.emplace(node, result);
  return result;
}

NodeTraits NodeReader::find(Index index) {
  const Node& node = program_.nodes[index];
  NodeTraits result;
  if (const std::optional<Input> input = input_of(node)) {
    result.reads_case = input->is_of_case();
    result.reads_claim = !input->is_of_case();
  }
  // A decision is read by its slot, not through a node.
  if (node.op == Op::Discretion && node.a != kNone) result.reads_lists = true;
  if (is_list(node.op) || is_of_element(node.op) || node.op == Op::IsJudgedClaim) result.reads_lists = true;
  result.reads_judged = node.op == Op::JudgedClaimFact || node.op == Op::JudgedClaimDate;
  result.computes = is_computing(node.op);
  for (const Index below : nodes_below(program_, node)) {
    const NodeTraits inner = traits(below);
    result.reads_case = result.reads_case || inner.reads_case;
    result.reads_claim = result.reads_claim || inner.reads_claim;
    result.reads_lists = result.reads_lists || inner.reads_lists;
    result.reads_judged = result.reads_judged || inner.reads_judged;
    result.computes = result.computes || inner.computes;
  }
  return result;
}

PlanCases::PlanCases(const Program& program, Index claim_kind, std::size_t applicant_kind) {
  silent.applicant_kind = program.applicant_kinds.empty() ? kNone : static_cast<Index>(applicant_kind);
  silent.applicant_facts.resize(program.facts.size());
  Claim claim;
  claim.kind = claim_kind;
  claim.facts.resize(program.claim_kinds[claim_kind].facts.size());
  silent.claims.push_back(std::move(claim));
  null = silent;
  for (FactValue& value : null.applicant_facts) value.presence = Presence::Null;
  for (FactValue& value : null.claims.front().facts) value.presence = Presence::Null;
}

CodeSpace::CodeSpace(const Program& program, NodeReader& reader, ExpressionEvaluator& silent, ExpressionEvaluator& null)
    : program_(program), reader_(reader), silent_(silent), null_(null) {}

bool CodeSpace::add(Index index) {
  if (reader_.traits(index).is_constant() || added_.count(index) != 0) return true;
  if (reader_.traits(index).reads_lists) return false;
  added_.insert(index);
  const Node& node = program_.nodes[index];
  if (input_of(node)) return add_leaf(index);
  if (is_comparison(node.op)) return add_comparison(node);
  if (node.op == Op::Cells) return add_table(program_.tables[node.a]);
  const Index first = node.num_args == 0 ? kNone : program_.args[node.first_arg];
  if (node.op == Op::Contains) {
    Asked* asked = ask(first, NodeType::Set);
    if (asked == nullptr) return false;
    asked->codes.insert(node.a);
    return true;
  }
  if (node.op == Op::Parameter) {
    Asked* asked = ask(first, NodeType::Numeric);
    if (asked == nullptr) return add(first);
    for (const Parameter::Step& step : program_.parameters[node.a].steps) asked->cuts.insert(step.from.days);
    return true;
  }
  return add_arguments(node);
}

bool CodeSpace::add_arguments(const Node& node) {
  for (std::size_t i = 0; i < node.num_args; ++i) {
    if (!add(program_.args[node.first_arg + i])) return false;
  }
  return true;
}

// Returns what is asked of the input that a leaf of this type reads, or null for any other node.
CodeSpace::Asked* CodeSpace::ask(Index node, NodeType type) {
  const std::optional<Input> input = input_of(program_.nodes[node]);
  if (!input || program_.nodes[node].type != type) return nullptr;
  Asked& asked = asked_[*input];
  asked.nodes.insert(node);
  return &asked;
}

// A number, text or set that is used as it is has too many values; what compares it asks less.
bool CodeSpace::add_leaf(Index node) {
  const NodeType type = program_.nodes[node].type;
  const bool is_small = type == NodeType::Bool || type == NodeType::Enum;
  return is_small && ask(node, type) != nullptr;
}

bool CodeSpace::add_comparison(const Node& node) {
  const Index lhs = program_.args[node.first_arg];
  const Index rhs = program_.args[node.first_arg + 1];
  if (program_.nodes[lhs].type == NodeType::Text) return add_text(lhs, rhs) || add_text(rhs, lhs);
  if (add_threshold(lhs, rhs) || add_threshold(rhs, lhs)) return true;
  return add(lhs) && add(rhs);
}

bool CodeSpace::add_text(Index value, Index other) {
  const Node& constant = program_.nodes[other];
  if (constant.op != Op::Constant) return false;
  Asked* asked = ask(value, NodeType::Text);
  if (asked == nullptr) return false;
  asked->texts.insert(program_.constants[constant.a].text);
  return true;
}

// A number against a constant, or the year of a date.
bool CodeSpace::add_threshold(Index value, Index other) {
  const std::optional<Fraction> constant = constant_of(other);
  if (!constant) return false;
  const Node& node = program_.nodes[value];
  if (node.op == Op::YearOf) {
    Asked* asked = ask(program_.args[node.first_arg], NodeType::Numeric);
    if (asked == nullptr) return false;
    cut_years(*asked, *constant);
    return true;
  }
  Asked* asked = ask(value, NodeType::Numeric);
  return asked != nullptr && cut(*asked, *input_of(node), *constant);
}

bool CodeSpace::add_table(const Table& table) {
  if (!add_labels(table)) return false;
  for (const TableCell& cell : table.cells) {
    if (!add(cell.amount)) return false;
  }
  return table.otherwise == kNone || add(table.otherwise);
}

bool CodeSpace::add_labels(const Table& table) {
  for (std::size_t d = 0; d < table.dimensions.size(); ++d) {
    const Index value = table.dimensions[d].value;
    Asked* asked = ask(value, NodeType::Numeric);
    if (asked == nullptr && !add(value)) return false;
    if (asked == nullptr) continue;
    for (const TableCell& cell : table.cells) {
      for (const Interval& interval : cell.sets[d].intervals) {
        for (const std::optional<Fraction>& end : {interval.low, interval.high}) {
          if (end && !cut(*asked, *input_of(program_.nodes[value]), *end)) return false;
        }
      }
    }
  }
  return std::all_of(table.cells.begin(), table.cells.end(),
                     [&](const TableCell& cell) { return cell.when == kNone || add(cell.when); });
}

// Cuts just before a value and just after it: every comparison with it is then the same for all of a class.
bool CodeSpace::cut(Asked& asked, const Input& input, const Fraction& value) const {
  const std::optional<Fraction> steps = multiply(value, Fraction(scale_of_input(input)));
  if (!steps) return false;
  const auto add_cut = [&](Fraction::Wide start) {
    // Beyond what a column can hold no row is parted.
    if (start > kAbsentNumber + 1 && start <= std::numeric_limits<std::int64_t>::max())
      asked.cuts.insert(static_cast<std::int64_t>(start));
  };
  add_cut(ceil(*steps).numerator());
  add_cut(floor(*steps).numerator() + 1);
  return true;
}

void CodeSpace::cut_years(Asked& asked, const Fraction& year) const {
  const std::optional<Date> first = make_date({1, 1, 1});
  const std::optional<Date> last = make_date({9999, 12, 31});
  asked.cuts.insert({first->days, last->days + 1});
  for (const Fraction::Wide begun : {ceil(year).numerator(), floor(year).numerator() + 1}) {
    if (begun < 1 || begun > 9999) continue;
    asked.cuts.insert(make_date({static_cast<std::int32_t>(begun), 1, 1})->days);
  }
}

std::optional<Fraction> CodeSpace::constant_of(Index node) {
  if (program_.nodes[node].type != NodeType::Numeric || !reader_.traits(node).is_constant()) return std::nullopt;
  const Outcome outcome = silent_.evaluate(node, Place{0, std::nullopt});
  if (outcome.notes.fault || !outcome.value.range.is_exact()) return std::nullopt;
  return outcome.value.range.low;
}

Storage CodeSpace::storage_of_input(const Input& input) const {
  return input.slot == kNone ? Storage::Days : storage_of(program_, program_.facts[input.slot]);
}

std::int64_t CodeSpace::scale_of_input(const Input& input) const {
  return input.slot == kNone ? 1 : scale_of(program_.facts[input.slot].type);
}

std::optional<std::vector<CodedInput>> CodeSpace::inputs() const {
  std::vector<CodedInput> result;
  for (const auto& [input, asked] : asked_) {
    std::optional<CodedInput> coded = code(input, asked);
    if (!coded) return std::nullopt;
    result.push_back(std::move(*coded));
  }
  return result;
}

std::optional<CodedInput> CodeSpace::code(const Input& input, const Asked& asked) const {
  CodedInput result;
  result.input = input;
  result.storage = storage_of_input(input);
  result.nodes.assign(asked.nodes.begin(), asked.nodes.end());
  const Index node = result.nodes.front();
  const NodeType type = program_.nodes[node].type;
  const Place place{0, std::nullopt};
  result.values = {silent_.evaluate(node, place).value, null_.evaluate(node, place).value};
  if (type == NodeType::Bool || type == NodeType::Enum) {
    if (result.storage != Storage::Codes) return std::nullopt;
    const std::size_t num_values =
        type == NodeType::Bool ? 2 : program_.enumerations[program_.facts[input.slot].enumeration].values.size();
    for (std::size_t v = 0; v < num_values; ++v)
      result.values.push_back(exact_value(type, Fraction(static_cast<std::int64_t>(v))));
    return result;
  }
  if (type == NodeType::Numeric) {
    if (asked.cuts.size() > kMostClasses || result.storage == Storage::Codes) return std::nullopt;
    const bool is_days = result.storage == Storage::Days;
    result.steps.add(is_days ? kNullDay : kNullNumber, kNullCode);
    result.steps.add(is_days ? kAbsentDay : kAbsentNumber, kAbsentCode);
    std::int64_t sample = asked.cuts.empty() ? 0 : *asked.cuts.begin() - 1;
    std::int64_t start = is_days ? std::int64_t{kAbsentDay} + 1 : kAbsentNumber + 1;
    std::uint8_t byte = 0;
    for (auto next = asked.cuts.begin();; ++next) {
      result.steps.add(start, byte++);
      result.values.push_back(exact_value(type, Fraction::ratio(sample, scale_of_input(input)).value()));
      if (next == asked.cuts.end()) return result;
      start = sample = *next;
    }
  }
  result.names.texts.assign(asked.texts.begin(), asked.texts.end());
  result.names.codes.assign(asked.codes.begin(), asked.codes.end());
  if (type == NodeType::Text) {
    if (asked.texts.size() > kMostClasses) return std::nullopt;
    std::string other = "\x01";
    while (asked.texts.count(other) != 0) other += '\x01';
    for (const std::string& text : asked.texts) result.values.push_back(text_value(text));
    result.values.push_back(text_value(other));
    return result;
  }
  if (asked.codes.size() > kMostAskedCodes) return std::nullopt;
  for (std::size_t bits = 0; bits < (std::size_t{1} << asked.codes.size()); ++bits) {
    Value value;
    value.type = NodeType::Set;
    value.is_known_set = true;
    for (std::size_t i = 0; i < result.names.codes.size(); ++i) {
      if ((bits >> i & 1) != 0) value.codes.push_back(result.names.codes[i]);
    }
    result.values.push_back(std::move(value));
  }
  return result;
}

}  // namespace polc::runtime

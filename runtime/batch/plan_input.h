// What a plan reads of a row, as one byte of few values: labels as they are, numbers and dates by the cuts that the
// policy makes in them, texts and sets by what it asks of them. Also which parts of the expression DAG can be known
// from such bytes alone. Used while a plan is made.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "runtime/batch/column.h"
#include "runtime/explain/expression.h"
#include "runtime/program/program.h"

namespace polc::runtime {

enum class InputKind : std::uint8_t { ApplicantFact, ClaimFact, EventDate, ApplicationDate };

/// A column of the case table. `slot`: of a fact, kNone for dates.
struct Input {
  InputKind kind = InputKind::ApplicantFact;
  Index slot = kNone;

  bool is_of_case() const { return kind == InputKind::ApplicantFact || kind == InputKind::ApplicationDate; }
  friend auto operator<=>(const Input&, const Input&) = default;
};

/// Returns the input a leaf reads outside lists, or nothing for other nodes.
std::optional<Input> input_of(const Node& node);

/// A byte for every raw value of a column: that of the last start not above it.
struct ByteSteps {
  std::vector<std::int64_t> starts;  // ascending; nothing is below the first
  std::vector<std::uint8_t> bytes;   // parallel

  /// Adds the next step; nothing when the byte stays the same.
  void add(std::int64_t start, std::uint8_t byte);
  std::uint8_t at(std::int64_t raw) const;
  friend auto operator<=>(const ByteSteps&, const ByteSteps&) = default;
};

/// Returns the raw value of a row that is silent.
std::int64_t raw_silence(Storage storage);

/// What is asked of a text or a set: whether it is one of `texts` (its class is its place, all others the last), or
/// which of `codes` it contains (its class has a bit for each).
struct NameClasses {
  std::vector<std::string> texts;
  std::vector<Index> codes;

  std::uint8_t of_text(const std::string& text) const;
  std::uint8_t of_set(const std::vector<Index>& members) const;
  friend auto operator<=>(const NameClasses&, const NameClasses&) = default;
};

/// An input with few values. Code 0 is an absent value, 1 a null one, 2 + v the class v of values; the byte of a row
/// is v itself, with kAbsentCode and kNullCode as in a Codes column, so that byte + 2 is the code.
struct CodedInput {
  Input input;
  Storage storage = Storage::Codes;
  std::vector<Index> nodes;   // leaves that read it
  std::vector<Value> values;  // by code: what an expression then knows
  ByteSteps steps;            // Days, Numbers: the byte
  NameClasses names;          // Names

  std::size_t num_codes() const { return values.size(); }
};

/// What a node depends on.
struct NodeTraits {
  bool reads_case = false;  // applicant, application date
  bool reads_claim = false;
  bool reads_lists = false;   // quantifiers and their elements
  bool reads_judged = false;  // of the claim being judged, also inside lists (`this X`)
  bool computes = false;      // operators that can overflow

  bool is_constant() const { return !reads_case && !reads_claim && !reads_lists; }
};

/// The traits of the nodes of one program, each found once.
class NodeReader {
 public:
  /// The program must outlive this.
  explicit NodeReader(const Program& program) : program_(program) {}
  NodeTraits traits(Index node);

 private:
  NodeTraits find(Index node);

  const Program& program_;
  std::map<Index, NodeTraits> known_;
};

/// The evaluators a plan is made with: of a case that is silent and of one that says null everywhere, each with one
/// claim of a kind.
struct PlanCases {
  PlanCases(const Program& program, Index claim_kind, std::size_t applicant_kind);
  Case silent;
  Case null;
};

/// Collects the inputs of expressions, as far as bytes can carry them.
class CodeSpace {
 public:
  /// All must outlive this. `silent` and `null`: evaluators of `PlanCases`.
  CodeSpace(const Program& program, NodeReader& reader, ExpressionEvaluator& silent, ExpressionEvaluator& null);

  /// Adds what `node` reads. Returns whether all of it can be coded.
  bool add(Index node);
  /// Adds what says which cell of a table applies, but not what the cells pay.
  bool add_labels(const Table& table);
  /// Returns the inputs added, or nothing where one has too many classes.
  std::optional<std::vector<CodedInput>> inputs() const;

 private:
  /// What expressions ask of one input.
  struct Asked {
    std::set<Index> nodes;
    std::set<std::int64_t> cuts;  // Days, Numbers: first raw values of classes
    std::set<std::string> texts;
    std::set<Index> codes;
  };

  Storage storage_of_input(const Input& input) const;
  std::int64_t scale_of_input(const Input& input) const;
  Asked* ask(Index node, NodeType type);
  bool add_arguments(const Node& node);
  bool add_leaf(Index node);
  bool add_comparison(const Node& node);
  bool add_threshold(Index value, Index other);
  bool add_text(Index value, Index other);
  bool add_table(const Table& table);
  bool cut(Asked& asked, const Input& input, const Fraction& value) const;
  void cut_years(Asked& asked, const Fraction& year) const;
  std::optional<Fraction> constant_of(Index node);
  std::optional<CodedInput> code(const Input& input, const Asked& asked) const;

  const Program& program_;
  NodeReader& reader_;
  ExpressionEvaluator& silent_;
  ExpressionEvaluator& null_;
  std::set<Index> added_;
  std::map<Input, Asked> asked_;
};

}  // namespace polc::runtime

// The policy model: what the files of one `use` tree declare, under the names they declare it by, and
// where each statement stands (file, section, article, policy header). Facts, kinds, enumerations and
// readings are put into the program under construction at once, so that they have their final slots.
// Made by `declare`; read by `compiler/lower`. Holds pointers into the syntax trees, which outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/ast/ast.h"
#include "compiler/model/name_map.h"
#include "runtime/program/program.h"

namespace polc::model {

using runtime::Index;
using runtime::kNone;

/// One file of the `use` tree with the policy header that governs it.
struct File {
  const ast::Ast* ast = nullptr;
  std::string path;                           // as shown to the user
  const ast::PolicyHeader* header = nullptr;  // its own, else that of the file that uses it; may be null
};

/// Where a statement stands.
struct Address {
  Index file = 0;
  Index section = kNone;                     // into Model::headings
  Index article = kNone;                     // into Model::headings
  const ast::TextStatement* text = nullptr;  // the nearest `text` before it in its article
};

struct Heading {
  const ast::Heading* statement = nullptr;
  Index file = 0;
};

template <typename Statement>
struct Placed {
  const Statement* statement = nullptr;
  Address address;
};

struct Definition {
  Placed<ast::Define> placed;
  Index claim_kind = kNone;      // of `for "…"`
  Index applicant_kind = kNone;  // of `for 单位`
};

struct Sample {
  const ast::Sample* statement = nullptr;
  Index file = 0;
  Index kind = kNone;
};

/// The scale and the type that a fact of a table of dimensions or a literal is read with.
struct ValueType {
  runtime::FactType type = runtime::FactType::YesNo;
  Index enumeration = kNone;
  std::string unit;
};

struct Model {
  const base::SourceStore* sources = nullptr;
  std::vector<File> files;  // the main file first
  runtime::Program program;

  NameMap applicant_kinds;
  NameMap claim_kinds;
  std::vector<NameMap> applicant_facts;  // by kind: name → slot
  std::vector<NameMap> claim_facts;      // by kind: name → slot
  NameMap awards;
  NameMap readings;
  NameMap parameters;
  NameMap definitions;
  NameMap samples;
  Index stage_enumeration = kNone;                   // of every built-in `stage`, once there is one
  std::unordered_set<Index> undeclared_claim_kinds;  // named by a `for` that was reported; their awards are not lowered

  std::vector<Heading> headings;
  std::vector<Placed<ast::Award>> award_statements;  // parallel to program.awards
  std::vector<Placed<ast::Gate>> gates;
  std::vector<Placed<ast::Group>> groups;
  std::vector<Placed<ast::Obligation>> obligations;
  std::vector<Placed<ast::Revoke>> revocations;
  std::vector<Placed<ast::Schedule>> schedules;
  std::vector<Placed<ast::Discretion>> discretions;
  std::vector<Placed<ast::Test>> tests;
  std::vector<Definition> definition_list;
  std::vector<const ast::Parameter*> parameter_statements;  // parallel to program.parameters
  std::vector<Index> parameter_files;
  std::vector<std::string> parameter_units;
  std::vector<Sample> sample_list;

  const ast::Ast& ast_of(const Address& address) const { return *files[address.file].ast; }

  /// Returns the words of a name as they stand in the text, without the brackets of `[name]`; for labels that
  /// the tree normalised (first, renewal, yes, no). "" for names that stand nowhere.
  std::string_view written(const ast::Name& name) const;
};

/// Collects the declarations of all files. `files` in the order the tree was read, the main file first.
/// Reports P2001, P2002, P2003, P2009, P2010, P2013, P2016, P3001, P3003, P3007–P3009, P4111, P4310.
Model declare(const base::SourceStore& sources, std::vector<File> files, base::Diagnostics& out);

/// Declares what the short forms imply: the claim kind of an award without one, the enumeration or number
/// behind an undeclared `by` name, and the built-in `stage`. Called by `declare` once all else is known.
void declare_short_forms(Model& model, base::Diagnostics& out);

/// Adds a fact to a kind and returns its slot; a repeated identical fact returns the slot it has.
/// Reports P2003, P2010, P2016.
Index add_fact(Model& model, runtime::Fact fact, base::Diagnostics& out);

/// Reads a literal as a value of `type`. Reports P3001, P3008, P4310, P4413, P3005, P3013; nothing then.
std::optional<runtime::Constant> read_constant(const Model& model, const ast::Ast& ast, ast::ExprId literal,
                                               const ValueType& type, base::Diagnostics& out);

/// Returns the code of the value that `name` names, by its normalised or written text; or nothing.
std::optional<Index> find_value(const Model& model, Index enumeration, const ast::Name& name);

/// Returns a type in words ("yes/no", "money", "one of A, B") for messages.
base::Bilingual describe(const Model& model, const ValueType& type);

/// Advice «did you mean X» with the edit; without a near name, the known ones where they are few.
void suggest(base::Diagnostic& diagnostic, base::Span span, std::string_view found,
             const std::vector<std::string>& known);

/// Reports that `name` names no `expected`: P2013 when it names something else, else P2001 with a suggestion from
/// `known` (any order).
base::Diagnostic& report_unknown(const Model& model, const ast::Name& name, const base::Bilingual& expected,
                                 std::vector<std::string> known, base::Diagnostics& out);

/// Reports P1002 and returns true when `found` is a known name written together with a Chinese word of the language
/// (`对象单位`, `信用良好且`, `非失信`), which a suggestion of the name alone would silently drop.
bool report_glued_word(std::string_view found, base::Span span, const std::vector<std::string>& known,
                       base::Diagnostics& out);

/// Returns the names of a map in order of code points.
std::vector<std::string> sorted_names(const NameMap& names);

}  // namespace polc::model

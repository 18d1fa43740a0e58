// The query as a chain of relations, each made from earlier ones: scans of the user's tables, projections, joins,
// groups and unions. Knows nothing of policies and nothing of how a dialect writes; a printer turns each relation into
// a common table expression or a subquery. A projection puts terms that are used twice into columns of a relation
// before it, so that shared terms are computed once and the text stays linear in the policy.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/emit/terms.h"

namespace polc::emit {

/// A column of a relation: its name and the term it is computed by in the relation it is made from.
struct Field {
  std::string name;
  Term value = kNoTerm;
};

enum class Shape : std::uint8_t {
  Scan,     // of the user's table `table`; column terms are `user_column`s
  Project,  // of `left`
  Join,     // `left` and `right` on equal `keys`; every left row stays where `keeps_left`
  Pairs,    // each row of `left` beside each row with the same `keys` (itself too): second ones by `pair_prefix`
  Group,    // of `left` by `keys`; fields are keys or aggregates
  Enrich,   // rows of `left`, each with aggregates over the rows with the same `keys`
  Union,    // of all `parts`, by name
};

struct Relation {
  Shape shape = Shape::Project;
  std::string name;
  std::string table;  // Scan
  std::size_t left = 0;
  std::size_t right = 0;
  std::vector<std::size_t> parts;  // Union
  std::vector<std::string> keys;
  std::vector<std::string> identity;  // Group: keys that tell rows apart; the others follow from them
  std::vector<Field> fields;          // what it yields
  Term where = kNoTerm;               // Scan, Project: rows for which it is yes
  bool keeps_left = false;
};

/// A relation that was added, by its place.
using RelationId = std::size_t;

inline constexpr const char* kPairPrefix = "o_";

class Query {
 public:
  explicit Query(Terms& terms) : terms_(terms) {}

  Terms& terms() { return terms_; }
  const std::vector<Relation>& relations() const { return relations_; }
  const Relation& operator[](RelationId id) const { return relations_[id]; }

  /// Returns a term that reads a field of a relation in a relation made from it.
  Term field(RelationId id, const std::string& name);
  bool has(RelationId id, const std::string& name) const;

  RelationId scan(std::string table, std::vector<Field> fields, Term where);
  /// Fields of `from` that `fields` name again are replaced. Terms used twice become columns before.
  RelationId project(RelationId from, std::vector<Field> fields, Term where);
  /// All fields of `from`, then `more`.
  RelationId extend(RelationId from, std::vector<Field> more);
  RelationId join(RelationId left, RelationId right, std::vector<std::string> keys, bool keeps_left);
  /// `second`: the fields wanted of the second row.
  RelationId pairs(RelationId from, std::vector<std::string> keys, const std::vector<std::string>& second);
  /// `aggregates`: aggregates of columns of `from`. `identity`: the keys that tell rows apart, the rest of which
  /// follows from them and may be left out; empty: all.
  RelationId group(RelationId from, std::vector<std::string> keys, std::vector<Field> aggregates,
                   std::vector<std::string> identity = {});
  RelationId enrich(RelationId from, std::vector<std::string> keys, std::vector<Field> aggregates);
  RelationId unite(std::vector<RelationId> parts);

  /// Gives every use of a relation a copy of its own, so that `prune` can leave each with what its one reader reads.
  /// Returns the copy of `last`.
  RelationId unshare(RelationId last);

  /// Leaves out every field that nothing on the way to `last` reads.
  void prune(RelationId last);

  /// Returns the names of the fields.
  std::vector<std::string> names(RelationId id) const;

 private:
  bool has_aggregate(const Relation& relation) const;
  RelationId add(Relation relation);
  std::vector<Field> pass(RelationId from, const std::vector<std::string>& names);

  Terms& terms_;
  std::vector<Relation> relations_;
};

/// Returns a term that reads a column of a scanned table.
Term user_column(Terms& terms, const std::string& column, Type type);
/// Whether a column's name is that of a scanned table, and the name itself.
bool is_user_column(const std::string& name);
std::string user_name(const std::string& name);

}  // namespace polc::emit

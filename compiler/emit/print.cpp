#include "compiler/emit/print.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/assert.h"
#include "compiler/emit/print_term.h"

namespace polc::emit {
namespace {

/// How a relation stands in those made from it: as a common table, a subquery, or a temporary table.
enum class Parts : std::uint8_t { Common, Nested, Stored };

class QueryPrinter {
 public:
  QueryPrinter(const Query& query, const TermPrinter& terms, const DialectTraits& traits, Parts parts)
      : query_(query), terms_(terms), traits_(traits), parts_(parts) {}

  std::string print_with_common_tables(RelationId last) const {
    std::string text;
    for (const RelationId id : before(last)) {
      text += text.empty() ? "WITH\n" : ",\n";
      text += fmt::format("{} AS {}(\n{})", query_[id].name, traits_.with_fence, body(id));
    }
    if (!text.empty()) text += '\n';
    return text + body(last);
  }

  std::string print_nested(RelationId last) const { return body(last); }

  std::string print_steps(RelationId last) const {
    std::vector<RelationId> order = before(last);
    order.push_back(last);
    std::map<RelationId, RelationId> last_reader;
    for (const RelationId id : order) {
      for (const RelationId source : sources(query_[id])) last_reader[source] = id;
    }
    std::string text;
    for (const RelationId id : order) {
      if (!text.empty()) text += ";\n";
      if (id != last) text += fmt::format(fmt::runtime(traits_.make_step), query_[id].name) + '\n';
      text += body(id);
      text.pop_back();
      for (const auto& [source, reader] : last_reader) {
        if (reader == id) text += ";\n" + fmt::format(fmt::runtime(traits_.drop_step), query_[source].name);
      }
    }
    return text;
  }

 private:
  /// Returns the relations on the way to `last`, each before those made from it.
  std::vector<RelationId> before(RelationId last) const {
    std::vector<RelationId> order;
    std::set<RelationId> seen;
    collect(last, seen, order);
    order.pop_back();
    return order;
  }

  void collect(RelationId id, std::set<RelationId>& seen, std::vector<RelationId>& order) const {
    if (!seen.insert(id).second) return;
    for (const RelationId source : sources(query_[id])) collect(source, seen, order);
    order.push_back(id);
  }

  static std::vector<RelationId> sources(const Relation& relation) {
    switch (relation.shape) {
      case Shape::Scan: return {};
      case Shape::Union: return relation.parts;
      case Shape::Join: return {relation.left, relation.right};
      case Shape::Project:
      case Shape::Pairs:
      case Shape::Group:
      case Shape::Enrich: return {relation.left};
    }
    return {};
  }

  std::string from(RelationId id) const {
    return parts_ == Parts::Nested ? fmt::format("(\n{})", body(id)) : query_[id].name;
  }

  std::string body(RelationId id) const {
    const Relation& relation = query_[id];
    switch (relation.shape) {
      case Shape::Scan: return select(relation, relation.table);
      case Shape::Project: return select(relation, from(relation.left));
      case Shape::Group:
        return fmt::format("SELECT {}\nFROM {} AS s\nGROUP BY {}\n", list(relation), from(relation.left),
                           fmt::join(relation.keys, ", "));
      case Shape::Join: return join(relation);
      case Shape::Pairs: return pairs(relation);
      case Shape::Enrich: return enrich(relation);
      case Shape::Union: return unite(relation);
    }
    return {};
  }

  std::string select(const Relation& relation, const std::string& source) const {
    if (traits_.dialect != Dialect::ClickHouse || !renames_what_it_reads(relation))
      return fmt::format("SELECT {}\nFROM {} AS s\n{}", list(relation), source, where(relation));
    // ClickHouse reads an alias before a column of the same name, also in the terms beside it: the new values get names
    // of their own first.
    Relation inner = relation;
    std::vector<std::string> items;
    for (Field& field : inner.fields) {
      items.push_back(fmt::format("new_{} AS {}", field.name, output_name(field.name)));
      field.name = "new_" + field.name;
    }
    return fmt::format("SELECT {}\nFROM (SELECT {}\nFROM {} AS s\n{})\n", fmt::join(items, ", "), list(inner), source,
                       where(relation));
  }

  // Whether a field has the name of a column that a term of the relation reads, and another value.
  bool renames_what_it_reads(const Relation& relation) const {
    const Terms& terms = terms_.terms();
    std::set<std::string> read;
    for (const Field& field : relation.fields) collect_names(terms, field.value, read);
    if (relation.where != kNoTerm) collect_names(terms, relation.where, read);
    return std::any_of(relation.fields.begin(), relation.fields.end(), [&](const Field& field) {
      const bool is_passed = terms[field.value].form == Form::Column && terms[field.value].text == field.name;
      return !is_passed && read.contains(field.name);
    });
  }

  static void collect_names(const Terms& terms, Term term, std::set<std::string>& names) {
    const TermNode& node = terms[term];
    if (node.form == Form::Column) names.insert(is_user_column(node.text) ? user_name(node.text) : node.text);
    for (const Term arg : node.args) collect_names(terms, arg, names);
  }

  std::string where(const Relation& relation) const {
    return relation.where == kNoTerm ? "" : fmt::format("WHERE {}\n", terms_.print(relation.where));
  }

  std::string item(const Field& field) const {
    std::string value = terms_.print(field.value);
    // ClickHouse keeps a literal apart from a column and then finds the parts of a union unlike.
    if (traits_.dialect == Dialect::ClickHouse && terms_.terms().is_literal(field.value))
      value = fmt::format("materialize({})", value);
    return value == field.name ? value : fmt::format("{} AS {}", value, output_name(field.name));
  }

  // Names of our own are plain; those the user sees may be words of the dialect.
  std::string output_name(const std::string& name) const { return quoted_name(traits_, name); }

  std::string list(const Relation& relation) const {
    std::string text;
    std::size_t line = 0;
    for (const Field& field : relation.fields) {
      const std::string one = item(field);
      if (!text.empty()) text += line + one.size() > 100 ? ",\n  " : ", ";
      line = line + one.size() > 100 ? 0 : line + one.size();
      text += one;
    }
    return text;
  }

  // A column of ClickHouse that may be NULL has a type of its own, which unions and outer joins do not find by
  // themselves: a row that is not there would read 0.
  std::string nullable(const Field& field) const {
    std::string_view type = traits_.whole_type;
    if (terms_.terms()[field.value].type == Type::Truth) type = traits_.truth_type;
    if (terms_.terms()[field.value].type == Type::Text) type = traits_.text_type;
    return fmt::format("CAST({} AS {}) AS {}", field.name, type, field.name);
  }

  // The right side of an outer join for ClickHouse.
  std::string nullable_side(const Relation& relation) const {
    std::vector<std::string> items = relation.keys;
    for (const Field& field : query_[relation.right].fields) {
      if (std::find(relation.keys.begin(), relation.keys.end(), field.name) == relation.keys.end())
        items.push_back(nullable(field));
    }
    return fmt::format("(SELECT {} FROM {})", fmt::join(items, ", "), from(relation.right));
  }

  std::string join(const Relation& relation) const {
    const Relation& right = query_[relation.right];
    const bool is_clickhouse = traits_.dialect == Dialect::ClickHouse;
    std::vector<std::string> items;
    for (const Field& field : relation.fields) {
      const bool is_right = query_.has(relation.right, field.name) &&
                            std::find(relation.keys.begin(), relation.keys.end(), field.name) == relation.keys.end();
      items.push_back(is_clickhouse ? field.name
                                    : fmt::format("{}.{} AS {}", is_right ? "b" : "a", field.name, field.name));
    }
    if (is_clickhouse) {
      return fmt::format("SELECT {}\nFROM {}\nALL {} JOIN {} USING ({})\n", fmt::join(items, ", "), from(relation.left),
                         relation.keeps_left ? "LEFT" : "INNER",
                         relation.keeps_left ? nullable_side(relation) : from(relation.right),
                         fmt::join(relation.keys, ", "));
    }
    std::string conditions;
    for (const std::string& key : relation.keys)
      conditions += fmt::format("{}a.{} = b.{}", conditions.empty() ? "" : " AND ", key, key);
    return fmt::format("SELECT {}\nFROM {} AS a {}JOIN {} AS b ON {}\n", fmt::join(items, ", "),
                       query_[relation.left].name, relation.keeps_left ? "LEFT " : "", right.name, conditions);
  }

  std::string pairs(const Relation& relation) const {
    const bool is_stored = parts_ == Parts::Stored;
    switch (traits_.dialect) {
      case Dialect::ClickHouse: return pairs_of_arrays(relation);
      case Dialect::Sqlite: return is_stored ? pairs_of_rows(relation) : pairs_of_json(relation);
      case Dialect::Spark: return is_stored ? pairs_of_rows(relation) : pairs_of_structs(relation);
      case Dialect::DuckDb:
      case Dialect::Postgres: return pairs_of_rows(relation);
    }
    return {};
  }

  std::string pairs_of_rows(const Relation& relation) const {
    const std::string prefix = kPairPrefix;
    std::vector<std::string> items;
    std::string conditions;
    for (const Field& field : relation.fields) {
      const bool is_second = field.name.starts_with(prefix);
      items.push_back(is_second ? fmt::format("b.{} AS {}", field.name.substr(prefix.size()), field.name)
                                : fmt::format("a.{} AS {}", field.name, field.name));
    }
    for (const std::string& key : relation.keys)
      conditions += fmt::format("{}a.{} = b.{}", conditions.empty() ? "" : " AND ", key, key);
    const std::string& name = query_[relation.left].name;
    return fmt::format("SELECT {}\nFROM {} AS a JOIN {} AS b ON {}\n", fmt::join(items, ", "), name, name, conditions);
  }

  std::size_t place_of(RelationId id, const std::string& name) const {
    const std::vector<std::string> names = query_.names(id);
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin()) + 1;
  }

  // The rows of one case as an array, spread twice: reads its source once, where a self join would read it twice.
  std::string pairs_of_arrays(const Relation& relation) const {
    const std::string prefix = kPairPrefix;
    std::vector<std::string> items;
    for (const Field& field : relation.fields) {
      const bool is_second = field.name.starts_with(prefix);
      const std::string name = is_second ? field.name.substr(prefix.size()) : field.name;
      items.push_back(fmt::format("tupleElement({}, {}) AS {}", is_second ? "pair_b" : "pair_a",
                                  place_of(relation.left, name), field.name));
    }
    return fmt::format(
        "SELECT {}\nFROM (SELECT pair_a, arrayJoin(t) AS pair_b FROM (SELECT t, arrayJoin(t) AS pair_a FROM (SELECT "
        "groupArray(tuple({})) AS t FROM {} GROUP BY {})))\n",
        fmt::join(items, ", "), fmt::join(query_.names(relation.left), ", "), from(relation.left),
        fmt::join(relation.keys, ", "));
  }

  // SQLite works out a relation again for each of its uses, so a self join after a self join would double the work of
  // reading the statement every time.
  std::string pairs_of_json(const Relation& relation) const {
    const std::string prefix = kPairPrefix;
    std::vector<std::string> items;
    for (const Field& field : relation.fields) {
      const bool is_second = field.name.starts_with(prefix);
      const std::string name = is_second ? field.name.substr(prefix.size()) : field.name;
      items.push_back(fmt::format("json_extract({}.value, '$[{}]') AS {}", is_second ? "pair_b" : "pair_a",
                                  place_of(relation.left, name) - 1, field.name));
    }
    return fmt::format(
        "SELECT {}\nFROM (SELECT json_group_array(json_array({})) AS t FROM {} GROUP BY {}) AS g, json_each(g.t) AS "
        "pair_a, json_each(g.t) AS pair_b\n",
        fmt::join(items, ", "), fmt::join(query_.names(relation.left), ", "), from(relation.left),
        fmt::join(relation.keys, ", "));
  }

  // Spark, too, works out a relation for each of its uses.
  std::string pairs_of_structs(const Relation& relation) const {
    const std::string prefix = kPairPrefix;
    std::vector<std::string> items;
    for (const Field& field : relation.fields) {
      const bool is_second = field.name.starts_with(prefix);
      const std::string name = is_second ? field.name.substr(prefix.size()) : field.name;
      items.push_back(fmt::format("{}.{} AS {}", is_second ? "pair_b" : "pair_a", name, field.name));
    }
    return fmt::format(
        "SELECT {}\nFROM (SELECT collect_list(struct({})) AS t FROM {} GROUP BY {}) AS g LATERAL VIEW explode(t) ea AS "
        "pair_a LATERAL VIEW explode(t) eb AS pair_b\n",
        fmt::join(items, ", "), fmt::join(query_.names(relation.left), ", "), from(relation.left),
        fmt::join(relation.keys, ", "));
  }

  std::string enrich(const Relation& relation) const {
    const bool is_clickhouse = traits_.dialect == Dialect::ClickHouse;
    std::vector<std::string> items;
    std::vector<std::string> aggregates;
    std::vector<std::string> aggregate_names;
    for (const Field& field : relation.fields) {
      const bool is_passed = query_.has(relation.left, field.name);
      if (is_passed) {
        items.push_back(is_clickhouse
                            ? fmt::format("tupleElement(x, {}) AS {}", place_of(relation.left, field.name), field.name)
                            : field.name);
        continue;
      }
      const std::string value = terms_.print(field.value);
      aggregates.push_back(fmt::format("{} AS {}", value, field.name));
      aggregate_names.push_back(field.name);
      items.push_back(is_clickhouse ? field.name : terms_.print_over(field.value, relation.keys) + " AS " + field.name);
    }
    if (!is_clickhouse) return fmt::format("SELECT {}\nFROM {} AS s\n", fmt::join(items, ", "), from(relation.left));
    return fmt::format(
        "SELECT {}\nFROM (SELECT {}, arrayJoin(t) AS x FROM (SELECT {}, groupArray(tuple({})) AS t FROM {} GROUP BY "
        "{}))\n",
        fmt::join(items, ", "), fmt::join(aggregate_names, ", "), fmt::join(aggregates, ", "),
        fmt::join(query_.names(relation.left), ", "), from(relation.left), fmt::join(relation.keys, ", "));
  }

  std::string unite(const Relation& relation) const {
    std::string text;
    std::vector<std::string> names;
    for (const Field& field : relation.fields) {
      const bool is_open = traits_.dialect == Dialect::ClickHouse && terms_.terms()[field.value].can_be_null;
      names.push_back(is_open ? nullable(field) : field.name);
    }
    for (const RelationId part : relation.parts) {
      if (!text.empty()) text += "UNION ALL\n";
      text += fmt::format("SELECT {} FROM {}\n", fmt::join(names, ", "), from(part));
    }
    return text;
  }

  const Query& query_;
  const TermPrinter& terms_;
  const DialectTraits& traits_;
  const Parts parts_;
};

}  // namespace

std::string print_query(const Query& query, const Terms& terms, RelationId last, const DialectTraits& traits,
                        Width width) {
  const TermPrinter printer(terms, traits, width);
  if (traits.has_common_tables)
    return QueryPrinter(query, printer, traits, Parts::Common).print_with_common_tables(last);
  return QueryPrinter(query, printer, traits, Parts::Nested).print_nested(last);
}

std::string print_steps(const Query& query, const Terms& terms, RelationId last, const DialectTraits& traits,
                        Width width) {
  const TermPrinter printer(terms, traits, width);
  return QueryPrinter(query, printer, traits, Parts::Stored).print_steps(last);
}

}  // namespace polc::emit

#include "compiler/emit/relations.h"

#include <algorithm>
#include <map>

#include "base/assert.h"

namespace polc::emit {
namespace {

constexpr char kUserMark = '\x01';

// Terms worth a column of their own when they are used twice.
bool is_worth_a_column(const Terms& terms, Term term) {
  const TermNode& node = terms[term];
  if (terms.is_literal(term) || node.form == Form::Column) return false;
  const bool is_plain = std::all_of(node.args.begin(), node.args.end(),
                                    [&](Term arg) { return terms.is_literal(arg) || terms[arg].form == Form::Column; });
  const bool is_short = node.form == Form::Not || node.form == Form::IsNull;
  return !(is_plain && is_short);
}

// Spreads the fields of a projection over layers.
class Layers {
 public:
  Layers(const Terms& terms, const std::vector<Field>& fields, Term where) : terms_(terms) {
    for (const Field& field : fields) count(field.value);
    if (where != kNoTerm) count(where);
    for (const auto& [term, uses] : uses_) {
      if (uses > 1 && is_worth_a_column(terms_, term)) columns_.insert(term);
    }
  }

  const std::set<Term>& columns() const { return columns_; }

  /// The first layer in which a term can be computed: after those of the columns it is made of.
  std::size_t layer_of(Term term) {
    const auto known = layers_.find(term);
    if (known != layers_.end()) return known->second;
    std::size_t result = 0;
    for (const Term arg : terms_[term].args)
      result = std::max(result, layer_of(arg) + (columns_.contains(arg) ? 1 : 0));
    layers_.emplace(term, result);
    return result;
  }

 private:
  void count(Term term) {
    if (++uses_[term] > 1) return;
    for (const Term arg : terms_[term].args) count(arg);
  }

  const Terms& terms_;
  std::map<Term, std::size_t> uses_;
  std::map<Term, std::size_t> layers_;
  std::set<Term> columns_;
};

// Rewrites terms so that what has become a column is read from it.
class Rewriter {
 public:
  explicit Rewriter(Terms& terms) : terms_(terms) {}

  void replace(Term term, Term by) { known_[term] = by; }

  Term rewrite(Term term) {
    const auto known = known_.find(term);
    if (known != known_.end()) return known->second;
    const TermNode node = terms_[term];
    std::vector<Term> args;
    for (const Term arg : node.args) args.push_back(rewrite(arg));
    const Term result = args == node.args ? term : terms_.call(node.form, node.type, node.can_be_null, std::move(args));
    known_.emplace(term, result);
    return result;
  }

 private:
  Terms& terms_;
  std::map<Term, Term> known_;
};

void collect_columns(const Terms& terms, Term term, std::set<Term>& seen, std::set<std::string>& names) {
  if (!seen.insert(term).second) return;
  if (terms[term].form == Form::Column) names.insert(terms[term].text);
  for (const Term arg : terms[term].args) collect_columns(terms, arg, seen, names);
}

}  // namespace

Term user_column(Terms& terms, const std::string& column, Type type) {
  return terms.column(kUserMark + column, type, true);
}
bool is_user_column(const std::string& name) { return !name.empty() && name.front() == kUserMark; }
std::string user_name(const std::string& name) { return name.substr(1); }

RelationId Query::add(Relation relation) {
  relation.name = "r" + std::to_string(relations_.size());
  relations_.push_back(std::move(relation));
  return relations_.size() - 1;
}

bool Query::has(RelationId id, const std::string& name) const {
  const std::vector<Field>& fields = relations_[id].fields;
  return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
}

Term Query::field(RelationId id, const std::string& name) {
  for (const Field& field : relations_[id].fields) {
    if (field.name != name) continue;
    const Type type = terms_[field.value].type;
    return terms_.column(name, type, terms_[field.value].can_be_null);
  }
  POLC_ASSERT(false, "a relation has the field that is read");
  return kNoTerm;
}

std::vector<std::string> Query::names(RelationId id) const {
  std::vector<std::string> result;
  for (const Field& field : relations_[id].fields) result.push_back(field.name);
  return result;
}

std::vector<Field> Query::pass(RelationId from, const std::vector<std::string>& names) {
  std::vector<Field> result;
  for (const std::string& name : names) result.push_back({name, field(from, name)});
  return result;
}

RelationId Query::scan(std::string table, std::vector<Field> fields, Term where) {
  Relation result;
  result.shape = Shape::Scan;
  result.table = std::move(table);
  result.fields = std::move(fields);
  result.where = where;
  return add(std::move(result));
}

RelationId Query::project(RelationId from, std::vector<Field> fields, Term where) {
  Layers layers(terms_, fields, where);
  std::size_t num_layers = where == kNoTerm ? 0 : layers.layer_of(where) + (layers.columns().contains(where) ? 1 : 0);
  for (const Field& field : fields)
    num_layers = std::max(num_layers, layers.layer_of(field.value) + (layers.columns().contains(field.value) ? 1 : 0));
  std::vector<std::vector<Term>> by_layer(num_layers + 1);
  for (const Term term : layers.columns()) by_layer[layers.layer_of(term)].push_back(term);
  Rewriter rewriter(terms_);
  for (std::size_t layer = 0; layer < num_layers; ++layer) {
    std::vector<Field> here;
    for (const Term term : by_layer[layer]) here.push_back({"t" + std::to_string(term), rewriter.rewrite(term)});
    for (const Field& one : here) {
      const Term term = static_cast<Term>(std::stoul(one.name.substr(1)));
      rewriter.replace(term, terms_.column(one.name, terms_[term].type, terms_[term].can_be_null));
    }
    // Of what is there, the layer hands on what later layers still read.
    std::set<Term> seen;
    std::set<std::string> needed;
    Rewriter ahead = rewriter;
    for (std::size_t later = layer + 1; later < num_layers; ++later) {
      for (const Term term : by_layer[later]) {
        const TermNode node = terms_[term];
        for (const Term arg : node.args) collect_columns(terms_, ahead.rewrite(arg), seen, needed);
      }
    }
    for (const Field& field : fields) collect_columns(terms_, ahead.rewrite(field.value), seen, needed);
    if (where != kNoTerm) collect_columns(terms_, ahead.rewrite(where), seen, needed);
    std::vector<Field> all;
    for (const Field& passed : relations_[from].fields) {
      if (needed.contains(passed.name)) all.push_back({passed.name, field(from, passed.name)});
    }
    for (Field& one : here) {
      if (needed.contains(one.name)) all.push_back(std::move(one));
    }
    Relation result;
    result.left = from;
    result.fields = std::move(all);
    from = add(std::move(result));
  }
  for (Field& field : fields) field.value = rewriter.rewrite(field.value);
  Relation result;
  result.left = from;
  result.fields = std::move(fields);
  if (where != kNoTerm) result.where = rewriter.rewrite(where);
  return add(std::move(result));
}

RelationId Query::extend(RelationId from, std::vector<Field> more) {
  std::vector<Field> fields;
  for (const std::string& name : names(from)) {
    const bool is_replaced =
        std::any_of(more.begin(), more.end(), [&](const Field& field) { return field.name == name; });
    if (!is_replaced) fields.push_back({name, field(from, name)});
  }
  fields.insert(fields.end(), more.begin(), more.end());
  return project(from, std::move(fields), kNoTerm);
}

RelationId Query::join(RelationId left, RelationId right, std::vector<std::string> keys, bool keeps_left) {
  Relation result;
  result.shape = Shape::Join;
  result.left = left;
  result.right = right;
  result.keeps_left = keeps_left;
  result.fields = pass(left, names(left));
  for (const Field& field : relations_[right].fields) {
    if (std::find(keys.begin(), keys.end(), field.name) != keys.end()) continue;
    const bool can_be_null = keeps_left || terms_[field.value].can_be_null;
    result.fields.push_back({field.name, terms_.column(field.name, terms_[field.value].type, can_be_null)});
  }
  result.keys = std::move(keys);
  return add(std::move(result));
}

RelationId Query::pairs(RelationId from, std::vector<std::string> keys, const std::vector<std::string>& second) {
  Relation result;
  result.shape = Shape::Pairs;
  result.left = from;
  result.keys = std::move(keys);
  result.fields = pass(from, names(from));
  for (const std::string& name : second) {
    const Term value = field(from, name);
    result.fields.push_back({kPairPrefix + name, value});
  }
  return add(std::move(result));
}

RelationId Query::group(RelationId from, std::vector<std::string> keys, std::vector<Field> aggregates,
                        std::vector<std::string> identity) {
  Relation result;
  result.shape = Shape::Group;
  result.left = from;
  result.fields = pass(from, keys);
  result.identity = identity.empty() ? keys : std::move(identity);
  result.keys = std::move(keys);
  result.fields.insert(result.fields.end(), aggregates.begin(), aggregates.end());
  return add(std::move(result));
}

RelationId Query::enrich(RelationId from, std::vector<std::string> keys, std::vector<Field> aggregates) {
  Relation result;
  result.shape = Shape::Enrich;
  result.left = from;
  result.fields = pass(from, names(from));
  result.keys = std::move(keys);
  result.fields.insert(result.fields.end(), aggregates.begin(), aggregates.end());
  return add(std::move(result));
}

bool Query::has_aggregate(const Relation& relation) const {
  return std::any_of(relation.fields.begin(), relation.fields.end(),
                     [&](const Field& field) { return terms_.is_aggregate(field.value); });
}

RelationId Query::unshare(RelationId last) {
  Relation copy = relations_[last];
  for (RelationId& part : copy.parts) part = unshare(part);
  if (copy.shape != Shape::Scan && copy.shape != Shape::Union) copy.left = unshare(copy.left);
  if (copy.shape == Shape::Join) copy.right = unshare(copy.right);
  return add(std::move(copy));
}

void Query::prune(RelationId last) {
  std::vector<std::set<std::string>> needed(relations_.size());
  for (const std::string& name : names(last)) needed[last].insert(name);
  const std::string prefix = kPairPrefix;
  for (RelationId id = last + 1; id-- > 0;) {
    Relation& relation = relations_[id];
    if (needed[id].empty() && id != last) continue;
    std::erase_if(relation.fields, [&](const Field& field) { return !needed[id].contains(field.name); });
    if (relation.shape == Shape::Group) {
      needed[id].insert(relation.identity.begin(), relation.identity.end());
      std::erase_if(relation.keys, [&](const std::string& key) { return !needed[id].contains(key); });
    }
    if (relation.shape == Shape::Enrich && !has_aggregate(relation)) relation.shape = Shape::Project;
    if (relation.shape == Shape::Project) relation.keys.clear();
    std::set<Term> seen;
    std::set<std::string> read(relation.keys.begin(), relation.keys.end());
    if (relation.where != kNoTerm) collect_columns(terms_, relation.where, seen, read);
    for (const Field& field : relation.fields) {
      const bool is_second = relation.shape == Shape::Pairs && field.name.starts_with(prefix);
      if (is_second) read.insert(field.name.substr(prefix.size()));
      if (!is_second) collect_columns(terms_, field.value, seen, read);
    }
    std::vector<RelationId> sources = relation.parts;
    if (relation.shape != Shape::Scan && relation.shape != Shape::Union) sources.push_back(relation.left);
    if (relation.shape == Shape::Join) sources.push_back(relation.right);
    for (const RelationId source : sources) {
      for (const Field& field : relations_[source].fields) {
        if (read.contains(field.name)) needed[source].insert(field.name);
      }
    }
  }
}

RelationId Query::unite(std::vector<RelationId> parts) {
  if (parts.size() == 1) return parts.front();
  Relation result;
  result.shape = Shape::Union;
  for (const std::string& name : names(parts.front())) {
    bool can_be_null = false;
    for (const RelationId part : parts) can_be_null = can_be_null || terms_[field(part, name)].can_be_null;
    result.fields.push_back({name, terms_.column(name, terms_[field(parts.front(), name)].type, can_be_null)});
  }
  result.parts = std::move(parts);
  return add(std::move(result));
}

}  // namespace polc::emit

// The tables a query reads, as statements that create them.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/emit/inputs.h"
#include "compiler/emit/refusal.h"

namespace polc::emit {

using runtime::Fact;
using runtime::FactOwner;
using runtime::FactType;

namespace {

using Columns = std::vector<std::pair<std::string, std::string>>;

}  // namespace

std::string Inputs::money_type() const {
  return traits_.has_decimals ? fmt::format("DECIMAL(18, {})", program_.minor_digits) : std::string(traits_.whole_type);
}

std::string Inputs::type_of(Index slot) const {
  switch (program_.facts[slot].type) {
    case FactType::YesNo: return std::string(traits_.truth_type);
    case FactType::Integer: return std::string(traits_.whole_type);
    case FactType::Number: return traits_.has_decimals ? "DECIMAL(24, 6)" : std::string(traits_.whole_type);
    case FactType::Percent: return traits_.has_decimals ? "DECIMAL(18, 6)" : std::string(traits_.whole_type);
    case FactType::Money: return money_type();
    case FactType::Date: return std::string(traits_.date_type);
    case FactType::Text:
    case FactType::OneOf:
    case FactType::Ranked:
    case FactType::AnyOf: break;
  }
  return std::string(traits_.text_type);
}

std::string Inputs::create(const std::string& table, const Columns& columns,
                           const std::vector<std::string>& key) const {
  const bool is_clickhouse = traits_.dialect == Dialect::ClickHouse;
  std::string text = fmt::format("CREATE TABLE {} (\n", table);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& [documented, type] = columns[i];
    const bool is_key = std::find(key.begin(), key.end(), documented) != key.end();
    std::string shown = type;
    if (is_key) shown = is_clickhouse ? "String" : type + " NOT NULL";
    text += fmt::format("{}  {} {}", i == 0 ? "" : ",\n", quoted_name(traits_, column_named(documented)), shown);
  }
  std::vector<std::string> names;
  for (const std::string& one : key) names.push_back(quoted_name(traits_, column_named(one)));
  const bool is_unique = key.size() == 2 || table == tables_.cases;
  if (!is_clickhouse && traits_.dialect != Dialect::Spark && is_unique)
    text += fmt::format(",\n  PRIMARY KEY ({})", fmt::join(names, ", "));
  text += "\n)";
  if (is_clickhouse) text += fmt::format("\nENGINE = MergeTree() ORDER BY ({})", fmt::join(names, ", "));
  return text + ";\n";
}

// Facts of several kinds that share a name share a column, which then has one type.
void Inputs::add_claim_facts(Columns& columns) const {
  for (Index slot = 0; slot < program_.facts.size(); ++slot) {
    if (program_.facts[slot].owner != FactOwner::Claim) continue;
    const std::string name = column_of(slot);
    const auto known = std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.first == name; });
    if (known == columns.end()) {
      columns.emplace_back(name, type_of(slot));
      continue;
    }
    if (known->second == type_of(slot)) continue;
    refuse({fmt::format("two kinds of claim have a fact `{}`, once as {} and once as {}; one column cannot be both",
                        name, known->second, type_of(slot)),
            fmt::format("两类事项都有信息“{}”，一处为 {}，一处为 {}；一列不能兼为两种类型", name, known->second,
                        type_of(slot))},
           {"rename one of the facts in the policy", "请在政策中为其中一项信息改名"});
  }
}

std::string Inputs::ddl() const {
  const std::string text(traits_.text_type);
  const std::string date(traits_.date_type);
  Columns claims{{"case", text}, {"id", text}, {"kind", text}, {"on", date}};
  Columns cases{{"case", text}, {"applied", date}, {"applicant.kind", text}, {"applicant.id", text}};
  Columns history{{"case", text},   {"award", text},     {"on", date},     {"paid", money_type()}, {"claim", text},
                  {"matter", text}, {"recipient", text}, {"policy", text}, {"level", text}};
  const Columns others{{"case", text},   {"policy", text},           {"level", text},        {"claim", text},
                       {"matter", text}, {"entitled", money_type()}, {"paid", money_type()}, {"on", date}};
  for (Index slot = 0; slot < program_.facts.size(); ++slot) {
    if (program_.facts[slot].owner != FactOwner::Applicant) continue;
    const std::string name = column_of(slot);
    const bool is_known = std::any_of(cases.begin(), cases.end(), [&](const auto& one) { return one.first == name; });
    if (!is_known) cases.emplace_back(name, type_of(slot));
  }
  add_claim_facts(claims);
  add_claim_facts(history);
  if (null_meaning_ == NullMeaning::Column) {
    for (Index slot = 0; slot < program_.facts.size(); ++slot) {
      if (!program_.facts[slot].presumed) continue;
      const bool is_claim = program_.facts[slot].owner == FactOwner::Claim;
      Columns& columns = is_claim ? claims : cases;
      const std::pair<std::string, std::string> column{column_of(slot) + "__unknown", traits_.truth_type};
      if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
      if (is_claim && std::find(history.begin(), history.end(), column) == history.end()) history.push_back(column);
    }
  }
  return create(tables_.cases, cases, {"case"}) + create(tables_.claims, claims, {"case", "id"}) +
         create(tables_.history, history, {"case"}) + create(tables_.others, others, {"case"});
}

}  // namespace polc::emit

#include "compiler/emit/inputs.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "compiler/emit/refusal.h"

namespace polc::emit {

using runtime::Fact;
using runtime::FactOwner;
using runtime::FactType;
using runtime::Fraction;

namespace {

constexpr std::array<std::string_view, 13> kFixedColumns{"case",   "id",    "applied", "kind",   "on",
                                                         "award",  "paid",  "claim",   "matter", "recipient",
                                                         "policy", "level", "entitled"};
constexpr Wide kFirstDay = -719162;  // 0001-01-01
constexpr Wide kLastDay = 2932896;   // 9999-12-31

Wide power_of_ten(std::uint32_t exponent) {
  Wide result = 1;
  for (std::uint32_t i = 0; i < exponent; ++i) result *= 10;
  return result;
}

Wide whole_up(const Fraction& value) { return runtime::ceil(value).numerator(); }
Wide whole_down(const Fraction& value) { return runtime::floor(value).numerator(); }

}  // namespace

Inputs::Inputs(const runtime::Program& program, const DialectTraits& traits, Terms& terms, const TableNames& tables,
               const std::map<std::string, std::string>& columns, NullMeaning null_meaning, Wide largest)
    : program_(program),
      traits_(traits),
      terms_(terms),
      tables_(tables),
      columns_(columns),
      null_meaning_(null_meaning),
      largest_(largest) {}

std::string Inputs::column_named(const std::string& documented) const {
  const auto found = columns_.find(documented);
  const std::string name = found == columns_.end() ? documented : found->second;
  const std::size_t most = traits_.max_identifier_bytes;
  if (most != 0 && name.size() > most) {
    refuse({fmt::format("the column name `{}` has {} bytes; {} cuts names after {}", name, name.size(), traits_.name,
                        most),
            fmt::format("列名“{}”有 {} 字节；{} 会把名称截到 {} 字节", name, name.size(), traits_.name, most)},
           {fmt::format("give the column a shorter name: --column 'SHORT={}'", documented),
            fmt::format("请为该列取较短的名称：--column '短名={}'", documented)});
  }
  return name;
}

std::string Inputs::column_of(Index slot) const {
  const Fact& fact = program_.facts[slot];
  if (fact.owner == FactOwner::Applicant) return "applicant." + fact.name;
  const bool is_fixed = std::find(kFixedColumns.begin(), kFixedColumns.end(), fact.name) != kFixedColumns.end();
  return is_fixed ? "claim." + fact.name : fact.name;
}

Term Inputs::column(const std::string& documented, Type type) {
  return user_column(terms_, column_named(documented), type);
}

Wide Inputs::scale_of(Index slot) const {
  switch (program_.facts[slot].type) {
    case FactType::Number: return 1'000'000;
    case FactType::Percent: return 100'000'000;
    default: return 1;
  }
}

// What the stored number is multiplied by: money is kept in units of the currency, a percent as it is spoken of.
Wide Inputs::stored_scale(Index slot) const {
  switch (program_.facts[slot].type) {
    case FactType::Number:
    case FactType::Percent: return 1'000'000;
    case FactType::Money: return power_of_ten(program_.minor_digits);
    default: return 1;
  }
}

std::pair<Wide, Wide> Inputs::bounds_of(Index slot) const {
  const Fact& fact = program_.facts[slot];
  const Wide scale = scale_of(slot);
  const bool is_date = fact.type == FactType::Date;
  const Wide most = is_date ? kLastDay : largest_ * (fact.type == FactType::Money ? stored_scale(slot) : scale);
  std::pair<Wide, Wide> result{is_date ? kFirstDay : -most, most};
  if (fact.low) result.first = whole_down(runtime::multiply(*fact.low, *Fraction::ratio(scale, 1)).value_or(*fact.low));
  if (fact.high)
    result.second = whole_up(runtime::multiply(*fact.high, *Fraction::ratio(scale, 1)).value_or(*fact.high));
  if (result.first > result.second) result.second = result.first;
  return result;
}

Term Inputs::value(Index slot) {
  const Fact& fact = program_.facts[slot];
  const std::string name = column_of(slot);
  Term result = kNoTerm;
  switch (fact.type) {
    case FactType::YesNo: result = terms_.call(Form::TruthOf, Type::Truth, true, {column(name, Type::Truth)}); break;
    case FactType::Date: result = day(name); break;
    case FactType::Integer:
    case FactType::Number:
    case FactType::Percent:
    case FactType::Money:
      result = terms_.call(Form::ScaledNumber, Type::Whole, true,
                           {column(name, Type::Whole), terms_.whole(stored_scale(slot))});
      break;
    case FactType::OneOf:
    case FactType::Ranked: {
      result = column(name, Type::Text);
      const runtime::Enumeration& values = program_.enumerations[fact.enumeration];
      std::vector<Term> arms;
      for (std::size_t i = 0; i < values.aliases.size(); ++i) {
        if (values.aliases[i].empty()) continue;
        arms.push_back(terms_.equal(result, terms_.text(values.aliases[i])));
        arms.push_back(terms_.text(values.values[i]));
      }
      arms.push_back(result);
      result = terms_.choose(arms);
      break;
    }
    case FactType::Text:
    case FactType::AnyOf: result = column(name, Type::Text); break;
  }
  return result;
}

Term Inputs::presumed_value(Index slot) {
  const Fact& fact = program_.facts[slot];
  const Term given = value(slot);
  if (!fact.presumed || null_meaning_ == NullMeaning::Unknown) return given;
  const Term presumed = constant_of(slot, *fact.presumed);
  if (null_meaning_ == NullMeaning::Absent) return terms_.coalesce(given, presumed);
  const Term is_unknown =
      terms_.call(Form::TruthOf, Type::Truth, true, {column(column_of(slot) + "__unknown", Type::Truth)});
  return terms_.coalesce(given, terms_.choose({is_unknown, terms_.null(terms_[given].type), presumed}));
}

Term Inputs::constant_of(Index slot, const runtime::Constant& constant) {
  const Fact& fact = program_.facts[slot];
  switch (fact.type) {
    case FactType::YesNo: return terms_.truth(!constant.number.is_zero());
    case FactType::Text: return terms_.text(constant.text);
    case FactType::OneOf:
    case FactType::Ranked: {
      const auto code = static_cast<std::size_t>(constant.number.numerator());
      return terms_.text(program_.enumerations[fact.enumeration].values[code]);
    }
    case FactType::AnyOf: {
      std::string list;
      for (const Index code : constant.codes) {
        list += list.empty() ? "" : ";";
        list += program_.enumerations[fact.enumeration].values[code];
      }
      return terms_.text(list);
    }
    default: break;
  }
  const std::optional<Fraction> scaled = runtime::multiply(constant.number, *Fraction::ratio(scale_of(slot), 1));
  return terms_.whole(scaled ? whole_down(*scaled) : 0);
}

Term Inputs::is_bad(Index slot) {
  const Fact& fact = program_.facts[slot];
  const std::string name = column_of(slot);
  switch (fact.type) {
    case FactType::YesNo:
      return traits_.has_types ? terms_.no()
                               : terms_.call(Form::IsNoTruth, Type::Truth, false, {column(name, Type::Truth)});
    case FactType::Text: return terms_.no();
    case FactType::OneOf:
    case FactType::Ranked: {
      std::vector<std::string> labels = program_.enumerations[fact.enumeration].values;
      for (const std::string& alias : program_.enumerations[fact.enumeration].aliases) {
        if (!alias.empty()) labels.push_back(alias);
      }
      return terms_.is_yes(terms_.negation(terms_.one_of(column(name, Type::Text), labels)));
    }
    case FactType::AnyOf: {
      std::vector<Term> args{column(name, Type::Text)};
      for (const std::string& label : program_.enumerations[fact.enumeration].values)
        args.push_back(terms_.text(label));
      return terms_.call(Form::IsNoList, Type::Truth, false, std::move(args));
    }
    case FactType::Integer:
    case FactType::Number:
    case FactType::Percent:
    case FactType::Money:
    case FactType::Date: break;
  }
  std::vector<Term> faults;
  if (fact.type == FactType::Date) {
    faults.push_back(is_bad_day(name));
  } else if (traits_.dialect != Dialect::ClickHouse && (fact.type != FactType::Integer || !traits_.has_decimals)) {
    faults.push_back(terms_.call(Form::HasMoreDecimals, Type::Truth, false,
                                 {column(name, Type::Whole), terms_.whole(stored_scale(slot))}));
  }
  const auto [low, high] = bounds_of(slot);
  const Term number = value(slot);
  faults.push_back(terms_.is_yes(terms_.less(number, terms_.whole(low))));
  faults.push_back(terms_.is_yes(terms_.less(terms_.whole(high), number)));
  return terms_.any(faults);
}

Term Inputs::day(const std::string& documented) {
  return terms_.call(Form::DaysOf, Type::Whole, true, {column(documented, Type::Text)});
}

Term Inputs::is_bad_day(const std::string& documented) {
  if (traits_.has_types) return terms_.no();
  return terms_.call(Form::IsNoDate, Type::Truth, false, {column(documented, Type::Text)});
}

Term Inputs::money(const std::string& documented) {
  return terms_.call(Form::ScaledNumber, Type::Whole, true,
                     {column(documented, Type::Whole), terms_.whole(power_of_ten(program_.minor_digits))});
}

Term Inputs::is_bad_money(const std::string& documented, Wide largest) {
  const Term amount = money(documented);
  std::vector<Term> faults{terms_.is_yes(terms_.less(amount, terms_.whole(0))),
                           terms_.is_yes(terms_.less(terms_.whole(largest), amount))};
  if (traits_.dialect != Dialect::ClickHouse) {
    faults.push_back(terms_.call(Form::HasMoreDecimals, Type::Truth, false,
                                 {column(documented, Type::Whole), terms_.whole(power_of_ten(program_.minor_digits))}));
  }
  return terms_.any(faults);
}

}  // namespace polc::emit

// Operations on dates as whole-number arithmetic on days since 1970-01-01, so that every dialect computes them alike.
// The calendar is the proleptic Gregorian one; see Howard Hinnant, chrono-Compatible Low-Level Date Algorithms.
#include "compiler/emit/lowering.h"
#include "compiler/emit/refusal.h"
#include "runtime/value/date.h"

namespace polc::emit {

using runtime::Fraction;
using runtime::Node;
using runtime::Op;

namespace {

constexpr Wide kFirstDay = -719162;  // 0001-01-01
constexpr Wide kLastDay = 2932896;   // 9999-12-31

}  // namespace

// NULL outside the calendar.
Term Lowering::in_calendar(Term day) {
  const Term is_inside =
      terms_.both(terms_.less_equal(terms_.whole(kFirstDay), day), terms_.less_equal(day, terms_.whole(kLastDay)));
  return terms_.choose({is_inside, day, terms_.null(Type::Whole)});
}

// Days of 0001 and later are positive from 0000-03-01 on, so that quotients need no floor.
Lowering::Civil Lowering::civil_of(Term day) {
  const auto number = [&](Wide value) { return terms_.whole(value); };
  const Term z = terms_.add(day, number(719468));
  const Term era = terms_.quotient(z, number(146097));
  const Term of_era = terms_.rest(z, number(146097));
  const Term corrected = terms_.subtract(terms_.add(terms_.subtract(of_era, terms_.quotient(of_era, number(1460))),
                                                    terms_.quotient(of_era, number(36524))),
                                         terms_.quotient(of_era, number(146096)));
  const Term year_of_era = terms_.quotient(corrected, number(365));
  const Term days_before =
      terms_.subtract(terms_.add(terms_.times(year_of_era, 365), terms_.quotient(year_of_era, number(4))),
                      terms_.quotient(year_of_era, number(100)));
  const Term of_year = terms_.subtract(of_era, days_before);
  const Term from_march = terms_.quotient(terms_.add(terms_.times(of_year, 5), number(2)), number(153));
  const Term days_of_months = terms_.quotient(terms_.add(terms_.times(from_march, 153), number(2)), number(5));
  Civil result;
  result.day = terms_.add(terms_.subtract(of_year, days_of_months), number(1));
  result.month = terms_.choose(
      {terms_.less(from_march, number(10)), terms_.add(from_march, number(3)), terms_.subtract(from_march, number(9))});
  const Term year = terms_.add(year_of_era, terms_.times(era, 400));
  result.year = terms_.choose({terms_.less(result.month, number(3)), terms_.add(year, number(1)), year});
  return result;
}

Term Lowering::day_of(const Civil& date) {
  const auto number = [&](Wide value) { return terms_.whole(value); };
  const Term is_early = terms_.less(date.month, number(3));
  const Term year = terms_.choose({is_early, terms_.subtract(date.year, number(1)), date.year});
  const Term era = terms_.quotient(year, number(400));
  const Term of_era = terms_.rest(year, number(400));
  const Term from_march =
      terms_.choose({is_early, terms_.add(date.month, number(9)), terms_.subtract(date.month, number(3))});
  const Term of_year = terms_.add(terms_.quotient(terms_.add(terms_.times(from_march, 153), number(2)), number(5)),
                                  terms_.subtract(date.day, number(1)));
  const Term days =
      terms_.add(terms_.subtract(terms_.add(terms_.times(of_era, 365), terms_.quotient(of_era, number(4))),
                                 terms_.quotient(of_era, number(100))),
                 of_year);
  return terms_.subtract(terms_.add(terms_.times(era, 146097), days), number(719468));
}

Term Lowering::is_leap(Term year) {
  const auto is_multiple = [&](Wide of) { return terms_.equal(terms_.rest(year, terms_.whole(of)), terms_.whole(0)); };
  return terms_.either(terms_.both(is_multiple(4), terms_.negation(is_multiple(100))), is_multiple(400));
}

Term Lowering::month_length(Term year, Term month) {
  const auto is = [&](Wide value) { return terms_.equal(month, terms_.whole(value)); };
  const Term february = terms_.choose({is_leap(year), terms_.whole(29), terms_.whole(28)});
  return terms_.choose(
      {is(2), february, terms_.any({is(4), is(6), is(9), is(11)}), terms_.whole(30), terms_.whole(31)});
}

// Where the month has no such day: its last day, the next month's first, or nothing.
Term Lowering::added_months(Term day, Wide months, Index month_end) {
  const Term known = in_calendar(day);
  const Civil from = civil_of(known);
  const Term count = terms_.add(terms_.add(terms_.times(from.year, 12), terms_.subtract(from.month, terms_.whole(1))),
                                terms_.whole(months));
  Civil to;
  to.year = terms_.quotient(count, terms_.whole(12));
  to.month = terms_.add(terms_.rest(count, terms_.whole(12)), terms_.whole(1));
  const Term length = month_length(to.year, to.month);
  const Term is_missing = terms_.less(length, from.day);
  Term result = kNoTerm;
  switch (static_cast<runtime::MonthEnd>(month_end)) {
    case runtime::MonthEnd::Down: to.day = terms_.choose({is_missing, length, from.day}); break;
    case runtime::MonthEnd::Up:
    case runtime::MonthEnd::Refuse:
      to.day = terms_.choose({is_missing, terms_.add(length, terms_.whole(1)), from.day});
      break;
  }
  // A first of the next month is the day after the last: days of a month count on.
  result = day_of(to);
  const bool is_refused = static_cast<runtime::MonthEnd>(month_end) == runtime::MonthEnd::Refuse;
  const Term is_outside = terms_.less(count, terms_.whole(12));
  return in_calendar(terms_.choose(
      {is_outside, terms_.null(Type::Whole), is_refused ? is_missing : terms_.no(), terms_.null(Type::Whole), result}));
}

// Whole months, negative when reversed; complete on the same day, or on the last one of a month that lacks it.
Term Lowering::months_between(Term from, Term to) {
  const auto complete = [&](const Civil& first, const Civil& last) {
    const Term months =
        terms_.add(terms_.times(terms_.subtract(last.year, first.year), 12), terms_.subtract(last.month, first.month));
    const Term length = month_length(last.year, last.month);
    const Term is_end = terms_.both(terms_.less(length, first.day), terms_.equal(last.day, length));
    const Term is_complete = terms_.either(terms_.less_equal(first.day, last.day), is_end);
    return terms_.choose({is_complete, months, terms_.subtract(months, terms_.whole(1))});
  };
  const Civil first = civil_of(from);
  const Civil last = civil_of(to);
  return terms_.choose({terms_.less_equal(from, to), complete(first, last), terms_.less(to, from),
                        terms_.subtract(terms_.whole(0), complete(last, first)), terms_.null(Type::Whole)});
}

Quantity Lowering::date_operation(const Node& node, const std::vector<Quantity>& args) {
  Quantity result;
  switch (node.op) {
    case Op::DaysBetween: return arithmetic_.subtract(args[1], args[0]);
    case Op::AddDays: return arithmetic_.add(args[0], args[1]);
    case Op::YearOf:
      if (args[0].scale != 1) break;
      result.low = civil_of(in_calendar(args[0].low)).year;
      result.high = civil_of(in_calendar(args[0].high)).year;
      result.least = 1;
      result.most = 9999;
      return result;
    case Op::AddMonths: {
      const std::optional<Fraction> months = arithmetic_.literal(args[1]);
      if (!months || !months->is_whole() || args[0].scale != 1) break;
      const bool is_refused = static_cast<runtime::MonthEnd>(node.a) == runtime::MonthEnd::Refuse;
      if (is_refused && !args[0].is_one_term()) break;
      if (months->numerator() > 120'000 || months->numerator() < -120'000) break;
      result.low = added_months(args[0].low, months->numerator(), node.a);
      result.high = added_months(args[0].high, months->numerator(), node.a);
      result.least = kFirstDay;
      result.most = kLastDay;
      return result;
    }
    case Op::YearsBetween:
    case Op::MonthsBetween: {
      if (args[0].scale != 1 || args[1].scale != 1) break;
      const Wide parts = node.op == Op::YearsBetween ? 12 : 1;
      const auto count = [&](Term from, Term to) {
        const Term months = months_between(in_calendar(from), in_calendar(to));
        return parts == 1 ? months : terms_.quotient(months, terms_.whole(parts));
      };
      result.low = count(args[0].high, args[1].low);
      result.high = count(args[0].low, args[1].high);
      result.least = -120'000;
      result.most = 120'000;
      return result;
    }
    default: break;
  }
  refuse({"this computation with dates is not written as SQL", "这一日期计算不能写成 SQL"},
         {"use whole numbers of days, months or years, or add the result to the claim as a fact",
          "请使用整数的日、月、年，或把其结果作为事项的一项信息"});
}

}  // namespace polc::emit

#include "tests/differential/analysis/random_policy.h"

#include <vector>

namespace polc::test {
namespace {

struct Fact {
  std::string name;
  enum class Kind { Label, Truth, Number } kind = Kind::Label;
  int size = 2;
};

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}

  std::string write() {
    declare();
    const int num_gates = pick(3);
    for (int gate = 0; gate < num_gates; ++gate) {
      text_ += (pick(2) == 0 ? "require for every award: " : "exclude for every award: ") + condition(true) + "\n";
    }
    const int num_awards = 1 + pick(3);
    for (int award = 0; award < num_awards; ++award) write_award(award);
    if (num_awards > 1) write_group(num_awards);
    return text_;
  }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<std::uint64_t>(below)); }

  void declare() {
    text_ += "applicant U\n  a : yes/no\n  b : one of b0, b1, b2\n";
    text_ += "claim \"K\"\n";
    const int num_facts = 1 + pick(3);
    for (int at = 0; at < num_facts; ++at) {
      Fact fact;
      fact.name = std::string(1, static_cast<char>('p' + at));
      fact.kind = at == 0 ? Fact::Kind::Label : static_cast<Fact::Kind>(pick(3));
      fact.size = fact.kind == Fact::Kind::Truth ? 2 : 2 + pick(4);
      text_ += "  " + fact.name + " : ";
      if (fact.kind == Fact::Kind::Truth) text_ += "yes/no\n";
      if (fact.kind == Fact::Kind::Number) text_ += "integer from 0 to " + std::to_string(fact.size - 1) + "\n";
      if (fact.kind == Fact::Kind::Label) {
        text_ += "ranked " + label(fact, 0);
        for (int code = 1; code < fact.size; ++code) text_ += " > " + label(fact, code);
        text_ += "\n";
      }
      facts_.push_back(fact);
    }
  }

  static std::string label(const Fact& fact, int code) { return fact.name + std::to_string(code); }

  std::string literal(bool of_applicant) {
    if (of_applicant)
      return pick(2) == 0 ? (pick(2) == 0 ? "a" : "not a")
                          : std::string(pick(2) == 0 ? "b = b" : "b != b") + std::to_string(pick(3));
    const Fact& fact = facts_[static_cast<std::size_t>(pick(static_cast<int>(facts_.size())))];
    static const char* const kOperators[] = {" = ", " != ", " >= ", " < "};
    switch (fact.kind) {
      case Fact::Kind::Truth: return pick(2) == 0 ? fact.name : "not " + fact.name;
      case Fact::Kind::Number: return fact.name + kOperators[pick(4)] + std::to_string(pick(fact.size));
      case Fact::Kind::Label: return fact.name + kOperators[pick(4)] + label(fact, pick(fact.size));
    }
    return {};
  }

  std::string condition(bool of_applicant) {
    const bool second_of_applicant = of_applicant || pick(3) == 0;
    switch (pick(5)) {
      case 0: return "(" + literal(of_applicant) + " or " + literal(second_of_applicant) + ")";
      case 1: return literal(of_applicant) + " and " + literal(second_of_applicant);
      case 2: return two_numbers(of_applicant);
      default: return literal(of_applicant);
    }
  }

  /// Ties two numbers together where there are two.
  std::string two_numbers(bool of_applicant) {
    std::vector<std::string> numbers;
    for (const Fact& fact : facts_) {
      if (fact.kind == Fact::Kind::Number) numbers.push_back(fact.name);
    }
    if (of_applicant || numbers.size() < 2) return literal(of_applicant);
    return numbers[0] + " + " + numbers[1] + (pick(2) == 0 ? " >= " : " < ") + std::to_string(1 + pick(7));
  }

  void write_award(int award) {
    text_ += "award \"A" + std::to_string(award) + "\" for \"K\"";
    if (pick(3) == 0) text_ += " when " + condition(pick(2) == 0);
    if (pick(4) == 0) text_ += " unless " + condition(pick(2) == 0);
    if (pick(4) == 0) {
      text_ += " " + amount() + "\n";
      return;
    }
    const bool has_two = facts_.size() > 1 && pick(2) == 0;
    text_ += " by p" + std::string(has_two ? ", q" : "") + "\n";
    const int num_cells = 1 + pick(4);
    for (int cell = 0; cell < num_cells; ++cell) {
      text_ += "  " + dimension(facts_[0]) + (pick(4) == 0 ? " when " + condition(false) : "");
      if (has_two) text_ += " " + dimension(facts_[1]);
      text_ += ": " + (pick(8) == 0 ? std::string("nothing") : amount()) + "\n";
    }
    if (pick(4) == 0) text_ += "  otherwise: " + (pick(2) == 0 ? std::string("nothing") : amount()) + "\n";
  }

  std::string dimension(const Fact& fact) {
    if (pick(6) == 0) return "any " + fact.name;
    switch (fact.kind) {
      case Fact::Kind::Truth: return fact.name + (pick(2) == 0 ? " = yes" : " = no");
      case Fact::Kind::Label:
        return label(fact, pick(fact.size)) + (pick(3) == 0 ? " or " + label(fact, pick(fact.size)) : "");
      case Fact::Kind::Number: {
        const int low = pick(fact.size);
        const int high = low + pick(fact.size - low);
        return fact.name + " " +
               (pick(3) == 0   ? "at least " + std::to_string(low)
                : pick(2) == 0 ? "at most " + std::to_string(high)
                               : std::to_string(low) + " to " + std::to_string(high));
      }
    }
    return {};
  }

  std::string amount() {
    static const char* const kAmounts[] = {"1000元", "2000元", "3000元"};
    return kAmounts[pick(3)];
  }

  void write_group(int num_awards) {
    std::string names = "\"A0\", \"A1\"";
    if (num_awards > 2 && pick(2) == 0) names += ", \"A2\"";
    switch (pick(4)) {
      case 0: text_ += "stack " + names + "\n"; break;
      case 1: text_ += "highest of " + names + " per matter topping up\n"; break;
      default: break;
    }
  }

  std::mt19937_64 random_;
  std::vector<Fact> facts_;
  std::string text_;
};

}  // namespace

std::string random_policy(std::uint64_t seed) { return Writer(seed).write(); }

}  // namespace polc::test

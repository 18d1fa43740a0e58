// Terms as the text of one dialect. Used by the printer of queries.
#pragma once

#include <string>
#include <vector>

#include "compiler/emit/dialect.h"
#include "compiler/emit/print.h"
#include "compiler/emit/terms.h"

namespace polc::emit {

/// Numbers in texts are compared by this many digits; a text with longer ones is an error of its case.
inline constexpr std::size_t kNaturalDigits = 40;

class TermPrinter {
 public:
  /// Both must outlive this.
  TermPrinter(const Terms& terms, const DialectTraits& traits, Width width)
      : terms_(terms), traits_(traits), width_(width) {}

  /// Returns the text of a term, in parentheses where an operator around it could take it apart.
  std::string print(Term term) const;
  const Terms& terms() const { return terms_; }

  /// Returns the text of an aggregate over the rows with the same `keys`.
  std::string print_over(Term term, const std::vector<std::string>& keys) const;

 private:
  std::string operand(Term term) const;
  std::string joined(const std::vector<Term>& args, std::string_view separator) const;
  std::string listed(const std::vector<Term>& args, std::size_t first) const;
  std::string whole_type() const;
  std::string print_literal(const TermNode& node) const;
  std::string print_logic(const TermNode& node) const;
  std::string print_counted_logic(const TermNode& node) const;
  std::string print_comparison(const TermNode& node) const;
  std::string print_arithmetic(const TermNode& node) const;
  std::string print_case(const TermNode& node) const;
  std::string print_input(const TermNode& node) const;
  std::string print_date(const TermNode& node) const;
  std::string print_amount(const TermNode& node) const;
  std::string print_text(const TermNode& node) const;
  std::string natural_key(const std::string& text) const;
  std::string natural_key_by_steps(const std::string& text) const;
  std::string print_aggregate(const TermNode& node) const;
  std::string cast(const std::string& text, std::string_view type) const;

  const Terms& terms_;
  const DialectTraits& traits_;
  Width width_;
};

}  // namespace polc::emit

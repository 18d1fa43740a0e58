// The inside of `dump`: one object that writes into one text. Its functions fill two files; nobody else
// includes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/ast.h"

namespace polc::ast {

class Dumper {
 public:
  explicit Dumper(const Ast& ast) : ast_(ast) {}

  std::string all();
  std::string take() { return std::move(text_); }

  // ---- dump_parts.cpp
  void put(ExprId id);
  void put(const Name& name);
  void put(const Window& window);
  void put(const TypeDecl& type);
  void put(const FactDecl& fact);
  void put(const LabelRef& label);
  void put(const CellPart& part);
  void put(const Cell& cell);
  void put(const CellTable& table);
  void put(const AwardSelector& selector);
  void put(const Assignment& assignment);

  // ---- dump_statements.cpp
  void put(const PolicyHeader& statement);
  void put(const Use& statement);
  void put(const Heading& statement);
  void put(const TextStatement& statement);
  void put(const ApplicantDecl& statement);
  void put(const ClaimDecl& statement);
  void put(const Define& statement);
  void put(const Parameter& statement);
  void put(const Times& times);
  void put(const Award& statement);
  void put(const Gate& statement);
  void put(const ModeChoice& mode);
  void put(const Group& statement);
  void put(const Obligation& statement);
  void put(const Revoke& statement);
  void put(const Schedule& statement);
  void put(const Discretion& statement);
  void put(const Subordinate& statement);
  void put(const Priority& statement);
  void put(const Reading& statement);
  void put(const Allow& statement);
  void put(const Sample& statement);
  void put(const TestClaim& claim);
  void put(const TestHistory& entry);
  void put(const TestOther& entry);
  void put(const Expectation& expectation);
  void put(const Test& statement);

 private:
  void word(std::string_view text);
  void open(std::string_view head);
  void close() { text_ += ')'; }
  void put_args(std::string_view head, const Expr& expr, std::size_t begin);
  void put_list(const ListRef& list);

  // Written only when there is something to write: `(to 单位 个人)`.
  void part(std::string_view head, ExprId id);
  void part(std::string_view head, const std::optional<Name>& name);
  void part(std::string_view head, const std::optional<Window>& window);
  void part(std::string_view head, const std::vector<Name>& names);
  void part(std::string_view head, const std::optional<Date>& date);
  void part(std::string_view head, const std::optional<std::uint32_t>& number);
  void part(std::string_view head, const std::vector<AwardSelector>& selectors);
  void part(std::string_view head, const std::vector<Assignment>& facts);
  void flag(std::string_view head, bool is_set);

  const Ast& ast_;
  std::string text_;
};

}  // namespace polc::ast

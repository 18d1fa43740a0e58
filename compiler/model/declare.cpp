#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "base/spelling.h"
#include "compiler/model/facts.h"
#include "compiler/model/model.h"
#include "compiler/model/parameters.h"

namespace polc::model {

using base::Bilingual;
using base::Code;
using base::plain;
using runtime::FactOwner;

namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

/// Walks the statements of one file in order and keeps the address of the current one.
class Declarer {
 public:
  Declarer(Model& model, base::Diagnostics& out) : model_(model), out_(out) {}

  /// First round: kinds, readings and everything whose name others use. Second: what needs those names.
  void run() {
    reserve();
    for (Index file = 0; file < model_.files.size(); ++file)
      walk(file, [this](const auto& one, Index) { declare(one); });
    for (Index file = 0; file < model_.files.size(); ++file)
      walk(file, [this](const auto& one, Index) { complete(one); });
    add_level_enumeration();
    declare_short_forms(model_, out_);
    check_keys(model_, out_);
    check_look_alikes();
  }

 private:
  /// A policy of many awards is mostly memory: growing the large vectors step by step costs more than filling them.
  void reserve() {
    std::size_t num_awards = 0;
    for (const File& file : model_.files) {
      num_awards += static_cast<std::size_t>(
          std::count_if(file.ast->statements.begin(), file.ast->statements.end(),
                        [](const ast::Statement& one) { return std::holds_alternative<ast::Award>(one); }));
    }
    model_.program.awards.reserve(num_awards);
    model_.program.claim_kinds.reserve(num_awards);
    model_.program.facts.reserve(num_awards);
    model_.program.enumerations.reserve(num_awards);
    model_.program.tables.reserve(num_awards);
    model_.claim_facts.reserve(num_awards);
    model_.award_statements.reserve(num_awards);
    model_.awards.reserve(num_awards);
    model_.claim_kinds.reserve(num_awards);
  }

  template <typename Visit>
  void walk(Index file, Visit visit) {
    address_ = {};
    address_.file = file;
    const ast::Ast& ast = *model_.files[file].ast;
    for (Index at = 0; at < ast.statements.size(); ++at) {
      std::visit([&](const auto& statement) { visit(statement, at); }, ast.statements[at]);
    }
  }

  const ast::Ast& ast() const { return *model_.files[address_.file].ast; }

  /// Registers `name` as the next of its map; reports P2002 with the earlier place and returns false when it was taken.
  bool enter(NameMap& names, const ast::Name& name, const Bilingual& kind) {
    std::vector<base::Span>& places = places_[&names];
    const auto [known, is_new] = names.emplace(name.text, static_cast<Index>(names.size()));
    if (is_new) {
      places.push_back(name.span);
      return true;
    }
    out_.report(Code::P2002, name.span, {kind, plain(name.text)})
        .also(places[known->second], {"first declared here", "最先在此声明"});
    return false;
  }

  // ---- first round

  template <typename Statement>
  void declare(const Statement&) {}

  void declare(const ast::PolicyHeader& header) {
    if (headers_[address_.file]++ > 0)
      out_.report(Code::P2002, header.title.span, {{"policy", "政策"}, plain(header.title.text)});
  }

  void declare(const ast::ApplicantDecl& decl) {
    const auto [known, is_new] =
        model_.applicant_kinds.emplace(decl.kind.text, static_cast<Index>(model_.program.applicant_kinds.size()));
    if (!is_new) return;
    model_.program.applicant_kinds.push_back({decl.kind.text, {}});
    model_.applicant_facts.emplace_back();
  }

  void declare(const ast::ClaimDecl& decl) {
    const auto [known, is_new] =
        model_.claim_kinds.emplace(decl.kind.text, static_cast<Index>(model_.program.claim_kinds.size()));
    if (!is_new) return;
    declared_claims_.emplace(decl.kind.text, known->second);
    spans_of_claims_.emplace(decl.kind.text, decl.kind.span);
    runtime::ClaimKind kind;
    kind.name = decl.kind.text;
    model_.program.claim_kinds.push_back(std::move(kind));
    model_.claim_facts.emplace_back();
  }

  void declare(const ast::Reading& reading) {
    if (!enter(model_.readings, reading.name, {"reading", "解释口径"})) return;
    runtime::Reading made;
    made.name = reading.name.text;
    made.enumeration = add_enumeration(model_, reading.options, out_);
    if (reading.text) made.text = reading.text->text;
    if (const auto code = find_value(model_, made.enumeration, reading.adopted)) {
      made.adopted = *code;
    } else {
      const auto& values = model_.program.enumerations[made.enumeration].values;
      const ValueType type{runtime::FactType::OneOf, made.enumeration, ""};
      suggest(out_.report(Code::P4310, reading.adopted.span,
                          {plain(reading.adopted.text), plain(reading.name.text), describe(model_, type)}),
              reading.adopted.span, reading.adopted.text, values);
    }
    model_.program.readings.push_back(std::move(made));
  }

  void declare(const ast::Award& award) {
    if (!enter(model_.awards, award.name, {"award", "资助"})) return;
    runtime::Award made;
    made.name = award.name.text;
    made.span = award.name.span;
    model_.program.awards.push_back(std::move(made));
  }

  // ---- second round

  template <typename Statement>
  void complete(const Statement&) {}

  void complete(const ast::Heading& heading) {
    const auto index = static_cast<Index>(model_.headings.size());
    model_.headings.push_back({&heading, address_.file});
    if (heading.is_section) {
      address_.section = index;
      address_.article = kNone;
    } else {
      address_.article = index;
      check_article_label(heading, index);
    }
    address_.text = nullptr;
  }

  void check_article_label(const ast::Heading& heading, Index index) {
    const auto [known, is_new] = articles_[address_.file].emplace(heading.label.text, index);
    if (is_new) return;
    out_.report(Code::P2002, heading.label.span, {{"article", "条"}, plain(heading.label.text)})
        .also(model_.headings[known->second].statement->label.span, {"first declared here", "最先在此声明"});
  }

  void complete(const ast::TextStatement& text) { address_.text = &text; }

  void complete(const ast::ApplicantDecl& decl) {
    add_facts(model_, ast(), FactOwner::Applicant, model_.applicant_kinds.at(decl.kind.text), decl.facts, out_);
  }

  void complete(const ast::ClaimDecl& decl) {
    add_facts(model_, ast(), FactOwner::Claim, model_.claim_kinds.at(decl.kind.text), decl.facts, out_);
  }

  void complete(const ast::Parameter& parameter) {
    if (!enter(model_.parameters, parameter.name, {"parameter", "参数"})) return;
    add_parameter(model_, parameter, address_.file, out_);
  }

  void complete(const ast::Define& define) {
    if (!enter(model_.definitions, define.name, {"definition", "定义"})) return;
    model_.definition_list.push_back({{&define, address_}, kNone, kNone});
  }

  void complete(const ast::Award& award) {
    const auto index = model_.awards.at(award.name.text);
    if (model_.program.awards[index].span != award.name.span) return;  // the repeated one was reported
    runtime::Award& made = model_.program.awards[index];
    if (address_.article != kNone) made.article = model_.headings[address_.article].statement->label.text;
    if (address_.section != kNone) made.section = model_.headings[address_.section].statement->label.text;
    model_.award_statements.push_back({&award, address_});
  }

  void complete(const ast::Gate& one) { model_.gates.push_back({&one, address_}); }
  void complete(const ast::Group& one) { model_.groups.push_back({&one, address_}); }
  void complete(const ast::Obligation& one) { model_.obligations.push_back({&one, address_}); }
  void complete(const ast::Revoke& one) { model_.revocations.push_back({&one, address_}); }
  void complete(const ast::Schedule& one) { model_.schedules.push_back({&one, address_}); }
  void complete(const ast::Discretion& one) { model_.discretions.push_back({&one, address_}); }

  void complete(const ast::Test& test) {
    if (enter(tests_, test.name, {"test", "算例"})) model_.tests.push_back({&test, address_});
  }

  void complete(const ast::Sample& sample) {
    if (!enter(model_.samples, sample.name, {"sample", "样例"})) return;
    const auto kind = model_.applicant_kinds.find(sample.kind.text);
    if (kind == model_.applicant_kinds.end()) {
      report_unknown(model_, sample.kind, {"applicant kind", "申请人类别"}, sorted_names(model_.applicant_kinds), out_);
    }
    model_.sample_list.push_back({&sample, address_.file, kind == model_.applicant_kinds.end() ? kNone : kind->second});
  }

  // ---- closing checks

  void add_level_enumeration() {
    runtime::Enumeration levels;
    levels.values = {"国家", "省", "市", "区", "镇"};
    levels.aliases = {"", "", "", "县", ""};
    model_.program.level_enumeration = static_cast<Index>(model_.program.enumerations.size());
    model_.program.enumerations.push_back(std::move(levels));
  }

  /// Two names of one namespace that a reader cannot tell apart are two spellings of one thing.
  void check_look_alikes() {
    check_namespace(sorted_names(model_.awards),
                    [&](const std::string& name) { return model_.program.awards[model_.awards.at(name)].span; });
    check_namespace(sorted_names(declared_claims_), [&](const std::string& name) { return spans_of_claims_.at(name); });
    for (const NameMap& facts : model_.applicant_facts) check_facts(facts);
    for (const NameMap& facts : model_.claim_facts) check_facts(facts);
  }

  void check_facts(const NameMap& facts) {
    // The built-in stage stands there under both its names; most implied claims have no other fact.
    const bool has_pair = facts.size() > (facts.contains("stage") ? 2U : 1U);
    if (!has_pair) return;
    check_namespace(sorted_names(facts),
                    [&](const std::string& name) { return model_.program.facts[facts.at(name)].span; });
  }

  template <typename SpanOf>
  void check_namespace(const std::vector<std::string>& names, SpanOf span_of) {
    std::unordered_map<std::string, const std::string*> folded;
    for (const std::string& name : names) {
      const auto [known, is_new] = folded.emplace(base::fold_look_alikes(name), &name);
      if (is_new) continue;
      base::Span first = span_of(*known->second);
      base::Span second = span_of(name);
      const std::string* first_name = known->second;
      const std::string* second_name = &name;
      if (second.begin < first.begin) {
        std::swap(first, second);
        std::swap(first_name, second_name);
      }
      out_.report(Code::P2009, second,
                  {plain(*first_name),
                   plain(*second_name),
                   {"width, case, script variant or spaces", "全半角、大小写、繁简或空格"}})
          .also(first, {"the other name", "另一名称"});
    }
  }

  Model& model_;
  base::Diagnostics& out_;
  Address address_;
  NameMap tests_;
  NameMap declared_claims_;
  std::unordered_map<std::string, base::Span> spans_of_claims_;
  std::unordered_map<Index, int> headers_;
  std::unordered_map<Index, NameMap> articles_;                         // by file: label → heading
  std::unordered_map<const NameMap*, std::vector<base::Span>> places_;  // by map: where each name was declared
};

}  // namespace

Model declare(const base::SourceStore& sources, std::vector<File> files, base::Diagnostics& out) {
  Model model;
  model.sources = &sources;
  model.files = std::move(files);
  set_currency(model, out);
  Declarer(model, out).run();
  return model;
}

}  // namespace polc::model

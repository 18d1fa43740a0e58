#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "compiler/analyse/regions/checks.h"
#include "compiler/analyse/regions/rule_words.h"

namespace polc::analyse {

using base::Code;
using base::plain;
using runtime::Op;

namespace {

constexpr std::array<std::string_view, 5> kFirstWords{"首次", "第一次", "首个", "for the first time", "first-time"};
constexpr std::array<std::string_view, 8> kRenewalWords{"复评", "复审", "续期",    "续展",
                                                        "期满", "到期", "renewal", "recertif"};

template <typename Words>
bool says_one_of(std::string_view text, const Words& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::string day(std::int64_t days) { return runtime::to_text(runtime::Date{static_cast<std::int32_t>(days)}); }

class StructureCheck {
 public:
  explicit StructureCheck(Inspection& inspection)
      : inspection_(inspection),
        view_(inspection.view),
        program_(inspection.program()),
        model_(inspection.view.compiled().model) {}

  void run() {
    for (Index award = 0; award < program_.awards.size(); ++award) look_for_renewal(award);
    for (Index parameter = 0; parameter < program_.parameters.size(); ++parameter) look_at_parameter(parameter);
    for (const runtime::Schedule& schedule : program_.schedules) look_at_shares(schedule);
    look_at_basis();
    for (const Entry& entry : view_.entries()) {
      const Index amount = program_.awards[entry.award].entitlements[entry.kind].amount;
      paths_to_.clear();
      if (amount != kNone) look_at_bounds(entry, amount, entry.gate);
    }
  }

 private:
  // ---- P4204

  std::string_view text_of(const model::Address& address) const {
    return address.text == nullptr ? std::string_view{} : std::string_view(address.text->text.text);
  }

  /// The labels that an award's cells name, and its own words.
  bool names_renewal(Index award) const {
    for (const Entry& entry : view_.entries_of(award)) {
      for (const TableView& table : entry.tables) {
        const runtime::Table& cells = program_.tables[table.table];
        for (const runtime::TableCell& cell : cells.cells) {
          for (std::size_t at = 0; at < cell.sets.size(); ++at) {
            const Index enumeration = program_.nodes[cells.dimensions[at].value].enumeration;
            for (const Index code : cell.sets[at].codes) {
              if (enumeration != kNone && says_one_of(program_.enumerations[enumeration].values[code], kRenewalWords))
                return true;
            }
          }
        }
        if (cells.otherwise != kNone) return true;
      }
    }
    return says_one_of(inspection_.text_of(model_.award_statements[award].statement->span), kRenewalWords);
  }

  bool names_first(Index award) const {
    const Index stage = program_.claim_kinds[program_.awards[award].claim_kind].stage;
    for (const Entry& entry : view_.entries_of(award)) {
      for (const TableView& table : entry.tables) {
        const runtime::Table& cells = program_.tables[table.table];
        for (std::size_t at = 0; at < cells.dimensions.size(); ++at) {
          if (stage != kNone && program_.nodes[cells.dimensions[at].value].a == stage) return true;
        }
      }
    }
    return false;
  }

  /// Another award near it (its section; without sections the policy, in whatever file), or its own text, speaks of a
  /// renewal.
  bool renewal_is_known(Index award) const {
    const model::Address& own = model_.award_statements[award].address;
    if (says_one_of(text_of(own), kRenewalWords)) return true;
    for (Index other = 0; other < program_.awards.size(); ++other) {
      const model::Address& address = model_.award_statements[other].address;
      const bool is_near =
          model_.files[address.file].header == model_.files[own.file].header && address.section == own.section;
      if (other == award || !is_near) continue;
      if (says_one_of(text_of(address), kRenewalWords) || names_renewal(other)) return true;
    }
    return false;
  }

  void look_for_renewal(Index award) {
    if (program_.awards[award].refers) return;
    const bool is_first_only =
        names_first(award) ||
        (says_one_of(text_of(model_.award_statements[award].address), kFirstWords) && renewal_is_known(award));
    if (!is_first_only || names_renewal(award)) return;
    inspection_.report(Code::P4204, program_.awards[award].span, {award_words(program_, award)}, {award})
        .advise({"give the renewal its amount, or say that it gets `nothing`",
                 "请写明复评或续期的金额；不资助的，请写明“不予资助”"});
  }

  // ---- P4207, P4317

  bool is_read(Index parameter) const {
    return std::any_of(program_.nodes.begin(), program_.nodes.end(), [&](const runtime::Node& node) {
      if (node.op != Op::Parameter || node.a != parameter) return false;
      const Op date = program_.nodes[program_.args[node.first_arg]].op;
      return date == Op::ClaimDate || date == Op::JudgedClaimDate;
    });
  }

  void look_at_parameter(Index parameter) {
    const runtime::Parameter& one = program_.parameters[parameter];
    if (one.steps.empty() || !is_read(parameter)) return;
    const ast::Parameter& statement = *model_.parameter_statements[parameter];
    const auto report = [&](Code code, base::Span span, std::vector<Bilingual> arguments) -> base::Diagnostic& {
      return inspection_.report(code, span, std::move(arguments), {});
    };
    if (program_.effective_from && one.steps.front().from.days > program_.effective_from->days) {
      report(Code::P4207, statement.name.span,
             {{"the parameter " + quoted(one.name).english + " has no value",
               "参数" + quoted(one.name).chinese + "没有取值"},
              plain(day(program_.effective_from->days)),
              plain(day(one.steps.front().from.days - 1))})
          .advise({"give it a value from the first day of the policy", "请规定自政策施行首日起的取值"});
    }
    for (const ast::Parameter::Step& step : statement.steps) {
      if (!program_.effective_to || step.from.days <= program_.effective_to->days) continue;
      report(Code::P4317, step.span,
             {{"the value of " + quoted(one.name).english + " from " + day(step.from.days),
               "参数" + quoted(one.name).chinese + "自" + day(step.from.days) + "起的取值"},
              {"the window of the policy, which ends on " + day(program_.effective_to->days),
               "政策有效期（至" + day(program_.effective_to->days) + "）"}})
          .advise({"correct the date, or delete the value", "请更正日期，或删去该取值"});
    }
  }

  // ---- P4208

  void look_at_shares(const runtime::Schedule& schedule) {
    Fraction sum(0);
    for (const runtime::Schedule::Part& part : schedule.parts) {
      const auto more = runtime::add(sum, part.share);
      if (!more) return;
      sum = *more;
    }
    if (schedule.parts.empty() || sum == Fraction(1)) return;
    std::vector<Index> awards = schedule.awards;
    std::sort(awards.begin(), awards.end());
    std::vector<std::string> names;
    for (const Index award : awards) names.push_back(program_.awards[award].name);
    const std::string percent = runtime::to_text(runtime::multiply(sum, Fraction(100)).value_or(sum)) + "%";
    inspection_.report(Code::P4208, program_.rules[schedule.rule].span, {quoted_list(names), plain(percent)}, awards)
        .advise({"correct the shares, or name the milestone on which the rest is paid",
                 "请更正比例，或写明其余部分在何时拨付"});
  }

  // ---- P4210

  void look_at_basis() {
    std::set<const ast::PolicyHeader*> seen;
    for (const model::File& file : model_.files) {
      if (file.header == nullptr || !file.header->effective || !seen.insert(file.header).second) continue;
      const ast::Window& window = *file.header->effective;
      if (window.basis != ast::Basis::Unstated) continue;
      base::Diagnostic& found = inspection_.report(Code::P4210, window.span, {}, {});
      found.advise({"evaluated by the event date; write which one is meant", "现以事项日为准；请写明本意"});
      const bool is_chinese = is_chinese_statement(inspection_.text_of(window.span));
      const base::Span end{window.span.source, window.span.end, window.span.end};
      found.fix({"the event date counts", "以事项日为准"}, {{end, is_chinese ? " 以事项日为准" : " by event date"}},
                false);
      found.fix({"the application date counts", "以申报日为准"},
                {{end, is_chinese ? " 以申报日为准" : " by application date"}}, false);
    }
  }

  // ---- P4313

  /// A node that several others use is looked at once for each different way to it, up to a few: the ways could be
  /// twice as many with every definition.
  bool is_new_path(Index node, const Regions& path) {
    constexpr std::size_t kMostPaths = 64;
    std::vector<Regions>& known = paths_to_[node];
    if (path.empty() || known.size() == kMostPaths || std::find(known.begin(), known.end(), path) != known.end())
      return false;
    known.push_back(path);
    return true;
  }

  void look_at_bounds(const Entry& entry, Index node, const Regions& path) {
    if (!is_new_path(node, path)) return;
    const auto args = arguments(program_, node);
    const Op op = program_.nodes[node].op;
    if (op == Op::Cells) {
      const runtime::Table& table = program_.tables[program_.nodes[node].a];
      for (const runtime::TableCell& cell : table.cells) {
        if (program_.nodes[cell.amount].num_args > 0)
          look_at_bounds(entry, cell.amount, intersect(path, view_.conditions().cell(table, cell)));
      }
      return;
    }
    if (op == Op::If) {
      look_at_bounds(entry, args[1], intersect(path, view_.conditions().where(args[0], true)));
      look_at_bounds(entry, args[2], intersect(path, view_.conditions().where(args[0], false)));
      return;
    }
    const bool is_bound = (op == Op::Minimum || op == Op::Maximum) && args.size() == 2;
    const Op other = op == Op::Minimum ? Op::Maximum : Op::Minimum;
    if (is_bound && program_.nodes[args[0]].op == other && program_.nodes[args[0]].num_args == 2) {
      const Index inner = arguments(program_, args[0])[1];
      look_at_pair(entry, path, op == Op::Minimum ? inner : args[1], op == Op::Minimum ? args[1] : inner);
    }
    if (op == Op::Discretion) look_at_pair(entry, path, args[0], args[1]);
    for (const Index arg : args) {
      if (program_.nodes[arg].num_args > 0) look_at_bounds(entry, arg, path);
    }
  }

  void look_at_pair(const Entry& entry, const Regions& path, Index floor, Index cap) {
    const Regions where = intersect(path, view_.conditions().above(floor, cap));
    const Situation situation = inspection_.situation_of(entry);
    const Verdict verdict = inspection_.satisfier.ask_any(situation, where);
    if (verdict.answer != Answer::Yes) return;
    const Replay replay = inspection_.replay(situation, verdict.region, {entry.award});
    const Bilingual low = money_words(program_, inspection_.replayer.amount(replay.input, 0, floor));
    const Bilingual high = money_words(program_, inspection_.replayer.amount(replay.input, 0, cap));
    base::Diagnostic& found = inspection_.report(Code::P4313, program_.awards[entry.award].span,
                                                 {quoted(program_.awards[entry.award].name), low, high}, {entry.award});
    found.witness = base::Witness{
        replay.case_json,
        {"at least " + low.english + ", at most " + high.english, "不低于" + low.chinese + "，不超过" + high.chinese}};
    found.advise({"correct one of the two bounds", "请更正其中一个界限"});
  }

  Inspection& inspection_;
  PolicyView& view_;
  const Program& program_;
  const model::Model& model_;
  std::map<Index, std::vector<Regions>> paths_to_;  // of the entry being looked at, by node
};

}  // namespace

void check_structure(Inspection& inspection) { StructureCheck(inspection).run(); }

}  // namespace polc::analyse

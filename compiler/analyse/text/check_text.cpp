#include "compiler/analyse/text/check_text.h"

#include <vector>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/policy_text.h"

namespace polc::analyse {

namespace {

struct TextCheck {
  CheckName name;
  void (*run)(const text::PolicyText& policy, base::Diagnostics& out);
};

constexpr TextCheck kChecks[] = {
    {{"numbers of rules and text", "条文与内容的数目"}, text::check_numbers},
    {{"boundary words", "界限用语"}, text::check_boundaries},
    {{"items and their amounts", "各项与金额的对应"}, text::check_items},
    {{"units", "单位"}, text::check_units},
    {{"source document", "原文"}, text::check_source},
    {{"order of amounts", "金额的高低"}, text::check_order},
    {{"range of amounts", "金额的范围"}, text::check_range},
    {{"names", "名称"}, text::check_names},
    {{"conditions of cells", "各格的条件"}, text::check_cell_conditions},
    {{"exceptions", "例外"}, text::check_exceptions},
    {{"open questions", "待明确之处"}, text::check_questions},
    {{"tests", "算例"}, text::check_tests},
};

}  // namespace

Timings check_text(const std::vector<Subject>& subjects, const base::SourceStore& sources,
                   const AnalyseOptions& options, base::Diagnostics& out) {
  Timings timings;
  std::vector<text::PolicyText> policies;
  timings.measure({"reading the texts", "读取条文"}, [&] {
    for (const Subject& subject : subjects) policies.push_back(text::read_policy_text(subject, sources));
  });
  for (const text::PolicyText& policy : policies) {
    for (const TextCheck& check : kChecks) timings.measure(check.name, [&] { check.run(policy, out); });
    timings.measure({"dates", "日期"}, [&] { text::check_dates(policy, options.max_years, out); });
  }
  timings.measure({"references", "引用的文件"}, [&] { text::check_references(policies, out); });
  return timings;
}

}  // namespace polc::analyse

#include "compiler/analyse/analyse.h"

#include "compiler/analyse/regions/check_regions.h"
#include "compiler/analyse/regions/word_examples.h"
#include "compiler/analyse/text/check_text.h"

namespace polc::analyse {

Proved analyse(const std::vector<Subject>& subjects, const base::SourceStore& sources, const AnalyseOptions& options,
               base::Diagnostics& out) {
  Proved proved = check_regions(subjects, sources, out);
  const std::size_t num_before = out.all().size();
  proved.timings.add(check_text(subjects, sources, options, out));
  proved.timings.measure({"examples of findings on words", "用语问题的案例"},
                         [&] { add_word_examples(subjects, sources, num_before, out); });
  return proved;
}

}  // namespace polc::analyse

#include "compiler/analyse/analyse.h"

#include "compiler/analyse/allow.h"
#include "compiler/analyse/regions/check_regions.h"
#include "compiler/analyse/regions/word_examples.h"
#include "compiler/analyse/text/check_text.h"

namespace polc::analyse {

Proved analyse(const std::vector<Subject>& subjects, const base::SourceStore& sources, base::Diagnostics& out) {
  Proved proved = check_regions(subjects, sources, out);
  const std::size_t num_before = out.all().size();
  check_text(subjects, sources, out);
  add_word_examples(subjects, sources, num_before, out);
  proved.allowed = apply_allows(subjects, sources, out);
  return proved;
}

}  // namespace polc::analyse

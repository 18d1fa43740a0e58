#include "compiler/analyse/text/kind_words.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace polc::analyse::text {
namespace {

struct Row {
  std::u32string_view word;
  bool stands_alone;  // counts only behind 的 or a mark: 组织 is also a verb and part of many names
};

// Longer words before the words they contain.
constexpr Row kRows[] = {
    {U"企事业单位", false}, {U"事业单位", true}, {U"市场主体", true}, {U"非法人组织", true}, {U"社会组织", true},
    {U"法人", true},        {U"组织", true},     {U"机构", true},     {U"企业", true},       {U"单位", true},
};

constexpr std::u32string_view kBefore[] = {U"的", U",", U"。", U";", U"、", U"对", U"("};
constexpr std::u32string_view kAfter[] = {U",", U"。", U";", U"、", U")", U"给予", U"和", U"及", U"与", U"或"};

template <std::size_t Count>
bool begins_with_one(std::u32string_view text, const std::u32string_view (&words)[Count]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::u32string_view word) { return text.substr(0, word.size()) == word; });
}

bool stands_alone(const Passage& passage, Extent extent) {
  const std::u32string_view text = passage.text;
  const bool is_free_before = extent.begin == 0 || begins_with_one(text.substr(extent.begin - 1), kBefore);
  const bool is_free_after = extent.end == text.size() || begins_with_one(text.substr(extent.end), kAfter);
  return is_free_before && is_free_after;
}

bool is_declared(const PolicyText& policy, std::u32string_view word) {
  const runtime::Program& program = policy.program();
  const std::string name = to_utf8(word);
  const bool is_kind =
      std::any_of(program.applicant_kinds.begin(), program.applicant_kinds.end(),
                  [&](const runtime::ApplicantKind& kind) { return kind.name.find(name) != std::string::npos; });
  return is_kind ||
         std::any_of(program.enumerations.begin(), program.enumerations.end(), [&](const runtime::Enumeration& one) {
           return std::find(one.values.begin(), one.values.end(), name) != one.values.end();
         });
}

}  // namespace

std::vector<KindWord> foreign_kind_words(const PolicyText& policy, const Passage& passage) {
  std::vector<KindWord> found;
  for (const Extent sentence : split_sentences(passage)) {
    if (has_word(passage, sentence, {U"适用于", U"适用对象", U"是指", U"所称"})) continue;
    for (std::size_t at = sentence.begin; at < sentence.end; ++at) {
      for (const Row& row : kRows) {
        const Extent extent{at, at + row.word.size()};
        if (extent.end > sentence.end || passage.view(extent) != row.word) continue;
        const bool counts = !row.stands_alone || stands_alone(passage, extent);
        if (counts && !is_declared(policy, row.word)) found.push_back({to_utf8(row.word), extent});
        at = extent.end - 1;
        break;
      }
    }
  }
  return found;
}

}  // namespace polc::analyse::text

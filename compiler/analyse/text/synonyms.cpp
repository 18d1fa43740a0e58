#include "compiler/analyse/text/synonyms.h"

#include "base/spelling.h"
#include "compiler/analyse/text/passage.h"

namespace polc::analyse::text {
namespace {

struct Synonym {
  std::u32string_view word;
  std::u32string_view first;
};

// Longer words before the words they contain.
constexpr Synonym kSynonyms[] = {
    {U"第一起草单位", U"第一作者"},
    {U"第一起草者", U"第一作者"},
    {U"第一起草人", U"第一作者"},
    {U"首位起草者", U"第一作者"},
    {U"起草单位", U"作者"},
    {U"起草者", U"作者"},
    {U"起草人", U"作者"},
    {U"编制单位", U"作者"},
    {U"公司", U"企业"},
    {U"第一次", U"首次"},
    {U"初次", U"首次"},
    {U"复评审", U"复评"},
    {U"复审", U"复评"},
    {U"复核", U"复评"},
    {U"再认证", U"复评"},
    {U"牵头", U"主导"},
    {U"主持", U"主导"},
    {U"参加", U"参与"},
    {U"验收通过", U"通过验收"},
    {U"验收合格", U"通过验收"},
    {U"信用记录良好", U"信用良好"},
    {U"信誉良好", U"信用良好"},
    {U"自然年", U"年度"},
    {U"雇员", U"职工"},
    {U"员工", U"职工"},
    {U"销售收入", U"营业收入"},
    {U"注册地", U"登记地"},
    {U"获批", U"批准"},
    {U"核准", U"批准"},
};

constexpr std::u32string_view kMarks = U"\"'《》〈〉()[]【】·.,、-_ ";

}  // namespace

std::u32string without_synonyms(std::string_view name) {
  const std::u32string folded = fold(base::fold_look_alikes(name));
  std::u32string result;
  for (std::size_t at = 0; at < folded.size();) {
    const Synonym* found = nullptr;
    for (const Synonym& one : kSynonyms) {
      if (std::u32string_view(folded).substr(at, one.word.size()) == one.word) {
        found = &one;
        break;
      }
    }
    if (found == nullptr) {
      result.push_back(folded[at++]);
      continue;
    }
    result += found->first;
    at += found->word.size();
  }
  return result;
}

std::u32string without_marks(std::string_view name) {
  std::u32string result;
  for (const char32_t value : fold(base::fold_look_alikes(name))) {
    if (kMarks.find(value) == std::u32string_view::npos) result.push_back(value);
  }
  return result;
}

}  // namespace polc::analyse::text

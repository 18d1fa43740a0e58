// Words that somebody must judge before they are true: 重大贡献, 显著成效 plainly so; 信用良好, 制度健全 less plainly,
// for which documents seldom say who and by what.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/analyse/text/passage.h"

namespace polc::analyse::text {

/// True for a name with 重大, 较大, 显著, 突出, 影响力 …: it takes a judgement.
bool takes_judgement(std::u32string_view name);

/// True for a name with 良好, 健全, 完善, 规范, 正常 …: it may be read off a record, if the document says which.
bool may_take_judgement(std::u32string_view name);

/// Returns the phrases of a sentence that take a judgement: 重大贡献, 较大影响力, 显著成效.
std::vector<Extent> judgements_in(const Passage& passage, Extent sentence);

/// Returns the words of a sentence that leave a decision open: 视情, 应考虑, 优先, 酌情, 一事一议, 原则上.
std::vector<Extent> discretions_in(const Passage& passage, Extent sentence);

}  // namespace polc::analyse::text

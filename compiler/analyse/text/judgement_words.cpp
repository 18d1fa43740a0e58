#include "compiler/analyse/text/judgement_words.h"

#include "compiler/analyse/text/mention.h"

#include <algorithm>
#include <iterator>

namespace polc::analyse::text {
namespace {

constexpr std::u32string_view kPlain[] = {U"重大",        U"较大",        U"巨大",       U"显著",     U"突出",
                                          U"影响力",      U"带动作用",    U"示范效应",   U"示范作用", U"领先",
                                          U"significant", U"outstanding", U"substantial"};
constexpr std::u32string_view kMild[] = {U"良好", U"健全", U"完善",          U"规范", U"正常",
                                         U"合理", U"较好", U"good_standing", U"sound"};
constexpr std::u32string_view kPhrases[] = {U"重大贡献", U"突出贡献", U"重大影响", U"较大影响力", U"较大影响",
                                            U"显著成效", U"显著作用", U"明显成效", U"重大突破"};
constexpr std::u32string_view kOpen[] = {
    U"视情",     U"酌情",     U"适当",   U"应考虑",   U"应当考虑",          U"可考虑",           U"优先",
    U"一事一议", U"一企一策", U"原则上", U"予以倾斜", U"at its discretion", U"where appropriate"};

template <std::size_t Count>
bool has_one(std::u32string_view name, const std::u32string_view (&words)[Count]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::u32string_view word) { return name.find(word) != std::u32string_view::npos; });
}

template <std::size_t Count>
std::vector<Extent> places_of(const Passage& passage, Extent sentence, const std::u32string_view (&words)[Count]) {
  std::vector<Extent> places;
  for (std::size_t at = sentence.begin; at < sentence.end; ++at) {
    for (const std::u32string_view word : words) {
      if (passage.view({at, sentence.end}).substr(0, word.size()) != word) continue;
      places.push_back({at, at + word.size()});
      at += word.size() - 1;
      break;
    }
  }
  return places;
}

/// 视带动作用给予: who gives looks at something, and by what measure is open.
void add_looking_at(const Passage& passage, Extent sentence, std::vector<Extent>& places) {
  for (std::size_t at = sentence.begin; at < sentence.end; ++at) {
    const bool begins = passage.text[at] == U'视' &&
                        (at == sentence.begin ||
                         std::u32string_view(U",的。;").find(passage.text[at - 1]) != std::u32string_view::npos);
    if (!begins) continue;
    const Extent near{at, std::min(at + 12, sentence.end)};
    const std::size_t gives = find_word(passage, near, U"给予");
    if (gives != near.end) places.push_back({at, gives});
  }
}

}  // namespace

bool takes_judgement(std::u32string_view name) { return has_one(name, kPlain); }

bool may_take_judgement(std::u32string_view name) { return has_one(name, kMild); }

std::vector<Extent> judgements_in(const Passage& passage, Extent sentence) {
  return places_of(passage, sentence, kPhrases);
}

std::vector<Extent> discretions_in(const Passage& passage, Extent sentence) {
  // 已享受一事一议政策的 speaks of another policy's discretion.
  if (has_word(passage, sentence, {U"已享受", U"已获得"})) return {};
  std::vector<Extent> places = places_of(passage, sentence, kOpen);
  add_looking_at(passage, sentence, places);
  return places;
}

}  // namespace polc::analyse::text

// The words of the pages that are not the policy's, in both languages: one row of `phrases.def` is one of them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

#include "base/language.h"

namespace polc::doc {

enum class Phrase : std::uint16_t {
#define POLC_PHRASE(name, english, chinese) name,
#include "doc/phrases.def"
#undef POLC_PHRASE
};

/// Returns a phrase without places to fill.
base::Bilingual phrase(Phrase which);

/// Returns a phrase with its places `{}`, `{0}`… filled, in the language of each.
base::Bilingual phrase(Phrase which, std::initializer_list<base::Bilingual> arguments);

/// Returns a number for a place in a phrase.
base::Bilingual count(std::size_t number);

}  // namespace polc::doc

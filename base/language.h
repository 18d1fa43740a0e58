// The two languages of messages, and text that exists in both.
#pragma once

#include <string>

namespace polc::base {

enum class Language : unsigned char { English, Chinese };

/// A piece of prose in both languages, for example the name of what was expected.
struct Bilingual {
  std::string english;
  std::string chinese;

  const std::string& in(Language language) const { return language == Language::Chinese ? chinese : english; }
};

}  // namespace polc::base

// HTML as it is written: elements that are closed in the order they were opened, every text escaped, every word of the
// interface in both languages. The only place that knows how markup is spelled; used by all parts of a page.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/language.h"

namespace polc::doc {

/// Attributes of an element, values not yet escaped.
using Attributes = std::vector<std::pair<std::string_view, std::string>>;

/// Returns `text` so that it is nothing but text, between tags and between quotation marks. Characters that change the
/// direction of writing or cannot be shown become U+FFFD, as does what is no UTF-8; tabs and line breaks stay. Linear.
std::string escaped(std::string_view text);

/// Returns the language tag of a piece of policy text: `zh-Hans` where it has Chinese characters, else "" (unknown).
std::string language_tag(std::string_view text);

class Html {
 public:
  /// `shown`: the language of labels until the reader chooses another.
  explicit Html(base::Language shown) : shown_(shown) {}

  base::Language shown() const { return shown_; }

  Html& open(std::string_view tag, const Attributes& attributes = {});
  /// Closes the innermost open element.
  Html& close();
  /// An element without content, such as `input`.
  Html& single(std::string_view tag, const Attributes& attributes);

  Html& text(std::string_view text);
  /// A piece of the policy, marked with its language.
  Html& quote(std::string_view text);
  /// Words of the interface: both languages, of which the style sheet shows one.
  Html& words(const base::Bilingual& words);
  /// As `words`; what stands between backticks (English) becomes code.
  Html& sentence(const base::Bilingual& sentence);
  /// Words for those who hear the page.
  Html& hidden(const base::Bilingual& words);
  /// Markup that is whole by itself: of another `Html`, or a file of doc/assets.
  Html& raw(std::string_view markup);

  /// An element that holds words alone.
  Html& element(std::string_view tag, const Attributes& attributes, const base::Bilingual& words);
  /// An element that holds a piece of the policy alone.
  Html& element(std::string_view tag, const Attributes& attributes, std::string_view text);

  /// Returns `attributes` with a name for those who hear the page; the script changes it with the language.
  Attributes labelled(Attributes attributes, const base::Bilingual& label) const;

  /// Returns the markup; every element must be closed.
  std::string take();

 private:
  void begin(std::string_view tag, const Attributes& attributes);

  base::Language shown_;
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace polc::doc

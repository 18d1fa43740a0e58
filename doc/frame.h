// What every page has around its content: head, bar with search and switches, the script. One place for what holds for
// all pages: no file is asked of a network, and every part can be reached by keyboard.
#pragma once

#include <string>
#include <string_view>

#include "doc/html.h"

namespace polc::doc {

struct Frame {
  std::string title;
  bool has_index_page = false;  // a link to index.html stands in the bar
  std::string search_index;     // JSON; "" without search
  bool has_calculator = false;  // style, script and program of the calculator
  std::string program_base64;   // of the calculator
};

/// Opens the page up to the content: `body` is open then.
void open_page(Html& html, const Frame& frame);

/// Writes the footer and the scripts and closes the page.
void close_page(Html& html, const Frame& frame);

}  // namespace polc::doc

#include "doc/witness.h"

#include <array>
#include <optional>
#include <string_view>

#include "doc/phrases.h"
#include "runtime/cases/json_document.h"
#include "runtime/cases/json_text.h"

namespace polc::doc {

using runtime::JsonType;
using runtime::JsonValue;

namespace {

struct KeyWords {
  std::string_view key;
  Phrase words;
};

/// The keys of a case that are words of the format, not of the policy.
constexpr std::array<KeyWords, 15> kKeys = {{{"applied", Phrase::KeyApplied},
                                             {"applicant", Phrase::KeyApplicant},
                                             {"claims", Phrase::KeyClaims},
                                             {"history", Phrase::KeyHistory},
                                             {"other", Phrase::KeyOther},
                                             {"kind", Phrase::KeyKind},
                                             {"on", Phrase::KeyOn},
                                             {"award", Phrase::KeyAward},
                                             {"paid", Phrase::KeyPaid},
                                             {"policy", Phrase::KeyPolicy},
                                             {"level", Phrase::KeyLevel},
                                             {"claim", Phrase::KeyClaim},
                                             {"matter", Phrase::KeyMatter},
                                             {"entitled", Phrase::KeyEntitled},
                                             {"stage", Phrase::KeyStage}}};

class CaseWriter {
 public:
  explicit CaseWriter(Html& html) : html_(html) {}

  void write(JsonValue whole) {
    html_.open("dl", {{"class", "case"}});
    for (const JsonValue member : whole) write_part(member, member.key());
    html_.close();
  }

 private:
  /// One applicant, one claim, one payment: a line of the list.
  void write_part(JsonValue value, std::string_view key) {
    if (value.type() == JsonType::Array) {
      for (const JsonValue element : value) write_part(element, key);
      return;
    }
    html_.open("dt");
    write_key(key);
    html_.close().open("dd");
    if (value.type() == JsonType::Object) {
      html_.open("ul");
      for (const JsonValue member : value) {
        html_.open("li");
        write_key(member.key());
        html_.words({": ", "："});
        write_value(member);
        html_.close();
      }
      html_.close();
    } else {
      write_value(value);
    }
    html_.close();
  }

  void write_key(std::string_view key) {
    for (const KeyWords& one : kKeys) {
      if (one.key != key) continue;
      html_.words(phrase(one.words));
      return;
    }
    html_.quote(key);
  }

  void write_value(JsonValue value) {
    switch (value.type()) {
      case JsonType::True: html_.words(phrase(Phrase::Yes)); return;
      case JsonType::False: html_.words(phrase(Phrase::No)); return;
      case JsonType::Null: html_.words(phrase(Phrase::Unknown)); return;
      case JsonType::Number:
      case JsonType::String: html_.quote(value.text()); return;
      case JsonType::Array:
      case JsonType::Object: break;
    }
    bool is_first = true;
    for (const JsonValue element : value) {
      if (!is_first) html_.words({", ", "、"});
      is_first = false;
      write_value(element);
    }
  }

  Html& html_;
};

}  // namespace

void write_case(Html& html, const std::string& case_json) {
  const runtime::PaddedText text(case_json);
  runtime::JsonDocument document;
  runtime::JsonFault fault;
  const runtime::JsonExtent extent = runtime::find_value(text.view(), 0, fault);
  const bool is_readable = !fault.is_set() && extent.depth <= runtime::JsonDocument::kMaxDepth &&
                           document.parse(text.view().substr(extent.begin, extent.end - extent.begin));
  if (is_readable && document.root().type() == JsonType::Object) {
    CaseWriter(html).write(document.root());
  } else {
    html.open("pre").text(case_json).close();
  }
}

}  // namespace polc::doc

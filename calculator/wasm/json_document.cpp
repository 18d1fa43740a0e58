// `JsonDocument` for a web page: the plain reader in place of simdjson.
#include "runtime/cases/json_document.h"

#include <utility>

#include "calculator/plain_json.h"

namespace polc::runtime {

struct JsonDocument::Parser {
  calculator::PlainJson json;
};

JsonDocument::JsonDocument() : parser_(std::make_unique<Parser>()) {}
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

bool JsonDocument::parse(std::string_view text) {
  const bool is_json = calculator::read_plain_json(text, parser_->json);
  nodes_ = std::move(parser_->json.nodes);
  return is_json;
}

PaddedText::PaddedText(std::string text) : bytes_(std::move(text)), size_(bytes_.size()) {}

void PaddedText::assign(std::string_view text) {
  bytes_.assign(text);
  size_ = bytes_.size();
}

}  // namespace polc::runtime

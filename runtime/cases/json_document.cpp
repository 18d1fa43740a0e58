#include "runtime/cases/json_document.h"

#include <utility>

#include <simdjson.h>

#include "runtime/cases/json_fault.h"

namespace polc::runtime {
namespace {

namespace ondemand = simdjson::ondemand;

std::string_view without_trailing_space(std::string_view token) {
  const std::size_t last = token.find_last_not_of(" \t\r\n");
  return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// Copies simdjson's values into the flat tree. Each function returns false at the first fault.
class TreeBuilder {
 public:
  explicit TreeBuilder(std::vector<JsonValue::Node>& nodes) : nodes_(nodes) {}

  template <typename Value>
  bool add(Value& value, std::string_view key) {
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return false;
    const std::size_t at = nodes_.size();
    nodes_.emplace_back().key = key;
    if (!fill(value, type, at)) return false;
    nodes_[at].end = static_cast<std::uint32_t>(nodes_.size());
    return true;
  }

 private:
  template <typename Value>
  bool fill(Value& value, ondemand::json_type type, std::size_t at) {
    switch (type) {
      case ondemand::json_type::object: return add_members(value, at);
      case ondemand::json_type::array: return add_elements(value, at);
      case ondemand::json_type::string: {
        nodes_[at].type = JsonType::String;
        return value.get_string().get(nodes_[at].text) == simdjson::SUCCESS;
      }
      case ondemand::json_type::number: {
        nodes_[at].type = JsonType::Number;
        return take_token(value, at) && is_json_number(nodes_[at].text);
      }
      case ondemand::json_type::boolean:
      case ondemand::json_type::null: return take_token(value, at) && name_literal(nodes_[at]);
    }
    return false;
  }

  template <typename Value>
  bool add_members(Value& value, std::size_t at) {
    nodes_[at].type = JsonType::Object;
    ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return false;
    for (auto member : object) {
      ondemand::field field;
      if (std::move(member).get(field) != simdjson::SUCCESS) return false;
      std::string_view key;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS) return false;
      if (!add(field.value(), key)) return false;
    }
    return true;
  }

  template <typename Value>
  bool add_elements(Value& value, std::size_t at) {
    nodes_[at].type = JsonType::Array;
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return false;
    for (auto element : array) {
      ondemand::value inner;
      if (std::move(element).get(inner) != simdjson::SUCCESS) return false;
      if (!add(inner, {})) return false;
    }
    return true;
  }

  /// Takes the text of a number, `true`, `false` or `null`. It is not read as a value, so the iterators of
  /// simdjson step over it; that works for numbers of any length.
  bool take_token(ondemand::value& value, std::size_t at) {
    nodes_[at].text = without_trailing_space(value.raw_json_token());
    return true;
  }
  /// The outermost value is an object or an array.
  bool take_token(ondemand::document&, std::size_t) { return false; }

  static bool name_literal(JsonValue::Node& node) {
    if (node.text == "null")
      node.type = JsonType::Null;
    else if (node.text == "true")
      node.type = JsonType::True;
    else if (node.text == "false")
      node.type = JsonType::False;
    else
      return false;
    return true;
  }

  std::vector<JsonValue::Node>& nodes_;
};

}  // namespace

struct JsonDocument::Parser {
  ondemand::parser simd;
};

JsonDocument::JsonDocument() : parser_(std::make_unique<Parser>()) {}
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

bool JsonDocument::parse(std::string_view text) {
  nodes_.clear();
  ondemand::document document;
  const std::size_t readable = text.size() + simdjson::SIMDJSON_PADDING;
  if (parser_->simd.iterate(text.data(), text.size(), readable).get(document) != simdjson::SUCCESS) return false;
  return TreeBuilder(nodes_).add(document, {});
}

PaddedText::PaddedText(std::string text) : bytes_(std::move(text)), size_(bytes_.size()) {
  bytes_.resize(size_ + simdjson::SIMDJSON_PADDING, ' ');
}

void PaddedText::assign(std::string_view text) {
  bytes_.assign(text);
  size_ = bytes_.size();
  bytes_.resize(size_ + simdjson::SIMDJSON_PADDING, ' ');
}

}  // namespace polc::runtime

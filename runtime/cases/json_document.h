// One JSON value as a tree in memory: objects keep the order and the repetitions of their keys, numbers keep
// their text, so that nothing passes through binary floating point. simdjson stays inside the `.cpp`.
// Used by the readers of cases. Does not know what a case is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace polc::runtime {

enum class JsonType : std::uint8_t { Null, True, False, Number, String, Array, Object };

/// A text followed by the readable bytes the parser needs after it.
class PaddedText {
 public:
  explicit PaddedText(std::string text);
  /// Replaces the text; memory is kept.
  void assign(std::string_view text);
  std::string_view view() const { return std::string_view(bytes_).substr(0, size_); }

 private:
  std::string bytes_;
  std::size_t size_ = 0;
};

/// A value of a `JsonDocument`, valid until the document's next `parse`.
class JsonValue {
 public:
  struct Node {
    JsonType type = JsonType::Null;
    std::string_view key;   // of a member of an object, unescaped
    std::string_view text;  // Number: as written; String: unescaped
    std::uint32_t end = 0;  // index after the last node inside this value
  };

  JsonValue(const std::vector<Node>& nodes, std::uint32_t index) : nodes_(&nodes), index_(index) {}

  JsonType type() const { return node().type; }
  bool is_null() const { return type() == JsonType::Null; }
  std::string_view key() const { return node().key; }
  std::string_view text() const { return node().text; }

  /// Iterates over the elements of an array or the members of an object, in order.
  class Iterator {
   public:
    Iterator(const std::vector<Node>& nodes, std::uint32_t index) : nodes_(&nodes), index_(index) {}
    JsonValue operator*() const { return {*nodes_, index_}; }
    Iterator& operator++() {
      index_ = (*nodes_)[index_].end;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    const std::vector<Node>* nodes_;
    std::uint32_t index_;
  };
  Iterator begin() const { return {*nodes_, index_ + 1}; }
  Iterator end() const { return {*nodes_, node().end}; }

 private:
  const Node& node() const { return (*nodes_)[index_]; }
  const std::vector<Node>* nodes_;
  std::uint32_t index_;
};

/// Parses one value at a time and keeps its memory for the next.
class JsonDocument {
 public:
  /// Deeper values must be refused before `parse`; `find_value` tells the depth without recursion.
  static constexpr std::size_t kMaxDepth = 32;

  JsonDocument();
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;

  /// Parses `text`, an object or array as `find_value` delimits it, no deeper than `kMaxDepth`, that is a part of
  /// a `PaddedText` which outlives the values. Returns false when it is not JSON in UTF-8; `find_json_fault` says
  /// where. Linear.
  bool parse(std::string_view text);

  /// The value of the last successful `parse`.
  JsonValue root() const { return {nodes_, 0}; }

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::vector<JsonValue::Node> nodes_;
};

}  // namespace polc::runtime

#include "runtime/program/load_fault.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/version.h"

namespace polc::runtime {
namespace {

using base::Bilingual;
using Kind = LoadFault::Kind;

// Every fault but a foreign file has one cure.
const Bilingual kRebuild = {"; build it again from the policy with `polc build`", "；请用 polc build 由政策重新生成"};

LoadFault fault(Kind kind, const std::string& english, const std::string& chinese) {
  return {kind, {english + kRebuild.english, chinese + kRebuild.chinese}};
}

/// The version as it may be shown: letters, digits, points and signs of a version, nothing that could be anything else.
std::string shown_version(std::string_view writer) {
  std::string result;
  for (const char character : writer) {
    const bool is_letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    const bool is_digit = character >= '0' && character <= '9';
    if (!is_letter && !is_digit && character != '.' && character != '-' && character != '+') break;
    result += character;
  }
  return result.empty() ? "?" : result;
}

Bilingual words_of(FieldFault fault) {
  switch (fault) {
    case FieldFault::TooShort: return {"it ends too soon", "过早结束"};
    case FieldFault::TooLong: return {"it holds more than its items", "多于其条目"};
    case FieldFault::TooMany: return {"it names more items than it has bytes for", "所称条目多于其字节所能容纳"};
    case FieldFault::NoSuchChoice: return {"a kind or a flag has no meaning", "有无意义的类别或标志"};
    case FieldFault::NoSuchText: return {"a text does not exist", "所引文字不存在"};
    case FieldFault::NoFraction: return {"a fraction is not in lowest terms", "分数未约至最简"};
  }
  return {};
}

}  // namespace

LoadFault foreign_fault() {
  return {Kind::Foreign,
          {"it is no saved program; `polc build POLICY -o FILE.polb` makes one from a policy",
           "不是编译后的政策；请用 polc build 政策 -o 文件.polb 由政策生成"}};
}

LoadFault version_fault(std::uint32_t format, std::string_view writer) {
  const bool is_older = format < kFormatVersion;
  const std::string version = shown_version(writer);
  return fault(Kind::OtherVersion,
               fmt::format("it has {} format {}, made by polc {}; polc {} reads format {}",
                           is_older ? "the older" : "the newer", format, version, base::kVersion, kFormatVersion),
               fmt::format("其格式为{}版本 {}，由 polc {} 生成；polc {} 读取的格式版本为 {}",
                           is_older ? "较旧" : "较新", format, version, base::kVersion, kFormatVersion));
}

LoadFault length_fault(std::uint64_t length, std::uint64_t expected) {
  if (length < expected) {
    return fault(Kind::Damaged, fmt::format("it is cut short: {} of {} bytes are there", length, expected),
                 fmt::format("文件不完整：{} 字节中仅有 {} 字节", expected, length));
  }
  return fault(Kind::Damaged, fmt::format("it is damaged: {} bytes where {} were written", length, expected),
               fmt::format("文件已损坏：原为 {} 字节，现有 {} 字节", expected, length));
}

LoadFault damage_fault(const Bilingual& what) {
  return fault(Kind::Damaged, "it is damaged: " + what.english, "文件已损坏：" + what.chinese);
}

LoadFault field_fault(FieldFault field, SectionId section) {
  const Bilingual name = section_name(section);
  const Bilingual words = words_of(field);
  return unsound_fault(
      {"section `" + name.english + "`: " + words.english, "“" + name.chinese + "”一节" + words.chinese});
}

LoadFault unsound_fault(const Bilingual& what) {
  return fault(Kind::Unsound, "it is not as polc writes it: " + what.english, "内容不是 polc 所写：" + what.chinese);
}

Bilingual section_name(SectionId section) {
  switch (section) {
    case SectionId::Texts: return {"texts", "文字"};
    case SectionId::Policy: return {"policy", "政策"};
#define POLC_SECTION(half, name, member, english, chinese) \
  case SectionId::name:                                    \
    return {english, chinese};
#include "runtime/program/saved_sections.def"
#undef POLC_SECTION
  }
  return {};
}

}  // namespace polc::runtime

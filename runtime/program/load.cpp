#include "runtime/program/load.h"

#include <vector>

#include "runtime/program/checksum.h"
#include "runtime/program/field_reader.h"
#include "runtime/program/little_endian.h"
#include "runtime/program/load_fault.h"
#include "runtime/program/saved_format.h"
#include "runtime/program/side_by_side.h"
#include "runtime/program/utf8.h"
#include "runtime/program/verify.h"

namespace polc::runtime {
namespace {

using Fault = std::optional<LoadFault>;

constexpr std::size_t kManyTexts = 2000;  // of a policy that takes longer to read than a thread to start

constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kNumSectionsAt = 12;
constexpr std::size_t kWriterAt = 16;
constexpr std::size_t kLengthAt = kWriterAt + kVersionBytes;

/// Checks what holds of the file as a whole: that it is one, of this format, complete and undamaged.
Fault check_whole(std::string_view bytes) {
  if (!is_saved_program(bytes)) return foreign_fault();
  if (bytes.size() < kHeaderBytes) return length_fault(bytes.size(), kHeaderBytes);
  const std::uint32_t format = read_u32(bytes.data() + kVersionAt);
  if (format != kFormatVersion) return version_fault(format, bytes.substr(kWriterAt, kVersionBytes));
  const std::uint64_t length = read_u64(bytes.data() + kLengthAt);
  if (length != bytes.size()) return length_fault(bytes.size(), length);
  constexpr std::size_t kLeast = kHeaderBytes + kNumSections * kTableRowBytes + kChecksumBytes;
  if (length < kLeast) return length_fault(length, kLeast);
  const std::string_view summed = bytes.substr(0, bytes.size() - kChecksumBytes);
  if (checksum(summed) == read_u64(bytes.data() + summed.size())) return std::nullopt;
  return damage_fault({"its checksum does not match its content", "校验和与内容不符"});
}

/// Reads the section table of a file that is whole.
Fault read_table(std::string_view bytes, std::vector<StoredSection>& sections) {
  const Fault wrong = unsound_fault({"its section table does not fit the file", "节表与文件不符"});
  if (read_u32(bytes.data() + kNumSectionsAt) != kNumSections) return wrong;
  std::size_t at = kHeaderBytes + kNumSections * kTableRowBytes;
  const std::size_t end = bytes.size() - kChecksumBytes;
  for (std::uint32_t section = 0; section < kNumSections; ++section) {
    const char* row = bytes.data() + kHeaderBytes + section * kTableRowBytes;
    const std::uint64_t length = read_u64(row + 8);
    if (read_u32(row) != section || length > end - at) return wrong;
    sections.push_back({read_u32(row + 4), bytes.substr(at, length)});
    at += length;
  }
  return at == end ? std::nullopt : wrong;
}

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// Reads the string pool. It is checked as one text, and no end may cut a character, so each part of it is UTF-8.
Fault read_texts(const StoredSection& pool, std::vector<std::string_view>& texts) {
  if (pool.num_items > pool.bytes.size() / 4) return field_fault(FieldFault::TooMany, SectionId::Texts);
  const std::string_view bytes = pool.bytes.substr(std::size_t{4} * pool.num_items);
  const Fault no_utf8 = unsound_fault({"a text is not UTF-8", "有文字不是 UTF-8"});
  if (!is_utf8(bytes)) return no_utf8;
  texts.reserve(pool.num_items);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < pool.num_items; ++i) {
    const std::size_t end = read_u32(pool.bytes.data() + 4 * i);
    if (end < begin || end > bytes.size()) return field_fault(FieldFault::TooShort, SectionId::Texts);
    if (end < bytes.size() && continues_character(bytes[end])) return no_utf8;
    texts.push_back(bytes.substr(begin, end - begin));
    begin = end;
  }
  return begin == bytes.size() ? std::nullopt : Fault(field_fault(FieldFault::TooLong, SectionId::Texts));
}

/// Reads one half of the lists; the two halves share nothing but bytes that stay as they are.
Fault read_half(Half half, const std::vector<StoredSection>& sections, const std::vector<std::string_view>& texts,
                Program& program) {
  FieldReader reader(sections, texts);
  if (half == Half::First) reader.policy(program);
  transfer_lists(reader, half, program);
  return reader.fault() ? Fault(field_fault(*reader.fault(), reader.section())) : std::nullopt;
}

/// Reads all lists, in large files with a second thread where there can be one: nearly all of the time goes into
/// making room for small pieces.
Fault read_sections(const std::vector<StoredSection>& sections, const std::vector<std::string_view>& texts,
                    Program& program) {
  const auto read = [&](Half half) { return read_half(half, sections, texts, program); };
  Fault first;
  Fault second;
  const auto read_first = [&] { first = read(Half::First); };
  const auto read_second = [&] { second = read(Half::Second); };
  if (texts.size() >= kManyTexts) {
    run_side_by_side(read_first, read_second);
  } else {
    read_first();
    read_second();
  }
  return first ? first : second;
}

Fault read_program(std::string_view bytes, Program& program) {
  if (Fault fault = check_whole(bytes)) return fault;
  std::vector<StoredSection> sections;
  if (Fault fault = read_table(bytes, sections)) return fault;
  std::vector<std::string_view> texts;
  if (Fault fault = read_texts(sections.front(), texts)) return fault;
  if (Fault fault = read_sections(sections, texts, program)) return fault;
  const std::optional<Flaw> flaw = verify(program);
  return flaw ? Fault(unsound_fault(flaw->what)) : std::nullopt;
}

}  // namespace

bool is_saved_program(std::string_view bytes) { return bytes.starts_with(kMagic); }

LoadedProgram load_program(std::string_view bytes) {
  LoadedProgram result;
  result.fault = read_program(bytes, result.program);
  return result;
}

}  // namespace polc::runtime

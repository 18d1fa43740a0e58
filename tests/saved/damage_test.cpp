// Files that are not what was written: each gets one fault of the right kind, in both languages.
#include <doctest/doctest.h>

#include <string>

#include "runtime/program/load.h"
#include "runtime/program/save.h"
#include "tests/saved/edit_file.h"
#include "tests/saved/policy_files.h"

using namespace polc::runtime;
using namespace polc::testing;
using Kind = LoadFault::Kind;

namespace {

std::string small_file() {
  return save_program(
      compile_text("applicant 单位\n  信用良好 : yes/no\n"
                   "award \"甲\" to 单位 first 300000 renewal 80000\n"
                   "require for every award: 信用良好 \"信用良好的单位\"\n"));
}

LoadFault fault_of(const std::string& bytes) {
  const LoadedProgram loaded = load_program(bytes);
  REQUIRE(loaded.fault);
  CHECK(!loaded.fault->message.english.empty());
  CHECK(!loaded.fault->message.chinese.empty());
  return *loaded.fault;
}

}  // namespace

TEST_CASE("saved: every flip of any bits of one byte is refused") {
  const std::string whole = small_file();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (unsigned change = 1; change < 256; ++change) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ change);
      const bool is_refused = load_program(bytes).fault.has_value();
      if (!is_refused) FAIL("byte " << at << " changed by " << change << " was not noticed");
    }
  }
}

TEST_CASE("saved: a file cut short or continued anywhere is refused") {
  const std::string whole = small_file();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    const Kind expected = length < 8 ? Kind::Foreign : Kind::Damaged;
    CHECK(fault_of(whole.substr(0, length)).kind == expected);
  }
  CHECK(fault_of(whole + '\0').kind == Kind::Damaged);
  CHECK(fault_of(whole + whole).kind == Kind::Damaged);
}

TEST_CASE("saved: texts and other files are foreign") {
  for (const char* text : {"", "award \"甲\" 5万元\n",
                           "\x7F"
                           "ELF",
                           "{}", "\x89PNG\r\n\x1A\n"}) {
    CHECK(!is_saved_program(text));
    CHECK(fault_of(text).kind == Kind::Foreign);
  }
}

TEST_CASE("saved: another format is told with the version that wrote it") {
  for (const std::uint32_t format : {0U, 2U, 77U}) {
    std::string bytes = small_file();
    put_u32(bytes, 8, format);
    bytes.replace(16, 5, "9.8.7");
    seal(bytes);

    const LoadFault fault = fault_of(bytes);

    CHECK(fault.kind == Kind::OtherVersion);
    CHECK(fault.message.english.find(format == 0 ? "older" : "newer") != std::string::npos);
    CHECK(fault.message.english.find("polc 9.8.7") != std::string::npos);
    CHECK(fault.message.chinese.find("polc 9.8.7") != std::string::npos);
  }
}

TEST_CASE("saved: a version that is no version is not printed") {
  std::string bytes = small_file();
  put_u32(bytes, 8, 2);
  bytes.replace(16, 4, "\x1B[2J");
  CHECK(fault_of(bytes).message.english.find('\x1B') == std::string::npos);
}

TEST_CASE("saved: a wrong checksum is damage, wrong content under a right one is not as polc writes it") {
  std::string bytes = small_file();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] + 1);
  CHECK(fault_of(bytes).kind == Kind::Damaged);

  for (const std::size_t section : {std::size_t{0}, std::size_t{7}}) {
    std::string edited = small_file();
    put_u32(edited, count_place(section), 0xFFFFFFFFU);  // far more items than any memory holds
    seal(edited);
    CHECK(fault_of(edited).kind == Kind::Unsound);
  }
}

TEST_CASE("saved: a text that is no UTF-8, also when a text ends inside a character, is refused") {
  const std::string whole = small_file();
  const std::size_t letter = whole.find("单位");
  REQUIRE(letter != std::string::npos);

  std::string broken = whole;
  broken[letter + 1] = 'x';
  seal(broken);
  CHECK(fault_of(broken).message.english.find("UTF-8") != std::string::npos);

  bool was_cut = false;
  const std::size_t ends = section_begin(whole, 0);
  for (std::size_t i = 1; i < num_items(whole, 0); ++i) {
    std::string cut = whole;
    put_u32(cut, ends + 4 * i, get_u32(cut, ends + 4 * i) - 1);
    seal(cut);
    const LoadedProgram loaded = load_program(cut);
    was_cut = was_cut || (loaded.fault && loaded.fault->message.english.find("UTF-8") != std::string::npos);
  }
  CHECK(was_cut);
}

#include "runtime/tables/header.h"

#include <algorithm>
#include <cerrno>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/spelling.h"
#include "base/unicode.h"
#include "runtime/cases/case_error.h"
#include "runtime/cases/case_keys.h"
#include "runtime/tables/row_block.h"
#include "runtime/tables/scan.h"

namespace polc::runtime {
namespace {

using base::Bilingual;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kCase = "case";
constexpr std::string_view kChineseCase = "案件";
constexpr std::size_t kMaxMistakes = 20;
constexpr std::size_t kFirstLook = std::size_t{64} << 10U;

CaseObject object_of(TableKind kind) {
  switch (kind) {
    case TableKind::Cases: return kClaim;
    case TableKind::History: return kHistory;
    case TableKind::Others: return kOther;
  }
  return kClaim;
}

/// Returns what follows `prefix` in English or Chinese and a point, or nothing.
std::optional<std::string_view> after_prefix(std::string_view heading, CaseKey prefix, std::string_view english) {
  for (const std::string_view word : {english, info(prefix).chinese}) {
    if (heading.starts_with(word) && heading.substr(word.size()).starts_with('.'))
      return heading.substr(word.size() + 1);
  }
  return std::nullopt;
}

/// Settles what the headings of one table mean.
class Headings {
 public:
  Headings(const CaseVocabulary& words, TableKind kind) : words_(words), kind_(kind) {}

  /// Returns the column that `name` means, or nothing.
  std::optional<TableColumn> find(std::string_view name) const {
    if (name == kCase) return TableColumn{ColumnRole::Case, std::string(kCase), {}};
    if (const auto fact = after_prefix(name, CaseKey::Claims, "claim")) return find_fact(*fact);
    if (kind_ == TableKind::Cases) {
      if (const auto inner = after_prefix(name, CaseKey::Applicant, "applicant")) return find_of_applicant(*inner);
      if (name == info(CaseKey::Applied).english) return applied();
    }
    const CaseObject object = object_of(kind_);
    const std::optional<CaseKey> english = find_english_key(object, name);
    if (english && *english != CaseKey::Stage) return TableColumn{ColumnRole::Key, std::string(name), {}};
    if (const std::optional<TableColumn> fact = find_fact(name)) return fact;
    if (name == kChineseCase) return TableColumn{ColumnRole::Case, std::string(kCase), {}};
    if (kind_ == TableKind::Cases && name == info(CaseKey::Applied).chinese) return applied();
    const std::optional<CaseKey> chinese = find_chinese_key(object, name);
    if (chinese && *chinese != CaseKey::Stage)
      return TableColumn{ColumnRole::Key, std::string(info(*chinese).english), {}};
    return std::nullopt;
  }

  /// Returns every heading that could stand, in English.
  std::vector<std::string> known() const {
    std::vector<std::string> result = {std::string(kCase)};
    for (const CaseKeyInfo& row : all_case_keys()) {
      if ((row.objects & object_of(kind_)) != 0 && row.key != CaseKey::Stage) result.emplace_back(row.english);
    }
    const Program& program = words_.program();
    if (kind_ == TableKind::Cases) {
      for (const char* name : {"applied", "applicant.kind", "applicant.id"}) result.emplace_back(name);
    }
    for (const Fact& fact : program.facts) {
      if (fact.owner == FactOwner::Claim && kind_ != TableKind::Others) result.push_back(fact.name);
      if (fact.owner == FactOwner::Applicant && kind_ == TableKind::Cases) result.push_back("applicant." + fact.name);
    }
    return result;
  }

  bool is_applicant_fact(std::string_view name) const { return !words_.find_applicant_facts(name).empty(); }

 private:
  static TableColumn applied() { return {ColumnRole::Applied, std::string(info(CaseKey::Applied).english), {}}; }

  std::optional<TableColumn> find_fact(std::string_view name) const {
    if (kind_ == TableKind::Others) return std::nullopt;
    const CaseKeyInfo& stage = info(CaseKey::Stage);
    const std::string_view key =
        name == stage.chinese && words_.find_kinds_with_fact(name).empty() ? stage.english : name;
    if (words_.find_kinds_with_fact(key).empty()) return std::nullopt;
    return TableColumn{ColumnRole::Fact, std::string(key), {}};
  }

  std::optional<TableColumn> find_of_applicant(std::string_view name) const {
    if (find_english_key(kApplicant, name)) return TableColumn{ColumnRole::ApplicantKey, std::string(name), {}};
    if (is_applicant_fact(name)) return TableColumn{ColumnRole::ApplicantFact, std::string(name), {}};
    const std::optional<CaseKey> chinese = find_chinese_key(kApplicant, name);
    if (chinese) return TableColumn{ColumnRole::ApplicantKey, std::string(info(*chinese).english), {}};
    return std::nullopt;
  }

  const CaseVocabulary& words_;
  TableKind kind_;
};

std::string delimiter_name(char delimiter) { return delimiter == '\t' ? "tab" : std::string(1, delimiter); }

/// Reads the first line and turns its cells into columns.
class HeaderReader {
 public:
  HeaderReader(const CaseVocabulary& words, const InputFile& file, TableKind kind, const HeaderOptions& options)
      : file_(file), options_(options), headings_(words, kind), kind_(kind) {}

  ReadHeader read() {
    result_.header.kind = kind_;
    result_.header.delimiter = options_.delimiter;
    if (!find_line() || !check_text() || !check_quotes()) return std::move(result_);
    read_columns();
    check_renamed();
    return std::move(result_);
  }

 private:
  RowBlock one_line() const {
    RowBlock block;
    block.bytes.append(line_);
    block.stretches.push_back({0, 0, 1});
    return block;
  }

  bool add(std::size_t place, std::string english, std::string chinese) {
    const RowBlock line = one_line();
    const FilePlace at = place_in_file(line, std::min(place, line_.size()));
    if (result_.mistakes.size() < kMaxMistakes)
      result_.mistakes.push_back({at.line, at.column, {std::move(english), std::move(chinese)}});
    return false;
  }

  /// Finds the first row. It may span lines where a heading in quotes does.
  bool find_line() {
    std::size_t wanted = kFirstLook;
    while (true) {
      line_.resize(wanted);
      const std::int64_t count = file_.read_at(0, line_.data(), wanted);
      if (count < 0) {
        result_.problem = errno;
        return false;
      }
      line_.resize(static_cast<std::size_t>(count));
      const bool is_whole = line_.size() < wanted;
      const std::size_t mark = line_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
      if (is_whole && line_.size() == mark)
        return add(0, "the file is empty; expected a line of column names", "文件是空的；首行应为各列的名称");
      if (is_whole && line_.back() != '\n') line_ += '\n';
      if (cut_first_row(mark)) return true;
      if (is_whole || wanted >= kMaxHeaderBytes) break;
      wanted *= 8;
    }
    if (line_.size() < kMaxHeaderBytes) return true;  // a quote is wrong; `check_quotes` says where
    return add(
        0, fmt::format("the first line has more than {} MiB; expected a line of column names", kMaxHeaderBytes >> 20U),
        fmt::format("首行超过 {} MiB；首行应为各列的名称", kMaxHeaderBytes >> 20U));
  }

  /// Leaves the first row, without the byte order mark, in `line_`.
  bool cut_first_row(std::size_t mark) {
    bool is_inside = false;
    for (std::size_t at = mark; at < line_.size(); ++at) {
      if (line_[at] == '"') is_inside = !is_inside;
      if (line_[at] != '\n' || is_inside) continue;
      result_.header.first_row_offset = at + 1;
      line_ = line_.substr(mark, at + 1 - mark);
      result_.header.first_row_line = 1 + count_lines(line_);
      return true;
    }
    return false;
  }

  bool check_text() {
    if (line_.starts_with("\xFF\xFE") || line_.starts_with("\xFE\xFF") || line_.find('\0') != std::string::npos) {
      return add(0, "the file is UTF-16 or no text; save it as UTF-8 (in Excel: “CSV UTF-8”)",
                 "文件是 UTF-16 或不是文本；请另存为 UTF-8（Excel 中选“CSV UTF-8”）");
    }
    const std::size_t invalid = base::find_invalid_utf8(line_);
    if (invalid < line_.size()) {
      const auto byte = static_cast<unsigned char>(line_[invalid]);
      return add(
          invalid,
          fmt::format(
              "byte 0x{:02X} is not UTF-8; a file in GBK is converted by `iconv -f GB18030 -t UTF-8`, or saved by "
              "Excel as “CSV UTF-8”",
              byte),
          fmt::format(
              "字节 0x{:02X} 不是 UTF-8；GBK 文件可用“iconv -f GB18030 -t UTF-8”转换，或在 Excel 中另存为“CSV UTF-8”",
              byte));
    }
    const std::size_t lone = line_.find('\r');
    if (lone != std::string::npos && lone + 2 < line_.size()) {
      return add(lone, "lines end in carriage returns alone; expected line feeds (or both)",
                 "各行仅以回车符结束；应为换行符（或回车加换行）");
    }
    return true;
  }

  bool check_quotes() {
    const Survey found = survey_rows(line_, options_.delimiter);
    if (found.fault != Survey::kNone)
      return add(found.fault, "a quote stands inside a column name, or text after one; put the whole name in quotes",
                 "列名中引号的位置不对；请将整个列名置于引号内");
    if (found.end == line_.size()) return true;
    return add(line_.find('"'), "a quote of the column names is not closed", "列名的引号没有结束");
  }

  void read_columns() {
    const RowBlock block = one_line();
    TableRows rows;
    rows.cut(block, options_.delimiter);
    if (rows.size() == 0) {
      add(0, "the first line is blank; expected column names", "首行是空行；首行应为各列的名称");
      return;
    }
    const TableRow& row = rows[0];
    if (row.num_cells > kMaxColumns) {
      add(0, fmt::format("the table has {} columns; at most {}", row.num_cells, kMaxColumns),
          fmt::format("表有 {} 列，至多 {} 列", row.num_cells, kMaxColumns));
      return;
    }
    if (seems_parted_otherwise(rows.raw(row, 0), row.num_cells)) return;
    std::string held;
    for (std::uint32_t cell = 0; cell < row.num_cells; ++cell) {
      read_column(std::string(unquoted(rows.raw(row, cell), held)), rows.begin_of(row, cell));
    }
  }

  /// A header that is one cell with other delimiters in it was written with those.
  bool seems_parted_otherwise(std::string_view only, std::size_t num_cells) {
    if (num_cells > 1 || headings_.find(only) || is_ignored(only)) return false;
    for (const char other : {',', ';', '\t', '|'}) {
      if (other == options_.delimiter || only.find(other) == std::string_view::npos) continue;
      const std::string name = delimiter_name(other);
      add(only.find(other), fmt::format("the columns seem to be parted by `{0}`; give `--delimiter {0}`", name),
          fmt::format("各列似乎以“{0}”分隔；请加“--delimiter {0}”", name));
      return true;
    }
    return false;
  }

  bool is_ignored(std::string_view heading) const {
    return std::find(options_.ignored.begin(), options_.ignored.end(), heading) != options_.ignored.end();
  }

  void read_column(const std::string& heading, std::size_t place) {
    TableColumn column;
    const auto renamed = std::find_if(options_.renamed.begin(), options_.renamed.end(),
                                      [&](const auto& one) { return one.first == heading; });
    const bool is_renamed = renamed != options_.renamed.end();
    if (is_renamed || !is_ignored(heading)) {
      const std::string& name = is_renamed ? renamed->second : heading;
      const std::optional<TableColumn> found = headings_.find(name);
      if (found) {
        column = *found;
        check_repeated(column, heading, place);
      } else {
        report_unknown(name, place);
      }
    }
    column.heading = heading;
    result_.header.columns.push_back(std::move(column));
  }

  void check_repeated(const TableColumn& column, const std::string& heading, std::size_t place) {
    const auto [held, is_new] = seen_.emplace(std::pair(column.role, column.key), heading);
    if (is_new) return;
    if (held->second == heading) {
      add(place, fmt::format("the column `{}` is given twice", heading), fmt::format("列“{}”出现了两次", heading));
    } else {
      add(place, fmt::format("the columns `{}` and `{}` mean the same", held->second, heading),
          fmt::format("列“{}”与“{}”同义", held->second, heading));
    }
  }

  void report_unknown(const std::string& name, std::size_t place) {
    if (result_.mistakes.size() >= kMaxMistakes) return;
    const Bilingual quoted = shown(name);
    if (name.empty()) {
      add(place, "a column has no name; name it, or leave the column out", "有一列没有名称；请写出列名，或删去该列");
    } else if (kind_ == TableKind::Cases && headings_.is_applicant_fact(name)) {
      add(place, fmt::format("`{0}` is a fact of the applicant; write `applicant.{0}`", quoted.english),
          fmt::format("“{0}”是申请人的一项；请写作“applicant.{0}”或“申请人.{0}”", quoted.chinese));
    } else {
      const std::optional<std::string> near = base::nearest(name, headings_.known());
      add(place,
          fmt::format("`{}` is no column of this table{}; to leave it out, give `--ignore-columns`", quoted.english,
                      near ? fmt::format(", did you mean `{}`?", *near) : ""),
          fmt::format("表中不应有列“{}”{}；若要略去，请加“--ignore-columns”", quoted.chinese,
                      near ? fmt::format("，是否应为“{}”？", *near) : ""));
    }
  }

  /// A name on the command line that is no column is a slip, not a wish that is met by chance.
  void check_renamed() {
    if (kind_ != TableKind::Cases) return;
    std::vector<std::string> present;
    for (const TableColumn& column : result_.header.columns) present.push_back(column.heading);
    const auto check = [&](const std::string& heading, std::string_view option) {
      if (std::find(present.begin(), present.end(), heading) != present.end()) return;
      const std::optional<std::string> near = base::nearest(heading, present);
      result_.mistakes.push_back({1,
                                  0,
                                  {fmt::format("`{}` names the column `{}`, which the table has not{}", option, heading,
                                               near ? fmt::format("; did you mean `{}`?", *near) : ""),
                                   fmt::format("“{}”所指的列“{}”不在表中{}", option, heading,
                                               near ? fmt::format("；是否应为“{}”？", *near) : "")}});
    };
    if (result_.header.columns.empty()) return;
    for (const auto& [heading, name] : options_.renamed) check(heading, "--column");
  }

  const InputFile& file_;
  const HeaderOptions& options_;
  Headings headings_;
  TableKind kind_;
  std::string line_;
  std::map<std::pair<ColumnRole, std::string>, std::string> seen_;
  ReadHeader result_;
};

}  // namespace

std::optional<std::uint32_t> TableHeader::find(ColumnRole role, std::string_view key) const {
  for (std::size_t at = 0; at < columns.size(); ++at) {
    if (columns[at].role == role && columns[at].key == key) return static_cast<std::uint32_t>(at);
  }
  return std::nullopt;
}

ReadHeader read_header(const CaseVocabulary& words, const InputFile& file, TableKind kind,
                       const HeaderOptions& options) {
  return HeaderReader(words, file, kind, options).read();
}

}  // namespace polc::runtime

#include "runtime/tables/case_from_rows.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "runtime/cases/case_keys.h"
#include "runtime/cases/read_case.h"
#include "runtime/tables/row_faults.h"
#include "runtime/value/fraction.h"

namespace polc::runtime {
namespace {

constexpr std::string_view kNull = "\\N";

/// Returns whether two cells say the same, however they are written.
bool say_the_same(const Fact* fact, std::string_view lhs, std::string_view rhs) {
  if (lhs == rhs) return true;
  if (fact == nullptr || lhs == kNull || rhs == kNull) return false;
  if (fact->type == FactType::YesNo) return truth_of(lhs) >= 0 && truth_of(lhs) == truth_of(rhs);
  if (!is_numeric(fact->type)) return false;
  const std::optional<Fraction> left = parse_decimal(lhs);
  return left && left == parse_decimal(rhs);
}

const Fact* fact_of_applicant(const CaseVocabulary& words, std::string_view kind, std::string_view name) {
  const std::optional<Index> known = words.find_applicant_kind(kind);
  const std::optional<Index> slot = known ? words.find_applicant_fact(*known, name) : std::nullopt;
  if (slot) return &words.program().facts[*slot];
  const std::vector<Index>& slots = words.find_applicant_facts(name);
  return slots.empty() ? nullptr : &words.program().facts[slots.front()];
}

const Fact* fact_of_claim(const CaseVocabulary& words, std::optional<Index> kind, std::string_view name) {
  const Program& program = words.program();
  const std::vector<Index>& kinds = words.find_kinds_with_fact(name);
  const Index owner = kind && words.find_claim_fact(*kind, name) ? *kind : kinds.empty() ? kNone : kinds.front();
  if (owner == kNone) return nullptr;
  return &program.facts[program.claim_kinds[owner].facts[*words.find_claim_fact(owner, name)]];
}

bool belongs_to_claim(const TableColumn& column) {
  return column.role == ColumnRole::Key || column.role == ColumnRole::Fact;
}

CaseErrorCode wrong_count() { return CaseErrorCode::E1023; }

std::vector<base::Bilingual> counts(std::size_t num_cells, std::size_t num_columns) {
  const std::string cells = std::to_string(num_cells);
  const std::string columns = std::to_string(num_columns);
  return {{cells, cells}, {columns, columns}};
}

}  // namespace

TableCase CaseFromRows::read(const CaseRows& from) {
  errors_.clear();
  history_.clear();
  others_.clear();
  if (source_.history != nullptr) history_ = source_.history->take_rows_of(from.id);
  if (source_.others != nullptr) others_ = source_.others->take_rows_of(from.id);
  TableCase result;
  result.one.id = from.id;
  check_rows(from);
  if (source_.history != nullptr) check_payments(history_, *source_.history);
  if (source_.others != nullptr) check_payments(others_, *source_.others);
  if (errors_.empty()) build(from);
  if (errors_.empty()) {
    CaseErrors found;
    result.one = read_case(source_.words, tree_.root(), std::string(from.id), found);
    errors_ = found.take();
    set_places(errors_);
  }
  result.errors = std::move(errors_);
  return result;
}

void CaseFromRows::place(const CaseRows& from, std::vector<CaseError>& errors) {
  errors_.clear();
  if (source_.history != nullptr) history_ = source_.history->take_rows_of(from.id);
  if (source_.others != nullptr) others_ = source_.others->take_rows_of(from.id);
  build(from);
  set_places(errors);
}

void CaseFromRows::set_places(std::vector<CaseError>& errors) const {
  for (CaseError& error : errors) {
    const CellPlace at = tree_.place_of(error.path);
    const FilePlace place = place_in_file(*at.block, at.offset);
    error.line = static_cast<std::uint32_t>(place.line);
    error.column = place.column;
  }
}

std::string_view CaseFromRows::text_of(std::string_view raw) {
  std::string held;
  const std::string_view text = unquoted(raw, held);
  return text.data() == held.data() && !text.empty() ? tree_.keep(std::move(held)) : text;
}

/// A cell that the row has not is empty, as are the cells of a row whose count is wrong: that is reported.
std::string_view CaseFromRows::cell(const CaseRows& from, const TableRow& row, std::uint32_t column) {
  return column < row.num_cells ? text_of(from.rows.raw(row, column)) : std::string_view();
}

/// Reports the rows that cannot be read at all.
void CaseFromRows::check_rows(const CaseRows& from) {
  for (const std::uint32_t number : from.numbers) {
    const TableRow& row = from.rows[number];
    if (row.fault != TableRow::kNoFault) {
      errors_.push_back(describe_fault(from.block, from.block.faults[row.fault]));
    } else if (row.num_cells != source_.header.columns.size()) {
      errors_.push_back(
          error_at(from.block, row.begin, wrong_count(), counts(row.num_cells, source_.header.columns.size())));
    } else if (from.id.empty()) {
      const std::uint32_t column = source_.header.find(ColumnRole::Case, "case").value_or(0);
      errors_.push_back(error_at(from.block, from.rows.begin_of(row, column), CaseErrorCode::E1014,
                                 {{"`case`", "“case”（案件）"}, {"the row", "该行"}}));
    }
  }
}

void CaseFromRows::check_payments(const std::vector<PaymentTable::Row>& rows, const PaymentTable& table) {
  const std::size_t num_columns = table.header().columns.size();
  for (const PaymentTable::Row& row : rows) {
    if (row.fault != nullptr) {
      errors_.push_back(describe_fault(*row.block, *row.fault));
    } else if (row.cells.size() != num_columns) {
      errors_.push_back(error_at(*row.block, row.begin, wrong_count(), counts(row.cells.size(), num_columns)));
    } else {
      continue;
    }
    errors_.back().path = table.header().kind == TableKind::History ? "/history" : "/other";
  }
}

void CaseFromRows::build(const CaseRows& from) {
  tree_.clear();
  const CellPlace start{&from.block, from.rows[from.numbers.front()].begin};
  const std::size_t root = tree_.begin(JsonType::Object, {}, start);
  tree_.add_text("id", from.id, start);
  add_of_case(from);
  const std::size_t claims = tree_.begin(JsonType::Array, "claims", start);
  for (const std::uint32_t number : from.numbers) add_claim(from, from.rows[number]);
  tree_.end(claims);
  if (source_.history != nullptr) add_payments("history", history_, *source_.history);
  if (source_.others != nullptr) add_payments("other", others_, *source_.others);
  tree_.end(root);
}

void CaseFromRows::add_of_case(const CaseRows& from) {
  const std::vector<TableColumn>& columns = source_.header.columns;
  std::string_view kind;
  bool has_applicant = false;
  for (std::uint32_t at = 0; at < columns.size(); ++at) {
    if (columns[at].role == ColumnRole::Applied) add_agreed(from, at, nullptr);
    const bool is_of_applicant =
        columns[at].role == ColumnRole::ApplicantKey || columns[at].role == ColumnRole::ApplicantFact;
    if (!is_of_applicant) continue;
    for (const std::uint32_t number : from.numbers) {
      const std::string_view text = cell(from, from.rows[number], at);
      has_applicant = has_applicant || !text.empty();
      if (kind.empty() && columns[at].role == ColumnRole::ApplicantKey && columns[at].key == "kind") kind = text;
    }
  }
  if (has_applicant) add_of_applicant(from, kind);
}

void CaseFromRows::add_of_applicant(const CaseRows& from, std::string_view kind) {
  const std::vector<TableColumn>& columns = source_.header.columns;
  const CellPlace start{&from.block, from.rows[from.numbers.front()].begin};
  const std::size_t applicant = tree_.begin(JsonType::Object, "applicant", start);
  for (std::uint32_t at = 0; at < columns.size(); ++at) {
    if (columns[at].role == ColumnRole::ApplicantKey) add_agreed(from, at, nullptr);
    if (columns[at].role == ColumnRole::ApplicantFact)
      add_agreed(from, at, fact_of_applicant(source_.words, kind, columns[at].key));
  }
  tree_.end(applicant);
}

/// Adds what the rows say in a column that holds for the whole case; two that differ are an error.
void CaseFromRows::add_agreed(const CaseRows& from, std::uint32_t column, const Fact* fact) {
  const TableRow* held = nullptr;
  std::string_view said;
  for (const std::uint32_t number : from.numbers) {
    const TableRow& row = from.rows[number];
    const std::string_view text = cell(from, row, column);
    if (text.empty()) continue;
    if (held == nullptr) {
      held = &row;
      said = text;
    } else if (!say_the_same(fact, said, text)) {
      const std::string line = std::to_string(place_in_file(from.block, held->begin).line);
      const std::string& heading = source_.header.columns[column].heading;
      errors_.push_back(error_at(from.block, from.rows.begin_of(row, column), CaseErrorCode::E1024,
                                 {shown(heading), shown(text), shown(said), {line, line}}));
    }
  }
  if (held == nullptr) return;
  tree_.add_cell(source_.header.columns[column].key, said, fact, {&from.block, from.rows.begin_of(*held, column)});
}

/// A row in which no cell of a claim is filled carries data of the applicant alone.
void CaseFromRows::add_claim(const CaseRows& from, const TableRow& row) {
  const std::vector<TableColumn>& columns = source_.header.columns;
  bool is_claim = false;
  std::optional<Index> kind;
  for (std::uint32_t at = 0; at < columns.size(); ++at) {
    if (!belongs_to_claim(columns[at])) continue;
    const std::string_view text = cell(from, row, at);
    is_claim = is_claim || !text.empty();
    if (columns[at].role == ColumnRole::Key && columns[at].key == "kind") kind = source_.words.find_claim_kind(text);
  }
  if (!is_claim) return;
  const std::size_t claim = tree_.begin(JsonType::Object, {}, {&from.block, row.begin});
  for (std::uint32_t at = 0; at < columns.size(); ++at) {
    const std::string_view text = belongs_to_claim(columns[at]) ? cell(from, row, at) : std::string_view();
    if (text.empty()) continue;
    const Fact* fact =
        columns[at].role == ColumnRole::Fact ? fact_of_claim(source_.words, kind, columns[at].key) : nullptr;
    tree_.add_cell(columns[at].key, text, fact, {&from.block, from.rows.begin_of(row, at)});
  }
  tree_.end(claim);
}

void CaseFromRows::add_payments(std::string_view key, const std::vector<PaymentTable::Row>& rows,
                                const PaymentTable& table) {
  if (rows.empty()) return;
  const std::size_t list = tree_.begin(JsonType::Array, key, {rows.front().block, rows.front().begin});
  for (const PaymentTable::Row& row : rows) add_payment(row, table.header());
  tree_.end(list);
}

void CaseFromRows::add_payment(const PaymentTable::Row& row, const TableHeader& header) {
  const std::vector<TableColumn>& columns = header.columns;
  std::optional<Index> kind;
  const std::optional<std::uint32_t> named = header.find(ColumnRole::Key, "award");
  if (named) {
    const std::optional<Index> award = source_.words.find_award(text_of(row.cells[*named]));
    if (award) kind = source_.words.program().awards[*award].claim_kind;
  }
  const std::size_t payment = tree_.begin(JsonType::Object, {}, {row.block, row.begin});
  for (std::size_t at = 0; at < columns.size(); ++at) {
    const std::string_view text = belongs_to_claim(columns[at]) ? text_of(row.cells[at]) : std::string_view();
    if (text.empty()) continue;
    const Fact* fact =
        columns[at].role == ColumnRole::Fact ? fact_of_claim(source_.words, kind, columns[at].key) : nullptr;
    const auto offset = static_cast<std::size_t>(row.cells[at].data() - row.block->bytes.data());
    tree_.add_cell(columns[at].key, text, fact, {row.block, offset});
  }
  tree_.end(payment);
}

}  // namespace polc::runtime

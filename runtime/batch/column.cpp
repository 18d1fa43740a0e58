#include "runtime/batch/column.h"

namespace polc::runtime {

Storage storage_of(const Program& program, const Fact& fact) {
  switch (fact.type) {
    case FactType::YesNo: return Storage::Codes;
    case FactType::OneOf:
    case FactType::Ranked:
      return program.enumerations[fact.enumeration].values.size() <= kMostCodes ? Storage::Codes : Storage::Numbers;
    case FactType::Date: return Storage::Days;
    case FactType::Integer:
    case FactType::Number:
    case FactType::Percent:
    case FactType::Money: return Storage::Numbers;
    case FactType::Text:
    case FactType::AnyOf: return Storage::Names;
  }
  return Storage::Names;
}

std::int64_t scale_of(FactType type) {
  if (type == FactType::Number) return 1'000'000;
  if (type == FactType::Percent) return 100'000'000;
  return 1;
}

std::size_t Column::size() const {
  switch (storage) {
    case Storage::Codes: return codes.size();
    case Storage::Days: return days.size();
    case Storage::Numbers: return numbers.size();
    case Storage::Names: return names.size();
  }
  return 0;
}

void Column::append_absent() {
  switch (storage) {
    case Storage::Codes: codes.push_back(kAbsentCode); return;
    case Storage::Days: days.push_back(kAbsentDay); return;
    case Storage::Numbers: numbers.push_back(kAbsentNumber); return;
    case Storage::Names: names.push_back(kAbsentName); return;
  }
}

}  // namespace polc::runtime

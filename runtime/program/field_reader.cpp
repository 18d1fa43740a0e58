#include "runtime/program/field_reader.h"

namespace polc::runtime {

void FieldReader::fraction(Fraction& value) {
  const bool is_large = small_number(1) == 1;
  if (!has(is_large ? 32 : 8)) return;
  if (!is_large) {
    value = Fraction(static_cast<std::int64_t>(read_u64(at_)));
    at_ += 8;
    return;
  }
  const auto wide = [this](std::size_t at) {
    const auto high = static_cast<unsigned __int128>(read_u64(at_ + at + 8)) << 64U;
    return static_cast<Fraction::Wide>(high | read_u64(at_ + at));
  };
  const Fraction::Wide numerator = wide(0);
  const Fraction::Wide denominator = wide(16);
  at_ += 32;
  // In lowest terms with a positive denominator it is its own ratio.
  const std::optional<Fraction> ratio = Fraction::ratio(numerator, denominator);
  if (!ratio || ratio->numerator() != numerator || ratio->denominator() != denominator)
    return fail(FieldFault::NoFraction);
  value = *ratio;
}

void FieldReader::flags(std::vector<bool>& values) {
  const std::uint32_t count = word();
  if (count > num_left()) return fail(FieldFault::TooMany);
  values.resize(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = small_number(1) == 1;
}

void FieldReader::policy(Program& program) {
  const StoredSection* found = open(SectionId::Policy);
  if (found == nullptr) return;
  if (found->num_items != 1) return fail(FieldFault::TooMany);
  transfer_policy(*this, program);
  close();
}

const StoredSection* FieldReader::open(SectionId id) {
  if (fault_) return nullptr;
  id_ = id;
  const StoredSection& section = sections_[static_cast<std::size_t>(id)];
  at_ = section.bytes.data();
  end_ = at_ + section.bytes.size();
  return &section;
}

void FieldReader::close() {
  if (at_ != end_) fail(FieldFault::TooLong);
}

void FieldReader::fail(FieldFault fault) {
  if (!fault_) fault_ = fault;
  at_ = end_;
}

}  // namespace polc::runtime

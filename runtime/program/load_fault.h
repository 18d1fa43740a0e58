// The sentences of LoadFault: what is wrong with a saved program and what to do about it, in both languages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/language.h"
#include "runtime/program/field_reader.h"
#include "runtime/program/load.h"
#include "runtime/program/saved_format.h"

namespace polc::runtime {

/// Not a saved program at all.
LoadFault foreign_fault();

/// Of another format. `writer`: the version of polc in the header, as it stands there.
LoadFault version_fault(std::uint32_t format, std::string_view writer);

/// `length` bytes where the header says `expected`.
LoadFault length_fault(std::uint64_t length, std::uint64_t expected);

/// Damaged in a way that `what` says.
LoadFault damage_fault(const base::Bilingual& what);

/// The bytes of a section are not what its items need.
LoadFault field_fault(FieldFault fault, SectionId section);

/// Whole, but `what` is as no polc writes it.
LoadFault unsound_fault(const base::Bilingual& what);

/// Returns the name of a section for messages.
base::Bilingual section_name(SectionId section);

}  // namespace polc::runtime

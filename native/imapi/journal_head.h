// The head of a journal: everything but the digests of the write units.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "imapi/journal.h"

namespace imapi2 {

inline constexpr size_t kJournalPreamble = 16;
inline constexpr uint32_t kLongestJournalHead = 16 * 1024 * 1024;

// Error (kInternal) where a number is out of its bounds.
std::vector<uint8_t> EncodeJournalHead(const Journal& journal);

// The length that the first 16 bytes give. Error (kJournalDamaged) where they are no journal's.
uint32_t JournalHeadLength(std::span<const uint8_t> preamble);

// Error (kJournalDamaged) where a number is out of its bounds.
Journal DecodeJournalHead(std::span<const uint8_t> head);

[[noreturn]] void ThrowJournalDamaged(const std::string& why);

}  // namespace imapi2

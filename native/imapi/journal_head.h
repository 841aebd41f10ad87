// The head of a journal: everything but the digests of the write units.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "imapi/journal.h"
#include "imapi/journal_seal.h"

namespace imapi2 {

// Error (kInternal) where a number is out of its bounds.
std::vector<uint8_t> EncodeJournalHead(const Journal& journal);

// The length that the first 16 bytes give. Error (kJournalDamaged) where it is out of its
// bounds.
uint32_t JournalHeadLength(std::span<const uint8_t> preamble);

// Error (kJournalDamaged) where a number is out of its bounds.
Journal DecodeJournalHead(std::span<const uint8_t> head);

}  // namespace imapi2

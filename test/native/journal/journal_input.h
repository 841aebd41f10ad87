// What the fuzzer does with its input.
#pragma once

#include <cstdint>
#include <span>

namespace imapi2::test {

// Reads bytes as a journal of either kind, as they are and with a checksum that fits: the end is a
// journal that can be written again, byte for byte, or Error (kJournalDamaged). Anything else ends
// the program.
void TryJournal(std::span<const uint8_t> bytes);

}  // namespace imapi2::test

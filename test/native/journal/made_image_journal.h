// A journal of a burn in place, to be damaged, and the bytes of one.
#pragma once

#include <vector>

#include "imapi/image_journal_format.h"

namespace imapi2::test {

inline ImageJournal MadeImageJournal() {
  ImageJournal journal;
  journal.media_type = 7;
  journal.medium_blocks = 4096;
  journal.image_blocks = 1020;
  journal.unit = 16;
  journal.path = "C:\\Sicherung \xC3\xBC.iso";
  journal.image = Sha256Of(std::vector<uint8_t>{3});
  journal.identity = {{{64, 79}, Sha256Of(std::vector<uint8_t>{1})},
                      {{500, 500}, Sha256Of(std::vector<uint8_t>{2})}};
  journal.ranges = {{16, 47}, {1008, 1023}};
  journal.tail.assign(4 * kBlockSize, 0xAB);
  return journal;
}

inline std::vector<uint8_t> BytesOf(const ImageJournal& journal, uint64_t sectors = 48) {
  std::vector<uint8_t> bytes;
  ImageJournalWriter writer([&bytes](std::span<const uint8_t> part) {
    bytes.insert(bytes.end(), part.begin(), part.end());
  });
  for (uint64_t i = 0; i < sectors; ++i) writer.Add(i * 0x0102030405060708);
  writer.Finish(journal);
  return bytes;
}

}  // namespace imapi2::test

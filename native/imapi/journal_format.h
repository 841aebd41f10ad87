// The journal of a new session as bytes: versioned, bounded, checksummed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "imapi/journal.h"
#include "imapi/journal_seal.h"

namespace imapi2 {

// Little-endian throughout:
//
//   0   8   "imapi2jn"
//   8   4   version: 1 (kSessionJournal)
//   12  4   length of the head, from 0 on
//   16  …   media type, medium blocks, image blocks, write unit, commit ranges: 4 each;
//           the volume name, with its length in bytes before it;
//           the identity, with its count: first sector, last sector, digest;
//           the ranges, with their count: first sector, last sector;
//           the commit ranges' old bytes, then their new ones
//   …   32  for each write unit of the ranges before the commit ranges: its digest
//   …   32  SHA-256 of everything before
//
// What is in it must agree with its length to the byte.

// Bounded memory, however many digests there are.
class JournalWriter {
 public:
  // Writes the head. What Error (kInternal) refuses here could not be read back.
  JournalWriter(const Journal& journal, ByteSink sink);

  // In list order, one for each piece (journal_units.h).
  void Add(const Sha256Digest& digest);
  // Must come once, at the end.
  void Finish();

 private:
  SealedWriter out_;
  uint64_t missing_ = 0;
};

class JournalReader {
 public:
  // Reads all of it once. Whatever the bytes are, the end is a journal whose every number is within
  // its bounds, or Error (kJournalDamaged); memory is bounded by the bytes that there are.
  // `bytes` must outlive this and not change.
  explicit JournalReader(JournalBytes& bytes);

  const Journal& journal() const noexcept { return journal_; }
  // `first` + `count` is at most the number of pieces.
  std::vector<Sha256Digest> Digests(uint64_t first, size_t count);

 private:
  JournalBytes& bytes_;
  Journal journal_;
  uint64_t digests_at_ = 0;
};

}  // namespace imapi2

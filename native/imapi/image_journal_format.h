// The journal of a burn in place as bytes: versioned, bounded, checksummed.
#pragma once

#include <cstdint>
#include <vector>

#include "imapi/image_journal.h"
#include "imapi/journal_seal.h"

namespace imapi2 {

// Little-endian throughout:
//
//   0   8   "imapi2jn"
//   8   4   version: 2 (kImageJournal)
//   12  4   0
//   16  …   8 for each sector of the ranges, in list order: OldSector
//   …   …   the head: media type, medium blocks, image blocks, unit: 4 each;
//           the path of the .iso, with its length in bytes before it; the image's digest;
//           the identity, with its count: first sector, last sector, digest;
//           the ranges, with their count: first sector, last sector;
//           the tail, with its number of sectors before it
//   …   4   length of the head
//   …   32  SHA-256 of everything before
//
// The head comes last, because only the whole comparison of disc and image knows the ranges. What
// is in it must agree with its length to the byte.

inline constexpr int32_t kLargestImageUnit = 4096;

// Bounded memory, however many sectors there are.
class ImageJournalWriter {
 public:
  explicit ImageJournalWriter(ByteSink sink);

  // In list order, one for each sector of the ranges.
  void Add(OldSector old);
  // Must come once, at the end. What Error (kInternal) refuses here could not be read back.
  void Finish(const ImageJournal& journal);

 private:
  SealedWriter out_;
  uint64_t added_ = 0;
};

class ImageJournalReader {
 public:
  // Reads all of it once. Whatever the bytes are, the end is a journal whose every number is within
  // its bounds, or Error (kJournalDamaged); memory is bounded by the bytes that there are.
  // `bytes` must outlive this and not change.
  explicit ImageJournalReader(JournalBytes& bytes);

  const ImageJournal& journal() const noexcept { return journal_; }
  // `first` + `count` is at most the number of sectors in the ranges.
  std::vector<OldSector> OldSectors(uint64_t first, size_t count);

 private:
  JournalBytes& bytes_;
  ImageJournal journal_;
};

}  // namespace imapi2

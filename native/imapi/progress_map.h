// Turns the figures of IMAPI2's progress events into a place in the list of ranges.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "imapi/block_range.h"

namespace imapi2 {

// IDiscFormat2DataEventArgs, as an event gave them.
struct WriteFigures {
  // IMAPI_FORMAT2_DATA_WRITE_ACTION
  int32_t action;
  int64_t start_lba;
  int64_t sector_count;
  int64_t last_written_lba;
};

struct WritePlace {
  int64_t blocks_written = 0;
  size_t range_index = 0;
  std::optional<int64_t> last_written_lba;
};

// By address. Nobody has published what StartLba and SectorCount are while a list is recorded:
// those of the range at hand, or of the whole image; LastWrittenLba may be the last sector or the
// one after it; and outside writing all of them may be zero or what they were. So what counts is in
// which range the last address lies, at or after the range reached so far; anything else changes
// nothing. Never goes backwards.
class ProgressMap {
 public:
  explicit ProgressMap(BlockRanges ranges);

  const WritePlace& Update(const WriteFigures& figures);
  // Once Write has returned success.
  const WritePlace& Finish();

  const WritePlace& place() const noexcept { return place_; }
  int64_t total() const noexcept { return before_.back(); }
  const BlockRanges& ranges() const noexcept { return ranges_; }
  // Whether anything may have reached the disc: an event of writing, of what comes after it, or of
  // formatting.
  bool has_written() const noexcept { return written_; }

  // Whether an event said that the drive was ending what it had written: closing a session.
  bool finalizing() const noexcept { return finalizing_; }

  // An address that the drive says it wrote and that no range holds, seen more than once: a single
  // event may be stale.
  std::optional<int64_t> contradiction() const noexcept;

 private:
  void Advance(size_t index, int64_t blocks_in_range);
  void NoteOutside(int64_t lba);

  BlockRanges ranges_;
  // before_[i]: blocks of all ranges before range i; one more at the end for the total.
  std::vector<int64_t> before_;
  WritePlace place_;
  bool written_ = false;
  bool finalizing_ = false;
  int64_t outside_lba_ = 0;
  int outside_count_ = 0;
};

}  // namespace imapi2

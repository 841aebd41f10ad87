// Tells in what state an interrupted burn left the disc.
#pragma once

#include <imapi2.h>

#include <cstdint>
#include <exception>
#include <vector>

#include "com/stream_reader.h"
#include "imapi/burn_preparation.h"
#include "imapi/burn_report.h"
#include "imapi/journal.h"
#include "imapi/write_start.h"

namespace imapi2 {

// What is known of a burn that failed without looking at its disc.
struct SeenOfBurn {
  // Whether an event told that something was written, and that the drive was ending it.
  bool written;
  bool finalizing;
  // Whether it failed as it does where somebody opens the tray.
  bool medium_change;
};

// Remembers the disc as it was: what the commit ranges held, where the write begins, and what it
// leaves alone, by which the disc is known again. IMAPI2's events come every half second and can
// miss a small range, or all of it, so that after a failure only the disc itself says what was
// reached; and only the disc of the burn, not another one that lies in the drive by then.
class CommitWitness {
 public:
  CommitWitness(IDiscRecorder2Ex* drive, const PreparedBurn& prepared);
  // For one that replaces live data: as soon as it has begun, the disc is not what it was. `ends`:
  // what is recorded first, and what is recorded last.
  static CommitWitness InPlace(BlockRanges ends, std::vector<std::vector<uint8_t>> before,
                               std::vector<KnownSectors> known, WriteStart start);
  // For a burn that was interrupted among its commit ranges, and is being finished.
  static CommitWitness OfInterrupted(BlockRanges ranges, std::vector<std::vector<uint8_t>> before,
                                     std::vector<KnownSectors> known);

  // For each commit range what it held. Throws what the drive answered (com::ComError) where it did
  // not read them.
  const std::vector<std::vector<uint8_t>>& before() const;

  // After IDiscFormat2Data::Write was called and failed. Reads the disc; never throws.
  DiscState Judge(IDiscRecorder2Ex* drive, com::StreamReader& image,
                  const SeenOfBurn& seen) const noexcept;

 private:
  bool IsSameDisc(IDiscRecorder2Ex* drive, const SeenOfBurn& seen) const;
  DiscState JudgeCommit(IDiscRecorder2Ex* drive, com::StreamReader& image, bool untouched) const;

  CommitWitness(BlockRanges ranges, std::vector<std::vector<uint8_t>> before,
                std::vector<KnownSectors> known, WriteStart start);

  BlockRanges ranges_;
  std::vector<std::vector<uint8_t>> before_;
  std::exception_ptr unread_;  // why before_ is empty
  std::vector<KnownSectors> known_;
  WriteStart start_;
  bool appends_ = false;
  bool in_place_ = false;
  // What is known without looking.
  DiscState silent_ = DiscState::kUnknown;
};

}  // namespace imapi2

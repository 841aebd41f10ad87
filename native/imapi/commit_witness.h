// Tells in what state an interrupted burn left the disc.
#pragma once

#include <imapi2.h>

#include <cstdint>
#include <vector>

#include "com/stream_reader.h"
#include "imapi/burn_preparation.h"
#include "imapi/burn_report.h"

namespace imapi2 {

// Remembers what the commit ranges held before. IMAPI2's events come every half second and can miss
// a small range, so that after a failure only the disc itself says whether its anchors were
// reached.
class CommitWitness {
 public:
  CommitWitness(IDiscRecorder2Ex* drive, const PreparedBurn& prepared);
  // For a burn that was interrupted among them, which can't be read any more.
  CommitWitness(BlockRanges ranges, std::vector<std::vector<uint8_t>> before);

  // For each commit range what it held; empty where they could not be read.
  const std::vector<std::vector<uint8_t>>& before() const noexcept { return before_; }

  // `written`: whether anything may have reached the disc. Reads the disc; never throws.
  DiscState Judge(IDiscRecorder2Ex* drive, com::StreamReader& image, bool written) const noexcept;

 private:
  BlockRanges ranges_;
  // What is known without looking.
  DiscState unwritten_ = DiscState::kUnchanged;
  DiscState silent_ = DiscState::kUnknown;
  std::vector<std::vector<uint8_t>> before_;
};

}  // namespace imapi2

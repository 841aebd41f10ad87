// Tells whether a write that failed had begun.
#pragma once

#include <imapi2.h>

#include <cstdint>
#include <vector>

#include "com/stream_reader.h"
#include "imapi/block_range.h"

namespace imapi2 {

// IMAPI2's events come every half second, and may not come at all: that none told of a sector does
// not say that none was written. So this remembers where a write must begin, and looks again.
// Ranges are written in the order of their list, sessions at the next writable address.
class WriteStart {
 public:
  enum class Sight {
    kUntouched,
    kBegun,
    kUnclear,  // it would look the same either way
  };

  // Never clear.
  WriteStart() = default;
  // The first sectors of `first`. What can't be read now will be unclear.
  static WriteStart OfRange(IDiscRecorder2Ex* drive, const BlockRange& first);
  // What the drive says of the sessions of a disc that is written one after the other.
  static WriteStart OfSessions(IDiscRecorder2Ex* drive);

  // com::ComError where the drive does not answer.
  Sight Look(IDiscRecorder2Ex* drive, com::StreamReader& image) const;

 private:
  Sight LookAtSectors(IDiscRecorder2Ex* drive, com::StreamReader& image) const;

  bool sessions_ = false;
  int64_t start_ = 0;
  // Nothing where it was not known.
  std::vector<uint8_t> before_;
};

}  // namespace imapi2

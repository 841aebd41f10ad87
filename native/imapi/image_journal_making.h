// Writes the journal of a burn in place that is about to begin.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "com/stream_reader.h"
#include "imapi/burn_meter.h"
#include "imapi/cancel_token.h"
#include "imapi/drive.h"
#include "imapi/image_journal.h"
#include "imapi/journal_file.h"

namespace imapi2 {

struct ImageJournalRequest {
  std::wstring path;
  // The .iso, held against writers by whoever holds `image`.
  std::wstring image_path;
  com::StreamReader* image;
  int32_t image_blocks;
  DriveObjects* drive;
  std::optional<int64_t> write_unit;
};

struct Differences {
  JournalFile journal;
  // That of a burn that was cut had its name.
  bool replaced;
  // In the order of addresses; none where the disc is the image already.
  BlockRanges ranges;
  int64_t unit;
  // What follows the image, up to the end of its last write unit, as the disc has it.
  std::vector<uint8_t> tail;
};

// Both on the drive's worker, while the drive is held. They read disc and image once, in flat
// memory; what the disc held goes into the journal as it is read. Error (kJournalExists,
// kJournalWrite, kAborted); no file is left behind then.

// Compares the whole image with the disc. A sector that can't be read differs.
Differences FindDifferences(const ImageJournalRequest& request, const CancelToken& cancel,
                            BurnMeter& meter);

// For a caller's list, which has been judged.
JournalFile MakeListJournal(const ImageJournalRequest& request, const BlockRanges& ranges,
                            const CancelToken& cancel, BurnMeter& meter);

// Reads all of it. `done(part)`: 0 to 1, after each piece.
Sha256Digest DigestOfImage(com::StreamReader& image, int64_t blocks, const CancelToken& cancel,
                           const std::function<void(double)>& done);

}  // namespace imapi2

// Everything about a burn that can be known, and refused, before it begins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "imapi/burn_plan.h"
#include "imapi/burn_report.h"
#include "imapi/drive.h"
#include "imapi/image_result.h"
#include "imapi/medium.h"

namespace imapi2 {

struct PreparedBurn {
  BurnPlan plan;
  MediaInfo medium;
  std::optional<CommitShape> commit;
  // Where block 0 of the image comes to lie: 0, but on media that are written one session after the
  // other, where an image is its new session only.
  int64_t disc_offset = 0;
  // It is a session behind others, which it can't harm.
  bool appends = false;
};

// All on the drive's worker; nothing is written.

// `ranges`: a caller's list, empty for the image's own.
PreparedBurn PrepareBurn(Drive& drive, ImageResult& image, const std::optional<BlockRanges>& ranges,
                         const std::optional<int32_t>& write_speed);

// What planBurn shows: of the image's own list or a caller's, with what tells a stale plan.
BurnPlan PlanFor(Drive& drive, ImageResult& image, const std::optional<BlockRanges>& ranges,
                 const std::optional<int32_t>& write_speed);

// The whole image, whatever list it has. `blocks`: its length.
PreparedBurn PrepareWholeBurn(DriveObjects& drive, int64_t blocks,
                              const std::optional<int32_t>& write_speed);

// An .iso file, whole or a caller's ranges of it; its size has been judged.
PreparedBurn PrepareForIso(const BurnOptions& options, DriveObjects& drive,
                           com::StreamReader& image);

// What was found to differ from the disc, which may be nothing. `recorded`: the image with what is
// recorded behind it; `blocks`: its own length.
PreparedBurn PrepareDifferences(const BurnOptions& options, const MediaInfo& medium,
                                com::StreamReader& recorded, int64_t blocks,
                                const BlockRanges& ranges);

// The list of a modified burn is worth nothing on any other disc, or on a disc that somebody else
// has added to. Asked when the burn is prepared, to refuse early, and again once the drive is held:
// until then another program could write to it.
void RequireImportedDisc(Drive& drive, ImageResult& image);

// Warnings in the plan: where RequireImportedDisc has nothing to compare with, and where the disc
// gets another name.
void NoteImport(const Drive& drive, const Image& image, PreparedBurn* prepared);

// Decides between a modified and a whole burn, and refuses what can't be done or must not be.
// `drive` is the drive that `image` may have been imported from.
PreparedBurn PrepareFor(const BurnOptions& options, Drive& drive, ImageResult& image);

}  // namespace imapi2

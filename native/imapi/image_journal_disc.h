// Holds a disc against the journal of a burn in place.
#pragma once

#include <functional>

#include "com/stream_reader.h"
#include "imapi/cancel_token.h"
#include "imapi/drive.h"
#include "imapi/image_journal_format.h"

namespace imapi2 {

// All on the drive's worker; nothing is written. A drive that does not answer is a com::ComError:
// it says nothing about the disc.

// What some of the sectors hold that the burn does not touch; those that can't be read are left
// out. `journal` has its ranges.
std::vector<KnownSectors> IdentityOf(DriveObjects& drive, const ImageJournal& journal);

// Whether it is of that kind and size and every one of the known sectors that can be read is what
// it was.
bool IsDiscOf(DriveObjects& drive, const ImageJournal& journal);

struct ImageSight {
  bool all_old = true;
  bool all_new = true;
  // A sector that can be read and is neither: this is another disc, or it was recorded on since.
  bool foreign = false;
  // What has still to be recorded, in list order.
  BlockRanges missing;
};

// Looks at every sector of the ranges. `image` is the image with its tail. `done(sectors so far)`
// comes after each piece.
ImageSight LookAtRanges(DriveObjects& drive, ImageJournalReader& reader, com::StreamReader& image,
                        const CancelToken& cancel, const std::function<void(int64_t)>& done);

}  // namespace imapi2

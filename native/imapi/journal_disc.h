// Holds a disc against a journal.
#pragma once

#include <functional>
#include <vector>

#include "imapi/cancel_token.h"
#include "imapi/drive.h"
#include "imapi/journal.h"
#include "imapi/journal_format.h"

namespace imapi2 {

// All on the drive's worker; nothing is written. A drive that does not answer is a com::ComError:
// it says nothing about the disc.

// The volume descriptors that the anchors of the old session point at, and the recognition area;
// without what the burn rewrites. Throws Error (kJournalWrite) where that leaves no descriptors.
// `journal` has its ranges and its old commit bytes.
std::vector<KnownSectors> KnownSectorsOf(DriveObjects& drive, const Journal& journal);

struct MediumFacts {
  int32_t type;
  int32_t blocks;
};
// Asks for no more than these: a disc whose anchors are torn may fail anything else.
MediumFacts ReadMediumFacts(DriveObjects& drive);

enum class JournaledDisc {
  kOther,        // another disc
  kChanged,      // this disc, and something else has been recorded on it since
  kOld,          // no commit range was begun
  kInterrupted,  // some sectors of the commit ranges are old and some are new, or unreadable
  kNew,          // all of them were written
};
JournaledDisc LookAtDisc(DriveObjects& drive, const Journal& journal);

// Reads what was written before the commit ranges, and returns the write units that are not what
// the journal has digests of; one that can't be read is none of these. `done(sectors so far)` comes
// after each piece.
BlockRanges FindSessionFaults(DriveObjects& drive, JournalReader& reader, const CancelToken& cancel,
                              const std::function<void(int64_t blocks)>& done);

}  // namespace imapi2

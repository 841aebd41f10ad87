// Writes the journal of a burn that is about to begin.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "com/stream_reader.h"
#include "imapi/burn_meter.h"
#include "imapi/burn_preparation.h"
#include "imapi/cancel_token.h"
#include "imapi/drive.h"
#include "imapi/journal_file.h"

namespace imapi2 {

struct JournalRequest {
  std::wstring path;
  std::wstring volume_name;
  DriveObjects* drive;
  const PreparedBurn* prepared;
  com::StreamReader* image;
  // For each commit range what it holds now.
  const std::vector<std::vector<uint8_t>>* old_commit;
};

// Reads all that is going to be written once, for its digests. On the drive's worker, while the
// drive is held. Nothing for a whole burn: there is no old session that could be lost.
//
// Throws Error (kNoCommitRanges) for a list that no journal could finish, kJournalExists where
// there is a journal already that somebody may still need, kJournalWrite; a BurnFailure where it
// was cancelled. No file is left behind then.
std::optional<JournalFile> MakeJournal(const JournalRequest& request, const CancelToken& cancel,
                                       BurnMeter& meter);

// The burn has succeeded.
void EndJournal(JournalFile& file, BurnReport* report);

// Calls `record`, and removes the journal unless it may be needed: a burn that was refused, or that
// failed and left the disc unchanged, must not stand in the way of the next one with that name.
BurnReport RecordWithJournal(std::optional<JournalFile> journal,
                             const std::function<BurnReport()>& record);

}  // namespace imapi2

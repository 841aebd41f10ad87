// Finishes an interrupted burn from its journal.
#pragma once

#include <memory>
#include <string>

#include "imapi/burn_report.h"
#include "imapi/cancel_token.h"
#include "imapi/drive.h"

namespace imapi2 {

struct ResumeReport {
  BurnReport burn;
  // kOldSessionValid: nothing needs finishing. kComplete: the new session is there.
  // kCommitInterrupted: a dry run found what is still to be recorded.
  DiscState disc_state;
};

// On the drive's worker, while the drive is on lease. What is refused with nothing written is an
// Error (kJournal…) or a com::ComError; where the new session is not what the journal says, and
// after the first sector was written, a BurnFailure. The journal goes when this returns, and stays
// when it throws. With `options.dry_run` nothing is written, and the journal stays.
ResumeReport ResumeBurn(Drive& drive, const std::wstring& path, const BurnOptions& options,
                        const std::shared_ptr<CancelToken>& cancel, const BurnListener& listener);

}  // namespace imapi2

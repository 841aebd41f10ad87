// Finishes a burn in place that was cut, from its journal and its .iso.
#pragma once

#include <memory>

#include "imapi/burn_meter.h"
#include "imapi/burn_preparation.h"
#include "imapi/journal_file.h"
#include "imapi/resume.h"

namespace imapi2 {

// What a dry run gives where something is left to do.
ResumeReport StillToRecord(const PreparedBurn& prepared, const BurnMeter& meter);

// As ResumeBurn, of which it is a part. Error (kJournalImage) where the .iso is not there, or not
// the one that was being recorded.
ResumeReport ResumeInPlace(Drive& drive, JournalFile& file, const BurnOptions& options,
                           const std::shared_ptr<CancelToken>& cancel,
                           const BurnListener& listener);

}  // namespace imapi2

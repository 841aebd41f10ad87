// The part that every burn has in common: the drive is held, IDiscFormat2Data::Write is called and
// watched, and what was written is read back.
#pragma once

#include <imapi2.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "com/com_ptr.h"
#include "com/stream_reader.h"
#include "imapi/burn_meter.h"
#include "imapi/burn_preparation.h"
#include "imapi/burn_report.h"
#include "imapi/cancel_token.h"
#include "imapi/commit_witness.h"
#include "imapi/drive.h"
#include "imapi/exclusive_access.h"
#include "imapi/keep_awake.h"

namespace imapi2 {

// Holds a drive for a burn or an erase. Given back in the reverse order in every ending:
// notification before the lock, or Explorer keeps showing the old session. On the drive's worker.
class DriveHold {
 public:
  DriveHold(DriveObjects& drive, const std::wstring& client_name, bool keep_awake);

  // The end of it, where somebody can be told what the drive did not take back.
  void GiveBack(std::vector<std::string>* warnings);

 private:
  ExclusiveAccess access_;
  QuietMedia quiet_;
  std::optional<KeepAwake> awake_;
};

struct Recording {
  DriveObjects* drive;
  // What is written, and what it is compared with.
  com::ComPtr<IStream> stream;
  com::StreamReader* image;
  const PreparedBurn* prepared;
  const CommitWitness* witness;
  // A source that could not be read; null where there are none.
  SourceTrouble* trouble;
};

// What is known of a burn before it has done anything.
BurnReport EmptyReport(const PreparedBurn& prepared);

bool IsCancel(const std::exception_ptr& failure);

// What is refused with nothing written is an Error or a com::ComError; any failure after that is a
// BurnFailure. The hold is there to show that the caller has one.
BurnReport Record(const DriveHold& hold, const Recording& recording, const BurnOptions& options,
                  const std::shared_ptr<CancelToken>& cancel, BurnMeter& meter);

// Once the drive is not held any more. A tray that stays in is a warning.
void EjectAfter(DriveObjects& drive, BurnReport* report);

}  // namespace imapi2

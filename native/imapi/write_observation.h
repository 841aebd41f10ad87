// What IDiscFormat2Data::Write does, seen from inside its stream and its sink: the questions about
// the real IMAPI2 that only a write can answer. For `imapi2 doctor`, never for a burn that matters.
#pragma once

#include <windows.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "imapi/cancel_token.h"
#include "imapi/drive.h"
#include "imapi/image_result.h"

namespace imapi2 {

struct ObservedEvent {
  int32_t action;
  int64_t start_lba;
  int64_t sector_count;
  int64_t last_written_lba;

  bool operator==(const ObservedEvent&) const = default;
};

struct ObservedRead {
  // IMAPI_FORMAT2_DATA_WRITE_ACTION as of the last event before it; -1 before the first.
  int32_t action;
  int64_t start_lba;
  int64_t end_lba;
};

struct WriteObservation {
  // Of Write: that it refuses is an answer.
  HRESULT result = S_OK;
  uint32_t calling_thread = 0;
  std::vector<uint32_t> event_threads;
  std::vector<uint32_t> read_threads;
  std::vector<ObservedEvent> events;
  std::vector<ObservedRead> reads;
};

struct ObservedWrite {
  bool force_overwrite;
  std::wstring client_name;
};

// Records the image's own list of ranges, with IMAPI_BURN_VERIFICATION_FULL. On the drive's worker,
// while drive and image are on lease. A com::ComError or an Error where it could not begin.
WriteObservation ObserveWrite(Drive& drive, ImageResult& image, const ObservedWrite& how,
                              const std::shared_ptr<const CancelToken>& cancel);

}  // namespace imapi2

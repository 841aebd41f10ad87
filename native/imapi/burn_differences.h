// Makes a rewritable disc equal to an .iso file by recording what differs.
#pragma once

#include <memory>
#include <string>

#include "com/stream_reader.h"
#include "imapi/burn_report.h"
#include "imapi/cancel_token.h"
#include "imapi/drive.h"
#include "imapi/medium.h"

namespace imapi2 {

struct IsoImage {
  std::wstring path;
  // Held against writers, from before the comparison to the end.
  com::StreamReader* stream;
  int32_t blocks;
};

// Error (kNotRewritable), or the HRESULT that Write has for an image too long.
void RequireOverwritable(const MediaInfo& medium, const IsoImage& image);

// On the drive's worker, while the drive is on lease. `options.journal` is there. Live data is
// replaced in place, in the order of addresses: until it has finished the disc holds neither what
// it held nor the image. What is refused with nothing written is an Error or a com::ComError; a
// failure after that is a BurnFailure.
BurnReport BurnDifferences(Drive& drive, const IsoImage& image, const MediaInfo& medium,
                           const BurnOptions& options, const std::shared_ptr<CancelToken>& cancel,
                           const BurnListener& listener);

}  // namespace imapi2

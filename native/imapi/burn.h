// Records an image.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "imapi/burn_report.h"
#include "imapi/cancel_token.h"
#include "imapi/drive.h"
#include "imapi/image_result.h"

namespace imapi2 {

// All on the drive's worker, while drive and image are on lease. What is refused before the burn
// begins, with nothing written, is an Error or a com::ComError; a failure after that is a
// BurnFailure.

BurnReport BurnResult(Drive& drive, ImageResult& image, const BurnOptions& options,
                      const std::shared_ptr<CancelToken>& cancel, const BurnListener& listener);

// An .iso file, whole or a caller's ranges of it.
BurnReport BurnIsoFile(Drive& drive, const std::wstring& path, const BurnOptions& options,
                       const std::shared_ptr<CancelToken>& cancel, const BurnListener& listener);

// `ranges` empty: the image's own list, or the whole image where it has none.
VerifyReport VerifyResult(Drive& drive, ImageResult& image,
                          const std::optional<BlockRanges>& ranges, const CancelToken& cancel,
                          const BurnListener& listener);

}  // namespace imapi2

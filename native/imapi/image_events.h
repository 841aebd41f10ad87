// DFileSystemImageEvents and DFileSystemImageImportEvents: which item an image is at.
#pragma once

#include <imapi2fs.h>

#include <cstdint>
#include <functional>
#include <string>

#include "com/advise_cookie.h"

namespace imapi2 {

struct ImageProgress {
  enum class Phase { kImport, kCreate };
  Phase phase;
  std::wstring item;
  int64_t done;
  int64_t total;  // -1: unknown
};

// Called on the image's worker, in the middle of a COM call: must be quick, and must not throw.
using ImageProgressListener = std::function<void(const ImageProgress&)>;

// No subscription where the image has no such events: they are a convenience, and no image fails
// for want of them.
com::AdviseCookie ListenToImport(IUnknown* image, ImageProgressListener listener);
com::AdviseCookie ListenToCreation(IUnknown* image, ImageProgressListener listener);

}  // namespace imapi2

// What a drive says of itself.
#pragma once

#include <imapi2.h>

#include <exception>
#include <string>
#include <vector>

#include "com/class_source.h"

namespace imapi2 {

struct RecorderInfo {
  std::wstring id;
  std::wstring vendor_id;
  std::wstring product_id;
  std::wstring product_revision;
  std::vector<std::wstring> volume_paths;
  bool can_load_media = false;
  // A broken drive says so here, and never hides the others.
  std::exception_ptr error;
};

// All on a worker.

com::ComPtr<IDiscRecorder2> OpenRecorder(const com::ClassSource& classes, const std::wstring& id);
// Never throws for what the drive refuses to say: that is the info's `error`.
RecorderInfo DescribeRecorder(IDiscRecorder2* recorder, const std::wstring& id);

}  // namespace imapi2

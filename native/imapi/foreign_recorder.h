// Whether IMAPI2's writers take a recorder that is not its own. For `imapi2 doctor`.
#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "com/class_source.h"
#include "imapi/drive.h"

namespace imapi2 {

struct TriedCall {
  std::string call;
  HRESULT result;
};

// Gives the drive's recorder to a write engine and a data format made by `writers`, asks what they
// make of it, and takes it back. Nothing is written. On the drive's worker.
std::vector<TriedCall> TryForeignRecorder(DriveObjects& drive, const com::ClassSource& writers);

}  // namespace imapi2

// The drives that are open in this process.
#pragma once

#include <memory>
#include <string>

#include "imapi/drive.h"

namespace imapi2 {

// The drive with that id in that class source: the one that is open already, in whatever
// environment (main thread, worker thread), or a new one. From a worker.
std::shared_ptr<Drive> OpenDrive(const std::shared_ptr<const com::ClassSource>& classes,
                                 const std::wstring& id);

}  // namespace imapi2

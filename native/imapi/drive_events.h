// DDiscMaster2Events: drives that come and go.
#pragma once

#include <imapi2.h>

#include <functional>
#include <memory>
#include <string>

#include "com/advise_cookie.h"
#include "com/class_source.h"
#include "com/com_ptr.h"

namespace imapi2 {

struct DriveEvent {
  bool added;
  std::wstring id;
};

// Called on whatever thread IMAPI2 tells it on: must be quick, and must not throw.
using DriveListener = std::function<void(const DriveEvent&)>;

// A subscription. Made and destroyed on a pumped worker: IMAPI2 learns of devices by messages of
// Windows'.
class DriveEvents {
 public:
  DriveEvents(std::shared_ptr<const com::ClassSource> classes, DriveListener listener);

 private:
  const std::shared_ptr<const com::ClassSource> classes_;
  const com::ComPtr<IDiscMaster2> master_;
  com::AdviseCookie cookie_;
};

}  // namespace imapi2

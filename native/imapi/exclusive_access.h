// Holds a drive, so that no other program can use it.
#pragma once

#include <imapi2.h>

#include <optional>
#include <string>

#include "com/com_ptr.h"

namespace imapi2 {

// IMAPI2 counts acquisitions per recorder object, so that this may be held around a Write, which
// takes its own. Made and destroyed on the drive's worker.
class ExclusiveAccess {
 public:
  // `force` dismounts a mounted file system; without it, such a drive is refused. Where somebody
  // else holds the drive, the failure's text names them.
  ExclusiveAccess(IDiscRecorder2* recorder, bool force, const std::wstring& client_name);
  ExclusiveAccess(const ExclusiveAccess&) = delete;
  ExclusiveAccess& operator=(const ExclusiveAccess&) = delete;
  ~ExclusiveAccess();

  // Before its time; false where the drive does not take it back.
  bool GiveBack() noexcept;

 private:
  com::ComPtr<IDiscRecorder2> recorder_;
};

// Media change notification is off for as long as this lives, so that Explorer and AutoPlay leave a
// half-written disc alone. Inside ExclusiveAccess: given back before it, or Explorer keeps showing
// the old session.
class QuietMedia {
 public:
  explicit QuietMedia(IDiscRecorder2* recorder);
  QuietMedia(const QuietMedia&) = delete;
  QuietMedia& operator=(const QuietMedia&) = delete;
  ~QuietMedia();

  bool GiveBack() noexcept;

 private:
  com::ComPtr<IDiscRecorder2> recorder_;
};

// Empty where nobody holds the drive.
std::optional<std::wstring> ExclusiveOwner(IDiscRecorder2* recorder);

}  // namespace imapi2

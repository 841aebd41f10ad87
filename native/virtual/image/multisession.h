#pragma once

#include <windows.h>

#include <imapi2.h>

#include <cstdint>
#include <optional>

#include "virtual/com/com_ptr.h"

namespace virtual_drive {

// A multisession object that an image goes by; one of the two is null.
struct Multisession {
  ComPtr<IMultisessionRandomWrite> random_write;
  ComPtr<IMultisessionSequential> sequential;

  explicit operator bool() const noexcept { return random_write || sequential; }
  IMultisession* Get() const noexcept {
    if (sequential) return sequential.Get();
    return random_write.Get();
  }
};

// The element of IFileSystemImage::MultisessionInterfaces that this image goes by, chosen by the
// documented rules (docs/imapi2.md, Appending): the one in use, else the first that the medium
// supports. A blank sequential medium has nothing to import, and is refused. Throws Error. The
// array stays the caller's.
Multisession ChooseMultisession(SAFEARRAY* interfaces);

// Where the previous session is and the next one goes. `next_start` is empty for random writing,
// where that follows from the file system.
struct Extents {
  std::uint32_t session_start = 0;
  std::uint32_t readable_sectors = 0;  // from sector 0 to the end of the last session
  std::uint32_t total_sectors = 0;     // the last one that can be written included
  std::optional<std::uint32_t> next_start;
};

// Checked numbers of a multisession object, which may be anybody's. Throw Error
// IMAPI_E_BAD_MULTISESSION_PARAMETER.
std::uint32_t WriteUnitOf(const Multisession& multisession);
Extents ExtentsOf(const Multisession& multisession);
ComPtr<IDiscRecorder2> RecorderOf(const Multisession& multisession);

}  // namespace virtual_drive

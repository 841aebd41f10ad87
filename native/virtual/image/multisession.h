#pragma once

#include <windows.h>

#include <imapi2.h>

#include <cstdint>

#include "virtual/com/com_ptr.h"

namespace virtual_drive {

// The element of IFileSystemImage::MultisessionInterfaces that this image goes by, chosen by the
// documented rules (behaviour.md, section 3): the one in use, else the first that the medium
// supports. Only random writing is handled yet. Throws Error. The array stays the caller's.
ComPtr<IMultisessionRandomWrite> ChooseMultisession(SAFEARRAY* interfaces);

// Checked numbers of a multisession object, which may be anybody's. Throw Error
// IMAPI_E_BAD_MULTISESSION_PARAMETER.
std::uint32_t WriteUnitOf(IMultisessionRandomWrite& multisession);
std::uint32_t TotalSectorsOf(IMultisessionRandomWrite& multisession);
ComPtr<IDiscRecorder2> RecorderOf(IMultisessionRandomWrite& multisession);

}  // namespace virtual_drive

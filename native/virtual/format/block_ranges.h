#pragma once

#include <windows.h>

#include <imapi2.h>

#include <vector>

#include "virtual/com/com_ptr.h"
#include "virtual/format/section.h"

namespace virtual_drive {

// The ranges of a list as sections, in its order, nothing merged or sorted. Ends are included in a
// range, so an end before its start is no section at all: E_INVALIDARG. Ranges that lie outside the
// disc are the drive's to refuse.
std::vector<Section> ReadBlockRanges(IBlockRangeList& list);

}  // namespace virtual_drive

// Reads IBlockRangeList.
#pragma once

#include <imapi2.h>

#include "imapi/block_range.h"

namespace imapi2 {

// Whatever the array's lower bound is, and whether its elements are VT_DISPATCH or VT_UNKNOWN. An
// element that is no IBlockRange is an Error (kRanges) that names it; a range that can't be right
// is left to JudgeRanges.
BlockRanges ReadBlockRanges(IBlockRangeList* list);

}  // namespace imapi2

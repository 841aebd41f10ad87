// Our own IBlockRange objects: the coclasses of IMAPI2FS can't be created.
#pragma once

#include <imapi2.h>

#include "imapi/block_range.h"

namespace imapi2 {

// A SAFEARRAY of VARIANTs of type VT_DISPATCH, in list order, which the caller owns.
HRESULT MakeBlockRangeArray(const BlockRanges& ranges, SAFEARRAY** array) noexcept;

}  // namespace imapi2

#pragma once

#include <windows.h>

#include <oleauto.h>

#include <vector>

#include "virtual/com/variant.h"

namespace virtual_drive {

// A new SAFEARRAY(VARIANT) with lower bound 0, for an out-parameter: VT_ARRAY | VT_VARIANT is the
// shape of all arrays of IMAPI2, whatever their elements are. Takes the elements over.
SAFEARRAY* ToSafeArray(std::vector<Variant> elements);

// The elements of a caller's array, which stays the caller's. Any lower bound; E_INVALIDARG unless
// it is a vector of VARIANTs. Null gives none.
std::vector<Variant> FromSafeArray(SAFEARRAY* array);

}  // namespace virtual_drive

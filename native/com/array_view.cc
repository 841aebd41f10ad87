#include "com/array_view.h"

#include <string>

#include "com/com_error.h"

namespace imapi2::com {

ArrayLock::ArrayLock(SAFEARRAY* array, VARTYPE element_type) : array_(array) {
  if (array == nullptr) throw ArrayShapeError("there is no array");
  const UINT dimensions = SafeArrayGetDim(array);
  if (dimensions == 0) throw ArrayShapeError("the array has no dimension");
  if (dimensions != 1) throw ArrayShapeError("the array has more than one dimension");

  VARTYPE type = VT_EMPTY;
  if (FAILED(SafeArrayGetVartype(array, &type)) || type != element_type) {
    throw ArrayShapeError("the array is of type " + std::to_string(type) + ", not of " +
                          std::to_string(element_type));
  }

  // Not from the bounds: the upper one of an array that begins near the largest LONG overflows.
  count_ = array->rgsabound[0].cElements;
  // An array that was described and never allocated (SafeArrayAllocDescriptorEx).
  if (array->pvData == nullptr && count_ != 0) throw ArrayShapeError("the array has no elements");
  Check(SafeArrayAccessData(array, &data_), "SafeArrayAccessData");
}

ArrayLock::~ArrayLock() { SafeArrayUnaccessData(array_); }

}  // namespace imapi2::com

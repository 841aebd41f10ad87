#include "com/array_view.h"

#include <string>

#include "com/com_error.h"

namespace imapi2::com {

ArrayLock::ArrayLock(SAFEARRAY* array, VARTYPE element_type) : array_(array) {
  if (array == nullptr) throw ArrayShapeError("there is no array");
  if (SafeArrayGetDim(array) != 1) throw ArrayShapeError("the array has more than one dimension");

  VARTYPE type = VT_EMPTY;
  if (FAILED(SafeArrayGetVartype(array, &type)) || type != element_type) {
    throw ArrayShapeError("the array is of type " + std::to_string(type) + ", not of " +
                          std::to_string(element_type));
  }

  LONG lower = 0;
  LONG upper = 0;
  Check(SafeArrayGetLBound(array, 1, &lower), "SafeArrayGetLBound");
  Check(SafeArrayGetUBound(array, 1, &upper), "SafeArrayGetUBound");
  count_ = upper < lower ? 0 : static_cast<size_t>(static_cast<LONGLONG>(upper) - lower + 1);
  Check(SafeArrayAccessData(array, &data_), "SafeArrayAccessData");
}

ArrayLock::~ArrayLock() { SafeArrayUnaccessData(array_); }

}  // namespace imapi2::com

#include "virtual/com/variant_array.h"

#include <memory>
#include <new>

namespace virtual_drive {
namespace {

struct DestroyArray {
  void operator()(SAFEARRAY* array) const noexcept { SafeArrayDestroy(array); }
};
struct UnaccessData {
  void operator()(SAFEARRAY* array) const noexcept { SafeArrayUnaccessData(array); }
};

}  // namespace

SAFEARRAY* ToSafeArray(std::vector<Variant> elements) {
  std::unique_ptr<SAFEARRAY, DestroyArray> array(
      SafeArrayCreateVector(VT_VARIANT, 0, static_cast<ULONG>(elements.size())));
  if (!array) throw std::bad_alloc();
  VARIANT* data = nullptr;
  Check(SafeArrayAccessData(array.get(), reinterpret_cast<void**>(&data)));
  const std::unique_ptr<SAFEARRAY, UnaccessData> access(array.get());
  for (Variant& element : elements) *data++ = element.Detach();
  return array.release();
}

std::vector<Variant> FromSafeArray(SAFEARRAY* array) {
  if (!array) return {};
  VARTYPE type = VT_EMPTY;
  Check(SafeArrayGetVartype(array, &type));
  if (type != VT_VARIANT || SafeArrayGetDim(array) != 1) {
    throw Error(E_INVALIDARG, L"The array is not a one-dimensional array of VARIANTs.");
  }
  VARIANT* data = nullptr;
  Check(SafeArrayAccessData(array, reinterpret_cast<void**>(&data)));
  const std::unique_ptr<SAFEARRAY, UnaccessData> access(array);
  std::vector<Variant> elements(array->rgsabound[0].cElements);
  for (Variant& element : elements) Check(VariantCopyInd(element.Put(), data++));
  return elements;
}

}  // namespace virtual_drive

#pragma once

#include <windows.h>

#include <oleauto.h>

#include <string_view>
#include <utility>

#include "virtual/com/bstr.h"
#include "virtual/com/com_ptr.h"
#include "virtual/com/error.h"

namespace virtual_drive {

// Owns a VARIANT, of the types that IMAPI2's arrays and enumerators hold (docs/imapi2.md, Arrays).
class Variant {
 public:
  Variant() noexcept { VariantInit(&value_); }
  static Variant OfLong(LONG number) noexcept {
    Variant result;
    result.value_.vt = VT_I4;
    result.value_.lVal = number;
    return result;
  }
  static Variant OfULong(ULONG number) noexcept {
    Variant result;
    result.value_.vt = VT_UI4;
    result.value_.ulVal = number;
    return result;
  }
  static Variant OfText(std::wstring_view text) {
    Bstr copy(text);
    Variant result;
    result.value_.vt = VT_BSTR;
    result.value_.bstrVal = copy.Detach();
    return result;
  }
  template <class T>
  static Variant OfDispatch(ComPtr<T> object) noexcept {
    Variant result;
    result.value_.vt = VT_DISPATCH;
    result.value_.pdispVal = object.Detach();
    return result;
  }

  Variant(const Variant& other) : Variant() { other.CopyTo(&value_); }
  Variant(Variant&& other) noexcept : value_(other.value_) { VariantInit(&other.value_); }
  Variant& operator=(Variant other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Variant() { VariantClear(&value_); }

  // Into an empty VARIANT. (VariantCopy's source isn't const in all SDKs, though it only reads it.)
  void CopyTo(VARIANT* out) const { Check(VariantCopy(out, const_cast<VARIANT*>(&value_))); }
  const VARIANT& Get() const noexcept { return value_; }
  VARIANT* Put() noexcept {
    VariantClear(&value_);
    return &value_;
  }
  VARIANT Detach() noexcept {
    const VARIANT result = value_;
    VariantInit(&value_);
    return result;
  }

 private:
  VARIANT value_;
};

}  // namespace virtual_drive

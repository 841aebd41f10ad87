// Owner of a VARIANT, and what is read out of one that somebody else owns.
#pragma once

#include <windows.h>

#include <oleauto.h>

#include <optional>

namespace imapi2::com {

class Variant {
 public:
  Variant() noexcept { VariantInit(&value_); }
  Variant(const Variant&) = delete;
  Variant& operator=(const Variant&) = delete;
  ~Variant() { VariantClear(&value_); }

  VARIANT* Put() noexcept {
    VariantClear(&value_);
    return &value_;
  }
  const VARIANT& Get() const noexcept { return value_; }

 private:
  VARIANT value_;
};

// The object in VT_DISPATCH and VT_UNKNOWN alike, borrowed; null where there is none. IMAPI2's
// arrays are documented as VT_DISPATCH; an array that went through another language can come back
// with VT_UNKNOWN.
inline IUnknown* ObjectOf(const VARIANT& value) noexcept {
  switch (V_VT(&value)) {
    case VT_DISPATCH:
      return V_DISPATCH(&value);
    case VT_UNKNOWN:
      return V_UNKNOWN(&value);
    default:
      return nullptr;
  }
}

// Any kind of number (VT_I4, VT_UI4, VT_I2, …) as a LONG.
inline std::optional<LONG> LongOf(const VARIANT& value) noexcept {
  if (V_VT(&value) == VT_I4) return V_I4(&value);
  Variant number;
  // It takes its source without const (in some SDKs) and leaves it as it is.
  VARIANT* source = const_cast<VARIANT*>(&value);
  if (FAILED(VariantChangeType(number.Put(), source, 0, VT_I4))) return std::nullopt;
  return V_I4(&number.Get());
}

}  // namespace imapi2::com

// Owner of a BSTR.
#pragma once

#include <windows.h>

#include <oleauto.h>

#include <cassert>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace imapi2::com {

class Bstr {
 public:
  Bstr() noexcept = default;
  explicit Bstr(std::wstring_view text)
      : value_(SysAllocStringLen(text.data(), static_cast<UINT>(text.size()))) {
    if (value_ == nullptr) throw std::bad_alloc();
  }
  Bstr(Bstr&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
  Bstr& operator=(Bstr&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  Bstr(const Bstr&) = delete;
  Bstr& operator=(const Bstr&) = delete;
  ~Bstr() { SysFreeString(value_); }

  BSTR Get() const noexcept { return value_; }
  BSTR* Put() noexcept {
    assert(value_ == nullptr);
    return &value_;
  }

  // A null BSTR is an empty string; one can hold zeros, so its length is asked for.
  std::wstring_view View() const noexcept { return View(value_); }
  std::wstring Text() const { return std::wstring(View()); }
  static std::wstring_view View(BSTR value) noexcept {
    return value == nullptr ? std::wstring_view() : std::wstring_view(value, SysStringLen(value));
  }

 private:
  BSTR value_ = nullptr;
};

}  // namespace imapi2::com

#pragma once

#include <windows.h>

#include <oleauto.h>

#include <cassert>
#include <string_view>
#include <utility>

namespace virtual_drive {

// Owns a BSTR. A null BSTR is the empty text, as Automation has it.
class Bstr {
 public:
  Bstr() noexcept = default;
  explicit Bstr(std::wstring_view text);
  Bstr(const Bstr&) = delete;
  Bstr& operator=(const Bstr&) = delete;
  Bstr(Bstr&& other) noexcept : text_(std::exchange(other.text_, nullptr)) {}
  Bstr& operator=(Bstr&& other) noexcept {
    std::swap(text_, other.text_);
    return *this;
  }
  ~Bstr() { SysFreeString(text_); }

  BSTR Get() const noexcept { return text_; }
  BSTR Detach() noexcept { return std::exchange(text_, nullptr); }
  BSTR* Put() noexcept {
    assert(!text_);
    return &text_;
  }

 private:
  BSTR text_ = nullptr;
};

// A caller's BSTR as text; valid as long as the BSTR.
inline std::wstring_view View(BSTR text) noexcept {
  return text ? std::wstring_view(text, SysStringLen(text)) : std::wstring_view();
}

}  // namespace virtual_drive

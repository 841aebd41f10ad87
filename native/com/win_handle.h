// Owner of a HANDLE that CloseHandle closes. Null and INVALID_HANDLE_VALUE are both "none".
#pragma once

#include <windows.h>

#include <utility>

namespace imapi2::com {

class WinHandle {
 public:
  WinHandle() noexcept = default;
  explicit WinHandle(HANDLE handle) noexcept
      : handle_(handle == INVALID_HANDLE_VALUE ? nullptr : handle) {}
  WinHandle(WinHandle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  WinHandle& operator=(WinHandle&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  WinHandle(const WinHandle&) = delete;
  WinHandle& operator=(const WinHandle&) = delete;
  ~WinHandle() {
    if (handle_ != nullptr) CloseHandle(handle_);
  }

  HANDLE Get() const noexcept { return handle_; }
  explicit operator bool() const noexcept { return handle_ != nullptr; }

 private:
  HANDLE handle_ = nullptr;
};

}  // namespace imapi2::com

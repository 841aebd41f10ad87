// Owner of a SAFEARRAY.
#pragma once

#include <windows.h>

#include <oleauto.h>

#include <cassert>
#include <utility>

namespace imapi2::com {

class SafeArray {
 public:
  SafeArray() noexcept = default;
  SafeArray(SafeArray&& other) noexcept : array_(std::exchange(other.array_, nullptr)) {}
  SafeArray& operator=(SafeArray&& other) noexcept {
    std::swap(array_, other.array_);
    return *this;
  }
  SafeArray(const SafeArray&) = delete;
  SafeArray& operator=(const SafeArray&) = delete;
  // Clears the elements too: their strings and references are the array's.
  ~SafeArray() {
    if (array_ != nullptr) SafeArrayDestroy(array_);
  }

  SAFEARRAY* Get() const noexcept { return array_; }
  SAFEARRAY** Put() noexcept {
    assert(array_ == nullptr);
    return &array_;
  }
  static SafeArray Attach(SAFEARRAY* array) noexcept {
    SafeArray owner;
    owner.array_ = array;
    return owner;
  }
  [[nodiscard]] SAFEARRAY* Detach() noexcept { return std::exchange(array_, nullptr); }

 private:
  SAFEARRAY* array_ = nullptr;
};

}  // namespace imapi2::com

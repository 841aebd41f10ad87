// Owner of memory that a server allocated with CoTaskMemAlloc, such as what IDiscRecorder2Ex's
// getters hand out.
#pragma once

#include <windows.h>

#include <objbase.h>

#include <cassert>

namespace imapi2::com {

template <typename T>
class CoTaskMemory {
 public:
  CoTaskMemory() noexcept = default;
  CoTaskMemory(const CoTaskMemory&) = delete;
  CoTaskMemory& operator=(const CoTaskMemory&) = delete;
  ~CoTaskMemory() { CoTaskMemFree(data_); }

  T* Get() const noexcept { return data_; }
  T** Put() noexcept {
    assert(data_ == nullptr);
    return &data_;
  }

 private:
  T* data_ = nullptr;
};

}  // namespace imapi2::com

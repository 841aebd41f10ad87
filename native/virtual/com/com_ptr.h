#pragma once

#include <unknwn.h>

#include <cassert>
#include <cstddef>
#include <utility>

namespace virtual_drive {

// Owns one reference. Attach and Detach are the only ways to move a reference in and out without
// counting.
template <class T>
class ComPtr {
 public:
  ComPtr() noexcept = default;
  ComPtr(std::nullptr_t) noexcept {}
  explicit ComPtr(T* shared) noexcept : pointer_(shared) {
    if (pointer_) pointer_->AddRef();
  }
  ComPtr(const ComPtr& other) noexcept : ComPtr(other.pointer_) {}
  ComPtr(ComPtr&& other) noexcept : pointer_(std::exchange(other.pointer_, nullptr)) {}
  // By value: also right for self-assignment, and the old reference goes last, when *this is whole
  // again.
  ComPtr& operator=(ComPtr other) noexcept {
    std::swap(pointer_, other.pointer_);
    return *this;
  }
  ~ComPtr() {
    if (pointer_) pointer_->Release();
  }

  static ComPtr Attach(T* owned) noexcept {
    ComPtr result;
    result.pointer_ = owned;
    return result;
  }
  T* Detach() noexcept { return std::exchange(pointer_, nullptr); }

  T* Get() const noexcept { return pointer_; }
  T* operator->() const noexcept { return pointer_; }
  T& operator*() const noexcept { return *pointer_; }
  explicit operator bool() const noexcept { return pointer_ != nullptr; }

  // For out-parameters. Empty first: what was there would leak.
  T** Put() noexcept {
    assert(!pointer_);
    return &pointer_;
  }
  void** PutVoid() noexcept { return reinterpret_cast<void**>(Put()); }

  // Null where the object has no such interface.
  template <class U>
  ComPtr<U> As() const noexcept {
    ComPtr<U> result;
    if (pointer_) pointer_->QueryInterface(__uuidof(U), result.PutVoid());
    return result;
  }

  // Hands a counted reference to a caller's out-parameter.
  template <class U>
  void CopyTo(U** out) const noexcept {
    if (pointer_) pointer_->AddRef();
    *out = pointer_;
  }

 private:
  T* pointer_ = nullptr;
};

}  // namespace virtual_drive

// Owner of one reference to a COM object.
#pragma once

#include <windows.h>

#include <unknwn.h>

#include <cassert>
#include <cstddef>
#include <utility>

namespace imapi2::com {

template <typename T>
class ComPtr {
 public:
  ComPtr() noexcept = default;
  ComPtr(std::nullptr_t) noexcept {}
  // Shares: the caller keeps its own reference.
  explicit ComPtr(T* pointer) noexcept : pointer_(pointer) {
    if (pointer_ != nullptr) pointer_->AddRef();
  }
  ComPtr(const ComPtr& other) noexcept : ComPtr(other.pointer_) {}
  ComPtr(ComPtr&& other) noexcept : pointer_(std::exchange(other.pointer_, nullptr)) {}
  ~ComPtr() { Reset(); }

  ComPtr& operator=(ComPtr other) noexcept {
    std::swap(pointer_, other.pointer_);
    return *this;
  }

  // Takes over a reference that the caller owned.
  static ComPtr Attach(T* pointer) noexcept {
    ComPtr owner;
    owner.pointer_ = pointer;
    return owner;
  }
  [[nodiscard]] T* Detach() noexcept { return std::exchange(pointer_, nullptr); }

  // The pointer is forgotten before Release, which can call back into whoever owns this.
  void Reset() noexcept {
    if (T* pointer = Detach()) pointer->Release();
  }

  T* Get() const noexcept { return pointer_; }
  T* operator->() const noexcept {
    assert(pointer_ != nullptr);
    return pointer_;
  }
  explicit operator bool() const noexcept { return pointer_ != nullptr; }

  // For an out-parameter. An owner that still held something would leak it here.
  T** Put() noexcept {
    assert(pointer_ == nullptr);
    return &pointer_;
  }
  void** PutVoid() noexcept { return reinterpret_cast<void**>(Put()); }

  template <typename Other>
  HRESULT QueryInto(ComPtr<Other>* other) const noexcept {
    return pointer_->QueryInterface(__uuidof(Other), other->PutVoid());
  }
  // Empty where the object has no such interface, for the cases in which that is an answer and not
  // a failure.
  template <typename Other>
  ComPtr<Other> TryAs() const noexcept {
    ComPtr<Other> other;
    if (pointer_ == nullptr || FAILED(QueryInto(&other))) return nullptr;
    return other;
  }

 private:
  T* pointer_ = nullptr;
};

}  // namespace imapi2::com

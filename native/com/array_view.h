// The elements of somebody's SAFEARRAY, locked once for as long as this lives.
#pragma once

#include <windows.h>

#include <oleauto.h>

#include <cstddef>
#include <span>
#include <stdexcept>

namespace imapi2::com {

// An array that is not the one-dimensional array of that element type which the interface promises.
class ArrayShapeError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Not templated on purpose: the checks are the same for every element type.
class ArrayLock {
 public:
  ArrayLock(SAFEARRAY* array, VARTYPE element_type);
  ArrayLock(const ArrayLock&) = delete;
  ArrayLock& operator=(const ArrayLock&) = delete;
  ~ArrayLock();

  const void* data() const noexcept { return data_; }
  size_t count() const noexcept { return count_; }

 private:
  SAFEARRAY* array_;
  void* data_ = nullptr;
  size_t count_ = 0;
};

// One lock for all elements, because SafeArrayGetElement copies each (AddRef, Release and a lock
// apiece), and a list of block ranges can have 100,000. The data begins with the lowest index
// whatever the lower bound is.
class VariantView {
 public:
  explicit VariantView(SAFEARRAY* array) : lock_(array, VT_VARIANT) {}
  std::span<const VARIANT> elements() const noexcept {
    return {static_cast<const VARIANT*>(lock_.data()), lock_.count()};
  }

 private:
  ArrayLock lock_;
};

}  // namespace imapi2::com

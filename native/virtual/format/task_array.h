#pragma once

#include <windows.h>

#include <objbase.h>

#include <span>

namespace virtual_drive {

// Owns what a Get method of IDiscRecorder2Ex allocated by CoTaskMemAlloc.
template <class T>
class TaskArray {
 public:
  TaskArray() = default;
  TaskArray(const TaskArray&) = delete;
  TaskArray& operator=(const TaskArray&) = delete;
  ~TaskArray() { CoTaskMemFree(data_); }

  T** PutData() noexcept { return &data_; }
  ULONG* PutCount() noexcept { return &count_; }
  std::span<const T> elements() const noexcept { return {data_, data_ ? count_ : 0}; }

 private:
  T* data_ = nullptr;
  ULONG count_ = 0;
};

}  // namespace virtual_drive

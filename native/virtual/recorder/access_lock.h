#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace virtual_drive {

// Exclusive access to a drive, which belongs to one recorder object at a time, counts, and ends
// with that object. Any thread.
class AccessLock {
 public:
  using Holder = const void*;  // the recorder object

  // False where another holds it.
  bool Acquire(Holder holder, std::wstring_view client_name);
  // False where `holder` doesn't hold it.
  bool Release(Holder holder);
  void ReleaseAll(Holder holder);

  bool Admits(Holder holder) const;
  std::wstring owner() const;  // the holder's client name; empty: nobody

 private:
  mutable std::mutex mutex_;
  Holder holder_ = nullptr;
  int count_ = 0;
  std::wstring client_name_;
};

}  // namespace virtual_drive

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

  // The client name of whoever holds it already; nothing where `holder` has it now.
  std::optional<std::wstring> Acquire(Holder holder, std::wstring_view client_name);
  // False where `holder` doesn't hold it.
  bool Release(Holder holder);
  void ReleaseAll(Holder holder);

  // Another program, of which nothing is known but its name, takes it as soon as nobody else holds
  // it; it gives it back after so many refused attempts of others, or at ReleaseByStranger. 0
  // attempts: only then.
  void AcquireByStranger(std::wstring_view client_name, int attempts);
  void ReleaseByStranger();

  bool Admits(Holder holder) const;
  std::wstring owner() const;  // the holder's client name; empty: nobody

 private:
  // The caller holds mutex_.
  void TakeByStranger();
  void Free();

  mutable std::mutex mutex_;
  Holder holder_ = nullptr;
  int count_ = 0;
  std::wstring client_name_;
  std::wstring stranger_;  // wants it or has it; empty: there is none
  int attempts_ = 0;       // that are refused until it gives up; 0: it doesn't
};

}  // namespace virtual_drive

// A thread's stay in an apartment.
#pragma once

#include <windows.h>

#include <objbase.h>

#include "com/com_error.h"

namespace imapi2::com {

// One per worker thread: joined as the first thing on it, left as the last, with every COM object
// of the thread gone. S_FALSE (somebody was there before) counts as a join and must be paired;
// RPC_E_CHANGED_MODE does not, and throws.
class Apartment {
 public:
  explicit Apartment(COINIT kind = COINIT_MULTITHREADED) {
    Check(CoInitializeEx(nullptr, kind), "CoInitializeEx");
  }
  Apartment(const Apartment&) = delete;
  Apartment& operator=(const Apartment&) = delete;
  ~Apartment() { CoUninitialize(); }
};

}  // namespace imapi2::com

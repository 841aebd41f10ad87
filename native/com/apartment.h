// A thread's stay in the multithreaded apartment.
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
  Apartment() { Check(CoInitializeEx(nullptr, COINIT_MULTITHREADED), "CoInitializeEx"); }
  Apartment(const Apartment&) = delete;
  Apartment& operator=(const Apartment&) = delete;
  ~Apartment() { CoUninitialize(); }
};

}  // namespace imapi2::com

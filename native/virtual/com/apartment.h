#pragma once

#include <objbase.h>

namespace virtual_drive {

// The membership of COM's multithreaded apartment of a thread that this library started.
class Apartment {
 public:
  Apartment() : result_(CoInitializeEx(nullptr, COINIT_MULTITHREADED)) {}
  Apartment(const Apartment&) = delete;
  Apartment& operator=(const Apartment&) = delete;
  ~Apartment() {
    if (SUCCEEDED(result_)) CoUninitialize();
  }

 private:
  const HRESULT result_;
};

}  // namespace virtual_drive

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

// Of the calling thread: what is called in such an apartment from outside waits for its thread.
inline bool OnSingleThreadedApartment() noexcept {
  APTTYPE type = APTTYPE_MTA;
  APTTYPEQUALIFIER qualifier = APTTYPEQUALIFIER_NONE;
  return SUCCEEDED(CoGetApartmentType(&type, &qualifier)) &&
         (type == APTTYPE_STA || type == APTTYPE_MAINSTA);
}

}  // namespace virtual_drive

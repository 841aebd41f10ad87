#pragma once

#include <initializer_list>
#include <string>

#include "../session/open_session.h"

namespace virtual_drive::test {

// A session with one drive, a blank disc of 4096 sectors in it, and what writes to it.
struct OneDrive {
  struct Switch {
    LPCWSTR name;
    LPCWSTR value;
  };

  Apartment apartment;
  DiscPath disc;
  OpenSession session;
  std::wstring id;
  ComPtr<IDiscFormat2Data> format;

  OneDrive(IMAPI_MEDIA_PHYSICAL_TYPE media, LONG speed,
           std::initializer_list<Switch> switches = {}) {
    for (const auto& [name, value] : switches) Check(session->SetSwitch(name, value));
    id = session.AddDrive(disc.path(), 4096, media, speed);
    format = session.Format(id);
  }
};

}  // namespace virtual_drive::test

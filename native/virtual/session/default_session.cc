#include "virtual/session/default_session.h"

#include <mutex>

#include "virtual/com/bstr.h"
#include "virtual/session/session.h"
#include "virtual/session/settings_source.h"
#include "virtual/session/virtual_imapi.h"

namespace virtual_drive {
namespace {

// Through IVirtualImapi, so that settings mean what they mean to clients that open a session.
void Furnish(const std::shared_ptr<Session>& session, const SettingsInUse& settings) {
  const auto imapi = MakeObject<VirtualImapi>(session);
  imapi->LeaveOpen();
  for (const auto& [name, value] : settings.switches) {
    Check(imapi->SetSwitch(name.c_str(), value.c_str()));
  }
  for (const DriveInUse& drive : settings.drives) {
    Bstr id;
    Check(imapi->AddDrive(drive.disc.empty() ? nullptr : drive.disc.c_str(), drive.media,
                          drive.sectors, drive.sectors_per_second, id.Put()));
  }
}

std::shared_ptr<Session> MakeDefault() {
  auto session = Session::MakeDefault();
  std::wstring source;
  try {
    const SettingsInUse settings = ReadSettings(source);
    Furnish(session, settings);
  } catch (const Error& error) {
    // A session of its own, since some drives may be in the other already.
    session = Session::MakeDefault();
    session->Refuse(
        Error(error.code(), L"The virtual drive has no drives, because of its settings (" + source +
                                L"): " + error.text()));
  }
  return session;
}

}  // namespace

std::shared_ptr<Session> DefaultSession() {
  static std::mutex mutex;
  static std::weak_ptr<Session> living;
  const std::lock_guard lock(mutex);
  std::shared_ptr<Session> session = living.lock();
  if (!session) {
    session = MakeDefault();
    living = session;
  }
  return session;
}

}  // namespace virtual_drive

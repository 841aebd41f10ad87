#pragma once

#include <windows.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "virtual/com/error.h"
#include "virtual/com/type_library.h"
#include "virtual/recorder/master_list.h"
#include "virtual/session/call_gate.h"
#include "virtual/session/drive_rack.h"
#include "virtual/session/method.h"
#include "virtual/session/object_count.h"
#include "virtual/session/switches.h"
#include "virtual/session/tally.h"

namespace virtual_drive {

// What one IVirtualImapi is about: drives, switches, faults and counters that no other session
// sees. All objects of a session share it; the last of them ends it, and with it closes the disc
// files. Any thread.
class Session final : public std::enable_shared_from_this<Session> {
 public:
  static std::shared_ptr<Session> Make();
  // For DefaultSession alone: number 0, whose drives have the same ids in every process.
  static std::shared_ptr<Session> MakeDefault();
  class Key;  // only Make has one
  Session(Key, LONG number);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // The frame of every COM method: counts the call, meets the fault that is planned for it, and
  // lets no exception out.
  //
  //   HRESULT STDMETHODCALLTYPE get_Count(LONG* count) noexcept override {
  //     return session()->Call("IDiscMaster2::get_Count", [&]() -> HRESULT { ...; return S_OK; });
  //   }
  template <class Callable>
  HRESULT Call(Method method, Callable&& body) noexcept {
    return CallBody(method, Body(body));
  }
  // The same, compiled into each method that has it, for those that are called by the million.
  template <class Callable>
  HRESULT CallInline(Method method, Callable&& body) noexcept {
    try {
      if (refusal_) ThrowRefusal();
      const std::optional<LONGLONG> nth = gate_.Enter(method);
      return nth ? CallWatched(method, *nth, Body(body)) : body();
    } catch (...) {
      return Caught();
    }
  }

  // The reading that is chosen where IMAPI2's behaviour is not known; switches.cc has them all.
  std::string_view Switch(std::string_view name) const { return switches_.Get(name); }

  // "source-handles": a Tally::Entry for each source file held open.
  Tally& source_handles() noexcept { return source_handles_; }
  // "threads": a Tally::Entry for each thread that a session's object started.
  Tally& threads() noexcept { return threads_; }

  TypeLibraries& type_libraries() noexcept { return type_libraries_; }
  CallGate& gate() noexcept { return gate_; }
  Switches& switches() noexcept { return switches_; }
  DriveRack& drives() noexcept { return drives_; }
  MasterList& masters() noexcept { return masters_; }
  // From 1, of the sessions that this process has made; 0 is the default one.
  LONG number() const noexcept { return number_; }

  // Wakes everything that hangs or waits for a slow drive; called when the client lets go of its
  // IVirtualImapi.
  void Close() noexcept;

  // From now on every call fails with `reason`. Before the session has objects.
  void Refuse(Error reason) { refusal_ = std::move(reason); }

  // For the cores of objects only (com/object.h).
  ObjectCount& object_count() noexcept { return object_count_; }
  LONGLONG objects() const { return object_count_.Get(); }

  // Sessions of the whole library that are alive, for DllCanUnloadNow.
  static LONG Alive() noexcept;

 private:
  HRESULT CallBody(Method method, const Body& body) noexcept;
  [[noreturn]] void ThrowRefusal() const;
  // While a fault waits.
  HRESULT CallWatched(Method method, LONGLONG nth, const Body& body);
  HRESULT Planned(HRESULT result) noexcept;
  // Only from within a catch block.
  HRESULT Caught() noexcept;
  // The failure with what the switch `error-info` makes of its IErrorInfo.
  HRESULT Told(HRESULT failure) const noexcept;

  ObjectCount object_count_;
  Tally source_handles_;
  Tally threads_;
  TypeLibraries type_libraries_;
  CallGate gate_;
  Switches switches_;
  DriveRack drives_;
  MasterList masters_;
  std::optional<Error> refusal_;
  const LONG number_;
};

}  // namespace virtual_drive

#pragma once

#include <windows.h>

#include <ocidl.h>

#include <memory>
#include <vector>

#include "virtual/com/connection_point.h"

namespace virtual_drive {

class Session;

// IConnectionPointContainer of an object, whatever its events are.
class EventSource : public IConnectionPointContainer {
 public:
  HRESULT STDMETHODCALLTYPE EnumConnectionPoints(IEnumConnectionPoints** points) noexcept override;
  HRESULT STDMETHODCALLTYPE FindConnectionPoint(REFIID iid,
                                                IConnectionPoint** point) noexcept override;

  // Object answers.
  virtual Session& FaceSession() const noexcept = 0;

 protected:
  EventSource() = default;
  ~EventSource() = default;
  void AddPoint(REFIID events);
  void Deliver(REFIID events, DISPID id, std::vector<Variant> arguments);

 private:
  ConnectionPoint& Point(REFIID events) noexcept;

  std::vector<std::unique_ptr<ConnectionPoint>> points_;
};

// The face of an object that fires the given events, the default source first:
//   class Format : public Object<Dual<IDiscFormat2Data, IDiscFormat2>,
//   Events<DDiscFormat2DataEvents>>
//   Fire<DDiscFormat2DataEvents>(DISPID_DDISCFORMAT2DATAEVENTS_UPDATE, {self, progress});
template <class... EventInterfaces>
class Events : public EventSource {
 public:
  using Interface = IConnectionPointContainer;
  static bool Answers(REFIID iid) noexcept { return iid == __uuidof(IConnectionPointContainer); }

 protected:
  Events() { (AddPoint(__uuidof(EventInterfaces)), ...); }
  ~Events() = default;

  template <class EventInterface>
  void Fire(DISPID event, std::vector<Variant> arguments) {
    Deliver(__uuidof(EventInterface), event, std::move(arguments));
  }
};

}  // namespace virtual_drive

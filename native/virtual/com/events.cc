#include "virtual/com/events.h"

#include <imapi2.h>
#include <imapi2fs.h>
#include <olectl.h>

#include <cstdlib>
#include <optional>
#include <thread>

#include "virtual/com/apartment.h"
#include "virtual/com/enumerator.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

struct Event {
  const IID& events;
  DISPID id;
  Method call;
};

// How counters and faults name the delivery of an event.
const Event kEvents[] = {
    {__uuidof(DDiscMaster2Events), DISPID_DDISCMASTER2EVENTS_DEVICEADDED,
     "DDiscMaster2Events::NotifyDeviceAdded"},
    {__uuidof(DDiscMaster2Events), DISPID_DDISCMASTER2EVENTS_DEVICEREMOVED,
     "DDiscMaster2Events::NotifyDeviceRemoved"},
    {__uuidof(DDiscFormat2DataEvents), DISPID_DDISCFORMAT2DATAEVENTS_UPDATE,
     "DDiscFormat2DataEvents::Update"},
    {__uuidof(DDiscFormat2EraseEvents), DISPID_IDISCFORMAT2ERASEEVENTS_UPDATE,
     "DDiscFormat2EraseEvents::Update"},
    {__uuidof(DWriteEngine2Events), DISPID_DWRITEENGINE2EVENTS_UPDATE,
     "DWriteEngine2Events::Update"},
    {__uuidof(DFileSystemImageEvents), DISPID_DFILESYSTEMIMAGEEVENTS_UPDATE,
     "DFileSystemImageEvents::Update"},
    {__uuidof(DFileSystemImageImportEvents), DISPID_DFILESYSTEMIMAGEIMPORTEVENTS_UPDATEIMPORT,
     "DFileSystemImageImportEvents::UpdateImport"},
};

}  // namespace

// A delivery that meets a fault doesn't take place. There is nobody to tell: what a sink returns is
// of no interest to the one who fires, and so is this.
void EventSource::Deliver(REFIID events, DISPID id, std::vector<Variant> arguments) {
  CallGate& gate = FaceSession().gate();
  std::optional<CallGate::Passage> passage;
  for (const Event& event : kEvents) {
    if (event.events != events || event.id != id) continue;
    if (const auto nth = gate.Enter(event.call)) passage.emplace(gate, event.call, *nth);
  }
  if (passage && passage->result()) return;
  ConnectionPoint& point = Point(events);
  const bool elsewhere =
      (events == __uuidof(DDiscFormat2DataEvents) || events == __uuidof(DDiscFormat2EraseEvents)) &&
      FaceSession().Switch("event-thread") == "other-thread";
  // Sinks of a single-threaded apartment are called in it anyway, which waits for this call.
  if (!elsewhere || OnSingleThreadedApartment()) return point.Fire(id, std::move(arguments));
  const std::jthread waited_for([&, inside = gate.Inside()] {
    const CallGate::Errand errand(gate, inside);
    const Tally::Entry counted(FaceSession().threads());
    const Apartment apartment;
    point.Fire(id, std::move(arguments));
  });
}

void EventSource::AddPoint(REFIID events) {
  points_.push_back(std::make_unique<ConnectionPoint>(*this, events));
}

ConnectionPoint& EventSource::Point(REFIID events) noexcept {
  for (const auto& point : points_) {
    if (point->events() == events) return *point;
  }
  std::abort();  // fires an event that its list of faces doesn't name: a mistake in the source
}

HRESULT EventSource::EnumConnectionPoints(IEnumConnectionPoints** points) noexcept {
  return FaceSession().Call("IConnectionPointContainer::EnumConnectionPoints", [&]() -> HRESULT {
    ClearOut(points);
    std::vector<ComPtr<IConnectionPoint>> all;
    all.reserve(points_.size());
    for (const auto& point : points_) all.emplace_back(point.get());
    *points = NewEnumerator<IEnumConnectionPoints, PointerElement<IConnectionPoint>>(
        FaceSession().shared_from_this(), std::move(all));
    return S_OK;
  });
}

HRESULT EventSource::FindConnectionPoint(REFIID iid, IConnectionPoint** point) noexcept {
  return FaceSession().Call("IConnectionPointContainer::FindConnectionPoint", [&]() -> HRESULT {
    ClearOut(point);
    for (const auto& own : points_) {
      if (own->events() != iid) continue;
      own->AddRef();
      *point = own.get();
      return S_OK;
    }
    return CONNECT_E_NOCONNECTION;
  });
}

}  // namespace virtual_drive

#include "virtual/com/events.h"

#include <olectl.h>

#include <cstdlib>

#include "virtual/com/enumerator.h"
#include "virtual/session/session.h"

namespace virtual_drive {

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
  return Guard([&]() -> HRESULT {
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
  return Guard([&]() -> HRESULT {
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

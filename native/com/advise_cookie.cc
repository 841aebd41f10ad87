#include "com/advise_cookie.h"

#include <utility>

#include "com/com_error.h"

namespace imapi2::com {

AdviseCookie::AdviseCookie(IUnknown* source, REFIID events, IUnknown* sink) {
  ComPtr<IConnectionPointContainer> container;
  Check(source->QueryInterface(__uuidof(IConnectionPointContainer), container.PutVoid()),
        "QueryInterface(IConnectionPointContainer)");
  ComPtr<IConnectionPoint> point;
  Check(container->FindConnectionPoint(events, point.Put()),
        "IConnectionPointContainer::FindConnectionPoint");
  Check(point->Advise(sink, &cookie_), "IConnectionPoint::Advise");
  point_ = std::move(point);
}

AdviseCookie::AdviseCookie(AdviseCookie&& other) noexcept
    : point_(std::move(other.point_)),
      cookie_(std::exchange(other.cookie_, 0)),
      silence_(std::exchange(other.silence_, nullptr)) {}

AdviseCookie& AdviseCookie::operator=(AdviseCookie&& other) noexcept {
  std::swap(point_, other.point_);
  std::swap(cookie_, other.cookie_);
  std::swap(silence_, other.silence_);
  return *this;
}

AdviseCookie::~AdviseCookie() {
  if (silence_) silence_();
  if (point_) Expect(point_->Unadvise(cookie_));
}

}  // namespace imapi2::com

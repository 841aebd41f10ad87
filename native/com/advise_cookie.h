// An event subscription.
#pragma once

#include <windows.h>

#include <ocidl.h>

#include <functional>

#include "com/com_ptr.h"
#include "com/event_sink.h"

namespace imapi2::com {

// Remembers the very connection point that gave the cookie, because only that one can revoke it.
// Made and destroyed on the thread that makes the calls during which events come.
class AdviseCookie {
 public:
  AdviseCookie() noexcept = default;
  // Throws where `source` has no such events.
  AdviseCookie(IUnknown* source, REFIID events, IUnknown* sink);
  // Ends with the sink silent, whether the source then lets go of it or not.
  template <typename Events>
  AdviseCookie(IUnknown* source, const ComPtr<EventSink<Events>>& sink)
      : AdviseCookie(source, __uuidof(Events), sink.Get()) {
    silence_ = [sink] { sink->Silence(); };
  }
  AdviseCookie(AdviseCookie&& other) noexcept;
  AdviseCookie& operator=(AdviseCookie&& other) noexcept;
  AdviseCookie(const AdviseCookie&) = delete;
  AdviseCookie& operator=(const AdviseCookie&) = delete;
  ~AdviseCookie();

 private:
  ComPtr<IConnectionPoint> point_;
  DWORD cookie_ = 0;
  std::function<void()> silence_;
};

}  // namespace imapi2::com

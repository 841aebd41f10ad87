// A sink that can be told that nobody listens any more.
#pragma once

#include "com/dispatch_object.h"

namespace imapi2::com {

// `Events`: an event interface, which derives from IDispatch.
template <typename Events>
class EventSink : public DispatchObject<Events> {
 public:
  // Events go nowhere from now on, and what the sink holds is let go. A source whose Unadvise fails
  // keeps the sink and goes on calling it: the next burn of the same drive would tell its progress
  // to one that is over, and a sink that holds its source would keep it, and the drive, for ever.
  // Waits for an event under way on another thread; not to be called in one.
  virtual void Silence() noexcept = 0;
};

}  // namespace imapi2::com

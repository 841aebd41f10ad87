// DDiscFormat2DataEvents: how far a burn is, and the one place in which it can be cancelled.
#pragma once

#include <imapi2.h>

#include <functional>
#include <memory>

#include "com/com_ptr.h"
#include "com/event_sink.h"
#include "imapi/cancel_token.h"
#include "imapi/progress_map.h"

namespace imapi2 {

struct BurnEvent {
  WriteFigures figures;
  int64_t remaining_seconds;
  int64_t buffer_total;
  int64_t buffer_used;
};

// Whether the write may go on.
using BurnEventListener = std::function<bool(const BurnEvent&)>;

// Answers IUnknown, IDispatch and the event interface with one vtable. Events come in the middle of
// Write, one at a time, on the thread that called it or on another: the listener must be quick,
// must not throw and knows nothing of JavaScript. Cancelling is asked for by the token, and done
// here, because IMAPI2 promises CancelWrite inside Update only; so is the listener's own wish to
// stop.
com::ComPtr<com::EventSink<DDiscFormat2DataEvents>> MakeBurnEvents(
    IDiscFormat2Data* format, std::shared_ptr<const CancelToken> cancel,
    BurnEventListener listener);

}  // namespace imapi2

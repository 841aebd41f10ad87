// DDiscFormat2EraseEvents: how far an erase is.
#pragma once

#include <imapi2.h>

#include "com/com_ptr.h"
#include "com/event_sink.h"
#include "imapi/erase.h"

namespace imapi2 {

// Events come in the middle of EraseMedia, on the thread that called it or on another.
com::ComPtr<com::EventSink<DDiscFormat2EraseEvents>> MakeEraseEvents(EraseListener listener);

}  // namespace imapi2

// DDiscFormat2EraseEvents: how far an erase is.
#pragma once

#include <imapi2.h>

#include "com/com_ptr.h"
#include "com/event_sink.h"
#include "imapi/erase.h"

namespace imapi2 {

// Events come on the thread that called EraseMedia, in the middle of it.
com::ComPtr<com::EventSink<DDiscFormat2EraseEvents>> MakeEraseEvents(EraseListener listener);

}  // namespace imapi2

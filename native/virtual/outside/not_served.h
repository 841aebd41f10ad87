#pragma once

#include "virtual/com/error.h"
#include "virtual/session/method.h"
#include "virtual/session/session.h"

namespace virtual_drive {

[[noreturn]] void ThrowNotServed(Method method);

// The whole of every method of IMAPI2 that is about audio discs and raw CD images: E_NOTIMPL, with
// a text that names the method and says what there is instead; out-parameters empty.
template <class... Outs>
HRESULT NotServed(Session& session, Method method, Outs*... outs) noexcept {
  return session.Call(method, [&]() -> HRESULT {
    (ClearOut(outs), ...);
    ThrowNotServed(method);
  });
}

}  // namespace virtual_drive

#pragma once

#include <string>
#include <string_view>

#include "virtual/com/error.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// The whole of every method of IMAPI2 that is about audio discs and raw CD images: E_NOTIMPL, with
// a text that names the method and says what there is instead; out-parameters empty.
template <class... Outs>
HRESULT NotServed(Session& session, std::string_view method, Outs*... outs) noexcept {
  return session.Call(method, [&]() -> HRESULT {
    (ClearOut(outs), ...);
    throw Error(E_NOTIMPL, std::wstring(method.begin(), method.end()) +
                               L" is not implemented by the virtual drive, which records data "
                               L"discs: use MsftDiscFormat2Data and MsftFileSystemImage.");
  });
}

}  // namespace virtual_drive

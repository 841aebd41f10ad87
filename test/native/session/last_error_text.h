#pragma once

#include <windows.h>

#include <string>

#include "virtual/com/bstr.h"
#include "virtual/com/com_ptr.h"

namespace virtual_drive::test {

// What the last failed call on this thread said (IErrorInfo); empty where it said nothing. Once.
inline std::wstring LastErrorText() {
  ComPtr<IErrorInfo> info;
  if (GetErrorInfo(0, info.Put()) != S_OK) return {};
  Bstr text;
  info->GetDescription(text.Put());
  return std::wstring(View(text.Get()));
}

}  // namespace virtual_drive::test

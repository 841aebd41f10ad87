#pragma once

#include <string>

namespace virtual_drive {

// Writes a sentence to standard error, where there is one: regsvr32 shows an HRESULT and no
// IErrorInfo.
void Complain(const std::wstring& text) noexcept;

}  // namespace virtual_drive

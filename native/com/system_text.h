// What Windows has to say about a HRESULT, in the user's language.
#pragma once

#include <windows.h>

#include <string>

namespace imapi2::com {

// A module whose message table is asked where Windows' own know nothing; it stays loaded.
void AddMessages(HMODULE module) noexcept;

// Empty where nobody knows the code. What belongs in the place of an insert is not known here, and
// an ellipsis stands there.
std::wstring SystemText(HRESULT code);

}  // namespace imapi2::com

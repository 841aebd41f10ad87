// What Windows has to say about a HRESULT, in the user's language.
#pragma once

#include <windows.h>

#include <string>

namespace imapi2::com {

// Empty where nobody knows the code.
std::wstring SystemText(HRESULT code);

}  // namespace imapi2::com

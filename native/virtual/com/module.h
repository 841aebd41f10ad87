#pragma once

#include <string>

namespace virtual_drive {

// Full path of the library that this code is in.
std::wstring ModulePath();

}  // namespace virtual_drive

#pragma once

#include <windows.h>

#include "virtual/com/class_factory.h"

namespace virtual_drive {

// IMAPI2's coclasses that a session makes; null for any other.
CreateFunction FindClass(REFCLSID clsid) noexcept;

}  // namespace virtual_drive

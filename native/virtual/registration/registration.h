#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "virtual/registration/registration_plan.h"

namespace virtual_drive {

// For whom: everybody (HKEY_LOCAL_MACHINE, needs an administrator), or the user alone
// (HKEY_CURRENT_USER).
enum class RegistrationScope { kMachine, kUser };

// Writes the plan, all of it or nothing. Throws Error(HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS)),
// and has touched nothing, where any of it is already somebody else's, in either scope: above all
// Windows' own IMAPI2. An older registration of a library of this name is replaced.
void Register(RegistrationScope scope, const std::vector<RegistryEntry>& plan);

// Takes away what Register wrote, and no more; all of it or nothing. What is somebody else's stays.
void Unregister(RegistrationScope scope, const std::vector<RegistryEntry>& plan);

}  // namespace virtual_drive

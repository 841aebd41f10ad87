// What regsvr32 calls (exports.def).
//
//   regsvr32 imapi2-virtual.node               for everybody; /u takes it away
//   regsvr32 /n /i:user imapi2-virtual.node    for the user alone; /u /n /i:user takes it away
#include <windows.h>

#include <olectl.h>

#include <string_view>

#include "virtual/com/error.h"
#include "virtual/com/module.h"
#include "virtual/registration/complaint.h"
#include "virtual/registration/registration.h"

namespace {

using virtual_drive::RegistrationScope;

template <class Action>
HRESULT Run(RegistrationScope scope, Action action) {
  return virtual_drive::Guard([&]() -> HRESULT {
    try {
      action(scope, virtual_drive::PlanRegistration(virtual_drive::ModulePath()));
    } catch (const virtual_drive::Error& error) {
      virtual_drive::Complain(error.text());
      throw;
    }
    return S_OK;
  });
}

}  // namespace

STDAPI DllRegisterServer() { return Run(RegistrationScope::kMachine, virtual_drive::Register); }

STDAPI DllUnregisterServer() { return Run(RegistrationScope::kMachine, virtual_drive::Unregister); }

// "user" is what ATL's servers call it, too.
STDAPI DllInstall(BOOL install, PCWSTR command_line) {
  const std::wstring_view command(command_line ? command_line : L"");
  const auto scope = command == L"user" ? RegistrationScope::kUser : RegistrationScope::kMachine;
  if (!command.empty() && command != L"user") return E_INVALIDARG;
  return install ? Run(scope, virtual_drive::Register) : Run(scope, virtual_drive::Unregister);
}

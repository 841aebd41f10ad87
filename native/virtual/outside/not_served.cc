#include "virtual/outside/not_served.h"

#include <string>
#include <string_view>

namespace virtual_drive {

void ThrowNotServed(Method method) {
  const std::string_view name = method.name();
  throw Error(E_NOTIMPL, std::wstring(name.begin(), name.end()) +
                             L" is not implemented by the virtual drive, which records data "
                             L"discs: use MsftDiscFormat2Data and MsftFileSystemImage.");
}

}  // namespace virtual_drive

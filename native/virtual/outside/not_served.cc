#include "virtual/outside/not_served.h"

#include <string>

namespace virtual_drive {

void ThrowNotServed(std::string_view method) {
  throw Error(E_NOTIMPL, std::wstring(method.begin(), method.end()) +
                             L" is not implemented by the virtual drive, which records data "
                             L"discs: use MsftDiscFormat2Data and MsftFileSystemImage.");
}

}  // namespace virtual_drive

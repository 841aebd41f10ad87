#include "addon/virtual_server.h"

#include <windows.h>

namespace imapi2::addon {
namespace {

// The file that this code was loaded from; empty where Windows does not say.
std::wstring OwnPath() {
  HMODULE module = nullptr;
  if (!GetModuleHandleExW(
          GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
          reinterpret_cast<LPCWSTR>(&VirtualServerPath), &module)) {
    return {};
  }
  std::wstring path(MAX_PATH, L'\0');
  for (;;) {
    const DWORD length = GetModuleFileNameW(module, path.data(), static_cast<DWORD>(path.size()));
    if (length < path.size()) return path.substr(0, length);
    path.resize(path.size() * 2);  // a long path
  }
}

}  // namespace

std::wstring VirtualServerPath() {
  const std::wstring own = OwnPath();
  const size_t folder = own.find_last_of(L'\\');
  if (folder == std::wstring::npos) return {};
  return own.substr(0, folder + 1) + L"imapi2-virtual.node";
}

}  // namespace imapi2::addon

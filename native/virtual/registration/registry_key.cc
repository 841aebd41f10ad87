#include "virtual/registration/registry_key.h"

namespace virtual_drive {

void CheckRegistry(LSTATUS status, const std::wstring& what) {
  if (status == ERROR_SUCCESS) return;
  throw Error(HRESULT_FROM_WIN32(static_cast<DWORD>(status)),
              L"The key of the registry " + what + L" can't be read or changed.");
}

RegistryKey OpenKey(HKEY parent, const std::wstring& path, REGSAM access) {
  HKEY key = nullptr;
  const LSTATUS status = RegOpenKeyExW(parent, path.c_str(), 0, access, &key);
  if (status == ERROR_FILE_NOT_FOUND) return {};
  CheckRegistry(status, path);
  return RegistryKey(key);
}

std::optional<std::wstring> ReadText(HKEY key, const std::wstring& name) {
  DWORD bytes = 0;
  LSTATUS status =
      RegGetValueW(key, nullptr, name.c_str(), RRF_RT_REG_SZ, nullptr, nullptr, &bytes);
  if (status == ERROR_FILE_NOT_FOUND || status == ERROR_UNSUPPORTED_TYPE) return std::nullopt;
  CheckRegistry(status, name);
  std::wstring text(bytes / sizeof(wchar_t) + 1, L'\0');
  bytes = static_cast<DWORD>(text.size() * sizeof(wchar_t));
  status = RegGetValueW(key, nullptr, name.c_str(), RRF_RT_REG_SZ, nullptr, text.data(), &bytes);
  CheckRegistry(status, name);
  text.resize(text.find(L'\0'));
  return text;
}

}  // namespace virtual_drive

#include "imapi/registration.h"

#include <imapi2.h>
#include <imapi2fs.h>

namespace imapi2 {
namespace {

std::wstring TextOf(REFCLSID clsid) {
  wchar_t text[64];
  return StringFromGUID2(clsid, text, 64) == 0 ? std::wstring() : std::wstring(text);
}

// `name` null: the key's default value.
std::optional<std::wstring> ReadText(const std::wstring& key, const wchar_t* name) {
  constexpr DWORD kText = RRF_RT_REG_SZ | RRF_RT_REG_EXPAND_SZ;
  DWORD bytes = 0;
  if (RegGetValueW(HKEY_CLASSES_ROOT, key.c_str(), name, kText, nullptr, nullptr, &bytes) !=
      ERROR_SUCCESS) {
    return std::nullopt;
  }
  std::wstring value(bytes / sizeof(wchar_t), L'\0');
  if (RegGetValueW(HKEY_CLASSES_ROOT, key.c_str(), name, kText, nullptr, value.data(), &bytes) !=
      ERROR_SUCCESS) {
    return std::nullopt;
  }
  value.resize(value.find(L'\0') == std::wstring::npos ? value.size() : value.find(L'\0'));
  return value;
}

RegisteredClass Read(const char* name, REFCLSID clsid) {
  const std::wstring text = TextOf(clsid);
  const std::wstring key = L"CLSID\\" + text + L"\\InprocServer32";
  return {name, text, ReadText(key, nullptr), ReadText(key, L"ThreadingModel")};
}

}  // namespace

std::vector<RegisteredClass> ReadRegisteredClasses() {
  return {
      Read("MsftDiscMaster2", __uuidof(MsftDiscMaster2)),
      Read("MsftDiscRecorder2", __uuidof(MsftDiscRecorder2)),
      Read("MsftDiscFormat2Data", __uuidof(MsftDiscFormat2Data)),
      Read("MsftDiscFormat2Erase", __uuidof(MsftDiscFormat2Erase)),
      Read("MsftWriteEngine2", __uuidof(MsftWriteEngine2)),
      Read("MsftFileSystemImage", __uuidof(MsftFileSystemImage)),
  };
}

std::optional<std::string> WineVersion() {
  using GetVersion = const char*(__cdecl*)();
  const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
  if (ntdll == nullptr) return std::nullopt;
  // Wine's own export, which no Windows has. By way of void* because a FARPROC is no such function.
  const auto version = reinterpret_cast<GetVersion>(
      reinterpret_cast<void*>(GetProcAddress(ntdll, "wine_get_version")));
  if (version == nullptr) return std::nullopt;
  return version();
}

}  // namespace imapi2

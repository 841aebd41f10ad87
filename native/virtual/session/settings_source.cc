#include "virtual/session/settings_source.h"

#include <optional>
#include <string>
#include <string_view>

#include "virtual/com/error.h"
#include "virtual/disc/file_store.h"
#include "virtual/session/settings.h"

namespace virtual_drive {
namespace {

std::optional<std::wstring> Variable(const wchar_t* name) {
  const DWORD size = GetEnvironmentVariableW(name, nullptr, 0);
  if (size == 0) return std::nullopt;
  std::wstring value(size, L'\0');
  const DWORD length = GetEnvironmentVariableW(name, value.data(), size);
  if (length >= size) return std::nullopt;  // changed in between
  value.resize(length);
  return value;
}

std::string ToUtf8(std::wstring_view text) {
  if (text.empty()) return {};
  const int length = static_cast<int>(text.size());
  const int size =
      WideCharToMultiByte(CP_UTF8, 0, text.data(), length, nullptr, 0, nullptr, nullptr);
  std::string utf8(static_cast<std::size_t>(size), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text.data(), length, utf8.data(), size, nullptr, nullptr);
  return utf8;
}

std::wstring ToWide(std::string_view utf8) {
  if (utf8.empty()) return {};
  const int length = static_cast<int>(utf8.size());
  const int size =
      MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8.data(), length, nullptr, 0);
  if (size == 0) throw Error(E_INVALIDARG, L"the text is not UTF-8");
  std::wstring text(static_cast<std::size_t>(size), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, text.data(), size);
  return text;
}

[[noreturn]] void RefuseUnreadable(DWORD code) {
  throw Error(HRESULT_FROM_WIN32(code), L"the file can't be read");
}

// By Windows' own functions: <filesystem> and <fstream> would add half a megabyte to the library.
std::string ReadWhole(const std::wstring& path) {
  constexpr DWORD kLargest = 1 << 20;  // nobody writes so much by hand
  const HANDLE opened = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (opened == INVALID_HANDLE_VALUE) RefuseUnreadable(GetLastError());
  const FileHandle file(opened);
  std::string text(kLargest + 1, '\0');
  DWORD length = 0;
  if (!::ReadFile(file.get(), text.data(), kLargest + 1, &length, nullptr)) {
    RefuseUnreadable(GetLastError());
  }
  if (length > kLargest) throw Error(E_INVALIDARG, L"the file is no settings file: it is too long");
  text.resize(length);
  return text;
}

// Normalised; a relative one counts from the current folder.
std::wstring FullPath(const std::wstring& path) {
  const DWORD size = GetFullPathNameW(path.c_str(), 0, nullptr, nullptr);
  std::wstring full(size, L'\0');
  full.resize(GetFullPathNameW(path.c_str(), size, full.data(), nullptr));
  if (full.empty()) throw Error(E_INVALIDARG, L"'" + path + L"' is no path");
  return full;
}

bool IsRelative(std::wstring_view path) {
  const bool rooted = path.starts_with(L'\\') || path.starts_with(L'/');
  return !rooted && path.substr(0, 2).find(L':') == path.npos;
}

// `folder`: full.
std::wstring PathIn(const std::wstring& folder, const std::wstring& path) {
  return FullPath(IsRelative(path) ? folder + L'\\' + path : path);
}

SettingsInUse Resolve(std::string_view text, const std::wstring& folder) {
  Settings settings;
  try {
    settings = ParseSettings(text);
  } catch (const SettingsError& error) {
    throw Error(E_INVALIDARG, ToWide(error.what()));
  }
  SettingsInUse in_use;
  for (const Settings::Drive& drive : settings.drives) {
    const std::wstring disc = ToWide(drive.disc);
    in_use.drives.push_back({disc.empty() ? disc : PathIn(folder, disc),
                             static_cast<IMAPI_MEDIA_PHYSICAL_TYPE>(drive.media), drive.sectors,
                             drive.sectors_per_second});
  }
  for (const auto& [name, value] : settings.switches) {
    in_use.switches.emplace_back(ToWide(name), ToWide(value));
  }
  return in_use;
}

SettingsInUse FromFile(const std::wstring& file, std::wstring& source) {
  source = L"file " + file;
  const std::wstring full = FullPath(file);
  return Resolve(ReadWhole(full), full.substr(0, full.find_last_of(L"\\/")));
}

}  // namespace

SettingsInUse ReadSettings(std::wstring& source) {
  if (const auto text = Variable(L"IMAPI2_VIRTUAL_DRIVES")) {
    source = L"variable IMAPI2_VIRTUAL_DRIVES";
    return Resolve(ToUtf8(*text), FullPath(L"."));
  }
  if (const auto file = Variable(L"IMAPI2_VIRTUAL_SETTINGS")) return FromFile(*file, source);
  const auto folder = Variable(L"LOCALAPPDATA");
  if (!folder) return {};
  const std::wstring file = *folder + L"\\imapi2-virtual\\settings.txt";
  const bool exists = GetFileAttributesW(file.c_str()) != INVALID_FILE_ATTRIBUTES;
  return exists ? FromFile(file, source) : SettingsInUse();
}

}  // namespace virtual_drive

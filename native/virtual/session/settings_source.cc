#include "virtual/session/settings_source.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include "virtual/com/error.h"
#include "virtual/session/settings.h"

namespace virtual_drive {
namespace {

namespace fs = std::filesystem;

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

std::string ReadFile(const fs::path& file) {
  constexpr std::uintmax_t kLargest = 1 << 20;  // nobody writes so much by hand
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  std::ifstream stream(file, std::ios::binary);
  if (error || !stream) {
    const DWORD code = error ? static_cast<DWORD>(error.value()) : DWORD{ERROR_OPEN_FAILED};
    throw Error(HRESULT_FROM_WIN32(code), L"the file can't be read");
  }
  if (size > kLargest) throw Error(E_INVALIDARG, L"the file is no settings file: it is too long");
  return {std::istreambuf_iterator<char>(stream), {}};
}

SettingsInUse Resolve(std::string_view text, const fs::path& folder) {
  Settings settings;
  try {
    settings = ParseSettings(text);
  } catch (const SettingsError& error) {
    throw Error(E_INVALIDARG, ToWide(error.what()));
  }
  SettingsInUse in_use;
  for (const Settings::Drive& drive : settings.drives) {
    const std::wstring disc = ToWide(drive.disc);
    in_use.drives.push_back({disc.empty() ? disc : (folder / disc).lexically_normal().wstring(),
                             static_cast<IMAPI_MEDIA_PHYSICAL_TYPE>(drive.media), drive.sectors,
                             drive.sectors_per_second});
  }
  for (const auto& [name, value] : settings.switches) {
    in_use.switches.emplace_back(ToWide(name), ToWide(value));
  }
  return in_use;
}

SettingsInUse FromFile(const fs::path& file, std::wstring& source) {
  source = L"file " + file.wstring();
  return Resolve(ReadFile(file), fs::absolute(file).parent_path());
}

}  // namespace

SettingsInUse ReadSettings(std::wstring& source) {
  if (const auto text = Variable(L"IMAPI2_VIRTUAL_DRIVES")) {
    source = L"variable IMAPI2_VIRTUAL_DRIVES";
    return Resolve(ToUtf8(*text), fs::current_path());
  }
  if (const auto file = Variable(L"IMAPI2_VIRTUAL_SETTINGS")) return FromFile(*file, source);
  const auto folder = Variable(L"LOCALAPPDATA");
  if (!folder) return {};
  const fs::path file = fs::path(*folder) / L"imapi2-virtual" / L"settings.txt";
  std::error_code none;
  return fs::exists(file, none) ? FromFile(file, source) : SettingsInUse();
}

}  // namespace virtual_drive

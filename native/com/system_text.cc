#include "com/system_text.h"

#include <atomic>
#include <cwctype>

#include "com/library.h"

namespace imapi2::com {
namespace {

std::atomic<HMODULE> added_messages = nullptr;

// `%1!ls!`, `%2`: 35 messages of imapi2fs.dll have some. The filled text comes by IErrorInfo.
void CoverInserts(std::wstring& text) {
  const auto digit = [&](size_t at) { return at < text.size() && iswdigit(text[at]); };
  for (size_t at = 0; (at = text.find(L'%', at)) != std::wstring::npos; ++at) {
    size_t end = at + 1;
    while (digit(end)) ++end;
    if (end == at + 1) continue;
    const size_t close = end < text.size() && text[end] == L'!' ? text.find(L'!', end + 1) : end;
    if (close > end && close != std::wstring::npos) end = close + 1;
    text.replace(at, end - at, L"\u2026");
  }
}

// Without IGNORE_INSERTS FormatMessage would read arguments that aren't there.
std::wstring Format(DWORD source, HMODULE module, HRESULT code) {
  wchar_t* text = nullptr;
  const DWORD length = FormatMessageW(
      source | FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_IGNORE_INSERTS, module,
      static_cast<DWORD>(code), 0, reinterpret_cast<wchar_t*>(&text), 0, nullptr);
  struct Free {
    wchar_t* text;
    ~Free() { LocalFree(text); }
  } const owner{text};
  std::wstring result = length == 0 ? std::wstring() : std::wstring(text, length);
  while (!result.empty() &&
         (result.back() == L'\n' || result.back() == L'\r' || result.back() == L' ')) {
    result.pop_back();
  }
  CoverInserts(result);
  return result;
}

// As a data file: its message table is wanted, its code is not, and the codes of a virtual drive
// must have their texts even where IMAPI2 is not installed properly.
std::wstring FromMessageTable(const wchar_t* file, HRESULT code) {
  wchar_t folder[MAX_PATH];
  const UINT length = GetSystemDirectoryW(folder, MAX_PATH);
  if (length == 0 || length >= MAX_PATH) return {};
  const std::wstring path = std::wstring(folder, length) + L"\\" + file;
  const Library library(LoadLibraryExW(path.c_str(), nullptr,
                                       LOAD_LIBRARY_AS_DATAFILE | LOAD_LIBRARY_AS_IMAGE_RESOURCE));
  if (!library) return {};
  return Format(FORMAT_MESSAGE_FROM_HMODULE, library.Get(), code);
}

}  // namespace

void AddMessages(HMODULE module) noexcept { added_messages = module; }

std::wstring SystemText(HRESULT code) {
  std::wstring text = Format(FORMAT_MESSAGE_FROM_SYSTEM, nullptr, code);
  if (text.empty()) text = FromMessageTable(L"imapi2.dll", code);
  if (text.empty()) text = FromMessageTable(L"imapi2fs.dll", code);
  if (const HMODULE added = text.empty() ? added_messages.load() : nullptr) {
    text = Format(FORMAT_MESSAGE_FROM_HMODULE, added, code);
  }
  return text;
}

}  // namespace imapi2::com

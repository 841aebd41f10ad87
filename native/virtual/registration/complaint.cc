#include "virtual/registration/complaint.h"

#include <windows.h>

#include <new>

namespace virtual_drive {

void Complain(const std::wstring& text) noexcept {
  const HANDLE output = GetStdHandle(STD_ERROR_HANDLE);
  if (output == nullptr || output == INVALID_HANDLE_VALUE || text.empty()) return;
  try {
    const std::wstring line = L"imapi2-virtual: " + text + L"\r\n";
    const int length = static_cast<int>(line.size());
    std::string bytes(line.size() * 3, '\0');
    const int size = WideCharToMultiByte(CP_UTF8, 0, line.data(), length, bytes.data(),
                                         static_cast<int>(bytes.size()), nullptr, nullptr);
    DWORD written = 0;
    WriteFile(output, bytes.data(), static_cast<DWORD>(size), &written, nullptr);
  } catch (const std::bad_alloc&) {
    // The HRESULT says it, too.
  }
}

}  // namespace virtual_drive

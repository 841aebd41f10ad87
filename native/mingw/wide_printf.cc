// What MinGW's swprintf and libstdc++'s to_wstring print with. MinGW's own brings the conversion of
// floating-point numbers of every size, 24 KB in each binary, and we print whole numbers and text
// alone, which Windows' C library prints as well.
//
// MinGW only: the linker takes this function and leaves the library's out.
#include <cstdarg>
#include <cstddef>
#include <cwchar>

extern "C" {

// Negative where `text` is too small for all and the null behind it, as C has it (7.29.2.7).
// NOLINTNEXTLINE(bugprone-reserved-identifier): the library's own name
int __cdecl __mingw_vsnwprintf(wchar_t* text, std::size_t size, const wchar_t* format,
                               std::va_list arguments) {
  if (size == 0) return -1;
  const int length = _vsnwprintf(text, size, format, arguments);
  if (length >= 0 && static_cast<std::size_t>(length) < size) return length;
  text[size - 1] = L'\0';
  return -1;
}

}  // extern "C"

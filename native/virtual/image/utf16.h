#pragma once

#include <string>
#include <string_view>

// COM speaks wchar_t, the tree and UDF speak char16_t. On Windows both are UTF-16 units, but
// different types.
namespace virtual_drive {

static_assert(sizeof(wchar_t) == sizeof(char16_t), "the virtual drive's COM layer is Windows code");

inline std::u16string FromWide(std::wstring_view text) { return {text.begin(), text.end()}; }
inline std::wstring ToWide(std::u16string_view text) { return {text.begin(), text.end()}; }

}  // namespace virtual_drive

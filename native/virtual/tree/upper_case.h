#pragma once

namespace virtual_drive::tree {

// Simple upper case of one UTF-16 unit, the same in every locale and on every platform: towupper()
// is neither. Covers Latin, Greek, Cyrillic, Armenian, Glagolitic and the full-width forms;
// anything else maps to itself.
char16_t UpperCase(char16_t unit) noexcept;

}  // namespace virtual_drive::tree

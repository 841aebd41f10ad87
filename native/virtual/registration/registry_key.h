#pragma once

#include <windows.h>

#include <optional>
#include <string>
#include <utility>

#include "virtual/com/error.h"

namespace virtual_drive {

// Owns an open key of the registry.
class RegistryKey {
 public:
  RegistryKey() noexcept = default;
  explicit RegistryKey(HKEY owned) noexcept : key_(owned) {}
  RegistryKey(RegistryKey&& other) noexcept : key_(std::exchange(other.key_, nullptr)) {}
  RegistryKey& operator=(RegistryKey&& other) noexcept {
    std::swap(key_, other.key_);
    return *this;
  }
  ~RegistryKey() {
    if (key_) RegCloseKey(key_);
  }

  HKEY Get() const noexcept { return key_; }
  explicit operator bool() const noexcept { return key_ != nullptr; }

 private:
  HKEY key_ = nullptr;
};

// Null where there is no such key. Throws Error where it can't be opened.
RegistryKey OpenKey(HKEY parent, const std::wstring& path, REGSAM access);
// None where there is no such value, or where it is no text. Throws Error where it can't be read.
std::optional<std::wstring> ReadText(HKEY key, const std::wstring& name);

// Throws Error for what a function of the registry returned.
void CheckRegistry(LSTATUS status, const std::wstring& what);

}  // namespace virtual_drive

#pragma once

#include <windows.h>

#include <functional>
#include <string>
#include <vector>

#include "virtual/registration/registration_plan.h"

namespace virtual_drive {

// Changes of one root of the registry that happen together: what isn't kept is undone, in the
// opposite order, when this goes. (Windows' own transactions of the registry are not everywhere:
// Wine has none.)
class RegistryChange {
 public:
  // `root`: Software\Classes of the machine or of the user. It must live longer.
  explicit RegistryChange(HKEY root) : root_(root) {}
  RegistryChange(const RegistryChange&) = delete;
  RegistryChange& operator=(const RegistryChange&) = delete;
  ~RegistryChange();

  // Also makes the keys on the way. Throws Error.
  void Set(const RegistryValue& value);
  // Nothing where there is none. Throws Error.
  void Remove(const RegistryValue& value);
  // Removes `key`, and then those above it, up to the first that has something in it. Throws Error.
  void RemoveIfEmpty(const std::wstring& key);

  void Keep() noexcept { undo_.clear(); }

 private:
  void MakeKey(const std::wstring& key);

  const HKEY root_;
  std::vector<std::function<void()>> undo_;
};

}  // namespace virtual_drive

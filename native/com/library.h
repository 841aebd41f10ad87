// Owner of a loaded library.
#pragma once

#include <windows.h>

#include <utility>

namespace imapi2::com {

class Library {
 public:
  Library() noexcept = default;
  explicit Library(HMODULE module) noexcept : module_(module) {}
  Library(Library&& other) noexcept : module_(std::exchange(other.module_, nullptr)) {}
  Library& operator=(Library&& other) noexcept {
    std::swap(module_, other.module_);
    return *this;
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() {
    if (module_ != nullptr) FreeLibrary(module_);
  }

  HMODULE Get() const noexcept { return module_; }
  explicit operator bool() const noexcept { return module_ != nullptr; }
  // Leaves it loaded for the rest of the process.
  HMODULE Detach() noexcept { return std::exchange(module_, nullptr); }

 private:
  HMODULE module_ = nullptr;
};

}  // namespace imapi2::com

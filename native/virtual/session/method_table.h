#pragma once

#include <span>
#include <string_view>

namespace virtual_drive {

enum class MethodKind {
  kUnknown,   // IMAPI2 has no such method
  kNobodys,   // it has, but no object of the virtual drive
  kCountable  // it passes the session's gate, so it can be counted and can fail
};

// `name`: "IDiscFormat2Data::Write". Late-bound calls are those of the method that they lead to.
MethodKind KindOfMethod(std::string_view name) noexcept;

// Both sorted; made of the contract and of the sources by scripts/generate.mjs.
std::span<const std::string_view> CountableMethods() noexcept;
std::span<const std::string_view> NobodysMethods() noexcept;

}  // namespace virtual_drive

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "virtual/session/method_names.h"

namespace virtual_drive {

// A method that passes the session's gate, where it is counted and can fail:
// "IDiscFormat2Data::Write". Late-bound calls are those of the method that they lead to.
class Method {
 public:
  static constexpr std::size_t kCount = std::size(method_names::kCountable);

  // The compiler looks the literal up, so that no call has to. One that the table lacks is an error
  // there: scripts/generate.mjs makes the table of these very literals.
  consteval Method(const char* name) : place_(PlaceOf(name)) {
    if (place_ == kCount) throw "method_names.h has no such method: run scripts/generate.mjs";
  }
  // None for what is no method, or no object's of the virtual drive.
  static std::optional<Method> Find(std::string_view name) noexcept;

  std::string_view name() const noexcept;
  // Below kCount.
  std::size_t place() const noexcept { return place_; }

  friend bool operator==(const Method&, const Method&) = default;

 private:
  struct Found {
    std::size_t place;
  };
  explicit Method(Found found) noexcept : place_(static_cast<std::uint16_t>(found.place)) {}

  // kCount where there is none.
  static constexpr std::uint16_t PlaceOf(std::string_view name) {
    const auto* const begin = std::begin(method_names::kCountable);
    const auto* const end = std::end(method_names::kCountable);
    const auto* const found = std::lower_bound(begin, end, name);
    return static_cast<std::uint16_t>(found != end && *found == name ? found - begin : end - begin);
  }

  std::uint16_t place_;
};

// Of a method that IMAPI2 has, and no object of the virtual drive.
bool IsNobodysMethod(std::string_view name) noexcept;

}  // namespace virtual_drive

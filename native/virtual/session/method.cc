#include "virtual/session/method.h"

namespace virtual_drive {

std::optional<Method> Method::Find(std::string_view name) noexcept {
  const std::size_t place = PlaceOf(name);
  if (place == kCount) return std::nullopt;
  return Method(Found{place});
}

std::string_view Method::name() const noexcept { return method_names::kCountable[place_]; }

bool IsNobodysMethod(std::string_view name) noexcept {
  return std::ranges::binary_search(method_names::kNobodys, name);
}

}  // namespace virtual_drive

#include "virtual/session/method_table.h"

#include <algorithm>

namespace virtual_drive {

MethodKind KindOfMethod(std::string_view name) noexcept {
  if (std::ranges::binary_search(CountableMethods(), name)) return MethodKind::kCountable;
  if (std::ranges::binary_search(NobodysMethods(), name)) return MethodKind::kNobodys;
  return MethodKind::kUnknown;
}

}  // namespace virtual_drive

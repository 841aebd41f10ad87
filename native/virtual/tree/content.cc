#include "virtual/tree/content.h"

#include <numeric>

namespace virtual_drive::tree {
namespace {

struct Size {
  std::uint64_t operator()(std::monostate) const { return 0; }
  std::uint64_t operator()(const Imported& imported) const {
    return std::accumulate(
        imported.extents.begin(), imported.extents.end(), std::uint64_t{0},
        [](std::uint64_t sum, const DiscExtent& extent) { return sum + extent.length; });
  }
  std::uint64_t operator()(const Embedded& embedded) const { return embedded.bytes.size(); }
  std::uint64_t operator()(const New& fresh) const { return fresh.source->Size(); }
};

}  // namespace

std::uint64_t SizeOf(const Content& content) { return std::visit(Size{}, content); }

}  // namespace virtual_drive::tree

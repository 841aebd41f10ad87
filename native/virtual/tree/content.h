#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "virtual/tree/content_source.h"

namespace virtual_drive::tree {

// A stretch of a file that is on the disc already. `lba` counts 2048-byte blocks from the start of
// the disc (not of the partition). `length` is in bytes; only the last extent of a file may end
// inside a block.
struct DiscExtent {
  std::uint32_t lba = 0;
  std::uint64_t length = 0;
  // False: no blocks hold it and it reads as zeros (ECMA-167 4/14.14.1.1, extent types 1 and 2);
  // `lba` means nothing.
  bool recorded = true;

  bool operator==(const DiscExtent&) const = default;
};

// What a file holds. A default-constructed Content is an empty file.
struct Imported {
  std::vector<DiscExtent> extents;
};
// The bytes lie in the file entry itself (ECMA-167 4/14.6.8, flags 3): at most 1872, what a block
// has beside the entry.
struct Embedded {
  std::vector<std::byte> bytes;
};
struct New {
  std::shared_ptr<ContentSource> source;  // never null
};
using Content = std::variant<std::monostate, Imported, Embedded, New>;

// In bytes.
std::uint64_t SizeOf(const Content& content);

}  // namespace virtual_drive::tree

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "virtual/tree/content_source.h"
#include "virtual/udf/sector_source.h"

namespace virtual_drive::udf {

// Another file system that shares an image with UDF, and the blocks of its files: a bridge disc
// (UDF 6.12 has one with ISO 9660). Its volume descriptors stand in block 16 and behind, before
// UDF's own recognition sequence (ECMA-167 2/8.3.1); the rest behind UDF's metadata, in blocks that
// no file entry of UDF's names.
//
// Placed once, while a session is laid out, and immutable from then on.
class Bridge {
 public:
  Bridge() = default;
  Bridge(const Bridge&) = delete;
  Bridge& operator=(const Bridge&) = delete;
  virtual ~Bridge() = default;

  // At most kMostBridgeDescriptors.
  virtual std::uint32_t descriptor_blocks() const = 0;
  virtual std::uint32_t structure_blocks() const = 0;
  // What it records beside the files, such as boot images: in front of them, each from a block on.
  virtual const std::vector<std::shared_ptr<tree::ContentSource>>& extra_data() const = 0;

  struct Placement {
    std::uint32_t first_block = 0;          // of the session; descriptors are 16 blocks behind it
    std::uint32_t structures = 0;           // lba of structure_blocks() blocks
    std::vector<std::uint32_t> extra_data;  // lba of each
    std::uint32_t total_blocks = 0;         // of the image
    // Of the file with that number; files and directories are numbered breadth first, the root 0.
    std::function<std::uint32_t(std::uint32_t)> file_lba;
  };
  virtual void Place(const Placement& placement) = 0;
  // A descriptor (from block 16 of the session on) or a structure block. Takes a block of zeros.
  virtual void Render(std::uint32_t lba, std::span<std::byte, kBlockSize> block) const = 0;
};

// What the layout has room for between block 16 and the integrity sequence.
inline constexpr std::uint32_t kMostBridgeDescriptors = 8;

}  // namespace virtual_drive::udf

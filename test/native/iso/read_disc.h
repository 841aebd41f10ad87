#pragma once

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>

#include "../udf/sparse_disc.h"
#include "made_image.h"
#include "virtual/iso/volume_reader.h"
#include "virtual/tree/path.h"

namespace virtual_drive::iso::test {

using udf::test::BlockBytes;
using udf::test::SparseDisc;

// Records a session where it belongs.
inline void Burn(SparseDisc& disc, const Image& image) {
  for (std::uint32_t lba = image.image_start(); lba < image.total_blocks(); ++lba) {
    BlockBytes block;
    std::ranges::copy(BlockOf(image, lba), block.begin());
    disc.Write(lba, block);
  }
}

// Puts a file, as another program made it, at a sector of the disc. Returns one past its last.
inline std::uint32_t BurnFile(SparseDisc& disc, const std::string& path, std::uint32_t lba = 0) {
  std::ifstream file(path, std::ios::binary);
  for (BlockBytes block{};
       file.read(reinterpret_cast<char*>(block.data()), kBlockSize) || file.gcount() > 0;
       block = {}) {
    disc.Write(lba++, block);
  }
  return lba;
}

inline void CollectFiles(udf::SectorSource& disc, const tree::Directory& directory,
                         const std::u16string& folder, Files& files) {
  for (const auto& node : directory.children()) {
    if (node->is_directory()) {
      CollectFiles(disc, static_cast<const tree::Directory&>(*node), folder + node->name() + u"/",
                   files);
    } else {
      files[folder + node->name()] =
          udf::test::BytesOf(disc, static_cast<const tree::File&>(*node));
    }
  }
}

// As the volume's tree has them, read from the disc; paths as FillTree's.
inline Files FilesOf(udf::SectorSource& disc, const Volume& volume) {
  Files files;
  CollectFiles(disc, *volume.root, u"", files);
  return files;
}

}  // namespace virtual_drive::iso::test

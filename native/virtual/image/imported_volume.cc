#include "virtual/image/imported_volume.h"

#include <algorithm>

namespace virtual_drive {

FsiFileSystems ImportedVolume::file_system() const noexcept {
  if (iso() == nullptr) return FsiFileSystemUDF;
  return iso()->kind == iso::VolumeKind::kJoliet ? FsiFileSystemJoliet : FsiFileSystemISO9660;
}

FsiFileSystems ImportedVolume::file_systems_to_create() const noexcept {
  if (file_system() != FsiFileSystemJoliet) return file_system();
  return static_cast<FsiFileSystems>(FsiFileSystemISO9660 | FsiFileSystemJoliet);
}

std::vector<udf::BlockRange> ImportedVolume::identity() const {
  // 16 blocks is the least that a volume descriptor sequence has (ECMA-167 3/8.4.2), and what there
  // is to know of a disc is in them: names, times, identifiers, sizes.
  constexpr std::uint32_t kMostBlocks = 16;
  udf::BlockRange descriptors = udf() != nullptr ? udf()->main_vds : iso()->descriptors;
  descriptors.end_lba = std::min(descriptors.end_lba, descriptors.start_lba + kMostBlocks - 1);
  const std::uint32_t tree = udf() != nullptr ? udf()->file_set_lba : iso()->root_lba;
  return {descriptors, {tree, tree}};
}

}  // namespace virtual_drive

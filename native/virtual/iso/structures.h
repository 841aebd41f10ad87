#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "virtual/iso/boot_catalog.h"
#include "virtual/iso/hierarchy.h"
#include "virtual/iso/volume_descriptors.h"
#include "virtual/udf/bridge.h"

namespace virtual_drive::iso {

struct Options {
  bool joliet = false;
  int interchange_level = 1;  // 1 or 2
  std::u16string volume_name;
  tree::Time recording_time{};
  std::vector<BootImage> boot_images;
};

// Everything of ISO 9660 that a session has beside the data of its files: volume descriptors from
// its block 16 on; the path tables and directories of the hierarchies and the boot catalog
// somewhere behind.
class Structures final : public udf::Bridge {
 public:
  // Copies what it needs of the tree: of files that are on the disc already, where they are. Throws
  // LimitError.
  Structures(const tree::Directory& root, Options options);

  std::uint32_t descriptor_blocks() const override;
  std::uint32_t structure_blocks() const override;
  const std::vector<std::shared_ptr<tree::ContentSource>>& extra_data() const override {
    return boot_data_;
  }
  void Place(const Placement& placement) override;
  void Render(std::uint32_t lba, Block block) const override;

 private:
  const Options options_;
  std::vector<std::shared_ptr<tree::ContentSource>> boot_data_;
  Hierarchy primary_;
  std::optional<Hierarchy> joliet_;
  VolumeFacts facts_;
  std::uint32_t descriptors_start_ = kFirstDescriptor;
  std::uint32_t joliet_start_ = 0;
  std::uint32_t catalog_start_ = 0;
  std::vector<std::byte> catalog_;
};

}  // namespace virtual_drive::iso

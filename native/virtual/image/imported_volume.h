#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "virtual/iso/volume.h"
#include "virtual/tree/node.h"
#include "virtual/udf/volume.h"

namespace virtual_drive {

// What a disc was found to hold, whichever file system it was read by.
class ImportedVolume {
 public:
  explicit ImportedVolume(udf::Volume volume) : volume_(std::move(volume)) {}
  explicit ImportedVolume(iso::Volume volume) : volume_(std::move(volume)) {}

  // One of the two is null.
  const udf::Volume* udf() const noexcept { return std::get_if<udf::Volume>(&volume_); }
  const iso::Volume* iso() const noexcept { return std::get_if<iso::Volume>(&volume_); }

  // The one that it was read by.
  FsiFileSystems file_system() const noexcept;
  // What a session that follows has: Joliet isn't without ISO 9660.
  FsiFileSystems file_systems_to_create() const noexcept;

  const std::u16string& name() const {
    return std::visit(
        [](const auto& volume) -> const auto& { return volume.name; }, volume_);
  }
  const std::shared_ptr<tree::Directory>& root() const {
    return std::visit(
        [](const auto& volume) -> const auto& { return volume.root; }, volume_);
  }
  udf::AppendObstacle append_obstacle() const {
    return std::visit([](const auto& volume) { return volume.append_obstacle; }, volume_);
  }
  // What tells this volume from any other: its descriptors, and where its tree begins.
  std::vector<udf::BlockRange> identity() const;

 private:
  std::variant<udf::Volume, iso::Volume> volume_;
};

}  // namespace virtual_drive

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "virtual/disc/media.h"
#include "virtual/disc/tracks.h"

namespace virtual_drive {

// What a disc is, apart from what its sectors hold.
struct DiscState {
  MediaKind kind = MediaKind::kDvdPlusRw;
  std::uint32_t sectors = 0;
  bool formatted = false;
  // First sectors of write units that a power cut left unreadable.
  std::vector<std::uint32_t> torn_units;
  // Of media that are written one session after the other.
  Tracks tracks = {};

  friend bool operator==(const DiscState&, const DiscState&) = default;
};

// The state as it is kept in the disc's file: a label behind the last sector. It is shorter than a
// sector, so readers that count in sectors (udfinfo, the kernel's loop device) see a disc of
// exactly its capacity, and a file whose length or label is otherwise is recognised as no disc of
// ours.
//
// Rewritable and pressed media have the short one, which has no tracks.
inline constexpr std::size_t kShortLabelSize = 512;
inline constexpr std::size_t kLongLabelSize = 2032;
using Label = std::vector<std::uint8_t>;

constexpr std::size_t LabelSize(const Media& media) noexcept {
  return media.sequential() ? kLongLabelSize : kShortLabelSize;
}

Label ToLabel(const DiscState& state);
// None where the bytes, of either size, are no label of ours.
std::optional<DiscState> FromLabel(std::span<const std::uint8_t> bytes);

}  // namespace virtual_drive

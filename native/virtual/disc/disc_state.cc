#include "virtual/disc/disc_state.h"

#include <algorithm>

#include "virtual/mmc/big_endian.h"

namespace virtual_drive {
namespace {

// Bytes 0-31 magic, 32 kind, 36 sectors, 40 flags, 44 number of torn units, 48 torn units, 508
// checksum.
constexpr std::array<std::uint8_t, 32> kMagic = {
    'i', 'm', 'a', 'p', 'i', '2', ' ', 'v', 'i', 'r', 't', 'u', 'a',  'l',  ' ', 'd',
    'i', 's', 'c', ',', ' ', 'l', 'a', 'b', 'e', 'l', ' ', '1', 0x1A, '\n', 0,   0};
constexpr std::size_t kTornUnits = 48;
constexpr std::size_t kChecksum = 508;
// More power cuts than that without a rewrite: the oldest wound is forgotten, not the newest.
constexpr std::size_t kMostTornUnits = (kChecksum - kTornUnits) / 4;
constexpr std::uint32_t kFormatted = 1;

// FNV-1a: against accidents, nothing more.
std::uint32_t Checksum(std::span<const std::uint8_t> bytes) {
  std::uint32_t hash = 2166136261U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 16777619U;
  return hash;
}

}  // namespace

Label ToLabel(const DiscState& state) {
  Label label{};
  std::copy(kMagic.begin(), kMagic.end(), label.begin());
  mmc::Put32(label, 32, static_cast<std::uint32_t>(state.kind));
  mmc::Put32(label, 36, state.sectors);
  mmc::Put32(label, 40, state.formatted ? kFormatted : 0);
  const std::size_t count = std::min(state.torn_units.size(), kMostTornUnits);
  const std::size_t skipped = state.torn_units.size() - count;
  mmc::Put32(label, 44, static_cast<std::uint32_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    mmc::Put32(label, kTornUnits + 4 * i, state.torn_units[skipped + i]);
  }
  mmc::Put32(label, kChecksum, Checksum(std::span(label).first(kChecksum)));
  return label;
}

std::optional<DiscState> FromLabel(std::span<const std::uint8_t> bytes) {
  if (bytes.size() != kLabelSize || !std::equal(kMagic.begin(), kMagic.end(), bytes.begin()) ||
      mmc::Get32(bytes, kChecksum) != Checksum(bytes.first(kChecksum))) {
    return std::nullopt;
  }
  const auto kind = MediaKindOf(static_cast<std::int32_t>(mmc::Get32(bytes, 32)));
  const std::uint32_t count = mmc::Get32(bytes, 44);
  DiscState state;
  state.sectors = mmc::Get32(bytes, 36);
  if (!kind || state.sectors == 0 || count > kMostTornUnits) return std::nullopt;
  state.kind = *kind;
  state.formatted = (mmc::Get32(bytes, 40) & kFormatted) != 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t unit = mmc::Get32(bytes, kTornUnits + 4 * i);
    if (unit >= state.sectors) return std::nullopt;
    state.torn_units.push_back(unit);
  }
  return state;
}

}  // namespace virtual_drive

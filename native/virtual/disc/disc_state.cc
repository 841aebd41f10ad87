#include "virtual/disc/disc_state.h"

#include <algorithm>
#include <array>

#include "virtual/mmc/big_endian.h"

namespace virtual_drive {
namespace {

// Bytes 0-31 magic, 32 kind, 36 sectors, 40 flags, 44 number of torn units, 48 torn units; in a
// long label 112 number of tracks, 116 tracks, each its first sector and the one behind its last;
// in the last four bytes the checksum.
constexpr std::array<std::uint8_t, 32> kMagic = {
    'i', 'm', 'a', 'p', 'i', '2', ' ', 'v', 'i', 'r', 't', 'u', 'a',  'l',  ' ', 'd',
    'i', 's', 'c', ',', ' ', 'l', 'a', 'b', 'e', 'l', ' ', '1', 0x1A, '\n', 0,   0};
constexpr std::size_t kVersion = 27;
constexpr std::size_t kTornUnits = 48;
constexpr std::size_t kTrackCount = 112;
constexpr std::size_t kTracks = 116;
constexpr std::uint32_t kFormatted = 1;
constexpr std::uint32_t kTrackOpen = 2;
constexpr std::uint32_t kSessionOpen = 4;
constexpr std::uint32_t kFinalized = 8;
// In a track's first sector, which has 31 bits.
constexpr std::uint32_t kFirstOfSession = 0x80000000;

constexpr std::size_t Checksum(std::size_t size) noexcept { return size - 4; }
// More power cuts than that without a rewrite: the oldest wound is forgotten, not the newest.
constexpr std::size_t MostTornUnits(std::size_t size) noexcept {
  return ((size == kLongLabelSize ? kTrackCount : Checksum(size)) - kTornUnits) / 4;
}
constexpr std::size_t kMostTracks = (Checksum(kLongLabelSize) - kTracks) / 8;
static_assert(kMostTracks >= 191);

// FNV-1a: against accidents, nothing more.
std::uint32_t ChecksumOf(std::span<const std::uint8_t> bytes) {
  std::uint32_t hash = 2166136261U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 16777619U;
  return hash;
}

std::array<std::uint8_t, 32> MagicOf(std::size_t size) {
  std::array<std::uint8_t, 32> magic = kMagic;
  if (size == kLongLabelSize) magic[kVersion] = '2';
  return magic;
}

void PutTracks(const Tracks& tracks, Label& label) {
  mmc::Put32(label, kTrackCount, static_cast<std::uint32_t>(tracks.recorded.size()));
  for (std::size_t i = 0; i < tracks.recorded.size(); ++i) {
    const Track& track = tracks.recorded[i];
    mmc::Put32(label, kTracks + 8 * i,
               track.start | (track.first_of_session ? kFirstOfSession : 0));
    mmc::Put32(label, kTracks + 8 * i + 4, track.end);
  }
}

// False where they can't be a disc's: out of order, or behind its end.
bool GetTracks(std::span<const std::uint8_t> bytes, std::uint32_t flags, DiscState& state) {
  Tracks& tracks = state.tracks;
  const std::uint32_t count = mmc::Get32(bytes, kTrackCount);
  if (count > kMostTracks) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t start = mmc::Get32(bytes, kTracks + 8 * i);
    const Track track = {start & ~kFirstOfSession, mmc::Get32(bytes, kTracks + 8 * i + 4),
                         (start & kFirstOfSession) != 0};
    if (track.start < tracks.end() || track.end < track.start || track.end > state.sectors) {
      return false;
    }
    tracks.recorded.push_back(track);
  }
  tracks.track_open = (flags & kTrackOpen) != 0;
  tracks.session_open = (flags & kSessionOpen) != 0;
  tracks.finalized = (flags & kFinalized) != 0;
  const bool open = tracks.track_open || tracks.session_open;
  return !open || (count > 0 && tracks.session_open && !tracks.finalized);
}

}  // namespace

Label ToLabel(const DiscState& state) {
  const std::size_t size = LabelSize(MediaOf(state.kind));
  Label label(size);
  const auto magic = MagicOf(size);
  std::copy(magic.begin(), magic.end(), label.begin());
  mmc::Put32(label, 32, static_cast<std::uint32_t>(state.kind));
  mmc::Put32(label, 36, state.sectors);
  mmc::Put32(label, 40,
             (state.formatted ? kFormatted : 0) | (state.tracks.track_open ? kTrackOpen : 0) |
                 (state.tracks.session_open ? kSessionOpen : 0) |
                 (state.tracks.finalized ? kFinalized : 0));
  const std::size_t count = std::min(state.torn_units.size(), MostTornUnits(size));
  const std::size_t skipped = state.torn_units.size() - count;
  mmc::Put32(label, 44, static_cast<std::uint32_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    mmc::Put32(label, kTornUnits + 4 * i, state.torn_units[skipped + i]);
  }
  if (size == kLongLabelSize) PutTracks(state.tracks, label);
  mmc::Put32(label, Checksum(size), ChecksumOf(std::span(label).first(Checksum(size))));
  return label;
}

std::optional<DiscState> FromLabel(std::span<const std::uint8_t> bytes) {
  const std::size_t size = bytes.size();
  if (size != kShortLabelSize && size != kLongLabelSize) return std::nullopt;
  const auto magic = MagicOf(size);
  if (!std::equal(magic.begin(), magic.end(), bytes.begin()) ||
      mmc::Get32(bytes, Checksum(size)) != ChecksumOf(bytes.first(Checksum(size)))) {
    return std::nullopt;
  }
  const auto kind = MediaKindOf(static_cast<std::int32_t>(mmc::Get32(bytes, 32)));
  const std::uint32_t flags = mmc::Get32(bytes, 40);
  const std::uint32_t count = mmc::Get32(bytes, 44);
  DiscState state;
  state.sectors = mmc::Get32(bytes, 36);
  if (!kind || LabelSize(MediaOf(*kind)) != size) return std::nullopt;
  if (state.sectors == 0 || state.sectors > 0x7FFFFFFF || count > MostTornUnits(size)) {
    return std::nullopt;
  }
  state.kind = *kind;
  state.formatted = (flags & kFormatted) != 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t unit = mmc::Get32(bytes, kTornUnits + 4 * i);
    if (unit >= state.sectors) return std::nullopt;
    state.torn_units.push_back(unit);
  }
  if (size == kLongLabelSize && !GetTracks(bytes, flags, state)) return std::nullopt;
  return state;
}

}  // namespace virtual_drive

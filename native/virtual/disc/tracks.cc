#include "virtual/disc/tracks.h"

#include <algorithm>

namespace virtual_drive {
namespace {

std::uint32_t RoundUp(std::uint32_t sectors, std::uint32_t unit) noexcept {
  return (sectors + unit - 1) / unit * unit;
}

}  // namespace

std::uint32_t Tracks::sessions() const noexcept {
  return static_cast<std::uint32_t>(std::count_if(
      recorded.begin(), recorded.end(), [](const Track& track) { return track.first_of_session; }));
}

std::uint32_t Tracks::SessionOf(std::size_t index) const noexcept {
  std::uint32_t session = 0;
  for (std::size_t i = 0; i <= index; ++i) session += recorded[i].first_of_session ? 1 : 0;
  return session;
}

std::optional<std::size_t> Tracks::LastClosedSession() const noexcept {
  const std::uint32_t wanted = closed_sessions();
  for (std::size_t i = 0; i < recorded.size() && wanted > 0; ++i) {
    if (recorded[i].first_of_session && SessionOf(i) == wanted) return i;
  }
  return std::nullopt;
}

bool Tracks::Holds(std::uint32_t lba, std::uint32_t count) const noexcept {
  return std::any_of(recorded.begin(), recorded.end(), [&](const Track& track) {
    return lba >= track.start && lba <= track.end && count <= track.end - lba;
  });
}

std::optional<std::uint32_t> Tracks::NextWritable(const Media& media,
                                                  std::uint32_t capacity) const noexcept {
  if (finalized) return std::nullopt;
  std::uint64_t next = end();
  if (!blank() && !track_open) {
    if (recorded.size() >= media.most_tracks) return std::nullopt;
    if (!session_open) next += sessions() == 1 ? media.first_gap : media.gap;
  }
  if (next >= capacity) return std::nullopt;
  return static_cast<std::uint32_t>(next);
}

void Tracks::Written(std::uint32_t lba, std::uint32_t count) {
  if (!track_open) {
    recorded.push_back({lba, lba, !session_open});
    track_open = true;
    session_open = true;
  }
  recorded.back().end = lba + count;
}

void Tracks::CloseTrack(const Media& media, std::uint32_t capacity) noexcept {
  if (!track_open) return;
  Track& last = recorded.back();
  last.end = std::min(last.start + RoundUp(last.end - last.start, media.write_unit), capacity);
  track_open = false;
}

}  // namespace virtual_drive

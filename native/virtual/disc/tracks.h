#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "virtual/disc/media.h"

namespace virtual_drive {

struct Track {
  std::uint32_t start = 0;
  std::uint32_t end = 0;  // one past the last sector written
  bool first_of_session = true;

  friend bool operator==(const Track&, const Track&) = default;
};

// What has been recorded on a disc that is written one session after the other: the states of
// MMC-6 4.2 and 4.3, without reserved tracks. Knows no sectors.
//
// There is always one place to write to, the next writable address, until the disc is finalised or
// full: the end of the open track; else where the next track would begin, which MMC calls the
// invisible track.
struct Tracks {
  std::vector<Track> recorded;
  bool track_open = false;    // the last one can go on
  bool session_open = false;  // the last one's session can have more tracks
  bool finalized = false;

  friend bool operator==(const Tracks&, const Tracks&) = default;

  bool blank() const noexcept { return recorded.empty(); }
  // Those that were begun; an empty one behind them is not counted.
  std::uint32_t sessions() const noexcept;
  std::uint32_t closed_sessions() const noexcept { return sessions() - (session_open ? 1 : 0); }
  // Number, from 1, of the session of the track at `index`.
  std::uint32_t SessionOf(std::size_t index) const noexcept;
  // Index of the first track of the last closed session; none where there is no such session.
  std::optional<std::size_t> LastClosedSession() const noexcept;
  // One past the last sector recorded.
  std::uint32_t end() const noexcept { return blank() ? 0 : recorded.back().end; }
  // Whether all of [lba, lba + count) was recorded, without a gap.
  bool Holds(std::uint32_t lba, std::uint32_t count) const noexcept;

  // None where nothing can be written any more.
  std::optional<std::uint32_t> NextWritable(const Media& media,
                                            std::uint32_t capacity) const noexcept;
  // So many sectors were written at the next writable address `lba`.
  void Written(std::uint32_t lba, std::uint32_t count);
  // The track is filled up to a whole write unit.
  void CloseTrack(const Media& media, std::uint32_t capacity) noexcept;
  void CloseSession() noexcept { session_open = false; }
};

}  // namespace virtual_drive

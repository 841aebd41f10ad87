// A drive with a medium that is written one session after the other, and what is asked of it.
#pragma once

#include <doctest.h>

#include <optional>

#include "tested_drive.h"

namespace virtual_drive::mmc::test {

struct Information {
  std::uint32_t disc_status;
  std::uint32_t session_state;
  std::uint32_t sessions;
  std::uint32_t first_track_in_last;
  std::uint32_t last_track_in_last;
  friend bool operator==(const Information&, const Information&) = default;
};

inline Information ReadDisc(TestedDrive& drive) {
  REQUIRE(drive.Send({0x51, 0, 0, 0, 0, 0, 0, 0, 64}, 64).outcome == Outcome::kGood);
  const auto& data = drive.data();
  REQUIRE(data.size() == drive.Number(0, 2) + 2);
  return {data[2] & 3u, data[2] >> 2 & 3u, data[4], data[5], data[6]};
}

// Of a track: where it can be written next; none where that isn't valid.
inline std::optional<std::uint32_t> NextWritable(TestedDrive& drive, std::uint8_t track) {
  REQUIRE(drive.Send({0x52, 1, 0, 0, 0, track, 0, 0, 64}, 64).outcome == Outcome::kGood);
  if ((drive.data()[7] & 1) == 0) return std::nullopt;
  return drive.Number(12, 4);
}

// Page 05h: whether another session may follow.
inline void SetMultiSession(TestedDrive& drive, bool follows) {
  drive.Send({0x5A, 0, 0x05, 0, 0, 0, 0, 4, 0}, 256);
  std::vector<std::uint8_t> list = drive.data();
  list[0] = list[1] = 0;
  list[8 + 3] = follows ? 0xC0 : 0x00;
  REQUIRE(
      drive.Send({0x55, 0x10, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(list.size())}, 0, list)
          .outcome == Outcome::kGood);
}

inline Reply CloseTrack(TestedDrive& drive, std::uint8_t track) {
  return drive.Send({0x5B, 0, 1, 0, 0, track});
}
inline Reply CloseSession(TestedDrive& drive) { return drive.Send({0x5B, 0, 2}); }

}  // namespace virtual_drive::mmc::test

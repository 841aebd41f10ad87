#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace virtual_drive::mmc {

// Why a command failed: sense key, additional sense code and its qualifier (SPC-4 4.5, MMC-6 annex
// F).
struct Sense {
  std::uint8_t key = 0;
  std::uint8_t asc = 0;
  std::uint8_t ascq = 0;
  // How far what is in progress is, in 65,536ths; 0: it isn't told.
  std::uint16_t progress = 0;

  explicit operator bool() const noexcept { return key != 0; }
  friend bool operator==(const Sense&, const Sense&) = default;
};

inline constexpr Sense kNoSense{};
inline constexpr Sense kBecomingReady{0x02, 0x04, 0x01};
inline constexpr Sense kFormatInProgress{0x02, 0x04, 0x04};
inline constexpr Sense kOperationInProgress{0x02, 0x04, 0x07};
inline constexpr Sense kMediumNotFormatted{0x02, 0x30, 0x10};
inline constexpr Sense kNoMediumTrayClosed{0x02, 0x3A, 0x01};
inline constexpr Sense kNoMediumTrayOpen{0x02, 0x3A, 0x02};
inline constexpr Sense kWriteError{0x03, 0x0C, 0x00};
inline constexpr Sense kUnrecoveredReadError{0x03, 0x11, 0x00};
inline constexpr Sense kTrackFollowingError{0x04, 0x09, 0x00};
inline constexpr Sense kInternalTargetFailure{0x04, 0x44, 0x00};
inline constexpr Sense kParameterListLengthError{0x05, 0x1A, 0x00};
inline constexpr Sense kInvalidCommand{0x05, 0x20, 0x00};
inline constexpr Sense kAddressOutOfRange{0x05, 0x21, 0x00};
inline constexpr Sense kInvalidAddressForWrite{0x05, 0x21, 0x02};
inline constexpr Sense kInvalidFieldInCdb{0x05, 0x24, 0x00};
inline constexpr Sense kInvalidFieldInParameters{0x05, 0x26, 0x00};
inline constexpr Sense kIncompatibleMedium{0x05, 0x30, 0x00};
inline constexpr Sense kCannotWriteMedium{0x05, 0x30, 0x05};
inline constexpr Sense kCannotFormatMedium{0x05, 0x30, 0x06};
inline constexpr Sense kSavingNotSupported{0x05, 0x39, 0x00};
inline constexpr Sense kRemovalPrevented{0x05, 0x53, 0x02};
inline constexpr Sense kEndOfUserArea{0x05, 0x63, 0x00};
inline constexpr Sense kIllegalModeForTrack{0x05, 0x64, 0x00};
inline constexpr Sense kSessionFixationError{0x05, 0x72, 0x00};
inline constexpr Sense kIncompleteTrackInSession{0x05, 0x72, 0x03};
inline constexpr Sense kMediumChanged{0x06, 0x28, 0x00};
inline constexpr Sense kReset{0x06, 0x29, 0x00};
inline constexpr Sense kBlankCheck{0x08, 0x00, 0x00};

// Fixed format, current error (SPC-4 4.5.3), as REQUEST SENSE and SendCommand* give it.
using FixedSense = std::array<std::uint8_t, 18>;
inline FixedSense ToFixedFormat(const Sense& sense) noexcept {
  FixedSense bytes{};
  bytes[0] = 0x70;
  bytes[2] = sense.key;
  bytes[7] = static_cast<std::uint8_t>(bytes.size() - 8);
  bytes[12] = sense.asc;
  bytes[13] = sense.ascq;
  if (sense.progress != 0) {
    bytes[15] = 0x80;  // the sense-key-specific bytes are valid (SPC-4 4.5.2.4.4)
    bytes[16] = static_cast<std::uint8_t>(sense.progress >> 8);
    bytes[17] = static_cast<std::uint8_t>(sense.progress);
  }
  return bytes;
}

// What a drive says of a medium that it can't use yet, to so many commands, or as long as it works
// on it. One that says that there is none has not noticed it yet.
struct NotReady {
  using Clock = std::chrono::steady_clock;

  Sense sense = kBecomingReady;
  int commands = 0;
  Clock::time_point since{};
  Clock::time_point until{};

  bool hides_medium() const noexcept { return commands > 0 && sense.asc == 0x3A; }
};

// What drives differ in.
struct Habits {
  // Said of a sector that can't be read.
  Sense unreadable = kUnrecoveredReadError;
  bool takes_force_unit_access = true;
};

// Thrown by a command's handler: CHECK CONDITION.
struct CheckCondition {
  Sense sense;
};

// Thrown by a command's handler: the command got no answer at all.
struct NoAnswer {
  // What the fault asked the caller to be told; 0: that the device is gone.
  std::int32_t code = 0;
};

}  // namespace virtual_drive::mmc

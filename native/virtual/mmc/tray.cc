// Whether there is a medium, and the tray: TEST UNIT READY, START STOP UNIT, PREVENT ALLOW MEDIUM
// REMOVAL and GET EVENT STATUS NOTIFICATION (MMC-6 6.45, 6.42, 6.15, 6.7).
#include <bit>
#include <utility>

#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"

namespace virtual_drive::mmc {
namespace {

void OpenTray(Unit& unit) {
  if (unit.tray_open) return;
  if (unit.removal_prevented) throw CheckCondition{kRemovalPrevented};
  unit.tray_open = true;
  unit.media_event = MediaEvent::kRemoval;
  unit.unit_attention.reset();
  unit.not_ready = {};
}

void CloseTray(Unit& unit) {
  if (!unit.tray_open) return;
  unit.tray_open = false;
  if (!unit.disc) return;
  unit.media_event = MediaEvent::kNewMedia;
  unit.unit_attention = kMediumChanged;
  unit.not_ready = unit.not_ready_after_close;
}

}  // namespace

std::size_t TestUnitReady(Unit& unit, const Command&) {
  unit.RequireMedium();
  return 0;
}

std::size_t StartStopUnit(Unit& unit, const Command& command) {
  const bool start = (command.Byte(4) & 1) != 0;
  const bool load_eject = (command.Byte(4) & 2) != 0;
  const bool power_condition = (command.Byte(4) & 0xF0) != 0;
  if (power_condition || !load_eject) return 0;  // spinning up or down needs no time here
  if (start) {
    CloseTray(unit);
  } else {
    OpenTray(unit);
  }
  return 0;
}

std::size_t PreventAllowMediumRemoval(Unit& unit, const Command& command) {
  unit.removal_prevented = (command.Byte(4) & 1) != 0;
  return 0;
}

// The classes that the features core, morphing, removable medium and power management announce
// (MMC-6 5.3, 6.7). Only of media there is anything to tell; it is told before the classes in which
// nothing ever happens.
std::size_t GetEventStatusNotification(Unit& unit, const Command& command) {
  enum : int { kOperationalChange = 1, kPower = 2, kMedia = 4, kDeviceBusy = 6 };
  constexpr std::uint32_t kSupported =
      1 << kOperationalChange | 1 << kPower | 1 << kMedia | 1 << kDeviceBusy;
  constexpr std::uint8_t kNoEventAvailable = 0x80;
  if ((command.Byte(1) & 1) == 0) throw CheckCondition{kInvalidFieldInCdb};  // polled only
  const std::uint32_t asked = command.Byte(4) & kSupported;
  DataIn data;
  if (asked == 0) {
    data.Add16(2).Add8(kNoEventAvailable).Add8(kSupported);
    return data.Send(command, command.Field16(7));
  }
  const bool media = (asked & 1 << kMedia) != 0 && unit.media_event != MediaEvent::kNone;
  const int event_class = media ? kMedia : std::countr_zero(asked);
  data.Add16(6).Add8(static_cast<std::uint32_t>(event_class)).Add8(kSupported);
  if (event_class == kMedia) {
    const auto event = std::exchange(unit.media_event, MediaEvent::kNone);
    const std::uint32_t tray = unit.tray_open ? 1 : 0;
    const std::uint32_t present = unit.medium() ? 2 : 0;
    data.Add8(static_cast<std::uint8_t>(event)).Add8(present | tray).AddZeros(2);
  } else {
    constexpr std::uint32_t kActive = 1;
    data.Add8(0).Add8(event_class == kPower ? kActive : 0).AddZeros(2);
  }
  return data.Send(command, command.Field16(7));
}

}  // namespace virtual_drive::mmc

// Whether there is a medium, and the tray: TEST UNIT READY, START STOP UNIT, PREVENT ALLOW MEDIUM
// REMOVAL and GET EVENT STATUS NOTIFICATION (MMC-6 6.45, 6.42, 6.15, 6.7).
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

std::size_t GetEventStatusNotification(Unit& unit, const Command& command) {
  constexpr std::uint8_t kMediaClass = 4;
  constexpr std::uint8_t kMediaClassBit = 1 << kMediaClass;
  constexpr std::uint8_t kNoEventAvailable = 0x80;
  if ((command.Byte(1) & 1) == 0) throw CheckCondition{kInvalidFieldInCdb};  // polled only
  DataIn data;
  if ((command.Byte(4) & kMediaClassBit) == 0) {
    data.Add16(2).Add8(kNoEventAvailable).Add8(kMediaClassBit);
  } else {
    const auto event = std::exchange(unit.media_event, MediaEvent::kNone);
    const std::uint32_t tray = unit.tray_open ? 1 : 0;
    const std::uint32_t present = unit.medium() ? 2 : 0;
    data.Add16(6)
        .Add8(kMediaClass)
        .Add8(kMediaClassBit)
        .Add8(static_cast<std::uint8_t>(event))
        .Add8(present | tray)
        .AddZeros(2);
  }
  return data.Send(command, command.Field16(7));
}

}  // namespace virtual_drive::mmc

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "virtual/disc/disc.h"
#include "virtual/mmc/command.h"
#include "virtual/mmc/fault_plan.h"
#include "virtual/mmc/mode_pages.h"
#include "virtual/mmc/waker.h"
#include "virtual/mmc/write_log.h"

namespace virtual_drive::mmc {

// How a drive names itself: INQUIRY, and feature 0108h.
struct Identity {
  std::string vendor = "IMAPI2";
  std::string product = "Virtual BD-RE";
  std::string revision = "1.00";
  std::string serial = "0000000001";
};

// MMC-6 table 285: what has happened to the medium since the host last asked.
enum class MediaEvent : std::uint8_t { kNone = 0, kEjectRequest = 1, kNewMedia = 2, kRemoval = 3 };

// What blanking minimally and formatting without certification take as long as writing: these write
// little more than a lead-in.
inline constexpr std::uint32_t kQuickSectors = 1024;

// The logical unit as its commands see it. The drive lets one command in at a time.
struct Unit {
  Identity identity;
  // What is in the tray, also while the tray is open.
  std::unique_ptr<Disc> disc;
  bool tray_open = false;
  bool removal_prevented = false;
  // Told once, by the next command that isn't exempt.
  std::optional<Sense> unit_attention;
  MediaEvent media_event = MediaEvent::kNone;
  NotReady not_ready;
  NotReady not_ready_after_close;
  Habits habits;
  ModePages mode_pages;
  std::uint32_t write_speed = 0;         // kB/s, as selected; 0: the fastest
  std::uint32_t sectors_per_second = 0;  // the pace of the virtual drive; 0: as fast as possible
  Waker::Clock::time_point next_write{};
  bool dead = false;
  // Writes are answered with success and forgotten.
  bool loses_writes = false;
  // Discs that faults put in; each is used once.
  std::vector<std::unique_ptr<Disc>> spares;
  FaultPlan faults;
  WriteLog writes;
  Waker waker;

  // The medium that commands can use; null with the tray open, or as long as the drive overlooks
  // it.
  const Disc* medium() const noexcept { return hidden() ? nullptr : disc.get(); }
  Disc* medium() noexcept { return hidden() ? nullptr : disc.get(); }
  bool hidden() const noexcept { return tray_open || not_ready.hides_medium(); }
  // Throws what a command without medium ends with.
  Disc& RequireMedium();
  // The same for a medium that must be formatted too.
  Disc& RequireFormatted();
  // An operation of the drive's own has begun, which takes it as long as writing so many sectors.
  // Where its command is answered immediately, others are told of it; else it waits for the end.
  void Occupy(std::uint32_t sectors, const Sense& meanwhile, bool immediately);
  // The selected write speed, or the fastest; 0 where the medium can't be written.
  std::uint32_t WriteSpeed() const noexcept;
  // MMC-6 5.3.1; 0 without a medium.
  std::uint16_t CurrentProfile() const noexcept;
};

}  // namespace virtual_drive::mmc

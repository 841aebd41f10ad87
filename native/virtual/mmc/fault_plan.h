#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "virtual/mmc/sense.h"

namespace virtual_drive::mmc {

enum class FaultEffect {
  kFail,        // the command fails: with sense data, or with `code` where it isn't 0
  kPowerCut,    // the drive is dead from now on
  kTornUnit,    // the same, and the write unit that was being written is unreadable
  kHang,        // the command doesn't return until the drive is shut down
  kEject,       // somebody opens the tray by its emergency hole, which no lock prevents
  kSwapDisc,    // another disc lies in the tray, and the next command is told so
  kNotReady,    // so many commands find the medium not ready
  kLoseWrites,  // writes succeed and reach the disc no more; at a sector: those of that sector
};

struct Fault {
  FaultEffect effect = FaultEffect::kFail;
  std::int32_t code = 0;
  NotReady not_ready{};   // kNotReady
  std::size_t spare = 0;  // kSwapDisc: which of Unit::spares
};

enum class SectorAccess { kAny = 0, kRead = 1, kWrite = 2 };

// Faults of the medium, by place or by what has been written. Any thread may add; the drive asks.
class FaultPlan {
 public:
  // Such an access to the sector meets it, for good; what can happen only once happens once.
  void AddAtSector(std::uint32_t lba, SectorAccess access, Fault fault);
  // Once so many sectors have reached the disc; it happens once.
  void AddAfterWrites(std::uint64_t sectors, Fault fault);

  struct Hit {
    Fault fault;
    std::uint32_t sectors_before;  // of the access, that still go well
    bool of_sector;                // met at that sector, not by count
  };
  // What an access to [lba, lba + count) meets first.
  std::optional<Hit> MeetsRead(std::uint32_t lba, std::uint32_t count);
  // `written`: what has reached the disc before this access. A fault by count is due as soon as its
  // number is reached.
  std::optional<Hit> MeetsWrite(std::uint32_t lba, std::uint32_t count, std::uint64_t written);

 private:
  struct AtSector {
    std::uint32_t lba;
    SectorAccess access;
    Fault fault;
  };
  struct AfterWrites {
    std::uint64_t sectors;
    Fault fault;
  };
  using Sectors = std::vector<AtSector>;
  // Where there is none: the end.
  Sectors::iterator FirstAtSector(std::uint32_t lba, std::uint32_t count, SectorAccess access);
  Hit TakeAtSector(Sectors::iterator planned, std::uint32_t lba);

  std::mutex mutex_;
  Sectors at_sector_;
  std::vector<AfterWrites> after_writes_;
};

}  // namespace virtual_drive::mmc

#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace virtual_drive::mmc {

enum class FaultEffect {
  kFail,      // the command fails: with sense data, or with `code` where it isn't 0
  kPowerCut,  // the drive is dead from now on
  kTornUnit,  // the same, and the write unit that was being written is unreadable
  kHang,      // the command doesn't return until the drive is shut down
};

struct Fault {
  FaultEffect effect = FaultEffect::kFail;
  std::int32_t code = 0;
};

// Faults of the medium, by place or by what has been written. Any thread may add; the drive asks.
class FaultPlan {
 public:
  // Any access to the sector meets it, for good.
  void AddAtSector(std::uint32_t lba, Fault fault);
  // Once so many sectors have reached the disc; it happens once.
  void AddAfterWrites(std::uint64_t sectors, Fault fault);

  struct Hit {
    Fault fault;
    std::uint32_t sectors_before;  // of the access, that still go well
  };
  // What an access to [lba, lba + count) meets first.
  std::optional<Hit> MeetsRead(std::uint32_t lba, std::uint32_t count) const;
  // `written`: what has reached the disc before this access. A fault by count is due as soon as its
  // number is reached.
  std::optional<Hit> MeetsWrite(std::uint32_t lba, std::uint32_t count, std::uint64_t written);

 private:
  struct AtSector {
    std::uint32_t lba;
    Fault fault;
  };
  struct AfterWrites {
    std::uint64_t sectors;
    Fault fault;
  };
  std::optional<Hit> FirstAtSector(std::uint32_t lba, std::uint32_t count) const;

  mutable std::mutex mutex_;
  std::vector<AtSector> at_sector_;
  std::vector<AfterWrites> after_writes_;
};

}  // namespace virtual_drive::mmc

#include "virtual/mmc/fault_plan.h"

namespace virtual_drive::mmc {

void FaultPlan::AddAtSector(std::uint32_t lba, Fault fault) {
  const std::lock_guard lock(mutex_);
  at_sector_.push_back({lba, fault});
}

void FaultPlan::AddAfterWrites(std::uint64_t sectors, Fault fault) {
  const std::lock_guard lock(mutex_);
  after_writes_.push_back({sectors, fault});
}

std::optional<FaultPlan::Hit> FaultPlan::FirstAtSector(std::uint32_t lba,
                                                       std::uint32_t count) const {
  std::optional<Hit> first;
  for (const AtSector& planned : at_sector_) {
    if (planned.lba < lba || planned.lba - lba >= count) continue;
    const std::uint32_t before = planned.lba - lba;
    if (!first || before < first->sectors_before) first = Hit{planned.fault, before};
  }
  return first;
}

std::optional<FaultPlan::Hit> FaultPlan::MeetsRead(std::uint32_t lba, std::uint32_t count) const {
  const std::lock_guard lock(mutex_);
  return FirstAtSector(lba, count);
}

std::optional<FaultPlan::Hit> FaultPlan::MeetsWrite(std::uint32_t lba, std::uint32_t count,
                                                    std::uint64_t written) {
  const std::lock_guard lock(mutex_);
  std::optional<Hit> first = FirstAtSector(lba, count);
  auto due = after_writes_.end();
  for (auto planned = after_writes_.begin(); planned != after_writes_.end(); ++planned) {
    const std::uint64_t left = planned->sectors > written ? planned->sectors - written : 0;
    if (left > count || (first && left > first->sectors_before)) continue;
    first = Hit{planned->fault, static_cast<std::uint32_t>(left)};
    due = planned;
  }
  if (due != after_writes_.end()) after_writes_.erase(due);
  return first;
}

}  // namespace virtual_drive::mmc

#include "virtual/mmc/fault_plan.h"

namespace virtual_drive::mmc {
namespace {

// A tray is opened, a disc exchanged once; a bad sector stays one.
bool HappensOnce(FaultEffect effect) {
  return effect == FaultEffect::kEject || effect == FaultEffect::kSwapDisc ||
         effect == FaultEffect::kNotReady;
}

}  // namespace

void FaultPlan::AddAtSector(std::uint32_t lba, SectorAccess access, Fault fault) {
  const std::lock_guard lock(mutex_);
  if (fault.effect == FaultEffect::kLoseWrites) access = SectorAccess::kWrite;
  at_sector_.push_back({lba, access, fault});
}

void FaultPlan::AddAfterWrites(std::uint64_t sectors, Fault fault) {
  const std::lock_guard lock(mutex_);
  after_writes_.push_back({sectors, fault});
}

FaultPlan::Sectors::iterator FaultPlan::FirstAtSector(std::uint32_t lba, std::uint32_t count,
                                                      SectorAccess access) {
  auto first = at_sector_.end();
  for (auto planned = at_sector_.begin(); planned != at_sector_.end(); ++planned) {
    if (planned->access != SectorAccess::kAny && planned->access != access) continue;
    if (planned->lba < lba || planned->lba - lba >= count) continue;
    if (first == at_sector_.end() || planned->lba < first->lba) first = planned;
  }
  return first;
}

FaultPlan::Hit FaultPlan::TakeAtSector(Sectors::iterator planned, std::uint32_t lba) {
  const Hit hit{planned->fault, planned->lba - lba, true};
  if (HappensOnce(planned->fault.effect)) at_sector_.erase(planned);
  return hit;
}

std::optional<FaultPlan::Hit> FaultPlan::MeetsRead(std::uint32_t lba, std::uint32_t count) {
  const std::lock_guard lock(mutex_);
  const auto first = FirstAtSector(lba, count, SectorAccess::kRead);
  if (first == at_sector_.end()) return std::nullopt;
  return TakeAtSector(first, lba);
}

std::optional<FaultPlan::Hit> FaultPlan::MeetsWrite(std::uint32_t lba, std::uint32_t count,
                                                    std::uint64_t written) {
  const std::lock_guard lock(mutex_);
  const auto at_sector = FirstAtSector(lba, count, SectorAccess::kWrite);
  // How many sectors still go well; of two that are due at the same place the one by count.
  std::uint64_t before = at_sector == at_sector_.end() ? count : at_sector->lba - lba;
  auto due = after_writes_.end();
  for (auto planned = after_writes_.begin(); planned != after_writes_.end(); ++planned) {
    const std::uint64_t left = planned->sectors > written ? planned->sectors - written : 0;
    if (left > before) continue;
    before = left;
    due = planned;
  }
  if (due != after_writes_.end()) {
    const Hit hit{due->fault, static_cast<std::uint32_t>(before), false};
    after_writes_.erase(due);
    return hit;
  }
  if (at_sector == at_sector_.end()) return std::nullopt;
  return TakeAtSector(at_sector, lba);
}

}  // namespace virtual_drive::mmc

#include "virtual/disc/disc.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace virtual_drive {

Disc::Disc(DiscState state, std::unique_ptr<SectorStore> store)
    : media_(MediaOf(state.kind)), state_(std::move(state)), store_(std::move(store)) {
  for (const std::uint32_t unit : state_.torn_units) torn_[UnitOf(unit)] = 0;
}

std::uint32_t Disc::UnitEnd(std::uint32_t unit) const noexcept {
  return std::min(unit + media_.write_unit, state_.sectors);
}

void Disc::Write(std::uint32_t lba, std::span<const std::uint8_t> data) {
  store_->Write(lba, data);
  const auto end = lba + static_cast<std::uint32_t>(data.size() / kSectorSize);
  bool healed = false;
  for (auto unit = torn_.lower_bound(UnitOf(lba)); unit != torn_.end() && unit->first < end;) {
    const std::uint32_t first = unit->first;
    std::uint32_t missing = 0;
    for (std::uint32_t sector = first; sector < UnitEnd(first); ++sector) {
      const std::uint32_t bit = 1U << (sector - first);
      if (sector >= lba && sector < end) unit->second |= bit;
      if ((unit->second & bit) == 0) ++missing;
    }
    healed |= missing == 0;
    unit = missing == 0 ? torn_.erase(unit) : std::next(unit);
  }
  if (media_.sequential()) state_.tracks.Written(lba, end - lba);
  if (healed || media_.sequential()) Save();
}

void Disc::Format() {
  store_->Clear();
  torn_.clear();
  state_.formatted = true;
  Save();
}

void Disc::CloseTrack() {
  state_.tracks.CloseTrack(media_, state_.sectors);
  Save();
}

void Disc::CloseSession(bool finalize) {
  state_.tracks.CloseTrack(media_, state_.sectors);
  state_.tracks.CloseSession();
  state_.tracks.finalized = finalize;
  Save();
}

void Disc::Blank() {
  store_->Clear();
  torn_.clear();
  state_.formatted = media_.formatted_when_new;
  state_.tracks = {};
  Save();
}

std::uint32_t Disc::FirstUnreadable(std::uint32_t lba, std::uint32_t count) const {
  const auto unit = torn_.lower_bound(UnitOf(lba));
  if (unit == torn_.end() || unit->first >= lba + count) return lba + count;
  return std::max(unit->first, lba);
}

void Disc::Tear(std::uint32_t lba) {
  const std::uint32_t unit = UnitOf(lba);
  // Whoever looks into the file must not find the old data either.
  const std::vector<std::uint8_t> garbage((UnitEnd(unit) - unit) * std::size_t{kSectorSize}, 0xBD);
  store_->Write(unit, garbage);
  torn_[unit] = 0;
  Save();
}

void Disc::Save() {
  state_.torn_units.clear();
  for (const auto& [unit, written] : torn_) state_.torn_units.push_back(unit);
  store_->Save(state_);
}

}  // namespace virtual_drive

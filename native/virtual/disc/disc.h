#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>

#include "virtual/disc/disc_state.h"
#include "virtual/disc/media.h"
#include "virtual/disc/sector_store.h"

namespace virtual_drive {

// A rewritable disc. Knows nothing of commands: callers keep to its capacity and ask before they
// read. One thread at a time; the drive sees to that.
class Disc {
 public:
  Disc(DiscState state, std::unique_ptr<SectorStore> store);

  const Media& media() const noexcept { return media_; }
  std::uint32_t sectors() const noexcept { return state_.sectors; }
  bool formatted() const noexcept { return state_.formatted; }

  void Read(std::uint32_t lba, std::span<std::uint8_t> data) { store_->Read(lba, data); }
  // Heals torn units once all their sectors have been written since.
  void Write(std::uint32_t lba, std::span<const std::uint8_t> data);
  void Format();
  void Flush() { store_->Flush(); }

  // The first sector of [lba, lba + count) in a torn unit; lba + count where there is none.
  std::uint32_t FirstUnreadable(std::uint32_t lba, std::uint32_t count) const;
  // The power went while the unit of `lba` was being written: what it held is lost.
  void Tear(std::uint32_t lba);

 private:
  std::uint32_t UnitOf(std::uint32_t lba) const noexcept { return lba - lba % media_.write_unit; }
  std::uint32_t UnitEnd(std::uint32_t unit) const noexcept;
  void Save();

  const Media& media_;
  DiscState state_;
  std::unique_ptr<SectorStore> store_;
  // Torn units by first sector, with a bit for each sector written since. A unit has at most 32.
  std::map<std::uint32_t, std::uint32_t> torn_;
};

}  // namespace virtual_drive

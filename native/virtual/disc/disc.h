#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>

#include "virtual/disc/disc_state.h"
#include "virtual/disc/media.h"
#include "virtual/disc/sector_store.h"

namespace virtual_drive {

// A disc. Knows nothing of commands: callers keep to its capacity, to what its medium permits, and
// ask before they read. One thread at a time; the drive sees to that.
class Disc {
 public:
  Disc(DiscState state, std::unique_ptr<SectorStore> store);

  const Media& media() const noexcept { return media_; }
  std::uint32_t sectors() const noexcept { return state_.sectors; }
  bool formatted() const noexcept { return state_.formatted; }

  const Tracks& tracks() const noexcept { return state_.tracks; }
  // Of a sequential medium; none where nothing can be written any more.
  std::optional<std::uint32_t> next_writable() const noexcept {
    return state_.tracks.NextWritable(media_, state_.sectors);
  }

  void Read(std::uint32_t lba, std::span<std::uint8_t> data) { store_->Read(lba, data); }
  // Heals torn units once all their sectors have been written since. On a sequential medium `lba`
  // is the next writable address; what has been written is a part of the open track, also where
  // the process dies.
  void Write(std::uint32_t lba, std::span<const std::uint8_t> data);
  void Format();
  // Sequential media. Writing the end of a session is the last step: until then readers, who go by
  // closed sessions, find the one before. A finalised disc has none that could be closed.
  void CloseTrack();
  void CloseSession(bool finalize);
  // As it was when it was new.
  void Blank();
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

// READ, WRITE and SYNCHRONIZE CACHE (MMC-6 6.17, 6.18, 6.46, 6.47, 6.43). There is no cache: what a
// write command says it has done is on the disc, in order.
#include <algorithm>

#include "virtual/mmc/handlers.h"
#include "virtual/mmc/mishap.h"

namespace virtual_drive::mmc {
namespace {

struct Range {
  std::uint32_t lba;
  std::uint32_t count;
};

Range RangeOf(const Command& command, const Disc& disc) {
  const bool twelve = CdbLength(command.Byte(0)) == 12;
  const Range range = {command.Field32(2), twelve ? command.Field32(6) : command.Field16(7)};
  if (range.lba > disc.sectors() || range.count > disc.sectors() - range.lba) {
    // Of a track that is written, the end of the user area comes before that of the addresses.
    const bool appends = command.Byte(0) == static_cast<std::uint8_t>(Opcode::kWrite10) ||
                         command.Byte(0) == static_cast<std::uint8_t>(Opcode::kWrite12);
    const bool at_end = appends && disc.media().sequential() && disc.next_writable() == range.lba;
    throw CheckCondition{at_end ? kEndOfUserArea : kAddressOutOfRange};
  }
  return range;
}

// A sequential disc has only what was recorded; where it was not, there is no sector.
void RequireRecorded(const Disc& disc, const Range& range) {
  if (!disc.media().sequential() || disc.tracks().Holds(range.lba, range.count)) return;
  if (range.lba >= disc.tracks().end() || range.count > disc.tracks().end() - range.lba) {
    throw CheckCondition{kAddressOutOfRange};
  }
  throw CheckCondition{kIllegalModeForTrack};  // between two sessions
}

// The last unit of a disc may be a shorter one.
bool IsWholeUnits(const Disc& disc, const Range& range) {
  const std::uint32_t unit = disc.media().write_unit;
  const std::uint32_t end = range.lba + range.count;
  return range.lba % unit == 0 && (end % unit == 0 || end == disc.sectors());
}

void RequireWritable(const Disc& disc, const Range& range) {
  if (disc.media().read_only()) throw CheckCondition{kCannotWriteMedium};
  // The sense data is inferred: what drives say is not known here.
  if (disc.media().whole_units() && !IsWholeUnits(disc, range)) {
    throw CheckCondition{kInvalidAddressForWrite};
  }
  if (!disc.media().sequential()) return;
  const std::optional<std::uint32_t> next = disc.next_writable();
  if (!next) throw CheckCondition{kCannotWriteMedium};
  if (range.lba != *next) throw CheckCondition{kInvalidAddressForWrite};
}

// What a fault does, once the sectors before it have been dealt with. `lba`: where it strikes.
[[noreturn]] void Strike(Unit& unit, const Fault& fault, std::uint32_t lba, const Sense& sense) {
  Befall(unit, fault, lba);
  switch (fault.effect) {
    case FaultEffect::kFail:
      if (fault.code != 0) throw NoAnswer{fault.code};
      throw CheckCondition{sense};
    case FaultEffect::kEject:
      throw CheckCondition{kNoMediumTrayOpen};
    case FaultEffect::kSwapDisc:
      unit.unit_attention.reset();  // this command tells it
      throw CheckCondition{kMediumChanged};
    case FaultEffect::kNotReady:
      --unit.not_ready.commands;
      throw CheckCondition{fault.not_ready.sense};
    case FaultEffect::kHang:
      unit.waker.WaitForShutdown();
      break;
    case FaultEffect::kPowerCut:
    case FaultEffect::kTornUnit:
    case FaultEffect::kLoseWrites:
      break;
  }
  throw NoAnswer{};
}

// A slow drive takes its time before it says that it is done. Shutting it down ends the wait.
void KeepPace(Unit& unit, std::uint32_t sectors) {
  if (unit.sectors_per_second == 0) return;
  const auto now = Waker::Clock::now();
  const auto time =
      std::chrono::nanoseconds(std::uint64_t{sectors} * 1'000'000'000 / unit.sectors_per_second);
  unit.next_write = std::max(unit.next_write, now) + time;
  unit.waker.WaitUntil(unit.next_write);
}

}  // namespace

std::size_t Read(Unit& unit, const Command& command) {
  Disc& disc = unit.RequireFormatted();
  const Range range = RangeOf(command, disc);
  const std::size_t bytes = std::size_t{range.count} * kSectorSize;
  if (command.data_in.size() < bytes) throw CheckCondition{kInvalidFieldInCdb};
  constexpr std::uint8_t kForceUnitAccess = 0x08;
  if ((command.Byte(1) & kForceUnitAccess) != 0 && !unit.habits.takes_force_unit_access) {
    throw CheckCondition{kInvalidFieldInCdb};
  }
  if (range.count == 0) return 0;
  RequireRecorded(disc, range);
  const auto hit = unit.faults.MeetsRead(range.lba, range.count);
  const std::uint32_t readable = disc.FirstUnreadable(range.lba, range.count) - range.lba;
  if (hit && hit->sectors_before <= readable) {
    Strike(unit, hit->fault, range.lba + hit->sectors_before, unit.habits.unreadable);
  }
  if (readable < range.count) throw CheckCondition{unit.habits.unreadable};
  disc.Read(range.lba, command.data_in.first(bytes));
  return bytes;
}

std::size_t Write(Unit& unit, const Command& command) {
  Disc& disc = unit.RequireFormatted();
  const Range range = RangeOf(command, disc);
  const std::size_t bytes = std::size_t{range.count} * kSectorSize;
  if (command.data_out.size() < bytes) throw CheckCondition{kInvalidFieldInCdb};
  if (range.count == 0) return 0;
  RequireWritable(disc, range);
  const std::uint32_t write_unit = disc.media().write_unit;
  if (range.lba % write_unit != 0 || range.count % write_unit != 0) unit.writes.CountUnaligned();

  std::uint32_t done = 0;
  while (done < range.count && !unit.loses_writes) {
    const std::uint32_t lba = range.lba + done;
    const std::uint32_t left = range.count - done;
    const auto hit = unit.faults.MeetsWrite(lba, left, unit.writes.sectors());
    const std::uint32_t good = hit ? hit->sectors_before : left;
    if (good > 0) {
      disc.Write(lba, command.data_out.subspan(std::size_t{done} * kSectorSize,
                                               std::size_t{good} * kSectorSize));
      unit.writes.Add(lba, good);
      KeepPace(unit, good);
      done += good;
    }
    if (!hit) break;
    if (hit->fault.effect == FaultEffect::kLoseWrites && hit->of_sector) {
      ++done;  // as if it had been written
    } else if (hit->fault.effect == FaultEffect::kLoseWrites) {
      Befall(unit, hit->fault, lba);
    } else {
      // A cut after the command's last sector strikes the unit of that sector.
      Strike(unit, hit->fault, range.lba + std::min(done, range.count - 1), kWriteError);
    }
  }
  return 0;
}

std::size_t SynchronizeCache(Unit& unit, const Command&) {
  unit.RequireMedium().Flush();
  return 0;
}

}  // namespace virtual_drive::mmc

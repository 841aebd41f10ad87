// What befalls a drive: each kind of fault, met by a command or between two.
#include <doctest.h>

#include <algorithm>

#include "tested_drive.h"

namespace virtual_drive::mmc::test {
namespace {

bool IsFilled(const TestedDrive& drive, std::uint8_t value) {
  return std::ranges::all_of(drive.data(), [value](std::uint8_t byte) { return byte == value; });
}

}  // namespace

TEST_CASE("a sector can be unreadable and writable, or the other way round") {
  TestedDrive drive;
  drive.drive().faults().AddAtSector(20, SectorAccess::kRead, {});
  drive.drive().faults().AddAtSector(40, SectorAccess::kWrite, {});
  CHECK(drive.Write(16, 16, 1).outcome == Outcome::kGood);
  CHECK(drive.Read(16, 16).sense == kUnrecoveredReadError);
  CHECK(drive.Read(16, 4).outcome == Outcome::kGood);
  CHECK(drive.Write(32, 16, 2).sense == kWriteError);
  REQUIRE(drive.Read(32, 16).outcome == Outcome::kGood);
  CHECK(drive.data()[7 * kSectorSize] == 2);
  CHECK(drive.data()[8 * kSectorSize] == 0);
}

TEST_CASE("a tray that is opened by hand takes the medium out of the command, and can be closed") {
  TestedDrive drive;
  CHECK(drive.Send({0x1E, 0, 0, 0, 1}).outcome == Outcome::kGood);  // removal prevented
  drive.drive().faults().AddAfterWrites(24, {FaultEffect::kEject});
  CHECK(drive.Write(0, 16, 1).outcome == Outcome::kGood);
  CHECK(drive.Write(16, 16, 1).sense == kNoMediumTrayOpen);
  CHECK(drive.drive().writes().sectors() == 24);
  CHECK(drive.Read(0, 1).sense == kNoMediumTrayOpen);
  CHECK(drive.Send({0x1B, 0, 0, 0, 3}).outcome == Outcome::kGood);
  CHECK(drive.Read(0, 1).sense == kMediumChanged);
  CHECK(drive.Read(0, 1).outcome == Outcome::kGood);
}

TEST_CASE("a tray that opens at a sector opens once") {
  TestedDrive drive;
  drive.drive().faults().AddAtSector(20, SectorAccess::kRead, {FaultEffect::kEject});
  CHECK(drive.Read(16, 16).sense == kNoMediumTrayOpen);
  drive.Send({0x1B, 0, 0, 0, 3});
  CHECK(drive.Read(16, 16).sense == kMediumChanged);
  CHECK(drive.Read(16, 16).outcome == Outcome::kGood);
}

TEST_CASE("another disc lies in the drive: it is told once, and the first one is let go") {
  TestedDrive drive;
  auto other = std::make_shared<DiscMemory>(DiscMemory{{}, {MediaKind::kBdRe, 512, true, {}}});
  const std::size_t spare = drive.drive().AddSpare(
      std::make_unique<Disc>(other->state, std::make_unique<MemoryStore>(other)));
  REQUIRE(drive.memory().use_count() == 2);  // the test's and the disc's
  drive.drive().faults().AddAtSector(18, SectorAccess::kWrite,
                                     {.effect = FaultEffect::kSwapDisc, .spare = spare});
  CHECK(drive.Write(16, 16, 1).sense == kMediumChanged);
  CHECK(drive.memory().use_count() == 1);
  CHECK(drive.memory()->sectors.size() == 2);
  REQUIRE(drive.Read(16, 16).outcome == Outcome::kGood);
  CHECK(IsFilled(drive, 0));
  CHECK(drive.Read(512, 1).sense == kAddressOutOfRange);
  // Between two commands, the next one tells it; a spare is used once.
  TestedDrive second;
  second.drive().Break({.effect = FaultEffect::kSwapDisc, .spare = 3});
  CHECK(second.Read(0, 1).outcome == Outcome::kGood);
}

TEST_CASE("a drive can lose what it says it has written, all of it or one sector") {
  TestedDrive drive;
  drive.drive().faults().AddAtSector(18, SectorAccess::kAny, {FaultEffect::kLoseWrites});
  CHECK(drive.Write(16, 16, 1).outcome == Outcome::kGood);
  REQUIRE(drive.Read(18, 1).outcome == Outcome::kGood);
  CHECK(IsFilled(drive, 0));
  REQUIRE(drive.Read(19, 13).outcome == Outcome::kGood);
  CHECK(IsFilled(drive, 1));
  CHECK(drive.drive().writes().sectors() == 15);

  drive.drive().faults().AddAfterWrites(20, {FaultEffect::kLoseWrites});
  CHECK(drive.Write(32, 16, 2).outcome == Outcome::kGood);
  CHECK(drive.Write(48, 16, 2).outcome == Outcome::kGood);
  CHECK(drive.drive().writes().Extents().back() == Extent{19, 13 + 5});
}

TEST_CASE("a medium needs so many commands to become ready") {
  TestedDrive drive;
  drive.drive().Break({.effect = FaultEffect::kNotReady, .not_ready = {kBecomingReady, 2}});
  CHECK(drive.Read(0, 1).sense == kBecomingReady);
  CHECK(drive.Send({0x00}).sense == kBecomingReady);
  CHECK(drive.Send({0x00}).outcome == Outcome::kGood);
  drive.drive().faults().AddAtSector(
      5, SectorAccess::kAny, {.effect = FaultEffect::kNotReady, .not_ready = {kBecomingReady, 2}});
  CHECK(drive.Read(0, 16).sense == kBecomingReady);
  CHECK(drive.Read(0, 16).sense == kBecomingReady);
  CHECK(drive.Read(0, 16).outcome == Outcome::kGood);  // it happens once
}

TEST_CASE("of two faults in one command the nearer one strikes, the other is still to come") {
  TestedDrive drive;
  drive.drive().faults().AddAtSector(30, SectorAccess::kAny, {});
  drive.drive().faults().AddAfterWrites(4, {FaultEffect::kEject});
  CHECK(drive.Write(16, 16, 1).sense == kNoMediumTrayOpen);
  CHECK(drive.drive().writes().sectors() == 4);
  drive.Send({0x1B, 0, 0, 0, 3});
  drive.Send({0x00});
  CHECK(drive.Write(16, 16, 1).sense == kWriteError);
  CHECK(drive.drive().writes().sectors() == 18);
}

TEST_CASE("of two bad sectors in one command the lower one strikes, whichever was planned first") {
  for (const auto& [first, second] : {std::pair{20u, 30u}, {30u, 20u}}) {
    TestedDrive drive;
    drive.drive().faults().AddAtSector(first, SectorAccess::kAny, {});
    drive.drive().faults().AddAtSector(second, SectorAccess::kAny, {});
    CHECK(drive.Write(16, 16, 1).sense == kWriteError);
    CHECK(drive.drive().writes().sectors() == 4);
  }
}

TEST_CASE("a torn unit before a bad sector is what a read meets, and behind it the bad sector") {
  TestedDrive drive;
  drive.Write(32, 16, 1);
  drive.drive().Break({FaultEffect::kTornUnit});
  for (const std::uint32_t bad : {20u, 50u}) {
    TestedDrive other(drive.memory());
    other.drive().faults().AddAtSector(bad, SectorAccess::kRead, {FaultEffect::kFail, -12345});
    const Reply reply = other.Read(16, 40);
    CHECK(reply.outcome == (bad == 20 ? Outcome::kNoAnswer : Outcome::kCheckCondition));
    CHECK(reply.sense == (bad == 20 ? kNoSense : kUnrecoveredReadError));
  }
}

TEST_CASE("power that is cut tears nothing where nothing was written, or where no disc is") {
  TestedDrive idle;
  idle.drive().Break({FaultEffect::kTornUnit});
  CHECK(idle.Read(0, 1).outcome == Outcome::kNoAnswer);
  CHECK(idle.memory()->state.torn_units.empty());
  TestedDrive empty(std::shared_ptr<DiscMemory>{});
  empty.drive().Break({FaultEffect::kTornUnit});
  CHECK(empty.Send({0x12, 0, 0, 0, 36}, 36).outcome == Outcome::kNoAnswer);
}

TEST_CASE("a spare disc is used once") {
  TestedDrive drive;
  auto other = std::make_shared<DiscMemory>(DiscMemory{{}, {MediaKind::kBdRe, 512, true, {}}});
  const std::size_t spare = drive.drive().AddSpare(
      std::make_unique<Disc>(other->state, std::make_unique<MemoryStore>(other)));
  drive.drive().Break({.effect = FaultEffect::kSwapDisc, .spare = spare});
  CHECK(drive.Read(0, 1).sense == kMediumChanged);
  drive.drive().Break({.effect = FaultEffect::kSwapDisc, .spare = spare});
  CHECK(drive.Read(511, 1).outcome == Outcome::kGood);
}

}  // namespace virtual_drive::mmc::test

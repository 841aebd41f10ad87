// Reading, writing, and what can go wrong with it.
#include <doctest.h>

#include <chrono>
#include <thread>

#include "tested_drive.h"

namespace virtual_drive::mmc::test {

TEST_CASE("what is written is read back; what never was is zeros") {
  TestedDrive drive;
  CHECK(drive.Write(100, 3, 0xA5).outcome == Outcome::kGood);
  CHECK(drive.Read(99, 5).transferred == 5 * kSectorSize);
  CHECK(drive.data()[kSectorSize - 1] == 0);
  CHECK(drive.data()[kSectorSize] == 0xA5);
  CHECK(drive.data()[4 * kSectorSize - 1] == 0xA5);
  CHECK(drive.data()[4 * kSectorSize] == 0);
  const auto out = Filled(2, 0x5A);
  CHECK(drive.Send({0xAA, 0, 0, 0, 0, 100, 0, 0, 0, 2, 0x80}, 0, out).outcome == Outcome::kGood);
  CHECK(drive.Send({0xA8, 0, 0, 0, 0, 100, 0, 0, 0, 1}, kSectorSize).outcome == Outcome::kGood);
  CHECK(drive.data() == Filled(1, 0x5A));
}

TEST_CASE("addresses are checked to the last sector, without overflow") {
  TestedDrive drive;
  CHECK(drive.Write(1023, 1, 1).outcome == Outcome::kGood);
  CHECK(drive.Write(1023, 2, 1).sense == kAddressOutOfRange);
  CHECK(drive.Read(1024, 1).sense == kAddressOutOfRange);
  CHECK(drive.Read(0xFFFFFFFF, 1).sense == kAddressOutOfRange);
  CHECK(drive.Send({0xA8, 0, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF}, 16).sense == kAddressOutOfRange);
  CHECK(drive.Read(1024, 0).outcome == Outcome::kGood);
  CHECK(drive.drive().writes().Extents() == std::vector<Extent>{{1023, 1}});
}

TEST_CASE("a buffer that is too small is refused, not overrun") {
  TestedDrive drive;
  CHECK(drive.Send({0x28, 0, 0, 0, 0, 0, 0, 0, 2}, kSectorSize).sense == kInvalidFieldInCdb);
  const auto out = Filled(1, 1);
  CHECK(drive.Send({0x2A, 0, 0, 0, 0, 0, 0, 0, 2}, 0, out).sense == kInvalidFieldInCdb);
}

TEST_CASE("the log joins neighbours and keeps the order; unaligned writes are counted") {
  TestedDrive drive;
  drive.Write(512, 16, 1);
  drive.Write(528, 16, 1);
  drive.Write(0, 16, 1);
  drive.Write(512, 16, 1);
  drive.Write(17, 2, 1);
  CHECK(drive.drive().writes().Extents() ==
        std::vector<Extent>{{512, 32}, {0, 16}, {512, 16}, {17, 2}});
  CHECK(drive.drive().writes().sectors() == 66);
  CHECK(drive.drive().writes().unaligned() == 1);
}

TEST_CASE("a DVD-RW is written in whole units only, of which the last may be shorter") {
  TestedDrive drive(MediaKind::kDvdRw, 1000);
  CHECK(drive.Write(16, 32, 1).outcome == Outcome::kGood);
  CHECK(drive.Write(992, 8, 1).outcome == Outcome::kGood);
  CHECK(drive.Write(17, 16, 1).sense == kInvalidAddressForWrite);
  CHECK(drive.Write(16, 8, 1).sense == kInvalidAddressForWrite);
  CHECK(drive.drive().writes().Extents() == std::vector<Extent>{{16, 32}, {992, 8}});
}

TEST_CASE("a bad sector lets what is before it pass") {
  TestedDrive drive;
  drive.drive().faults().AddAtSector(105, SectorAccess::kAny, {});
  CHECK(drive.Write(100, 16, 9).sense == kWriteError);
  CHECK(drive.drive().writes().Extents() == std::vector<Extent>{{100, 5}});
  CHECK(drive.Read(100, 5).outcome == Outcome::kGood);
  CHECK(drive.data() == Filled(5, 9));
  CHECK(drive.Read(100, 6).sense == kUnrecoveredReadError);
  CHECK(drive.Write(106, 10, 9).outcome == Outcome::kGood);
}

TEST_CASE("a fault may ask for a code of the host's own") {
  TestedDrive drive;
  drive.drive().faults().AddAtSector(3, SectorAccess::kAny, {FaultEffect::kFail, -12345});
  const Reply reply = drive.Write(0, 16, 1);
  CHECK(reply.outcome == Outcome::kNoAnswer);
  CHECK(reply.host_code == -12345);
  CHECK(drive.Send({0x00}).outcome == Outcome::kGood);
}

TEST_CASE("a power cut after so many sectors leaves exactly those") {
  for (const std::uint32_t cut : {0u, 1u, 16u, 20u, 32u}) {
    CAPTURE(cut);
    TestedDrive drive;
    drive.drive().faults().AddAfterWrites(cut, {FaultEffect::kPowerCut, 0});
    drive.Write(64, 16, 1);
    drive.Write(80, 16, 1);
    drive.Write(96, 16, 1);
    CHECK(drive.drive().writes().sectors() == cut);
    CHECK(drive.Send({0x00}).outcome == Outcome::kNoAnswer);
    CHECK(drive.Send({0x12, 0, 0, 0, 36}, 36).outcome == Outcome::kNoAnswer);
    // In another drive the disc has what had reached it.
    TestedDrive other(drive.memory());
    CHECK(other.Read(64, 48).outcome == Outcome::kGood);
    std::vector<std::uint8_t> expected = Filled(48, 0);
    std::fill_n(expected.begin(), std::size_t{cut} * kSectorSize, std::uint8_t{1});
    CHECK(other.data() == expected);
  }
}

TEST_CASE("a torn unit is unreadable, in any drive, until all of it is written again") {
  TestedDrive drive;
  drive.Write(0, 64, 1);
  drive.drive().faults().AddAfterWrites(64 + 5, {FaultEffect::kTornUnit, 0});
  CHECK(drive.Write(16, 32, 2).outcome == Outcome::kNoAnswer);
  CHECK(drive.memory()->state.torn_units == std::vector<std::uint32_t>{16});

  TestedDrive other(drive.memory());
  CHECK(other.Read(0, 16).outcome == Outcome::kGood);
  CHECK(other.Read(32, 16).outcome == Outcome::kGood);
  CHECK(other.Read(15, 2).sense == kUnrecoveredReadError);
  CHECK(other.Read(31, 1).sense == kUnrecoveredReadError);
  CHECK(other.Write(16, 10, 3).outcome == Outcome::kGood);
  CHECK(other.Read(16, 1).sense == kUnrecoveredReadError);
  CHECK(other.Write(26, 6, 3).outcome == Outcome::kGood);
  CHECK(other.Read(16, 16).outcome == Outcome::kGood);
  CHECK(other.data() == Filled(16, 3));
  CHECK(other.memory()->state.torn_units.empty());
}

TEST_CASE("a cut between two units tears the one that was about to be written") {
  TestedDrive drive;
  drive.drive().faults().AddAfterWrites(16, {FaultEffect::kTornUnit, 0});
  drive.Write(0, 32, 1);
  CHECK(drive.memory()->state.torn_units == std::vector<std::uint32_t>{16});
  TestedDrive at_the_end;
  at_the_end.drive().faults().AddAfterWrites(16, {FaultEffect::kTornUnit, 0});
  at_the_end.Write(0, 16, 1);
  CHECK(at_the_end.memory()->state.torn_units == std::vector<std::uint32_t>{0});
}

TEST_CASE("a write that ends before a torn unit, or begins behind it, heals nothing") {
  TestedDrive drive;
  drive.Write(64, 16, 1);
  drive.drive().Break({FaultEffect::kTornUnit});
  TestedDrive other(drive.memory());
  other.Write(32, 32, 2);
  other.Write(80, 16, 2);
  CHECK(other.memory()->state.torn_units == std::vector<std::uint32_t>{64});
  other.Write(60, 24, 2);
  CHECK(other.memory()->state.torn_units.empty());
}

TEST_CASE("a power cut from outside kills the drive and tears the unit written last") {
  TestedDrive drive(MediaKind::kBdRe);
  drive.Write(64, 40, 1);
  drive.drive().Break({FaultEffect::kTornUnit});
  CHECK(drive.Read(0, 1).outcome == Outcome::kNoAnswer);
  CHECK(drive.memory()->state.torn_units == std::vector<std::uint32_t>{96});
}

TEST_CASE("a hang ends with the shutdown of the drive") {
  TestedDrive drive;
  drive.drive().faults().AddAtSector(8, SectorAccess::kAny, {FaultEffect::kHang, 0});
  Reply reply;
  std::thread host([&] { reply = drive.Write(0, 16, 1); });
  while (drive.drive().writes().sectors() == 0) std::this_thread::yield();
  drive.drive().ShutDown();
  host.join();
  CHECK(reply.outcome == Outcome::kNoAnswer);
  CHECK(drive.drive().writes().sectors() == 8);
}

TEST_CASE("a slow drive keeps its pace, and a shutdown ends its wait") {
  auto memory =
      std::make_shared<DiscMemory>(DiscMemory{{}, {MediaKind::kDvdPlusRw, 1024, true, {}}});
  using Clock = std::chrono::steady_clock;
  TestedDrive drive(memory, 320);
  const auto started = Clock::now();
  drive.Write(0, 16, 1);
  drive.Write(16, 16, 1);
  CHECK(Clock::now() - started >= std::chrono::milliseconds(99));

  TestedDrive slowest(memory, 1);
  std::thread host([&] { slowest.Write(0, 64, 1); });
  while (slowest.drive().writes().sectors() == 0) std::this_thread::yield();
  slowest.drive().ShutDown();
  host.join();  // long before 64 seconds are over
  CHECK(Clock::now() - started < std::chrono::seconds(30));
}

TEST_CASE("any bytes as a CDB end in an answer") {
  // A linear congruential generator: the same bytes each time.
  std::uint32_t random = 1;
  const auto next = [&] {
    return static_cast<std::uint8_t>((random = random * 1664525 + 1013904223) >> 24);
  };
  TestedDrive drive;
  for (int i = 0; i < 200'000; ++i) {
    std::vector<std::uint8_t> cdb(next() % 17);
    for (auto& byte : cdb) byte = next() % 3 == 0 ? next() : std::uint8_t{0};
    if (!cdb.empty()) cdb[0] = next();
    std::vector<std::uint8_t> out(next());
    for (auto& byte : out) byte = next();
    std::vector<std::uint8_t> in(next());
    const Reply reply = drive.drive().Execute({cdb, out, in});
    REQUIRE(reply.transferred <= in.size());
    REQUIRE(reply.outcome != Outcome::kNoAnswer);
  }
}

}  // namespace virtual_drive::mmc::test

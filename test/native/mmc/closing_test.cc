// CLOSE TRACK/SESSION and SEND OPC INFORMATION (MMC-6 6.3, 6.36): which functions a medium has, and
// what a session is told to be from then on.
#include <doctest.h>

#include "sequential_drive.h"

namespace virtual_drive::mmc::test {

TEST_CASE("a track is filled up to a whole write unit when it is closed") {
  TestedDrive drive(MediaKind::kBdR, 4096);
  drive.Write(0, 33, 1);
  CHECK(drive.Send({0x5B, 0, 1, 0, 0, 1}).outcome == Outcome::kGood);
  CHECK(CloseSession(drive).outcome == Outcome::kGood);
  CHECK(NextWritable(drive, 2) == 64u);
  CHECK(drive.Read(32, 32).outcome == Outcome::kGood);
  CHECK(drive.Send({0x5B, 0, 6}).outcome == Outcome::kGood);  // finalised without another session
  CHECK(ReadDisc(drive) == Information{2, 3, 1, 1, 1});
}

TEST_CASE("a finalised disc stays so, whatever the write parameters say of another session") {
  for (const auto& [kind, function] :
       {std::pair{MediaKind::kDvdPlusR, 5}, {MediaKind::kDvdPlusRDl, 6}, {MediaKind::kDvdR, 5}}) {
    CAPTURE(MediaOf(kind).name);
    TestedDrive drive(kind, 40000);
    SetMultiSession(drive, true);
    CHECK(drive.Send({0x5B, 0, static_cast<std::uint8_t>(function)}).sense ==
          kSessionFixationError);  // there is nothing on it
    drive.Write(0, 16, 1);
    CHECK(CloseTrack(drive, 0).sense == kInvalidFieldInCdb);
    CHECK(CloseTrack(drive, 1).outcome == Outcome::kGood);
    CHECK(drive.Send({0x5B, 0, static_cast<std::uint8_t>(function)}).outcome == Outcome::kGood);
    CHECK(ReadDisc(drive) == Information{2, 3, 1, 1, 1});
    CHECK(drive.Write(16, 16, 1).sense == kCannotWriteMedium);
  }
}

TEST_CASE("the write parameters end a CD-R or DVD-R, and no DVD+R or BD-R") {
  const std::pair<MediaKind, bool> kinds[] = {
      {MediaKind::kCdR, true},       {MediaKind::kDvdR, true}, {MediaKind::kHdDvdR, true},
      {MediaKind::kDvdPlusR, false}, {MediaKind::kBdR, false}, {MediaKind::kDvdPlusRDl, false},
  };
  for (const auto& [kind, ends] : kinds) {
    CAPTURE(MediaOf(kind).name);
    TestedDrive drive(kind, 40000);
    SetMultiSession(drive, false);
    drive.Write(0, 32, 1);
    CloseTrack(drive, 1);
    CHECK(CloseSession(drive).outcome == Outcome::kGood);
    CHECK(ReadDisc(drive).disc_status == (ends ? 2 : 1));
  }
}

TEST_CASE("CLOSE TRACK/SESSION has functions that these media have not") {
  TestedDrive drive(MediaKind::kDvdPlusR, 4096);
  CHECK(drive.Send({0x5B, 0, 3}).sense == kInvalidFieldInCdb);  // of DVD+R DL and BD-R only
  TestedDrive rewritable(MediaKind::kDvdPlusRw);
  CHECK(rewritable.Send({0x5B, 0, 0}).outcome == Outcome::kGood);  // stops background formatting
  CHECK(rewritable.Send({0x5B, 0, 2}).outcome == Outcome::kGood);
  CHECK(rewritable.Send({0x5B, 0, 1}).sense == kInvalidFieldInCdb);
  TestedDrive other(MediaKind::kBdRe);
  CHECK(other.Send({0x5B, 0, 0}).sense == kInvalidFieldInCdb);
}

TEST_CASE("several tracks of one session are told by their numbers, and end with it") {
  TestedDrive drive(MediaKind::kCdR, 40000);
  SetMultiSession(drive, true);
  for (std::uint8_t track = 1; track <= 3; ++track) {
    drive.Write(10u * (track - 1u), 10, track);
    CHECK(CloseTrack(drive, track).outcome == Outcome::kGood);
  }
  CHECK(ReadDisc(drive) == Information{1, 1, 1, 1, 4});  // the fourth is the invisible one
  // A closed track that is closed again stays as it is.
  CHECK(CloseTrack(drive, 2).outcome == Outcome::kGood);
  CHECK(drive.Send({0x52, 1, 0, 0, 0, 4, 0, 0, 64}, 64).outcome == Outcome::kGood);
  CHECK(drive.data()[3] == 1);  // it would belong to the session that is open
  CHECK(CloseSession(drive).outcome == Outcome::kGood);
  CHECK(ReadDisc(drive) == Information{1, 0, 2, 4, 4});
  drive.Send({0x43, 0, 0, 0, 0, 0, 2, 0, 64}, 64);  // from the second track on
  REQUIRE(drive.data().size() == 4 + 3 * 8);
  CHECK(drive.data()[4 + 2] == 2);
  CHECK(drive.data()[12 + 2] == 3);
  CHECK(drive.data()[20 + 2] == 0xAA);
  CHECK(drive.Send({0x43, 0, 0, 0, 0, 0, 4, 0, 64}, 64).sense == kInvalidFieldInCdb);
  CHECK(drive.Send({0x43, 2, 0, 0, 0, 0, 0, 0, 64}, 64).sense == kInvalidFieldInCdb);  // minutes
  CHECK(drive.Send({0x43, 0, 2, 0, 0, 0, 0, 0, 64}, 64).sense == kInvalidFieldInCdb);  // full TOC

  // Of an open session of two tracks there is no table yet.
  drive.Write(30 + 11400, 10, 4);
  CloseTrack(drive, 4);
  drive.Write(30 + 11400 + 10, 10, 5);
  CHECK(ReadDisc(drive) == Information{1, 1, 2, 4, 5});
  drive.Send({0x43, 0, 0, 0, 0, 0, 0, 0, 64}, 64);
  CHECK(drive.data()[3] == 3);
  CloseTrack(drive, 5);
  CloseSession(drive);
  CHECK(ReadDisc(drive) == Information{1, 0, 3, 6, 6});
  drive.Send({0x43, 0, 1, 0, 0, 0, 0, 0, 64}, 64);
  CHECK(drive.data()[6] == 4);  // the first track of the last session
}

TEST_CASE("a laser is calibrated on what can be written") {
  TestedDrive once(MediaKind::kCdR, 40000);
  CHECK(once.Send({0x54, 1}).outcome == Outcome::kGood);
  TestedDrive pressed(MediaKind::kCdRom);
  CHECK(pressed.Send({0x54, 1}).sense == kCannotWriteMedium);
}

}  // namespace virtual_drive::mmc::test

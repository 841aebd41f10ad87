// Media that are written one session after the other: what MMC-6 says of their states, addresses
// and refusals.
#include <doctest.h>

#include "sequential_drive.h"

namespace virtual_drive::mmc::test {

TEST_CASE("a CD-R goes from blank over an incomplete and an empty session to complete") {
  TestedDrive drive(MediaKind::kCdR, 40000);
  CHECK(ReadDisc(drive) == Information{0, 0, 1, 1, 1});
  CHECK(NextWritable(drive, 1) == 0u);
  CHECK(drive.Number(16, 4) == 40000);
  CHECK((drive.data()[6] & 0x40) != 0);

  CHECK(drive.Write(0, 20, 1).outcome == Outcome::kGood);
  CHECK(ReadDisc(drive) == Information{1, 1, 1, 1, 1});
  CHECK(NextWritable(drive, 1) == 20u);
  CHECK(drive.Number(28, 4) == 19);
  CHECK(CloseSession(drive).sense == kIncompleteTrackInSession);
  CHECK(CloseTrack(drive, 2).sense == kInvalidFieldInCdb);
  CHECK(CloseTrack(drive, 1).outcome == Outcome::kGood);
  CHECK(ReadDisc(drive) == Information{1, 1, 1, 1, 2});
  SetMultiSession(drive, true);
  CHECK(CloseSession(drive).outcome == Outcome::kGood);

  // 90 s of lead-out, 60 s of lead-in and 2 s of pregap at 75 sectors a second.
  CHECK(ReadDisc(drive) == Information{1, 0, 2, 2, 2});
  CHECK(NextWritable(drive, 2) == 20u + 6750 + 4500 + 150);
  CHECK(CloseSession(drive).sense == kSessionFixationError);
  CHECK(drive.Write(11420, 1, 2).outcome == Outcome::kGood);
  CHECK(CloseTrack(drive, 2).outcome == Outcome::kGood);
  CHECK(CloseSession(drive).outcome == Outcome::kGood);
  CHECK(NextWritable(drive, 3) == 11421u + 2250 + 4500 + 150);

  CHECK(drive.Write(18321, 1, 3).outcome == Outcome::kGood);
  CHECK(CloseTrack(drive, 3).outcome == Outcome::kGood);
  SetMultiSession(drive, false);
  CHECK(CloseSession(drive).outcome == Outcome::kGood);
  CHECK(ReadDisc(drive) == Information{2, 3, 3, 3, 3});
  CHECK(NextWritable(drive, 3) == std::nullopt);
  CHECK(drive.Write(30000, 1, 4).sense == kCannotWriteMedium);
  CHECK(CloseSession(drive).sense == kCannotWriteMedium);
}

TEST_CASE("sequential media are written at the next writable address only, and never twice") {
  TestedDrive drive(MediaKind::kDvdPlusR, 64);
  CHECK(drive.Write(16, 16, 1).sense == kInvalidAddressForWrite);
  CHECK(drive.Write(0, 16, 1).outcome == Outcome::kGood);
  CHECK(drive.Write(0, 16, 2).sense == kInvalidAddressForWrite);
  CHECK(drive.Write(16, 49, 2).sense == kEndOfUserArea);
  CHECK(drive.Write(32, 33, 2).sense == kAddressOutOfRange);
  CHECK(drive.Write(16, 48, 2).outcome == Outcome::kGood);
  CHECK(NextWritable(drive, 1) == std::nullopt);
  CHECK(drive.Read(0, 16).outcome == Outcome::kGood);
  CHECK(drive.data() == Filled(16, 1));
}

TEST_CASE("only what was recorded can be read") {
  TestedDrive drive(MediaKind::kCdR, 40000);
  CHECK(drive.Read(0, 1).sense == kAddressOutOfRange);
  drive.Send({0x25}, 8);
  CHECK(drive.Number(0, 4) == 0);
  SetMultiSession(drive, true);
  drive.Write(0, 20, 1);
  CloseTrack(drive, 1);
  CloseSession(drive);
  drive.Write(11420, 5, 2);
  CHECK(drive.Read(19, 1).outcome == Outcome::kGood);
  CHECK(drive.Read(19, 2).sense == kIllegalModeForTrack);
  CHECK(drive.Read(11420, 5).outcome == Outcome::kGood);
  CHECK(drive.Read(11420, 6).sense == kAddressOutOfRange);
  drive.Send({0x25}, 8);
  CHECK(drive.Number(0, 4) == 11424);
}

TEST_CASE("the table of contents names the last closed session") {
  TestedDrive drive(MediaKind::kCdR, 40000);
  CHECK(drive.Send({0x43, 0, 1, 0, 0, 0, 0, 0, 64}, 64).sense == kInvalidFieldInCdb);
  SetMultiSession(drive, true);
  drive.Write(0, 20, 1);
  CHECK(drive.Send({0x43, 0, 1, 0, 0, 0, 0, 0, 64}, 64).sense == kInvalidFieldInCdb);
  CloseTrack(drive, 1);
  CloseSession(drive);
  drive.Write(11420, 5, 2);
  drive.Send({0x43, 0, 1, 0, 0, 0, 0, 0, 64}, 64);
  CHECK(drive.Number(0, 2) == 10);
  CHECK(drive.data()[6] == 1);
  CHECK(drive.Number(8, 4) == 0);
  CloseTrack(drive, 2);
  CloseSession(drive);
  drive.Send({0x43, 0, 1, 0, 0, 0, 0, 0, 64}, 64);
  CHECK(drive.data()[6] == 2);
  CHECK(drive.Number(8, 4) == 11420);
  drive.Send({0x43, 0, 0, 0, 0, 0, 0, 0, 64}, 64);
  REQUIRE(drive.data().size() == 4 + 3 * 8);
  CHECK(drive.data()[3] == 2);
  CHECK(drive.data()[4 + 16 + 2] == 0xAA);
  CHECK(drive.Number(4 + 16 + 4, 4) == 11425);
}

TEST_CASE("a full medium has no features of writing left") {
  for (const Media& media : AllMedia()) {
    if (!media.sequential()) continue;
    CAPTURE(media.name);
    TestedDrive drive(media.kind, 64);
    const auto writes = [&] {
      drive.Send({0x46, 1, 0, 0x20, 0, 0, 0, 0x10, 0}, 4096);
      for (std::size_t at = 8; at < drive.data().size(); at += 4 + drive.data()[at + 3]) {
        const std::uint32_t code = drive.Number(at, 2);
        const bool of_writing = code == 0x21 || code == 0x2B || code == 0x2D || code == 0x2E ||
                                code == 0x2F || code == 0x3B || code == 0x41 || code == 0x51;
        if (of_writing) return true;
      }
      return false;
    };
    CHECK(writes());
    CHECK(drive.Write(0, 64, 1).outcome == Outcome::kGood);
    CHECK_FALSE(writes());
  }
}

TEST_CASE("BLANK makes a CD-RW and a DVD-RW new, and nothing else") {
  TestedDrive cd(MediaKind::kCdRw, 40000);
  cd.Write(0, 20, 1);
  CHECK(cd.Send({0xA1, 1}).outcome == Outcome::kGood);
  CHECK(ReadDisc(cd) == Information{0, 0, 1, 1, 1});
  CHECK(cd.Write(0, 20, 2).outcome == Outcome::kGood);
  CHECK(cd.Send({0xA1, 4}).sense == kInvalidFieldInCdb);

  TestedDrive dvd(MediaKind::kDvdRw, 1024);
  dvd.Send({0x46, 0, 0, 0, 0, 0, 0, 0, 8}, 8);
  CHECK(dvd.Number(6, 2) == 0x13);
  CHECK(dvd.Send({0xA1, 0}).outcome == Outcome::kGood);
  dvd.Send({0x46, 0, 0, 0, 0, 0, 0, 0, 8}, 8);
  CHECK(dvd.Number(6, 2) == 0x14);
  CHECK(dvd.Write(0, 16, 1).sense == kMediumNotFormatted);

  TestedDrive once(MediaKind::kCdR, 40000);
  CHECK(once.Send({0xA1, 1}).sense == kIncompatibleMedium);
}

TEST_CASE("a pressed disc is complete, and refuses to be written, formatted or blanked") {
  for (const auto kind :
       {MediaKind::kCdRom, MediaKind::kDvdRom, MediaKind::kHdDvdRom, MediaKind::kBdRom}) {
    TestedDrive drive(kind);
    CHECK(ReadDisc(drive) == Information{2, 3, 1, 1, 1});
    CHECK((drive.data()[2] & 0x10) == 0);
    CHECK(drive.Read(0, 1).outcome == Outcome::kGood);
    CHECK(drive.Write(0, 32, 1).sense == kCannotWriteMedium);
    const std::vector<std::uint8_t> list(12);
    CHECK(drive.Send({0x04, 0x11}, 0, list).sense == kCannotFormatMedium);
    CHECK(drive.Send({0xA1}).sense == kIncompatibleMedium);
    CHECK(drive.Send({0x5B, 0, 2}).sense == kCannotWriteMedium);
  }
}

// Profile, the features that are current beside those of every drive, and the erasable bit: MMC-6
// tables of clause 5.4, not our own.
TEST_CASE("each medium shows its own profile and features") {
  struct Row {
    MediaKind kind;
    std::uint32_t profile;
    std::vector<std::uint32_t> features;
    bool erasable;
  };
  const Row rows[] = {
      {MediaKind::kCdRom, 0x08, {0x10, 0x1D, 0x1E}, false},
      {MediaKind::kCdR, 0x09, {0x10, 0x1D, 0x1E, 0x21, 0x2D, 0x2E, 0x107}, false},
      {MediaKind::kCdRw, 0x0A, {0x10, 0x1D, 0x1E, 0x21, 0x2D, 0x2E, 0x37, 0x107}, true},
      {MediaKind::kDvdRom, 0x10, {0x10, 0x1F}, false},
      {MediaKind::kDvdR, 0x11, {0x10, 0x1F, 0x21, 0x2F, 0x107}, false},
      {MediaKind::kDvdRam, 0x12, {0x10, 0x1F, 0x20, 0x23, 0x24, 0x107}, true},
      {MediaKind::kDvdRw, 0x13, {0x10, 0x1F, 0x23, 0x26, 0x2C, 0x2F, 0x107}, true},
      {MediaKind::kDvdRDl, 0x15, {0x10, 0x1F, 0x21, 0x2F, 0x107}, false},
      {MediaKind::kDvdPlusRw, 0x1A, {0x10, 0x1F, 0x20, 0x23, 0x2A, 0x107}, true},
      {MediaKind::kDvdPlusR, 0x1B, {0x10, 0x1F, 0x2B, 0x107}, false},
      {MediaKind::kDvdPlusRwDl, 0x2A, {0x10, 0x1F, 0x20, 0x23, 0x3A, 0x107}, true},
      {MediaKind::kDvdPlusRDl, 0x2B, {0x10, 0x1F, 0x3B, 0x107}, false},
      {MediaKind::kBdRom, 0x40, {0x10, 0x40}, false},
      {MediaKind::kBdR, 0x41, {0x10, 0x40, 0x41, 0x107}, false},
      {MediaKind::kBdRe, 0x43, {0x10, 0x20, 0x23, 0x40, 0x41, 0x107}, true},
      {MediaKind::kHdDvdRom, 0x50, {0x10, 0x50}, false},
      {MediaKind::kHdDvdR, 0x51, {0x10, 0x21, 0x50, 0x51, 0x107}, false},
      {MediaKind::kHdDvdRam, 0x52, {0x10, 0x20, 0x23, 0x24, 0x50, 0x51, 0x107}, true},
      {MediaKind::kDisk, 0x02, {0x10, 0x20, 0x23, 0x107}, true},
  };
  CHECK(std::size(rows) == AllMedia().size());
  for (const Row& row : rows) {
    CAPTURE(row.profile);
    TestedDrive drive(row.kind);
    drive.Send({0x46, 1, 0, 0, 0, 0, 0, 0x10, 0}, 4096);
    CHECK(drive.Number(6, 2) == row.profile);
    std::vector<std::uint32_t> current;
    for (std::size_t at = 8; at < drive.data().size(); at += 4 + drive.data()[at + 3]) {
      const std::uint32_t code = drive.Number(at, 2);
      const bool always = code < 4 || code == 0x100 || code == 0x105 || code == 0x108;
      if (!always) current.push_back(code);
    }
    CHECK(current == row.features);
    ReadDisc(drive);
    CHECK(((drive.data()[2] & 0x10) != 0) == row.erasable);
  }
}

// Book types of MMC-6 table 414, and the disc type identifiers of a BD.
TEST_CASE("READ DISC STRUCTURE names the book or the kind of BD") {
  const std::pair<MediaKind, std::uint32_t> books[] = {
      {MediaKind::kDvdRom, 0x0},      {MediaKind::kDvdRam, 0x1},     {MediaKind::kDvdR, 0x2},
      {MediaKind::kDvdRw, 0x3},       {MediaKind::kHdDvdRom, 0x4},   {MediaKind::kHdDvdRam, 0x5},
      {MediaKind::kHdDvdR, 0x6},      {MediaKind::kDvdPlusRw, 0x9},  {MediaKind::kDvdPlusR, 0xA},
      {MediaKind::kDvdPlusRwDl, 0xD}, {MediaKind::kDvdPlusRDl, 0xE}, {MediaKind::kDvdRDl, 0x2},
  };
  for (const auto& [kind, book] : books) {
    TestedDrive drive(kind);
    REQUIRE(drive.Send({0xAD, 0, 0, 0, 0, 0, 0, 0, 0x10, 0}, 4096).outcome == Outcome::kGood);
    CHECK((drive.data()[4] >> 4) == book);
  }
  const std::pair<MediaKind, std::string> discs[] = {
      {MediaKind::kBdRom, "BDO"}, {MediaKind::kBdR, "BDR"}, {MediaKind::kBdRe, "BDW"}};
  for (const auto& [kind, type] : discs) {
    TestedDrive drive(kind);
    drive.Send({0xAD, 1, 0, 0, 0, 0, 0, 0, 0x20, 0}, 8192);
    CHECK(std::string(drive.data().begin() + 12, drive.data().begin() + 15) == type);
  }
  TestedDrive cd(MediaKind::kCdR);
  CHECK(cd.Send({0xAD, 0, 0, 0, 0, 0, 0, 0, 0x10, 0}, 4096).sense == kIncompatibleMedium);
}

TEST_CASE("what reached a sequential disc before a power cut is a part of its open track") {
  auto memory =
      std::make_shared<DiscMemory>(DiscMemory{{}, {MediaKind::kDvdPlusR, 4096, true, {}}});
  {
    TestedDrive drive(memory);
    drive.Write(0, 16, 1);
    drive.Send({0x5B, 0, 1, 0, 0, 1});
    drive.Send({0x5B, 0, 2});
    drive.drive().faults().AddAfterWrites(24, {FaultEffect::kPowerCut, 0});
    CHECK(drive.Write(16 + 2048, 32, 2).outcome == Outcome::kNoAnswer);
  }
  TestedDrive again(memory);
  CHECK(ReadDisc(again) == Information{1, 1, 2, 2, 2});
  CHECK(NextWritable(again, 2) == 16u + 2048 + 8);
  again.Send({0x43, 0, 1, 0, 0, 0, 0, 0, 64}, 64);
  CHECK(again.Number(8, 4) == 0);  // readers still find the first session
}

}  // namespace virtual_drive::mmc::test

// BLANK and FORMAT UNIT take their time where the drive has a pace: answered immediately where that
// is asked for (MMC-6 6.2, 6.5), and told of by the sense data of what comes meanwhile.
#include <doctest.h>

#include "tested_drive.h"

namespace virtual_drive::mmc::test {
namespace {

std::shared_ptr<DiscMemory> DiscOf(MediaKind kind) {
  return std::make_shared<DiscMemory>(DiscMemory{{}, {kind, 4096, true, {}}});
}

constexpr std::uint8_t kFormat[] = {0, 2, 0, 8, 0, 0, 0x10, 0, 0, 0, 0, 0};

void CheckGoesOn(TestedDrive& drive, const Sense& expected) {
  for (std::uint32_t last = 0, i = 0; i < 2; ++i) {
    Sense sense = drive.Read(0, 1).sense;
    CHECK(sense.progress >= last);
    last = std::exchange(sense.progress, std::uint16_t{0});
    CHECK(sense == expected);
  }
  CHECK(drive.Send({0x46, 0, 0, 0, 0, 0, 0, 0, 8}, 8).outcome == Outcome::kGood);
}

}  // namespace

TEST_CASE("a drive that blanks or formats a disc is answered for at once, and busy") {
  TestedDrive blanking(DiscOf(MediaKind::kDvdRw), 1);
  CHECK(blanking.Send({0xA1, 0x10}).outcome == Outcome::kGood);
  CheckGoesOn(blanking, kOperationInProgress);
  TestedDrive formatting(DiscOf(MediaKind::kBdRe), 1);
  CHECK(formatting.Send({0x04, 0x11}, 0, kFormat).outcome == Outcome::kGood);
  CheckGoesOn(formatting, kFormatInProgress);
}

TEST_CASE(
    "it is ready again once it has done, tells how far it is, and needs no time without a pace") {
  TestedDrive fast(DiscOf(MediaKind::kCdRw), 200'000);
  CHECK(fast.Send({0xA1, 0x10}).outcome == Outcome::kGood);
  std::uint32_t progress = 0;
  for (Reply reply; (reply = fast.Send({0x00})).outcome != Outcome::kGood;) {
    REQUIRE(reply.sense.progress >= progress);
    progress = reply.sense.progress;
    if (progress != 0) CHECK(ToFixedFormat(reply.sense)[15] == 0x80);
  }
  CHECK(progress > 0);
  CHECK(fast.Write(0, 1, 1).outcome == Outcome::kGood);
  TestedDrive without(DiscOf(MediaKind::kCdRw));
  CHECK(without.Send({0xA1, 0x11}).outcome == Outcome::kGood);
  CHECK(without.Send({0x00}).outcome == Outcome::kGood);
}

TEST_CASE("a disc that is taken out while it is blanked leaves a drive that is not busy any more") {
  TestedDrive drive(DiscOf(MediaKind::kCdRw), 1);
  drive.Send({0xA1, 0x10});
  drive.drive().Break({FaultEffect::kEject});
  CHECK(drive.Send({0x00}).sense == kNoMediumTrayOpen);
}

TEST_CASE("a DVD+RW is formatted in the background, and can be written meanwhile") {
  auto disc = DiscOf(MediaKind::kDvdPlusRw);
  disc->state.formatted = false;
  TestedDrive drive(disc, 1000);
  std::vector<std::uint8_t> list(std::begin(kFormat), std::end(kFormat));
  list[8] = 0x26 << 2;
  CHECK(drive.Send({0x04, 0x11}, 0, list).outcome == Outcome::kGood);
  CHECK(drive.Send({0x00}).outcome == Outcome::kGood);
}

}  // namespace virtual_drive::mmc::test

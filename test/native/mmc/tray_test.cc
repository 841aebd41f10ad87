// The tray and what lies in it: START STOP UNIT, PREVENT ALLOW MEDIUM REMOVAL, GET EVENT STATUS
// NOTIFICATION (MMC-6 6.42, 6.15, 6.7), and the unit attention that follows.
#include <doctest.h>

#include "tested_drive.h"

namespace virtual_drive::mmc::test {

TEST_CASE("the tray: no medium while it is open, one unit attention and a moment after it closed") {
  TestedDrive drive;
  drive.drive().SetNotReadyAfterClose({kBecomingReady, 2});
  CHECK(drive.Send({0x1E, 0, 0, 0, 1}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x1B, 0, 0, 0, 2}).sense == kRemovalPrevented);
  CHECK(drive.Send({0x1E, 0, 0, 0, 0}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x1B, 0, 0, 0, 2}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x00}).sense == kNoMediumTrayOpen);
  drive.Send({0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8}, 8);
  REQUIRE(drive.data().size() == 8);
  CHECK(drive.data()[4] == 3);  // removal
  CHECK(drive.data()[5] == 1);  // tray open
  CHECK(drive.Send({0x1B, 0, 0, 0, 3}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x12, 0, 0, 0, 36}, 36).outcome == Outcome::kGood);  // exempt
  CHECK(drive.Send({0x00}).sense == kMediumChanged);
  CHECK(drive.Send({0x00}).sense == kBecomingReady);
  CHECK(drive.Send({0x25}, 8).sense == kBecomingReady);
  CHECK(drive.Send({0x00}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x4A, 0, 0, 0, 0x10, 0, 0, 0, 8}, 8).sense == kInvalidFieldInCdb);
  drive.Send({0x4A, 1, 0, 0, 0x08, 0, 0, 0, 8}, 8);  // external requests
  CHECK((drive.data()[2] & 0x80) != 0);
}

TEST_CASE("the drive gives the classes of events that its features announce") {
  TestedDrive drive;
  const auto bit_of_feature = [&](std::uint8_t feature, std::uint8_t bit) {
    drive.Send({0x46, 2, 0, feature, 0, 0, 0, 0, 64}, 64);
    return (drive.data()[feature == 1 ? 16 : 12] & bit) != 0;
  };
  CHECK(bit_of_feature(1, 0x01));  // core: device busy
  CHECK(bit_of_feature(2, 0x02));  // morphing: operational change
  drive.Send({0x1B, 0, 0, 0, 2});
  const auto event = [&](std::uint8_t classes) {
    drive.Send({0x4A, 1, 0, 0, classes, 0, 0, 0, 8}, 8);
    REQUIRE(drive.data().size() == 8);
    CHECK(drive.data()[3] == 0x56);
    return drive.data()[2];
  };
  CHECK(event(0x40) == 6);
  CHECK(event(0x02) == 1);
  CHECK(event(0x04) == 2);
  CHECK(drive.data()[5] == 1);  // active
  CHECK(event(0x56) == 4);      // something has happened there
  CHECK(drive.data()[4] == 3);
  CHECK(event(0x56) == 1);
}

TEST_CASE("a drive overlooks a medium at first, and tells that it is new once it is noticed") {
  TestedDrive drive;
  drive.drive().SetNotReadyAfterClose({kNoMediumTrayClosed, 2});
  drive.Send({0x1B, 0, 0, 0, 2});
  drive.Send({0x1B, 0, 0, 0, 3});
  drive.Send({0x46, 0, 0, 0, 0, 0, 0, 0, 8}, 8);
  CHECK(drive.Number(6, 2) == 0);  // no current profile
  CHECK(drive.Send({0x00}).sense == kNoMediumTrayClosed);
  CHECK(drive.Send({0x25}, 8).sense == kNoMediumTrayClosed);
  CHECK(drive.Send({0x00}).sense == kMediumChanged);
  CHECK(drive.Send({0x00}).outcome == Outcome::kGood);
  drive.Send({0x46, 0, 0, 0, 0, 0, 0, 0, 8}, 8);
  CHECK(drive.Number(6, 2) == 0x1A);
}

TEST_CASE("an empty tray") {
  TestedDrive drive(std::shared_ptr<DiscMemory>{});
  // Opened and closed again, it brings nothing new.
  CHECK(drive.Send({0x1B, 0, 0, 0, 2}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x1B, 0, 0, 0, 2}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x1B, 0, 0, 0, 3}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x00}).sense == kNoMediumTrayClosed);
  CHECK(drive.Send({0x51}, 64).sense == kNoMediumTrayClosed);
  CHECK(drive.Send({0x46, 0, 0, 0, 0, 0, 0, 0, 64}, 64).outcome == Outcome::kGood);
  CHECK(drive.Number(6, 2) == 0);
}

TEST_CASE("REQUEST SENSE takes a pending unit attention, and has no descriptor format") {
  TestedDrive drive;
  drive.Send({0x1B, 0, 0, 0, 2});
  drive.Send({0x1B, 0, 0, 0, 3});
  drive.Send({0x03, 0, 0, 0, 18}, 18);
  CHECK(drive.data()[2] == kMediumChanged.key);
  CHECK(drive.data()[12] == kMediumChanged.asc);
  CHECK(drive.Send({0x00}).outcome == Outcome::kGood);
  CHECK(drive.Send({0x03, 1, 0, 0, 18}, 18).sense == kInvalidFieldInCdb);
}

}  // namespace virtual_drive::mmc::test

// READ TRACK INFORMATION by address, by session and by number (MMC-6 6.27), and what FORMAT UNIT
// and READ FORMAT CAPACITIES say of media that can't be formatted (MMC-6 6.5, 6.24).
#include <doctest.h>

#include <array>

#include "tested_drive.h"

namespace virtual_drive::mmc::test {
namespace {

enum : std::uint8_t { kByLba, kByTrack, kBySession };

Reply Ask(TestedDrive& drive, std::uint8_t by, std::uint32_t address) {
  return drive.Send(
      {0x52, by, static_cast<std::uint8_t>(address >> 24), static_cast<std::uint8_t>(address >> 16),
       static_cast<std::uint8_t>(address >> 8), static_cast<std::uint8_t>(address), 0, 0, 64},
      64);
}

// Which track the answer is about.
std::uint32_t Track(TestedDrive& drive, std::uint8_t by, std::uint32_t address) {
  REQUIRE(Ask(drive, by, address).outcome == Outcome::kGood);
  return drive.Number(2, 1);
}

// Two sessions of one track each: 0 to 99 and 2200 to 2299. What can be written begins behind 2300.
std::shared_ptr<DiscMemory> TwoSessions() {
  auto memory =
      std::make_shared<DiscMemory>(DiscMemory{{}, {MediaKind::kDvdPlusR, 8192, true, {}}});
  memory->state.tracks.recorded = {{0, 100, true}, {2200, 2300, true}};
  return memory;
}

// Of eight bytes each, behind the header of READ FORMAT CAPACITIES.
std::uint32_t Descriptors(const TestedDrive& drive) { return drive.Number(3, 1) / 8; }

Reply Format(TestedDrive& drive, std::uint32_t blocks, std::uint8_t type,
             std::uint8_t descriptor_length = 8) {
  const std::array<std::uint8_t, 12> list = {0,
                                             0,
                                             0,
                                             descriptor_length,
                                             static_cast<std::uint8_t>(blocks >> 24),
                                             static_cast<std::uint8_t>(blocks >> 16),
                                             static_cast<std::uint8_t>(blocks >> 8),
                                             static_cast<std::uint8_t>(blocks),
                                             static_cast<std::uint8_t>(type << 2),
                                             0,
                                             0,
                                             0};
  return drive.Send({0x04, 0x11}, 0, list);
}

}  // namespace

TEST_CASE("an address is in the track that was recorded there, or in the one that is next") {
  TestedDrive drive(TwoSessions());
  CHECK(Track(drive, kByLba, 0) == 1);
  CHECK(Track(drive, kByLba, 99) == 1);
  CHECK(Track(drive, kByLba, 2200) == 2);
  CHECK(Track(drive, kByLba, 2299) == 2);
  CHECK(Track(drive, kByLba, 8191) == 3);
}

TEST_CASE("an address between sessions, or behind the disc, is in no track") {
  TestedDrive drive(TwoSessions());
  CHECK(Ask(drive, kByLba, 100).sense == kAddressOutOfRange);
  CHECK(Ask(drive, kByLba, 2199).sense == kAddressOutOfRange);
  CHECK(Ask(drive, kByLba, 8192).sense == kAddressOutOfRange);
}

TEST_CASE("a session is asked for by its number, and answers with its first track") {
  TestedDrive drive(TwoSessions());
  CHECK(Track(drive, kBySession, 1) == 1);
  CHECK(Track(drive, kBySession, 2) == 2);
  CHECK(Track(drive, kBySession, 3) == 3);
  CHECK(Ask(drive, kBySession, 4).sense == kInvalidFieldInCdb);
}

TEST_CASE("track 255 is the one that can be written, whatever its number") {
  TestedDrive drive(TwoSessions());
  CHECK(Track(drive, kByTrack, 0xFF) == 3);
  CHECK(Ask(drive, kByTrack, 0).sense == kInvalidFieldInCdb);
  CHECK(Ask(drive, kByTrack, 4).sense == kInvalidFieldInCdb);
  auto complete = TwoSessions();
  complete->state.tracks.finalized = true;
  TestedDrive closed(complete);
  CHECK(Ask(closed, kByTrack, 0xFF).sense == kInvalidFieldInCdb);
  auto open = TwoSessions();
  open->state.tracks.track_open = open->state.tracks.session_open = true;
  TestedDrive going_on(open);
  CHECK(Track(going_on, kByTrack, 0xFF) == 2);
}

TEST_CASE("a track that was begun and never written has no last address") {
  auto memory = TwoSessions();
  memory->state.tracks.recorded[1].end = 2200;
  TestedDrive drive(memory);
  CHECK(Track(drive, kByTrack, 1) == 1);
  CHECK((drive.data()[7] & 2) != 0);
  CHECK(Track(drive, kByTrack, 2) == 2);
  CHECK((drive.data()[7] & 2) == 0);
}

TEST_CASE("a rewritable disc is one track") {
  TestedDrive drive(MediaKind::kDvdPlusRw, 1024);
  CHECK(Track(drive, kByLba, 1023) == 1);
  CHECK(Track(drive, kByTrack, 1) == 1);
  CHECK(Track(drive, kBySession, 1) == 1);
  CHECK(Ask(drive, kBySession, 2).sense == kInvalidFieldInCdb);
  CHECK(Ask(drive, 3, 1).sense == kInvalidFieldInCdb);
}

TEST_CASE("a capacity is of a formatted disc, of an unformatted one, or of none") {
  const auto state = [](TestedDrive& drive) {
    REQUIRE(drive.Send({0x23, 0, 0, 0, 0, 0, 0, 0, 64}, 64).outcome == Outcome::kGood);
    return drive.Number(8, 1) & 3;
  };
  TestedDrive formatted(MediaKind::kBdRe, 1024, true);
  CHECK(state(formatted) == 2);
  CHECK(Descriptors(formatted) == 3);
  TestedDrive unformatted(MediaKind::kBdRe, 1024, false);
  CHECK(state(unformatted) == 1);
  TestedDrive blank(MediaKind::kBdR, 1024);
  CHECK(state(blank) == 1);
  CHECK(Descriptors(blank) == 1);
  TestedDrive recorded(TwoSessions());
  CHECK(state(recorded) == 2);
  TestedDrive empty(nullptr);
  CHECK(state(empty) == 3);
}

TEST_CASE("each format that is listed has a parameter of its kind, and is taken") {
  struct Row {
    MediaKind kind;
    std::vector<std::pair<std::uint8_t, std::uint32_t>> formats;
  };
  const Row rows[] = {{MediaKind::kDvdRam, {{0x00, 2048}}},
                      {MediaKind::kDvdPlusRw, {{0x26, 0}}},
                      {MediaKind::kDvdRw, {{0x00, 2048}, {0x10, 16}, {0x15, 16}}},
                      {MediaKind::kBdRe, {{0x00, 2048}, {0x30, 0x3000}}}};
  for (const Row& row : rows) {
    TestedDrive drive(row.kind, 1024, false);
    drive.Send({0x23, 0, 0, 0, 0, 0, 0, 0, 64}, 64);
    REQUIRE(Descriptors(drive) == 1 + row.formats.size());
    for (std::size_t i = 0; i < row.formats.size(); ++i) {
      TestedDrive another(row.kind, 1024, false);
      another.Send({0x23, 0, 0, 0, 0, 0, 0, 0, 64}, 64);
      const auto [type, parameter] = row.formats[i];
      CHECK(another.Number(12 + 8 * i, 4) == 1024);
      CHECK((another.Number(16 + 8 * i, 1) >> 2) == type);
      CHECK(another.Number(17 + 8 * i, 3) == parameter);
      CHECK(Format(another, 1024, type).outcome == Outcome::kGood);
    }
  }
  TestedDrive plus(MediaKind::kDvdPlusRw, 1024, false);
  CHECK(Format(plus, 1024, 0x00).sense == kInvalidFieldInParameters);
}

TEST_CASE("a CD says where its lead-in and its last lead-out are, and that it is a CD-ROM") {
  const auto ask = [](TestedDrive& drive) {
    drive.Send({0x51, 0, 0, 0, 0, 0, 0, 0, 64}, 64);
    return std::array{drive.Number(8, 1), drive.Number(16, 4), drive.Number(20, 4)};
  };
  TestedDrive blank(MediaKind::kCdR, 359847);
  CHECK(ask(blank) == std::array{0xFFu, 0x00630000u, 0x004F3B48u});  // 99:00:00, 79:59:72
  blank.Write(0, 20, 1);
  CHECK(ask(blank) == std::array{0x00u, 0x00630000u, 0x004F3B48u});
  TestedDrive pressed(MediaKind::kCdRom);
  CHECK(ask(pressed) == std::array{0x00u, 0xFFFFFFFFu, 0xFFFFFFFFu});
  TestedDrive dvd(MediaKind::kDvdR);
  CHECK(ask(dvd) == std::array{0xFFu, 0u, 0u});
}

TEST_CASE("FORMAT UNIT takes the whole disc, by its size or by none, in a format that it has") {
  for (const std::uint32_t blocks : {1024u, 0u, 0xFFFFFFFFu}) {
    TestedDrive drive(MediaKind::kBdRe, 1024, false);
    CHECK(Format(drive, blocks, 0).outcome == Outcome::kGood);
    CHECK(drive.memory()->state.formatted);
  }
  TestedDrive quick(MediaKind::kDvdRw, 1024, false);
  CHECK(Format(quick, 0, 0x15).outcome == Outcome::kGood);
}

TEST_CASE("FORMAT UNIT refuses another size, another format, and media that have none") {
  TestedDrive drive(MediaKind::kBdRe, 1024, false);
  CHECK(Format(drive, 1000, 0).sense == kInvalidFieldInParameters);
  CHECK(Format(drive, 0, 0x15).sense == kInvalidFieldInParameters);
  CHECK(Format(drive, 0, 0x3F).sense == kInvalidFieldInParameters);
  CHECK(Format(drive, 0, 0, 16).sense == kInvalidFieldInParameters);
  CHECK_FALSE(drive.memory()->state.formatted);
  TestedDrive once(MediaKind::kBdR, 1024);
  CHECK(Format(once, 0, 0).sense == kCannotFormatMedium);
}

}  // namespace virtual_drive::mmc::test

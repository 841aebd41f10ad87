#include "imapi/image_journal_format.h"

#include <doctest.h>

#include <functional>
#include <random>
#include <string>

#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "journal_input.h"
#include "made_image_journal.h"
#include "made_journal.h"

using namespace imapi2;
using namespace imapi2::test;

namespace {

std::string FailureOf(const std::function<void()>& work) {
  try {
    work();
    return "none";
  } catch (const Error& error) {
    return error.code();
  }
}

std::string ReadFailure(std::vector<uint8_t> bytes) {
  return FailureOf([&] {
    MemoryBytes source(std::move(bytes));
    const ImageJournalReader reader(source);
  });
}

}  // namespace

TEST_CASE("the journal of a burn in place reads back as it was written") {
  const ImageJournal journal = MadeImageJournal();
  MemoryBytes source(BytesOf(journal));
  CHECK(JournalVersion(source) == kImageJournal);
  ImageJournalReader reader(source);
  const ImageJournal& read = reader.journal();
  CHECK(read.media_type == journal.media_type);
  CHECK(read.medium_blocks == journal.medium_blocks);
  CHECK(read.image_blocks == journal.image_blocks);
  CHECK(read.recorded_blocks() == 1024);
  CHECK(read.unit == journal.unit);
  CHECK(read.path == journal.path);
  CHECK(read.image == journal.image);
  CHECK(read.ranges == journal.ranges);
  CHECK(read.tail == journal.tail);
  REQUIRE(read.identity.size() == 2);
  CHECK(read.identity[1].sectors == journal.identity[1].sectors);
  CHECK(read.identity[1].digest == journal.identity[1].digest);
  CHECK(reader.OldSectors(3, 2) ==
        std::vector<OldSector>{3 * 0x0102030405060708U, 4 * 0x0102030405060708U});
  CHECK(reader.OldSectors(48, 0).empty());
}

TEST_CASE("one that burns the whole disc has nothing left to know the disc by") {
  ImageJournal journal = MadeImageJournal();
  journal.ranges = {{0, 1023}};
  journal.identity.clear();
  CHECK(ReadFailure(BytesOf(journal, 1024)) == "none");
}

TEST_CASE(
    "cut short anywhere, with a bit turned over, or with something behind it, it is damaged") {
  const auto bytes = BytesOf(MadeImageJournal());
  for (size_t size = 0; size < bytes.size(); size += size < 100 ? 1 : 97) {
    REQUIRE(ReadFailure({bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(size)}) ==
            code::kJournalDamaged);
  }
  for (size_t at = 0; at < bytes.size(); at += at < 20 ? 1 : 61) {
    auto turned = bytes;
    turned[at] ^= static_cast<uint8_t>(1U << (at % 8));
    REQUIRE(ReadFailure(turned) == code::kJournalDamaged);
  }
  auto longer = bytes;
  longer.resize(bytes.size() + 32);
  Seal(&longer);
  CHECK(ReadFailure(longer) == code::kJournalDamaged);
}

// Behind the preamble and the sectors comes the head, its length in four bytes, and the checksum.
TEST_CASE("a journal of a burn in place that lacks its head, or says more than it, is damaged") {
  const auto bytes = BytesOf(MadeImageJournal());
  std::vector<uint8_t> headless(bytes.begin(), bytes.begin() + kJournalPreamble);
  headless.resize(headless.size() + kJournalSeal + 3);
  Seal(&headless);
  CHECK(ReadFailure(headless) == code::kJournalDamaged);

  const size_t length = bytes.size() - kJournalSeal - 4;
  auto longer = bytes;
  longer.insert(longer.begin() + static_cast<ptrdiff_t>(length), uint8_t{0});
  ++longer[length + 1];  // it carries nothing over: a head is no multiple of 256
  REQUIRE(longer[length + 1] != 0);
  Seal(&longer);
  CHECK(ReadFailure(longer) == code::kJournalDamaged);
}

TEST_CASE("neither kind of journal is taken for the other") {
  CHECK(ReadFailure(BytesOf(MadeJournal())) == code::kJournalDamaged);
  MemoryBytes source(BytesOf(MadeImageJournal()));
  CHECK(FailureOf([&] { const JournalReader reader(source); }) == code::kJournalDamaged);
}

TEST_CASE("what could not be read back as the journal of a burn in place is not written") {
  const auto refused = [](const std::function<void(ImageJournal*)>& change) {
    ImageJournal journal = MadeImageJournal();
    change(&journal);
    return FailureOf([&] { BytesOf(journal); }) == code::kInternal;
  };
  CHECK(refused([](ImageJournal* it) { it->ranges[1].end = 1024; }));
  CHECK(refused([](ImageJournal* it) { it->ranges[0] = {47, 16}; }));
  CHECK(refused([](ImageJournal* it) { it->ranges.pop_back(); }));
  CHECK(refused([](ImageJournal* it) { it->tail.pop_back(); }));
  CHECK(refused([](ImageJournal* it) { it->tail.resize(4096 * kBlockSize); }));
  CHECK(refused([](ImageJournal* it) { it->medium_blocks = 1023; }));
  CHECK(refused([](ImageJournal* it) { it->image_blocks = 0; }));
  CHECK(refused([](ImageJournal* it) {
    it->medium_blocks = 10'000;
    it->tail.resize(4096 * kBlockSize);
  }));
  CHECK(refused([](ImageJournal* it) { it->identity.resize(65, it->identity[0]); }));
  CHECK(refused([](ImageJournal* it) { it->identity[0].sectors.start = -1; }));
  CHECK(refused([](ImageJournal* it) { it->ranges[0].start = -1; }));
  CHECK(refused([](ImageJournal* it) { it->ranges.resize(kMostJournalRanges + 1); }));
  CHECK(refused([](ImageJournal* it) { it->unit = 0; }));
  CHECK(refused([](ImageJournal* it) { it->unit = 4097; }));
  CHECK(refused([](ImageJournal* it) { it->path.clear(); }));
  CHECK(refused([](ImageJournal* it) { it->path.assign(100'000, 'x'); }));
  CHECK(refused([](ImageJournal* it) { it->identity[0].sectors = {4090, 4100}; }));
}

// The fuzzer's entry over a fixed set of mutations, so that every test run has a little of it.
TEST_CASE("random damage below a valid checksum never gets past the reader of burns in place") {
  const auto bytes = BytesOf(MadeImageJournal());
  // Most of it among the numbers of the head, which ends before the tail.
  const size_t head = kJournalPreamble + 48 * sizeof(OldSector);
  std::mt19937 random(20'261'121);
  for (int round = 0; round < 3000; ++round) {
    auto mutated = bytes;
    const auto changes = 1 + random() % 4;
    for (unsigned i = 0; i < changes; ++i) {
      const auto kind = random() % 8;
      size_t at = head + random() % 180;
      if (kind == 0) at = random() % mutated.size();
      if (kind == 1) at = mutated.size() - 36 + random() % 4;
      mutated[at] = random() % 3 == 0 ? uint8_t{0xFF} : static_cast<uint8_t>(random());
    }
    if (random() % 5 == 0) mutated.resize(random() % mutated.size());
    TryJournal(mutated);
  }
}

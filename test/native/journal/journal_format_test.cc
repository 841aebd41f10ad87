#include "imapi/journal_format.h"

#include <doctest.h>

#include <functional>
#include <random>
#include <string>

#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "journal_input.h"
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
    const JournalReader reader(source);
  });
}

}  // namespace

TEST_CASE("a journal reads back as it was written") {
  const Journal journal = MadeJournal();
  MemoryBytes source(BytesOf(journal));
  JournalReader reader(source);
  const Journal& read = reader.journal();
  CHECK(read.media_type == journal.media_type);
  CHECK(read.medium_blocks == journal.medium_blocks);
  CHECK(read.image_blocks == journal.image_blocks);
  CHECK(read.write_unit == journal.write_unit);
  CHECK(read.volume_name == journal.volume_name);
  CHECK(read.ranges == journal.ranges);
  CHECK(read.commit_ranges == journal.commit_ranges);
  CHECK(read.old_commit == journal.old_commit);
  CHECK(read.new_commit == journal.new_commit);
  REQUIRE(read.identity.size() == 2);
  CHECK(read.identity[1].sectors == journal.identity[1].sectors);
  CHECK(read.identity[1].digest == journal.identity[1].digest);
  CHECK(read.session() == BlockRanges{{600, 700}, {704, 719}});
  const uint64_t pieces = CountPieces(read.session(), 16);
  REQUIRE(pieces == 8);
  const auto digests = reader.Digests(3, 2);
  CHECK(digests[0] == DigestNumber(3));
  CHECK(digests[1] == DigestNumber(4));
}

TEST_CASE("a journal cut short anywhere is damaged, and so is one with something behind it") {
  const auto bytes = BytesOf(MadeJournal());
  for (size_t size = 0; size < bytes.size(); size += size < 400 ? 1 : 97) {
    REQUIRE(ReadFailure({bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(size)}) ==
            code::kJournalDamaged);
  }
  auto longer = bytes;
  longer.push_back(0);
  CHECK(ReadFailure(longer) == code::kJournalDamaged);
  longer.resize(bytes.size() + 32);
  Seal(&longer);
  CHECK(ReadFailure(longer) == code::kJournalDamaged);
}

TEST_CASE("a journal with any bit turned over is damaged") {
  const auto bytes = BytesOf(MadeJournal());
  for (size_t at = 0; at < bytes.size(); at += at < 400 ? 1 : 61) {
    auto turned = bytes;
    turned[at] ^= static_cast<uint8_t>(1U << (at % 8));
    REQUIRE(ReadFailure(turned) == code::kJournalDamaged);
  }
}

TEST_CASE("a journal of a later version says so") {
  auto bytes = BytesOf(MadeJournal());
  bytes[8] = 3;
  Seal(&bytes);
  try {
    MemoryBytes source(bytes);
    const JournalReader reader(source);
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find("version 3") != std::string::npos);
  }
}

TEST_CASE("a journal whose head would be shorter than its preamble is damaged") {
  auto bytes = BytesOf(MadeJournal());
  for (size_t i = 12; i < 16; ++i) bytes[i] = i == 12 ? kJournalPreamble - 1 : 0;
  Seal(&bytes);
  CHECK(ReadFailure(bytes) == code::kJournalDamaged);
}

TEST_CASE("what could not be read back is not written") {
  const auto refused = [](const std::function<void(Journal*)>& change) {
    Journal journal = MadeJournal();
    change(&journal);
    return FailureOf([&] { BytesOf(journal); }) == code::kInternal;
  };
  CHECK(refused([](Journal* it) { it->identity.clear(); }));
  CHECK(refused([](Journal* it) { it->identity[0].sectors = {4090, 4100}; }));
  CHECK(refused([](Journal* it) { it->identity[0].sectors.start = -1; }));
  CHECK(refused([](Journal* it) { it->identity.resize(65, it->identity[0]); }));
  CHECK(refused([](Journal* it) { it->ranges[0].end = 1024; }));
  CHECK(refused([](Journal* it) { it->ranges[0].start = -1; }));
  CHECK(refused([](Journal* it) { it->ranges.resize(kMostJournalRanges + 1); }));
  CHECK(refused([](Journal* it) { it->ranges = {{600, 700}}; }));  // nothing that commits it
  CHECK(refused([](Journal* it) {
    it->image_blocks = 4096;
    it->ranges = {{3000, 3100}, {256, 1280}};  // a commit of 1025 sectors
    it->commit_ranges = 1;
  }));
  CHECK(refused([](Journal* it) { it->ranges[1] = {719, 704}; }));
  CHECK(refused([](Journal* it) { it->commit_ranges = 1; }));
  CHECK(refused([](Journal* it) { it->commit_ranges = 4; }));
  CHECK(refused([](Journal* it) { it->commit_ranges = 5; }));
  CHECK(refused([](Journal* it) { it->write_unit = 0; }));
  CHECK(refused([](Journal* it) { it->write_unit = 513; }));
  CHECK(refused([](Journal* it) { it->image_blocks = 5000; }));
  CHECK(refused([](Journal* it) { it->image_blocks = 0; }));
  CHECK(refused([](Journal* it) { it->volume_name.assign(2000, 'x'); }));
  CHECK(refused([](Journal* it) { it->old_commit.pop_back(); }));
  CHECK(refused([](Journal* it) { it->new_commit.clear(); }));
}

TEST_CASE("a journal with too few or too many digests is a mistake of ours") {
  const Journal journal = MadeJournal();
  const auto ignore = [](std::span<const uint8_t>) {};
  CHECK(FailureOf([&] { JournalWriter(journal, ignore).Finish(); }) == code::kInternal);
  CHECK(FailureOf([&] {
          JournalWriter writer(journal, ignore);
          for (int i = 0; i < 9; ++i) writer.Add({});
        }) == code::kInternal);
}

TEST_CASE("the checksum covers all that was written, in whatever pieces it came") {
  constexpr size_t kPiece = 64 * 1024;  // what is collected before it is written
  for (const size_t size : {size_t{0}, size_t{1}, kPiece - 1, kPiece, kPiece + 1, 2 * kPiece}) {
    CAPTURE(size);
    std::vector<uint8_t> written;
    SealedWriter writer([&](std::span<const uint8_t> part) {
      CHECK_FALSE(part.empty());
      written.insert(written.end(), part.begin(), part.end());
    });
    const std::vector<uint8_t> bytes(size, 0x5A);
    writer.Put(bytes);
    writer.Finish();
    auto expected = bytes;
    expected.resize(size + kJournalSeal);
    Seal(&expected);
    CHECK(written == expected);
  }
}

// The fuzzer's entry over a fixed set of mutations, so that every test run has a little of it.
TEST_CASE("random damage below a valid checksum never gets past the reader") {
  const auto bytes = BytesOf(MadeJournal());
  std::mt19937 random(20'260'122);
  for (int round = 0; round < 3000; ++round) {
    auto mutated = bytes;
    const auto changes = 1 + random() % 4;
    for (unsigned i = 0; i < changes; ++i) {
      // Most of it among the numbers of the head.
      const size_t at = random() % (random() % 4 == 0 ? mutated.size() : 220);
      mutated[at] = random() % 3 == 0 ? uint8_t{0xFF} : static_cast<uint8_t>(random());
    }
    if (random() % 5 == 0) mutated.resize(random() % mutated.size());
    TryJournal(mutated);
  }
}

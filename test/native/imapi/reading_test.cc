// What a drive says of sectors that it does not give, and how they are asked for again.
#include <doctest.h>

#include <algorithm>
#include <memory>

#include "com/com_ptr.h"
#include "fake_recorder.h"
#include "imapi/comparison.h"
#include "imapi/scsi.h"

namespace {

using imapi2::CancelToken;
using imapi2::ReadFrom;
using imapi2::Sense;
using imapi2::TryRead;
using imapi_tests::FakeRecorder;
using imapi_tests::ReadCommand;

constexpr Sense kGood = {0, 0, 0};
constexpr int64_t kSectors = 512;

imapi2::com::ComPtr<FakeRecorder> Recorder(FakeRecorder::Answer answer) {
  return imapi2::com::ComPtr<FakeRecorder>::Attach(new FakeRecorder(std::move(answer)));
}

std::vector<uint8_t> Sectors(int64_t count) {
  return std::vector<uint8_t>(static_cast<size_t>(count * imapi2::kBlockSize));
}

FakeRecorder::Answer Damaged(int64_t bad, Sense sense) {
  return [=](const ReadCommand& read) {
    return bad >= read.lba && bad < read.lba + read.blocks ? sense : kGood;
  };
}

}  // namespace

TEST_CASE("a sector that the medium can't give is none, whatever the drive says of it") {
  auto bytes = Sectors(1);
  for (const Sense sense :
       {Sense{3, 0x11, 5}, Sense{4, 9, 0}, Sense{8, 0, 0}, Sense{5, 0x21, 0}, Sense{5, 0x64, 0}}) {
    CHECK_FALSE(TryRead(Recorder(Damaged(7, sense)).Get(), 7, bytes));
  }
  for (const Sense sense : {Sense{2, 0x3A, 0}, Sense{5, 0x20, 0}, Sense{6, 0x28, 0}}) {
    const auto recorder = Recorder(Damaged(7, sense));
    CHECK_THROWS_AS(TryRead(recorder.Get(), 7, bytes), imapi2::com::ComError);
  }
}

TEST_CASE("a drive that has news is asked once more") {
  auto bytes = Sectors(1);
  for (const Sense news : {Sense{6, 0x28, 0}, Sense{6, 0x29, 0}, Sense{6, 0x2A, 1}}) {
    bool told = false;
    const auto recorder =
        Recorder([&](const ReadCommand&) { return std::exchange(told, true) ? kGood : news; });
    CHECK(TryRead(recorder.Get(), 7, bytes));
    CHECK(recorder->reads.size() == 2);
  }
}

TEST_CASE("one bad sector is looked for by write units, and then alone") {
  const auto recorder = Recorder(Damaged(100, {3, 0x11, 0}));
  auto bytes = Sectors(kSectors);
  const CancelToken nobody;
  const auto readable = imapi2::ReadWhatReads(recorder.Get(), 0, bytes, nobody);
  CHECK(std::ranges::count(readable.sectors, false) == 1);
  CHECK_FALSE(readable.sectors[100]);
  // All of them, each unit of 32, and the sectors of one.
  CHECK(recorder->reads.size() == 1 + kSectors / 32 + 32);
}

TEST_CASE("a cancel is heeded before each sector that may take long") {
  CancelToken cancel;
  const auto recorder = Recorder([&](const ReadCommand& read) {
    if (read.blocks == 1 && read.lba == 3) cancel.Request();
    return Sense{3, 0x11, 0};
  });
  auto bytes = Sectors(kSectors);
  CHECK_THROWS_AS(imapi2::ReadWhatReads(recorder.Get(), 0, bytes, cancel), imapi2::Error);
  CHECK(recorder->reads.back().lba == 3);
}

TEST_CASE("a drive that reads its cache is given other sectors to read first") {
  const auto recorder = Recorder([](const ReadCommand& read) {
    return read.past_cache ? Sense{5, 0x24, 0} : kGood;
  });
  const auto bytes = Sectors(20'000 + 16);
  HGLOBAL memory = GlobalAlloc(GMEM_MOVEABLE, bytes.size());
  imapi2::com::ComPtr<IStream> stream;
  REQUIRE(SUCCEEDED(CreateStreamOnHGlobal(memory, TRUE, stream.Put())));
  ULARGE_INTEGER size;
  size.QuadPart = bytes.size();
  REQUIRE(SUCCEEDED(stream->SetSize(size)));
  imapi2::com::StreamReader image(stream);
  const imapi2::BlockRanges ranges = {{20'000, 20'015}};
  const CancelToken nobody;
  const auto found = imapi2::Compare({.drive = recorder.Get(), .image = &image, .ranges = &ranges},
                                     nobody, [](size_t, int64_t) {});
  CHECK(found.read_from == ReadFrom::kMediumOrCache);
  int64_t elsewhere = 0;
  for (const ReadCommand& read : recorder->reads) {
    if (!read.past_cache && read.lba < 20'000) elsewhere += read.blocks;
  }
  CHECK(elsewhere == 8192);
  // Compared after that.
  CHECK(recorder->reads.back().lba == 20'000);
}

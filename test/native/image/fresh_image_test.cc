#include <map>
#include <string>

#include "image_under_test.h"
#include "virtual/image/utf16.h"
#include "virtual/tree/path.h"
#include "virtual/udf/volume_reader.h"

namespace image_test {
namespace {

// Sectors of an image stream, for the UDF reader.
class StreamSectors final : public virtual_drive::udf::SectorSource {
 public:
  explicit StreamSectors(ComPtr<IStream> stream) : stream_(std::move(stream)) {}
  void Read(std::uint32_t lba, std::span<std::byte> buffer) override {
    const auto bytes = ReadAt(stream_, std::uint64_t{lba} * kSector, buffer.size());
    std::ranges::copy(bytes, buffer.begin());
  }

 private:
  ComPtr<IStream> stream_;
};

}  // namespace

TEST_CASE("a fresh image is a UDF volume that holds what was added") {
  const CountedSession counted;
  TextStream text("hello");
  TextStream big(std::string(100'000, 'b'));
  {
    const auto image = NewImage(counted);
    REQUIRE(image->put_VolumeName(Bstr(L"FRESH").Get()) == S_OK);
    REQUIRE(RootOf(image)->AddDirectory(Bstr(L"a").Get()) == S_OK);
    REQUIRE(RootOf(image)->AddDirectory(Bstr(L"\\a\\b").Get()) == S_OK);
    REQUIRE(AddFile(image, L"a\\b\\hello.txt", text) == S_OK);
    REQUIRE(AddFile(image, L"\x00FC\x0416.bin", big) == S_OK);
    CHECK(text.reads == 0);  // read lazily

    const auto stream = StreamOf(Result(image));
    const std::uint64_t size = SizeOf(stream);
    REQUIRE(size % kSector == 0);
    StreamSectors sectors(stream);
    const auto volume =
        virtual_drive::udf::ReadVolume(sectors, static_cast<std::uint32_t>(size / kSector));
    CHECK(volume.name == u"FRESH");
    CHECK(volume.file_count == 2);
    CHECK(volume.directory_count == 2);
    const auto node = virtual_drive::tree::FindByPath(volume.root, u"\\a\\b\\hello.txt");
    REQUIRE(node);
    CHECK(static_cast<const virtual_drive::tree::File&>(*node).size() == 5);
    const auto wide = virtual_drive::tree::FindByPath(volume.root, u"\u00FC\u0416.bin");
    REQUIRE(wide);
    const auto& content = std::get<virtual_drive::tree::Imported>(
        static_cast<const virtual_drive::tree::File&>(*wide).content());
    const auto bytes = ReadAt(stream, std::uint64_t{content.extents.at(0).lba} * kSector, 100'000);
    CHECK(std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{'b'}; }));
    const auto tail = ReadAt(stream, std::uint64_t{content.extents.at(0).lba} * kSector + 100'000,
                             kSector - 100'000 % kSector);
    CHECK(std::ranges::all_of(tail, [](std::byte b) { return b == std::byte{0}; }));
  }
  CHECK(text.references() == 0);
  CHECK(big.references() == 0);
}

TEST_CASE("the whole of a fresh image has to be recorded") {
  const CountedSession counted;
  const auto image = NewImage(counted);
  const auto result = Result(image);
  ComPtr<IBlockRangeList> list;
  const auto result2 = result.As<IFileSystemImageResult2>();
  REQUIRE(result2);
  CHECK(result2->get_ModifiedBlocks(list.Put()) == E_NOTIMPL);
  const auto stream = StreamOf(result);
  CHECK_FALSE(stream.As<IBlockRangeList>());
  CHECK_FALSE(stream.As<IDispatch>());
  LONG blocks = 0;
  LONG block_size = 0;
  REQUIRE(result->get_TotalBlocks(&blocks) == S_OK);
  REQUIRE(result->get_BlockSize(&block_size) == S_OK);
  CHECK(block_size == 2048);
  CHECK(static_cast<std::uint64_t>(blocks) * kSector == SizeOf(stream));
}

TEST_CASE("the image stream reads the same in any portions") {
  const CountedSession counted;
  TextStream text(std::string(9'999, 'x'));
  const auto image = NewImage(counted);
  REQUIRE(AddFile(image, L"x", text) == S_OK);
  const auto stream = StreamOf(Result(image));
  const std::size_t size = static_cast<std::size_t>(SizeOf(stream));
  const auto whole = ReadAt(stream, 0, size);
  for (const std::size_t portion : {1'000u, 2'048u, 3'001u, 65'536u}) {
    std::vector<std::byte> pieces;
    while (pieces.size() < size) {
      const auto piece = ReadAt(stream, pieces.size(), std::min(portion, size - pieces.size()));
      pieces.insert(pieces.end(), piece.begin(), piece.end());
    }
    CHECK(pieces == whole);
  }
  ULONG read = 7;
  std::byte beyond;
  CHECK(stream->Read(&beyond, 1, &read) == S_FALSE);
  CHECK(read == 0);
}

TEST_CASE("the image stream can't be changed and has no clone") {
  const CountedSession counted;
  const auto stream = StreamOf(Result(NewImage(counted)));
  CHECK(stream->Write("x", 1, nullptr) == STG_E_ACCESSDENIED);
  CHECK(stream->SetSize({}) == STG_E_ACCESSDENIED);
  CHECK(stream->LockRegion({}, {}, LOCK_WRITE) == STG_E_ACCESSDENIED);
  ComPtr<IStream> clone;
  CHECK(stream->Clone(clone.Put()) == E_NOTIMPL);
  LARGE_INTEGER back;
  back.QuadPart = -1;
  CHECK(stream->Seek(back, STREAM_SEEK_SET, nullptr) == STG_E_INVALIDFUNCTION);
  LARGE_INTEGER far_away;
  far_away.QuadPart = 1ll << 40;
  ULARGE_INTEGER position{};
  CHECK(stream->Seek(far_away, STREAM_SEEK_SET, &position) == S_OK);
  CHECK(position.QuadPart == 1ull << 40);
}

TEST_CASE("progress items cover the image and name its files") {
  const CountedSession counted;
  TextStream text(std::string(10'000, 'x'));
  const auto image = NewImage(counted);
  REQUIRE(RootOf(image)->AddDirectory(Bstr(L"dir").Get()) == S_OK);
  REQUIRE(AddFile(image, L"dir\\named.txt", text) == S_OK);
  const auto result = Result(image);
  ComPtr<IProgressItems> items;
  REQUIRE(result->get_ProgressItems(items.Put()) == S_OK);
  long count = 0;
  REQUIRE(items->get_Count(&count) == S_OK);
  ULONG next = 0;
  for (long i = 0; i < count; ++i) {
    ComPtr<IProgressItem> item;
    REQUIRE(items->get_Item(i, item.Put()) == S_OK);
    ULONG first = 0;
    ULONG last = 0;
    ULONG blocks = 0;
    REQUIRE(item->get_FirstBlock(&first) == S_OK);
    REQUIRE(item->get_LastBlock(&last) == S_OK);
    REQUIRE(item->get_BlockCount(&blocks) == S_OK);
    CHECK(first == next);
    CHECK(blocks == last - first + 1);
    next = last + 1;
  }
  LONG total = 0;
  REQUIRE(result->get_TotalBlocks(&total) == S_OK);
  CHECK(next == static_cast<ULONG>(total));
  ComPtr<IProgressItem> named;
  REQUIRE(items->ProgressItemFromDescription(Bstr(L"\\dir\\named.txt").Get(), named.Put()) == S_OK);
  ULONG block = 0;
  REQUIRE(named->get_FirstBlock(&block) == S_OK);
  ComPtr<IProgressItem> again;
  REQUIRE(items->ProgressItemFromBlock(block + 1, again.Put()) == S_OK);
  Bstr description;
  REQUIRE(again->get_Description(description.Put()) == S_OK);
  CHECK(virtual_drive::View(description.Get()) == L"\\dir\\named.txt");

  ComPtr<IProgressItem> none;
  CHECK(items->get_Item(-1, none.Put()) == E_INVALIDARG);
  CHECK(items->get_Item(count, none.Put()) == E_INVALIDARG);
  CHECK(items->ProgressItemFromBlock(next, none.Put()) == E_INVALIDARG);
  CHECK(items->ProgressItemFromDescription(Bstr(L"\\none").Get(), none.Put()) == E_INVALIDARG);
  CHECK(items->ProgressItemFromDescription(nullptr, none.Put()) == E_FAIL);
}

}  // namespace image_test

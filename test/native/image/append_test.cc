#include <thread>

#include "image_under_test.h"
#include "virtual/udf/volume_reader.h"

namespace image_test {
namespace {

constexpr std::uint32_t kSectors = 4096;

ComPtr<IBlockRangeList> ModifiedBlocks(const ComPtr<IFileSystemImageResult>& result) {
  ComPtr<IBlockRangeList> list;
  const auto result2 = result.As<IFileSystemImageResult2>();
  REQUIRE(result2);
  REQUIRE(result2->get_ModifiedBlocks(list.Put()) == S_OK);
  return list;
}

std::string Data(const ComPtr<IFileSystemImage3>& image, std::wstring_view path) {
  ComPtr<IFsiItem> item;
  REQUIRE(RootOf(image)->get_Item(Bstr(path).Get(), item.Put()) == S_OK);
  const auto file = item.As<IFsiFileItem2>();
  REQUIRE(file);
  LONGLONG size = 0;
  REQUIRE(file->get_DataSize(&size) == S_OK);
  ComPtr<IStream> data;
  REQUIRE(file->get_Data(data.Put()) == S_OK);
  const auto bytes = ReadAt(data, 0, static_cast<std::size_t>(size));
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

TEST_CASE(
    "an appended image has the old files and the new ones, and only its ranges change the disc") {
  for (const LONG write_unit : {16, 32}) {
    CAPTURE(write_unit);
    const CountedSession counted;
    MemoryDrive drive(kSectors);
    drive.multisession.write_unit = write_unit;
    BurnFirstSession(counted, drive);
    TextStream added(std::string(30'000, 'n'));
    {
      const auto image = NewImage(counted);
      Import(image, drive);
      Bstr imported_name;
      REQUIRE(image->get_ImportedVolumeName(imported_name.Put()) == S_OK);
      CHECK(virtual_drive::View(imported_name.Get()) == L"FIRST");
      CHECK(Data(image, L"\\first.txt") == "the first file");
      CHECK(Data(image, L"\\folder\\second.txt") == std::string(5000, '2'));
      LONG free = 0;
      LONG start = 0;
      REQUIRE(image->get_FreeMediaBlocks(&free) == S_OK);
      REQUIRE(image->get_SessionStartBlock(&start) == S_OK);
      CHECK(start % write_unit == 0);
      CHECK(free == static_cast<LONG>(kSectors) - start);

      REQUIRE(AddFile(image, L"added.bin", added) == S_OK);
      REQUIRE(RootOf(image)->Remove(Bstr(L"first.txt").Get()) == S_OK);
      const auto result = Result(image);
      const auto stream = StreamOf(result);
      const auto ranges = RangesOf(ModifiedBlocks(result));
      REQUIRE(ranges.size() >= 2);
      CHECK(ranges.front().start == start);
      for (const Range& range : ranges) {
        CHECK(range.start % write_unit == 0);
        CHECK((range.end + 1) % write_unit == 0);
      }
      CHECK(ranges.back().start == 256);  // the commit, last
      CHECK(RangesOf(stream.As<IBlockRangeList>()) == ranges);

      const auto whole = ReadAt(stream, 0, static_cast<std::size_t>(SizeOf(stream)));
      Burn(stream, drive);
      CHECK(std::equal(whole.begin(), whole.end(), drive.disc.bytes.begin()));
    }
    CHECK(added.references() == 0);
    const auto image = NewImage(counted);
    Import(image, drive);
    CHECK(Data(image, L"added.bin") == std::string(30'000, 'n'));
    CHECK(Data(image, L"\\folder\\second.txt") == std::string(5000, '2'));
    FsiItemType type = FsiItemFile;
    REQUIRE(image->Exists(Bstr(L"first.txt").Get(), &type) == S_OK);
    CHECK(type == FsiItemNotFound);
  }
}

TEST_CASE("several threads read an appended image through streams of their own") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  BurnFirstSession(counted, drive);
  TextStream added(std::string(300'000, 'n'));
  const auto image = NewImage(counted);
  Import(image, drive);
  REQUIRE(AddFile(image, L"added.bin", added) == S_OK);
  const auto result = Result(image);
  const auto first = StreamOf(result);
  const auto size = static_cast<std::size_t>(SizeOf(first));
  const auto whole = ReadAt(first, 0, size);
  std::vector<std::vector<std::byte>> seen(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto stream = StreamOf(result);
      std::vector<std::byte> bytes(size);
      std::size_t done = 0;
      while (done < size) {
        ULONG read = 0;
        const auto portion =
            static_cast<ULONG>(std::min<std::size_t>(5'000 + 1'000 * i, size - done));
        if (FAILED(stream->Read(bytes.data() + done, portion, &read)) || read == 0) return;
        done += read;
      }
      seen[i] = std::move(bytes);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& bytes : seen) CHECK(bytes == whole);
}

TEST_CASE("a disc swapped after the import is noticed") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  BurnFirstSession(counted, drive);
  MemoryDrive other_drive(kSectors);
  BurnFirstSession(counted, other_drive);
  MemoryDisc blank(kSectors);
  TextStream added("x");
  const auto image = NewImage(counted);
  Import(image, drive);
  REQUIRE(AddFile(image, L"x", added) == S_OK);

  SUBCASE("by CreateResultImage") {
    for (MemoryDisc* swapped : {&other_drive.disc, &blank}) {
      drive.recorder.ex.disc = swapped;
      ComPtr<IFileSystemImageResult> result;
      CHECK(image->CreateResultImage(result.Put()) == Code(0xC0AAB158));
    }
    drive.recorder.ex.disc = &drive.disc;
    Result(image);
  }
  SUBCASE("by the stream's first read of the old session") {
    const auto stream = StreamOf(Result(image));
    drive.recorder.ex.disc = &other_drive.disc;
    std::vector<std::byte> sector(kSector);
    ULONG read = 0;
    CHECK(stream->Read(sector.data(), kSector, &read) == Code(0xC0AAB158));
    CHECK(LastErrorText() == L"The disc in the drive is not the one that was imported.");
    drive.recorder.ex.disc = &drive.disc;
    CHECK(stream->Read(sector.data(), kSector, &read) == S_OK);
  }
  SUBCASE("once its size is asked for, as each Write does, also where only new sectors are read") {
    const auto result = Result(image);
    const auto stream = StreamOf(result);
    const std::uint64_t last = SizeOf(stream) - kSector;
    ReadAt(stream, last, kSector);
    const int reads = drive.recorder.ex.reads;
    ReadAt(stream, last, kSector);
    CHECK(drive.recorder.ex.reads == reads);
    drive.recorder.ex.disc = &other_drive.disc;
    SizeOf(stream);
    LARGE_INTEGER position;
    position.QuadPart = static_cast<LONGLONG>(last);
    REQUIRE(stream->Seek(position, STREAM_SEEK_SET, nullptr) == S_OK);
    std::vector<std::byte> sector(kSector);
    ULONG read = 0;
    CHECK(stream->Read(sector.data(), kSector, &read) == Code(0xC0AAB158));
    CHECK(StreamOf(result)->Read(sector.data(), kSector, &read) == Code(0xC0AAB158));
  }
  SUBCASE("once the drive has failed to read the imported one") {
    const auto stream = StreamOf(Result(image));
    ReadAt(stream, 0, kSector);
    drive.recorder.ex.becoming_ready = true;
    std::vector<std::byte> sector(kSector);
    ULONG read = 0;
    CHECK(stream->Read(sector.data(), kSector, &read) == Code(0xC0AA0205));
    drive.recorder.ex.becoming_ready = false;
    drive.recorder.ex.disc = &other_drive.disc;
    CHECK(stream->Read(sector.data(), kSector, &read) == Code(0xC0AAB158));
  }
  SUBCASE("no disc at all is the drive's own failure") {
    drive.recorder.ex.disc = nullptr;
    ComPtr<IFileSystemImageResult> result;
    CHECK(image->CreateResultImage(result.Put()) == Code(0xC0AA0202));
  }
}

TEST_CASE("importing fails with IMAPI2FS's codes") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  const auto image = NewImage(counted);
  FsiFileSystems imported = FsiFileSystemUDF;
  CHECK(image->ImportFileSystem(&imported) == Code(0xC0AAB15D));  // MultisessionInterfaces not set
  CHECK(imported == FsiFileSystemNone);
  REQUIRE(SetDrive(image, drive) == S_OK);
  CHECK(image->ImportFileSystem(&imported) == Code(0xC0AAB150));  // blank

  SUBCASE("another file system") {
    drive.disc.At(16, 1)[0] = std::byte{1};
    std::memcpy(drive.disc.At(16, 1).data() + 1, "CD001", 5);
    CHECK(image->ImportFileSystem(&imported) == Code(0xC0AAB151));
    FsiFileSystems found = FsiFileSystemNone;
    REQUIRE(image->IdentifyFileSystemsOnDisc(&drive.recorder, &found) == S_OK);
    CHECK(found == FsiFileSystemISO9660);
  }
  SUBCASE("a second import") {
    BurnFirstSession(counted, drive);
    REQUIRE(image->ImportFileSystem(&imported) == S_OK);
    CHECK(image->ImportFileSystem(&imported) == Code(0xC0AAB15D));
    CHECK(image->put_UDFRevision(0x201) == Code(0xC0AAB161));
    CHECK(SetDrive(image, drive) == Code(0xC0AAB160));
  }
  SUBCASE("a disc that can't be read") {
    BurnFirstSession(counted, drive);
    drive.recorder.ex.disc = nullptr;
    CHECK(image->ImportFileSystem(&imported) == Code(0xC0AAB162));  // its capacity is asked first
  }
  SUBCASE("a drive that isn't ready yet") {
    BurnFirstSession(counted, drive);
    drive.recorder.ex.becoming_ready = true;
    CHECK(image->ImportFileSystem(&imported) == Code(0xC0AA0205));
    drive.recorder.ex.becoming_ready = false;
    CHECK(image->ImportFileSystem(&imported) == S_OK);
  }
  SUBCASE("a sector of the old session that can't be read") {
    BurnFirstSession(counted, drive);
    REQUIRE(image->ImportFileSystem(&imported) == S_OK);
    const auto stream = StreamOf(Result(image));
    drive.recorder.ex.unreadable = 300;
    std::vector<std::byte> buffer(512 * kSector);
    CHECK(stream->Read(buffer.data(), static_cast<ULONG>(buffer.size()), nullptr) ==
          Code(0xC0AAB157));
    CHECK(stream->Read(buffer.data(), 256 * kSector, nullptr) == S_OK);  // the position stayed
  }
  SUBCASE("garbage behind a valid start") {
    BurnFirstSession(counted, drive);
    for (std::byte& b : drive.disc.At(257, 3000)) b = std::byte{0xA5};
    CHECK(FAILED(image->ImportFileSystem(&imported)));
  }
}

TEST_CASE("what is in memory wins over what is on the disc") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  BurnFirstSession(counted, drive);
  TextStream mine("mine");
  const auto image = NewImage(counted);
  SUBCASE("files") {
    REQUIRE(AddFile(image, L"FIRST.TXT", mine) == S_OK);
    Import(image, drive);
    CHECK(Data(image, L"first.txt") == "mine");
    CHECK(Data(image, L"folder\\second.txt") == std::string(5000, '2'));
  }
  SUBCASE("a file can't be a directory") {
    REQUIRE(AddFile(image, L"folder", mine) == S_OK);
    REQUIRE(SetDrive(image, drive) == S_OK);
    FsiFileSystems imported = FsiFileSystemNone;
    CHECK(image->ImportFileSystem(&imported) == Code(0xC0AAB15E));
  }
}

TEST_CASE("a stream outlives its result and its image") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  BurnFirstSession(counted, drive);
  TextStream added("lazy");
  ComPtr<IStream> stream;
  {
    const auto image = NewImage(counted);
    Import(image, drive);
    REQUIRE(AddFile(image, L"lazy.txt", added) == S_OK);
    stream = StreamOf(Result(image));
  }
  CHECK(added.references() == 1);
  CHECK(drive.references() > 0);
  ReadAt(stream, 0, static_cast<std::size_t>(SizeOf(stream)));
  CHECK(added.reads > 0);
  stream = nullptr;
  CHECK(added.references() == 0);
  CHECK(drive.references() == 0);
}

}  // namespace image_test

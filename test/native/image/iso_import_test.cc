// Discs that hold ISO 9660, with or without Joliet, and no UDF.
#include <algorithm>
#include <string>

#include "image_under_test.h"
#include "update_sink.h"

namespace image_test {
namespace {

constexpr std::uint32_t kSectors = 4096;
constexpr LONG kNextSession = 1000;

constexpr auto kUdf = FsiFileSystemUDF;
constexpr auto kIso = FsiFileSystemISO9660;
constexpr auto kJoliet = FsiFileSystemJoliet;
constexpr auto kIsoJoliet = static_cast<FsiFileSystems>(kIso | kJoliet);

// A medium that is written one session after the other: the first is all of the drive's disc that
// was written, the next one goes to kNextSession.
class SequentialMedium final : public FakeDispatch<IMultisessionSequential, IMultisession> {
 public:
  explicit SequentialMedium(MemoryDrive& drive) : drive_(drive) {}

  LONG start = 0;
  LONG last = 127;

  HRESULT STDMETHODCALLTYPE
  get_IsSupportedOnCurrentMediaState(VARIANT_BOOL* value) noexcept override {
    *value = VARIANT_TRUE;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE put_InUse(VARIANT_BOOL) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_InUse(VARIANT_BOOL* value) noexcept override {
    *value = VARIANT_TRUE;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE get_ImportRecorder(IDiscRecorder2** value) noexcept override {
    return drive_.multisession.get_ImportRecorder(value);
  }
  HRESULT STDMETHODCALLTYPE get_IsFirstDataSession(VARIANT_BOOL* value) noexcept override {
    *value = VARIANT_FALSE;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE get_StartAddressOfPreviousSession(LONG* value) noexcept override {
    *value = start;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE get_LastWrittenAddressOfPreviousSession(LONG* value) noexcept override {
    *value = last;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE get_NextWritableAddress(LONG* value) noexcept override {
    *value = std::max(kNextSession, last + 1);
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE get_FreeSectorsOnMedia(LONG* value) noexcept override {
    *value = static_cast<LONG>(kSectors) - std::max(kNextSession, last + 1);
    return S_OK;
  }

 private:
  MemoryDrive& drive_;
};

HRESULT SetMedium(const ComPtr<IFileSystemImage3>& image, SequentialMedium& medium) {
  return image->put_MultisessionInterfaces(InterfaceArray({&medium}).Get());
}

std::pair<HRESULT, bool> Probe(const ComPtr<IFileSystemImage3>& image, FsiFileSystems which) {
  VARIANT_BOOL appendable = VARIANT_FALSE;
  const HRESULT result = image->ProbeSpecificFileSystem(which, &appendable);
  return {result, appendable != VARIANT_FALSE};
}

FsiFileSystems FileSystemsOf(const ComPtr<IFileSystemImage3>& image) {
  FsiFileSystems value = FsiFileSystemNone;
  REQUIRE(image->get_FileSystemsToCreate(&value) == S_OK);
  return value;
}

FsiItemType TypeOf(const ComPtr<IFileSystemImage3>& image, std::wstring_view path) {
  FsiItemType type = FsiItemNotFound;
  REQUIRE(image->Exists(Bstr(path).Get(), &type) == S_OK);
  return type;
}

}  // namespace

TEST_CASE("Joliet is taken before ISO 9660, and the new session has both") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  BurnFirstSession(counted, drive, kIsoJoliet);
  SequentialMedium medium(drive);
  TextStream added(std::string(30'000, 'n'));
  {
    const auto image = NewImage(counted);
    REQUIRE(SetMedium(image, medium) == S_OK);
    FsiFileSystems imported = FsiFileSystemNone;
    REQUIRE(image->ImportFileSystem(&imported) == S_OK);
    CHECK(imported == kJoliet);
    CHECK(FileSystemsOf(image) == kIsoJoliet);
    Bstr name;
    REQUIRE(image->get_ImportedVolumeName(name.Put()) == S_OK);
    CHECK(virtual_drive::View(name.Get()) == L"FIRST");
    CHECK(TypeOf(image, L"\\folder\\second.txt") == FsiItemFile);
    LONG start = 0;
    LONG free = 0;
    REQUIRE(image->get_SessionStartBlock(&start) == S_OK);
    REQUIRE(image->get_FreeMediaBlocks(&free) == S_OK);
    CHECK(start == kNextSession);
    CHECK(free == static_cast<LONG>(kSectors) - kNextSession);

    REQUIRE(AddFile(image, L"added.bin", added) == S_OK);
    LONG used = 0;
    REQUIRE(image->get_UsedBlocks(&used) == S_OK);
    const auto result = Result(image);
    LONG blocks = 0;
    REQUIRE(result->get_TotalBlocks(&blocks) == S_OK);
    CHECK(blocks == used);
    ComPtr<IBlockRangeList> list;
    CHECK(result.As<IFileSystemImageResult2>()->get_ModifiedBlocks(list.Put()) == E_NOTIMPL);
    const auto stream = StreamOf(result);
    CHECK_FALSE(stream.As<IBlockRangeList>());
    const auto session = ReadAt(stream, 0, static_cast<std::size_t>(blocks) * kSector);
    std::ranges::copy(session,
                      drive.disc.At(kNextSession, static_cast<std::size_t>(blocks)).begin());
    medium.start = kNextSession;
    medium.last = kNextSession + blocks - 1;
  }
  const auto next = NewImage(counted);
  REQUIRE(SetMedium(next, medium) == S_OK);
  REQUIRE(next->ImportSpecificFileSystem(kIso) == S_OK);
  CHECK(FileSystemsOf(next) == kIso);
  CHECK(TypeOf(next, L"\\ADDED.BIN") == FsiItemFile);
  CHECK(TypeOf(next, L"\\FOLDER\\SECOND.TXT") == FsiItemFile);
  CHECK(added.references() == 0);
}

TEST_CASE("what is asked for and isn't there has a code, and so has what is no file system") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  BurnFirstSession(counted, drive, kIso);
  SequentialMedium medium(drive);
  const auto image = NewImage(counted);
  REQUIRE(SetMedium(image, medium) == S_OK);
  CHECK(Probe(image, kIso) == std::pair(S_OK, true));
  CHECK(Probe(image, kJoliet) == std::pair(Code(0xC0AAB152), false));
  CHECK(Probe(image, kUdf) == std::pair(Code(0xC0AAB152), false));
  CHECK(Probe(image, kIsoJoliet) == std::pair(Code(0xC0AAB101), false));
  CHECK(image->ImportSpecificFileSystem(kJoliet) == Code(0xC0AAB152));
  CHECK(image->ImportSpecificFileSystem(kUdf) == Code(0xC0AAB152));
  CHECK(image->ImportSpecificFileSystem(FsiFileSystemNone) == Code(0xC0AAB101));
  FsiFileSystems found = FsiFileSystemNone;
  REQUIRE(image->IdentifyFileSystemsOnDisc(&drive.recorder, &found) == S_OK);
  CHECK(found == kIso);
  FsiFileSystems imported = FsiFileSystemNone;
  REQUIRE(image->ImportFileSystem(&imported) == S_OK);
  CHECK(imported == kIso);
}

TEST_CASE("the file systems to create stay those of the imported session") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  BurnFirstSession(counted, drive, kIsoJoliet);
  SequentialMedium medium(drive);
  const auto image = NewImage(counted);
  REQUIRE(SetMedium(image, medium) == S_OK);
  REQUIRE(image->ImportSpecificFileSystem(kJoliet) == S_OK);
  CHECK(image->put_FileSystemsToCreate(kIsoJoliet) == S_OK);
  CHECK(image->put_FileSystemsToCreate(kIso) == Code(0xC0AAB163));
  CHECK(image->put_FileSystemsToCreate(kUdf) == Code(0xC0AAB133));
  CHECK(image->put_FileSystemsToCreate(static_cast<FsiFileSystems>(kIsoJoliet | kUdf)) ==
        Code(0xC0AAB133));
  CHECK(FileSystemsOf(image) == kIsoJoliet);
}

TEST_CASE("importing Joliet tells its sink of directories, and of files not how many there are") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  BurnFirstSession(counted, drive, kIsoJoliet);
  SequentialMedium medium(drive);
  UpdateSink sink;
  {
    const auto image = NewImage(counted);
    const Advised importing(image, __uuidof(DFileSystemImageImportEvents), &sink);
    REQUIRE(SetMedium(image, medium) == S_OK);
    FsiFileSystems imported = FsiFileSystemNone;
    REQUIRE(image->ImportFileSystem(&imported) == S_OK);
    REQUIRE(sink.events.size() == 4);
    CHECK(sink.events[2].item == L"\\folder\\");
    CHECK(sink.events[3].numbers == std::vector<LONG>{kJoliet, 1, 1, 2, -1});
  }
  CHECK(sink.references() == 0);
}

TEST_CASE("a disc of ISO 9660 that was swapped is noticed") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  BurnFirstSession(counted, drive, kIsoJoliet);
  MemoryDisc other(kSectors);
  std::ranges::copy(drive.disc.bytes, other.bytes.begin());
  other.At(16, 1)[100] ^= std::byte{1};
  SequentialMedium medium(drive);
  const auto image = NewImage(counted);
  REQUIRE(SetMedium(image, medium) == S_OK);
  Bstr before;
  REQUIRE(image->CalculateDiscIdentifier(before.Put()) == S_OK);
  REQUIRE(image->ImportSpecificFileSystem(kJoliet) == S_OK);
  Bstr after;
  REQUIRE(image->CalculateDiscIdentifier(after.Put()) == S_OK);
  CHECK(virtual_drive::View(before.Get()) == virtual_drive::View(after.Get()));
  drive.recorder.ex.disc = &other;
  ComPtr<IFileSystemImageResult> result;
  CHECK(image->CreateResultImage(result.Put()) == Code(0xC0AAB158));
}

TEST_CASE("a rewritable disc of ISO 9660 alone is known, and takes no other session") {
  const CountedSession counted;
  MemoryDrive drive(kSectors);
  BurnFirstSession(counted, drive, kIsoJoliet);
  const auto image = NewImage(counted);
  REQUIRE(SetDrive(image, drive) == S_OK);
  CHECK(Probe(image, kJoliet) == std::pair(S_OK, false));
  FsiFileSystems imported = kUdf;
  CHECK(image->ImportFileSystem(&imported) == Code(0xC0AAB133));
  CHECK(imported == FsiFileSystemNone);
  CHECK(image->ImportSpecificFileSystem(kIso) == Code(0xC0AAB133));
  CHECK(image->ImportSpecificFileSystem(kUdf) == Code(0xC0AAB152));
  Bstr identifier;
  CHECK(image->CalculateDiscIdentifier(identifier.Put()) == S_OK);
  CHECK(virtual_drive::View(identifier.Get()).size() == 16);
}

}  // namespace image_test

#include <cstring>

#include "image_under_test.h"
#include "virtual/image/boot_options.h"
#include "virtual/image/iso_image_manager.h"

namespace image_test {
namespace {

constexpr auto kBridge =
    static_cast<FsiFileSystems>(FsiFileSystemISO9660 | FsiFileSystemJoliet | FsiFileSystemUDF);
constexpr auto kIsoJoliet = static_cast<FsiFileSystems>(FsiFileSystemISO9660 | FsiFileSystemJoliet);

FsiFileSystems FileSystemsOf(const ComPtr<IFileSystemImage3>& image) {
  FsiFileSystems value = FsiFileSystemNone;
  REQUIRE(image->get_FileSystemsToCreate(&value) == S_OK);
  return value;
}

// "CD001", "NSR02", … of the descriptors from block 16 on.
std::vector<std::string> Descriptors(const ComPtr<IStream>& stream) {
  std::vector<std::string> ids;
  for (std::uint64_t block = 16; block < 32; ++block) {
    const auto bytes = ReadAt(stream, block * kSector, 6);
    const std::string id(reinterpret_cast<const char*>(bytes.data()) + 1, 5);
    if (id[0] == '\0') break;
    ids.push_back(std::to_string(std::to_integer<int>(bytes[0])) + id);
  }
  return ids;
}

// A stream of any size that has nothing to read: what counts is how large it says it is.
class HugeStream final : public FakeUnknown<IStream, ISequentialStream> {
 public:
  explicit HugeStream(std::uint64_t size) : size_(size) {}
  HRESULT STDMETHODCALLTYPE Stat(STATSTG* status, DWORD) noexcept override {
    *status = {};
    status->cbSize.QuadPart = size_;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE Read(void*, ULONG, ULONG*) noexcept override { return E_FAIL; }
  HRESULT STDMETHODCALLTYPE Seek(LARGE_INTEGER, DWORD, ULARGE_INTEGER*) noexcept override {
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE Write(const void*, ULONG, ULONG*) noexcept override { return E_FAIL; }
  HRESULT STDMETHODCALLTYPE SetSize(ULARGE_INTEGER) noexcept override { return E_FAIL; }
  HRESULT STDMETHODCALLTYPE CopyTo(IStream*, ULARGE_INTEGER, ULARGE_INTEGER*,
                                   ULARGE_INTEGER*) noexcept override {
    return E_FAIL;
  }
  HRESULT STDMETHODCALLTYPE Commit(DWORD) noexcept override { return E_FAIL; }
  HRESULT STDMETHODCALLTYPE Revert() noexcept override { return E_FAIL; }
  HRESULT STDMETHODCALLTYPE LockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) noexcept override {
    return E_FAIL;
  }
  HRESULT STDMETHODCALLTYPE UnlockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) noexcept override {
    return E_FAIL;
  }
  HRESULT STDMETHODCALLTYPE Clone(IStream**) noexcept override { return E_NOTIMPL; }

 private:
  const std::uint64_t size_;
};

ComPtr<IBootOptions> NewBootOptions(const CountedSession& counted) {
  return ComPtr<IBootOptions>(
      virtual_drive::MakeObject<virtual_drive::BootImageOptions>(counted.session).Get());
}

}  // namespace

TEST_CASE("a fresh image has ISO 9660, Joliet and UDF, unless the switch or the medium says else") {
  const CountedSession counted;
  CHECK(FileSystemsOf(NewImage(counted)) == kBridge);
  const auto image = NewImage(counted);
  REQUIRE(image->ChooseImageDefaultsForMediaType(IMAPI_MEDIA_TYPE_BDRE) == S_OK);
  CHECK(FileSystemsOf(image) == FsiFileSystemUDF);
  REQUIRE(image->ChooseImageDefaultsForMediaType(IMAPI_MEDIA_TYPE_DVDPLUSRW) == S_OK);
  CHECK(FileSystemsOf(image) == kBridge);
  FsiFileSystems supported = FsiFileSystemNone;
  REQUIRE(image->get_FileSystemsSupported(&supported) == S_OK);
  CHECK(supported == kBridge);
}

TEST_CASE("the result has the descriptors of the file systems that were asked for") {
  struct Row {
    FsiFileSystems file_systems;
    std::vector<std::string> descriptors;
  };
  const Row rows[] = {
      {kBridge, {"1CD001", "2CD001", "255CD001", "0BEA01", "0NSR02", "0TEA01"}},
      {kIsoJoliet, {"1CD001", "2CD001", "255CD001"}},
      {FsiFileSystemISO9660, {"1CD001", "255CD001"}},
      {FsiFileSystemUDF, {"0BEA01", "0NSR02", "0TEA01"}},
  };
  const CountedSession counted;
  for (const Row& row : rows) {
    TextStream text("content");
    const auto image = NewImage(counted);
    REQUIRE(image->put_FileSystemsToCreate(row.file_systems) == S_OK);
    REQUIRE(AddFile(image, L"file.txt", text) == S_OK);
    LONG used = 0;
    REQUIRE(image->get_UsedBlocks(&used) == S_OK);
    const auto result = Result(image);
    const auto stream = StreamOf(result);
    CHECK(Descriptors(stream) == row.descriptors);
    CHECK(static_cast<std::uint64_t>(used) * kSector == SizeOf(stream));
    ComPtr<IProgressItems> items;
    REQUIRE(result->get_ProgressItems(items.Put()) == S_OK);
    ComPtr<IProgressItem> item;
    REQUIRE(items->ProgressItemFromDescription(Bstr(L"\\file.txt").Get(), item.Put()) == S_OK);
    ULONG block = 0;
    REQUIRE(item->get_FirstBlock(&block) == S_OK);
    const auto bytes = ReadAt(stream, std::uint64_t{block} * kSector, 7);
    CHECK(std::memcmp(bytes.data(), "content", 7) == 0);
  }
}

TEST_CASE("ISO 9660 takes a file of 2 GiB and none that is a byte larger, UDF takes both") {
  const CountedSession counted;
  HugeStream most(2'147'483'648);
  HugeStream more(2'147'483'649);
  const auto image = NewImage(counted);
  REQUIRE(image->put_FreeMediaBlocks(0) == S_OK);
  CHECK(RootOf(image)->AddFile(Bstr(L"most").Get(), &most) == S_OK);
  CHECK(RootOf(image)->AddFile(Bstr(L"more").Get(), &more) == Code(0xC0AAB132));
  REQUIRE(image->put_FileSystemsToCreate(FsiFileSystemUDF) == S_OK);
  CHECK(RootOf(image)->AddFile(Bstr(L"more").Get(), &more) == S_OK);
  CHECK(image->put_FileSystemsToCreate(kBridge) == Code(0xC0AAB132));
  CHECK(FileSystemsOf(image) == FsiFileSystemUDF);
}

TEST_CASE("ISO 9660 has eight levels of directories") {
  const CountedSession counted;
  const auto image = NewImage(counted);
  std::wstring path;
  for (int level = 2; level <= 8; ++level) {
    path += L"\\d";
    REQUIRE(RootOf(image)->AddDirectory(Bstr(path).Get()) == S_OK);
  }
  CHECK(RootOf(image)->AddDirectory(Bstr(path + L"\\d").Get()) == Code(0xC0AAB131));
  REQUIRE(image->put_FileSystemsToCreate(FsiFileSystemUDF) == S_OK);
  CHECK(RootOf(image)->AddDirectory(Bstr(path + L"\\d").Get()) == S_OK);
  CHECK(image->put_FileSystemsToCreate(kIsoJoliet) == Code(0xC0AAB131));
}

TEST_CASE("a disc of the bridge is imported by its UDF, and the next session is UDF") {
  const CountedSession counted;
  MemoryDrive drive(8000);
  BurnFirstSession(counted, drive);
  const auto image = NewImage(counted);
  Import(image, drive);
  CHECK(FileSystemsOf(image) == FsiFileSystemUDF);
  CHECK(image->put_FileSystemsToCreate(kBridge) == Code(0xC0AAB163));
  const auto boot = NewBootOptions(counted);
  TextStream code(std::string(2048, 'b'));
  REQUIRE(boot->AssignBootImage(&code) == S_OK);
  CHECK(image->put_BootImageOptions(boot.Get()) == Code(0xC0AAB149));
}

TEST_CASE("boot options take sizes that suit their emulation, and follow a floppy's size") {
  const CountedSession counted;
  const auto boot = NewBootOptions(counted);
  EmulationType emulation = EmulationHardDisk;
  ULONG size = 1;
  ComPtr<IStream> none;
  CHECK(boot->get_BootImage(none.Put()) == S_OK);
  CHECK_FALSE(none);
  CHECK(boot->AssignBootImage(nullptr) == E_POINTER);
  TextStream empty("");
  CHECK(boot->AssignBootImage(&empty) == Code(0xC0AAB148));
  TextStream floppy(std::string(1'474'560, 'f'));
  REQUIRE(boot->AssignBootImage(&floppy) == S_OK);
  CHECK((boot->get_Emulation(&emulation) == S_OK && emulation == Emulation144MFloppy));
  CHECK((boot->get_ImageSize(&size) == S_OK && size == 1'474'560));
  CHECK(boot->put_Emulation(Emulation12MFloppy) == Code(0xC0AAB14A));
  CHECK(boot->put_Emulation(EmulationNone) == S_OK);
  CHECK(boot->put_Emulation(static_cast<EmulationType>(5)) == Code(0xC0AAB101));
  CHECK(boot->put_PlatformId(static_cast<PlatformId>(7)) == Code(0xC0AAB101));
}

TEST_CASE("boot options that were put are copied, those of an array are kept") {
  const CountedSession counted;
  TextStream code(std::string(2048, 'x'));
  {
    const auto image = NewImage(counted);
    const auto boot = NewBootOptions(counted);
    CHECK(image->put_BootImageOptions(boot.Get()) == Code(0xC0AAB148));
    REQUIRE(boot->AssignBootImage(&code) == S_OK);
    REQUIRE(boot->put_PlatformId(PlatformEFI) == S_OK);
    REQUIRE(image->put_BootImageOptions(boot.Get()) == S_OK);
    CHECK(code.reads > 0);
    ComPtr<IBootOptions> back;
    REQUIRE(image->get_BootImageOptions(back.Put()) == S_OK);
    REQUIRE(back);
    CHECK(back.Get() != boot.Get());
    PlatformId platform = PlatformX86;
    CHECK((back->get_PlatformId(&platform) == S_OK && platform == PlatformEFI));

    REQUIRE(image->put_BootImageOptionsArray(InterfaceArray({boot.Get(), boot.Get()}).Get()) ==
            S_OK);
    ComPtr<IBootOptions> same;
    REQUIRE(image->get_BootImageOptions(same.Put()) == S_OK);
    CHECK(same.Get() == boot.Get());
    const auto stream = StreamOf(Result(image));
    CHECK(Descriptors(stream).at(1) == "0CD001");
    const auto record = ReadAt(stream, 17 * kSector, kSector);
    const auto catalog = std::to_integer<std::uint32_t>(record[71]) |
                         std::to_integer<std::uint32_t>(record[72]) << 8 |
                         std::to_integer<std::uint32_t>(record[73]) << 16;
    const auto entries = ReadAt(stream, std::uint64_t{catalog} * kSector, 128);
    CHECK(entries[1] == std::byte{0xEF});
    CHECK(entries[32] == std::byte{0x88});
    const auto at = std::to_integer<std::uint32_t>(entries[40]) |
                    std::to_integer<std::uint32_t>(entries[41]) << 8;
    CHECK(ReadAt(stream, std::uint64_t{at} * kSector, 1)[0] == std::byte{'x'});
  }
  CHECK(code.references() == 0);
}

TEST_CASE("an item says what each file system calls it") {
  const CountedSession counted;
  TextStream text("x");
  const auto image = NewImage(counted);
  REQUIRE(RootOf(image)->AddDirectory(Bstr(L"long directory").Get()) == S_OK);
  REQUIRE(AddFile(image, L"long directory\\what; a name.text", text) == S_OK);
  ComPtr<IFsiItem> item;
  REQUIRE(RootOf(image)->get_Item(Bstr(L"long directory\\what; a name.text").Get(), item.Put()) ==
          S_OK);
  const auto name = [&](FsiFileSystems file_system) {
    Bstr value;
    REQUIRE(item->FileSystemName(file_system, value.Put()) == S_OK);
    return std::wstring(virtual_drive::View(value.Get()));
  };
  CHECK(name(FsiFileSystemUDF) == L"what; a name.text");
  CHECK(name(FsiFileSystemJoliet) == L"what_ a name.text");
  CHECK(name(FsiFileSystemISO9660) == L"WHAT__A_.TEX");
  Bstr path;
  REQUIRE(item->FileSystemPath(FsiFileSystemISO9660, path.Put()) == S_OK);
  CHECK(virtual_drive::View(path.Get()) == L"\\LONG_DIR\\WHAT__A_.TEX");
  Bstr none;
  CHECK(item->FileSystemName(FsiFileSystemUnknown, none.Put()) == Code(0xC0AAB101));
}

TEST_CASE("an image is valid for burning by its size and its volume descriptors") {
  const CountedSession counted;
  const auto manager = virtual_drive::MakeObject<virtual_drive::IsoImageManager>(counted.session);
  CHECK(manager->Validate() == Code(0xC0AAB202));
  Bstr path;
  CHECK(manager->get_Path(path.Put()) == S_OK);
  CHECK(manager->SetStream(nullptr) == E_POINTER);
  CHECK(manager->SetPath(Bstr(L"Z:\\no\\such.iso").Get()) != S_OK);
  TextStream odd(std::string(20 * kSector + 1, 'x'));
  REQUIRE(manager->SetStream(&odd) == S_OK);
  CHECK(manager->Validate() == Code(0xC0AAB200));
  TextStream garbage(std::string(40 * kSector, 'x'));
  REQUIRE(manager->SetStream(&garbage) == S_OK);
  CHECK(manager->Validate() == Code(0xC0AAB201));
  TextStream small(std::string(3 * kSector, '\0'));
  REQUIRE(manager->SetStream(&small) == S_OK);
  CHECK(manager->Validate() == Code(0xC0AAB201));
  HugeStream huge((std::uint64_t{1} << 31) * kSector);
  REQUIRE(manager->SetStream(&huge) == S_OK);
  CHECK(manager->Validate() == Code(0xC0AAB203));
  for (const FsiFileSystems file_systems : {FsiFileSystemUDF, kIsoJoliet, kBridge}) {
    const auto image = NewImage(counted);
    REQUIRE(image->put_FileSystemsToCreate(file_systems) == S_OK);
    const auto stream = StreamOf(Result(image));
    REQUIRE(manager->SetStream(stream.Get()) == S_OK);
    CHECK(manager->Validate() == S_OK);
  }
}

}  // namespace image_test

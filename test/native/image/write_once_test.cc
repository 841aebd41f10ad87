// Media that are written one session after the other, through the whole virtual drive.
#include "../session/open_session.h"
#include "image_under_test.h"

namespace image_test {
namespace {

using virtual_drive::test::Apartment;
using virtual_drive::test::DiscPath;
using virtual_drive::test::OpenSession;

class WriteOnce {
 public:
  explicit WriteOnce(IMAPI_MEDIA_PHYSICAL_TYPE media)
      : format_(session_.Format(session_.AddDrive(disc_.path(), 32'768, media))) {}

  ComPtr<IFileSystemImage3> Image() {
    return session_.Create<IFileSystemImage3>(__uuidof(MsftFileSystemImage));
  }
  // With the disc's defaults, whose file systems are all three.
  ComPtr<IFileSystemImage3> FreshImage() {
    auto image = Image();
    ComPtr<IDiscRecorder2> recorder;
    REQUIRE(format_->get_Recorder(recorder.Put()) == S_OK);
    REQUIRE(image->ChooseImageDefaults(recorder.Get()) == S_OK);
    return image;
  }
  HRESULT SetInterfaces(const ComPtr<IFileSystemImage3>& image) {
    SAFEARRAY* raw = nullptr;
    REQUIRE(format_->get_MultisessionInterfaces(&raw) == S_OK);
    return image->put_MultisessionInterfaces(InterfaceArray(raw).Get());
  }
  ComPtr<IFileSystemImage3> Imported(FsiFileSystems file_system) {
    auto image = Image();
    REQUIRE(SetInterfaces(image) == S_OK);
    REQUIRE(image->ImportSpecificFileSystem(file_system) == S_OK);
    return image;
  }
  LONG NextWritable() {
    LONG next = 0;
    REQUIRE(format_->get_NextWritableAddress(&next) == S_OK);
    return next;
  }
  void Record(const ComPtr<IFileSystemImage3>& image, const wchar_t* name, TextStream& text) {
    REQUIRE(AddFile(image, name, text) == S_OK);
    REQUIRE(format_->Write(StreamOf(Result(image)).Get()) == S_OK);
  }
  const ComPtr<IDiscFormat2Data>& format() { return format_; }

 private:
  const Apartment apartment_;
  const DiscPath disc_;
  OpenSession session_;
  ComPtr<IDiscFormat2Data> format_;
};

LONG StartOf(const ComPtr<IFileSystemImage3>& image) {
  LONG start = -1;
  REQUIRE(image->get_SessionStartBlock(&start) == S_OK);
  return start;
}

std::string Content(const ComPtr<IFileSystemImage3>& image, const wchar_t* name) {
  ComPtr<IFsiItem> item;
  REQUIRE(RootOf(image)->get_Item(Bstr(name).Get(), item.Put()) == S_OK);
  ComPtr<IStream> stream;
  REQUIRE(item.As<IFsiFileItem>()->get_Data(stream.Put()) == S_OK);
  const auto bytes = ReadAt(stream, 0, static_cast<std::size_t>(SizeOf(stream)));
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Of IDiscFormat2Data, and of the medium's multisession interface.
std::vector<LONG> PreviousSession(const ComPtr<IDiscFormat2Data>& format) {
  std::vector<LONG> addresses(2);
  REQUIRE(format->get_StartAddressOfPreviousSession(&addresses[0]) == S_OK);
  REQUIRE(format->get_LastWrittenAddressOfPreviousSession(&addresses[1]) == S_OK);
  SAFEARRAY* raw = nullptr;
  REQUIRE(format->get_MultisessionInterfaces(&raw) == S_OK);
  const InterfaceArray interfaces(raw);
  ComPtr<IMultisessionSequential> sequential;
  virtual_drive::FromSafeArray(raw)[0].Get().pdispVal->QueryInterface(
      __uuidof(IMultisessionSequential), sequential.PutVoid());
  if (!sequential) return addresses;
  addresses.resize(4);
  REQUIRE(sequential->get_StartAddressOfPreviousSession(&addresses[2]) == S_OK);
  REQUIRE(sequential->get_LastWrittenAddressOfPreviousSession(&addresses[3]) == S_OK);
  return addresses;
}

}  // namespace

TEST_CASE("a session that imports nothing lies where its client says, and is found by readers") {
  for (const auto media : {IMAPI_MEDIA_TYPE_DVDPLUSR, IMAPI_MEDIA_TYPE_CDR}) {
    WriteOnce drive(media);
    TextStream first("hidden by the next session");
    TextStream second(std::string(70'000, '2'));
    drive.Record(drive.FreshImage(), L"first.txt", first);
    const LONG start = drive.NextWritable();
    REQUIRE(start > 0);
    {
      const auto image = drive.FreshImage();
      CHECK(StartOf(image) == 0);
      CHECK(image->put_SessionStartBlock(-1) == Code(0xC0AAB101));
      REQUIRE(image->put_SessionStartBlock(start) == S_OK);
      CHECK(StartOf(image) == start);
      REQUIRE(AddFile(image, L"second.txt", second) == S_OK);
      LONG used = 0;
      REQUIRE(image->get_UsedBlocks(&used) == S_OK);
      const auto result = Result(image);
      CHECK(image->put_SessionStartBlock(0) == Code(0xC0AAB102));
      LONG blocks = 0;
      REQUIRE(result->get_TotalBlocks(&blocks) == S_OK);
      CHECK(blocks == used);
      CHECK(blocks < 600);
      CHECK(SizeOf(StreamOf(result)) == static_cast<std::uint64_t>(blocks) * kSector);
      REQUIRE(drive.format()->Write(StreamOf(result).Get()) == S_OK);
    }
    const std::pair<FsiFileSystems, const wchar_t*> names[] = {
        {FsiFileSystemUDF, L"second.txt"},
        {FsiFileSystemJoliet, L"second.txt"},
        {FsiFileSystemISO9660, L"SECOND.TXT"}};
    for (const auto& [file_system, name] : names) {
      const auto image = drive.Imported(file_system);
      LONG files = 0;
      REQUIRE(image->get_FileCount(&files) == S_OK);
      CHECK(files == 1);
      CHECK(Content(image, name) == std::string(70'000, '2'));
      const LONG next = StartOf(image);
      CHECK(next > start);
      CHECK(image->put_SessionStartBlock(next) == Code(0xC0AAB160));
    }
  }
}

TEST_CASE("room is counted from where the session starts") {
  WriteOnce drive(IMAPI_MEDIA_TYPE_DVDPLUSR);
  TextStream large(std::string(2'000'000, 'l'));
  const auto image = drive.FreshImage();
  REQUIRE(image->put_FileSystemsToCreate(FsiFileSystemUDF) == S_OK);
  REQUIRE(image->put_SessionStartBlock(10'000) == S_OK);
  REQUIRE(AddFile(image, L"large.bin", large) == S_OK);
  LONG used = 0;
  REQUIRE(image->get_UsedBlocks(&used) == S_OK);
  REQUIRE(image->put_FreeMediaBlocks(used) == S_OK);
  CHECK(Result(image));
  CHECK(image->put_FreeMediaBlocks(900) == Code(0xC0AAB121));
}

TEST_CASE("a blank or absent write-once disc has no multisession interface to import by") {
  WriteOnce drive(IMAPI_MEDIA_TYPE_DVDPLUSR);
  const auto image = drive.Image();
  CHECK(drive.SetInterfaces(image) == Code(0xC0AAB156));
  SAFEARRAY* raw = nullptr;
  REQUIRE(drive.format()->get_MultisessionInterfaces(&raw) == S_OK);
  const InterfaceArray interfaces(raw);
  ComPtr<IDiscRecorder2> recorder;
  REQUIRE(drive.format()->get_Recorder(recorder.Put()) == S_OK);
  REQUIRE(recorder->EjectMedia() == S_OK);
  CHECK(image->put_MultisessionInterfaces(raw) == Code(0xC0AAB15C));
}

TEST_CASE("where there is no previous session its addresses are -1") {
  {
    WriteOnce drive(IMAPI_MEDIA_TYPE_CDR);
    CHECK(PreviousSession(drive.format()) == std::vector<LONG>{-1, -1, -1, -1});
    TextStream text("text");
    drive.Record(drive.FreshImage(), L"text.txt", text);
    const auto addresses = PreviousSession(drive.format());
    CHECK(addresses[0] == 0);
    CHECK(addresses[1] > 0);
    CHECK(addresses[2] == addresses[0]);
    CHECK(addresses[3] == addresses[1]);
  }
  WriteOnce rewritable(IMAPI_MEDIA_TYPE_DVDPLUSRW);
  TextStream text("text");
  rewritable.Record(rewritable.FreshImage(), L"text.txt", text);
  CHECK(PreviousSession(rewritable.format()) == std::vector<LONG>{-1, -1});
}

}  // namespace image_test

#include "../session/open_session.h"
#include "image_under_test.h"

// The documented order of calls (docs/imapi2.md, Appending) through recorder, format and image of
// the virtual drive together.
namespace image_test {
namespace {

using virtual_drive::test::Apartment;
using virtual_drive::test::DiscPath;
using virtual_drive::test::OpenSession;

ComPtr<IFileSystemImage3> Imported(OpenSession& session, const ComPtr<IDiscFormat2Data>& format) {
  const auto image = session.Create<IFileSystemImage3>(__uuidof(MsftFileSystemImage));
  SAFEARRAY* raw = nullptr;
  REQUIRE(format->get_MultisessionInterfaces(&raw) == S_OK);
  const InterfaceArray interfaces(raw);
  REQUIRE(image->put_MultisessionInterfaces(raw) == S_OK);
  FsiFileSystems imported = FsiFileSystemNone;
  REQUIRE(image->ImportFileSystem(&imported) == S_OK);
  return image;
}

void RecordFirst(OpenSession& session, const ComPtr<IDiscFormat2Data>& format, TextStream& file) {
  const auto image = session.Create<IFileSystemImage3>(__uuidof(MsftFileSystemImage));
  ComPtr<IDiscRecorder2> recorder;
  REQUIRE(format->get_Recorder(recorder.Put()) == S_OK);
  REQUIRE(image->ChooseImageDefaults(recorder.Get()) == S_OK);
  REQUIRE(AddFile(image, L"first", file) == S_OK);
  REQUIRE(format->Write(StreamOf(Result(image)).Get()) == S_OK);
}

// At the next Write, with the drive saying so.
void SwapAtWrite(OpenSession& session, const std::wstring& drive, const DiscPath& disc) {
  const auto writes = static_cast<LONG>(session.Counter(L"calls:IDiscFormat2Data::Write"));
  VirtualFault swap = {{L"IDiscFormat2Data::Write", writes + 1}, VIRTUAL_FAULT_SWAP_DISC};
  swap.disc = disc.path().c_str();
  REQUIRE(session->AddFault(drive.c_str(), &swap) == S_OK);
}

}  // namespace

TEST_CASE("a first session and an appended one, through the whole virtual drive") {
  const Apartment apartment;
  const DiscPath disc;
  TextStream first(std::string(100'000, '1'));
  TextStream second(std::string(200'000, '2'));
  OpenSession session;
  {
    const auto format = session.Format(session.AddDrive(disc.path()));
    RecordFirst(session, format, first);
    {
      const auto image = Imported(session, format);
      REQUIRE(AddFile(image, L"second", second) == S_OK);
      REQUIRE(format->Write(StreamOf(Result(image)).Get()) == S_OK);
    }
    LONG files = 0;
    REQUIRE(Imported(session, format)->get_FileCount(&files) == S_OK);
    CHECK(files == 2);
    REQUIRE(format->put_Recorder(nullptr) == S_OK);
  }
  CHECK(session.Counter(L"objects") == 0);
  CHECK(first.references() == 0);
  CHECK(second.references() == 0);
}

TEST_CASE("another disc than the imported one gets nothing of a result that was read before") {
  const Apartment apartment;
  const DiscPath disc;
  const DiscPath other;
  TextStream first("1");
  {
    OpenSession session;
    RecordFirst(session, session.Format(session.AddDrive(other.path())), first);
  }
  OpenSession session;
  const std::wstring drive = session.AddDrive(disc.path());
  const auto format = session.Format(drive);
  RecordFirst(session, format, first);
  const auto image = Imported(session, format);
  TextStream second(std::string(200'000, '2'));
  REQUIRE(AddFile(image, L"second", second) == S_OK);
  const auto result = Result(image);
  const auto stream = StreamOf(result);
  ReadAt(stream, 0, static_cast<std::size_t>(SizeOf(stream)));
  const std::vector<LONG> before = session.Writes(drive);

  SwapAtWrite(session, drive, other);
  CHECK(format->Write(stream.Get()) == Code(0xC0AA0205));
  // The drive has said so and is ready again: nothing but the disc itself tells what it is.
  CHECK(format->Write(stream.Get()) == Code(0xC0AAB158));
  CHECK(LastErrorText() == L"The disc in the drive is not the one that was imported.");
  CHECK(format->Write(StreamOf(result).Get()) == Code(0xC0AAB158));
  CHECK(session.Writes(drive) == before);
}

}  // namespace image_test

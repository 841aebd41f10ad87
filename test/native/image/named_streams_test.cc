// Named streams as a client of IMAPI2FS has them.
#include <map>

#include "image_under_test.h"

namespace image_test {
namespace {

using Listing = std::map<std::wstring, std::string>;

ComPtr<IFsiFileItem2> FileAt(const ComPtr<IFileSystemImage3>& image, std::wstring_view path) {
  ComPtr<IFsiItem> item;
  REQUIRE(RootOf(image)->get_Item(Bstr(path).Get(), item.Put()) == S_OK);
  return item.As<IFsiFileItem2>();
}

HRESULT AddStream(const ComPtr<IFsiFileItem2>& file, std::wstring_view name, TextStream& text) {
  return file->AddStream(Bstr(name).Get(), &text);
}

HRESULT RemoveStream(const ComPtr<IFsiFileItem2>& file, std::wstring_view name) {
  return file->RemoveStream(Bstr(name).Get());
}

ComPtr<IFsiNamedStreams> StreamsOf(const ComPtr<IFsiFileItem2>& file) {
  ComPtr<IFsiNamedStreams> streams;
  REQUIRE(file->get_FsiNamedStreams(streams.Put()) == S_OK);
  return streams;
}

LONG CountOf(const ComPtr<IFsiNamedStreams>& streams) {
  LONG count = -1;
  REQUIRE(streams->get_Count(&count) == S_OK);
  return count;
}

ComPtr<IFsiFileItem2> StreamAt(const ComPtr<IFsiFileItem2>& file, LONG index) {
  ComPtr<IFsiFileItem2> stream;
  REQUIRE(StreamsOf(file)->get_Item(index, stream.Put()) == S_OK);
  return stream;
}

Listing List(const ComPtr<IFsiFileItem2>& file) {
  Listing listing;
  for (LONG i = 0; i < CountOf(StreamsOf(file)); ++i) {
    const auto stream = StreamAt(file, i);
    Bstr name;
    REQUIRE(stream->get_Name(name.Put()) == S_OK);
    LONGLONG size = 0;
    REQUIRE(stream->get_DataSize(&size) == S_OK);
    ComPtr<IStream> data;
    REQUIRE(stream->get_Data(data.Put()) == S_OK);
    std::string& text = listing[std::wstring(virtual_drive::View(name.Get()))];
    for (const std::byte byte : ReadAt(data, 0, static_cast<std::size_t>(size)))
      text += static_cast<char>(byte);
  }
  return listing;
}

LONG UsedBlocks(const ComPtr<IFileSystemImage3>& image) {
  LONG used = 0;
  REQUIRE(image->get_UsedBlocks(&used) == S_OK);
  return used;
}

ComPtr<IFileSystemImage3> NewImageOf201(const CountedSession& counted) {
  const auto image = NewImage(counted);
  REQUIRE(image->put_UDFRevision(0x201) == S_OK);
  return image;
}

// An image of UDF 2.01 with one file in it.
struct ImageWithFile {
  const CountedSession counted;
  TextStream text{"text"};
  const ComPtr<IFileSystemImage3> image = NewImageOf201(counted);
  ComPtr<IFsiFileItem2> file;

  ImageWithFile() {
    REQUIRE(AddFile(image, L"file", text) == S_OK);
    file = FileAt(image, L"file");
  }
};

}  // namespace

TEST_CASE("a named stream is a file item under its file's name and its own") {
  const CountedSession counted;
  TextStream text("text");
  TextStream more(std::string(3000, 'm'));
  const auto image = NewImageOf201(counted);
  REQUIRE(RootOf(image)->AddDirectory(Bstr(L"dir").Get()) == S_OK);
  REQUIRE(AddFile(image, L"dir\\file", text) == S_OK);
  const auto file = FileAt(image, L"dir\\file");
  CHECK(CountOf(StreamsOf(file)) == 0);
  REQUIRE(AddStream(file, L"Zone.Identifier", text) == S_OK);
  REQUIRE(AddStream(file, L"\u0005More <text>", more) == S_OK);
  CHECK(List(file) == Listing{{L"Zone.Identifier", "text"}, {L"\u0005More <text>", more.text}});

  // Streams have no part in what a file is.
  LONGLONG size = 0;
  REQUIRE(file->get_DataSize(&size) == S_OK);
  CHECK(size == 4);
  LONG count = 0;
  REQUIRE(image->get_FileCount(&count) == S_OK);
  CHECK(count == 1);
  VARIANT_BOOL is_stream = VARIANT_TRUE;
  REQUIRE(file->get_IsNamedStream(&is_stream) == S_OK);
  CHECK(is_stream == VARIANT_FALSE);

  const auto stream = StreamAt(file, 1);
  REQUIRE(stream->get_IsNamedStream(&is_stream) == S_OK);
  CHECK(is_stream == VARIANT_TRUE);
  Bstr path;
  REQUIRE(stream->get_FullPath(path.Put()) == S_OK);
  CHECK(virtual_drive::View(path.Get()) == L"\\dir\\file:Zone.Identifier");
  Bstr in_udf;
  REQUIRE(stream->FileSystemPath(FsiFileSystemUDF, in_udf.Put()) == S_OK);
  CHECK(virtual_drive::View(in_udf.Get()) == L"\\dir\\file:Zone.Identifier");
}

TEST_CASE_FIXTURE(ImageWithFile,
                  "a named stream has neither streams of its own nor what only files have") {
  REQUIRE(AddStream(file, L"stream", text) == S_OK);
  const auto stream = StreamAt(file, 0);
  ComPtr<IFsiNamedStreams> streams;
  CHECK(stream->get_FsiNamedStreams(streams.Put()) == Code(0xC0AAB160));
  CHECK(LastErrorText() == L"A named stream has no such property.");
  CHECK(AddStream(stream, L"another", text) == Code(0xC0AAB10B));
  CHECK(RemoveStream(stream, L"another") == Code(0xC0AAB10B));
  VARIANT_BOOL real_time = VARIANT_FALSE;
  CHECK(stream->get_IsRealTime(&real_time) == Code(0xC0AAB160));
  CHECK(stream->put_IsRealTime(VARIANT_TRUE) == Code(0xC0AAB160));
  CHECK(stream->put_Data(&text) == Code(0xC0AAB102));
  CHECK(RootOf(image)->Add(stream.Get()) == Code(0xC0AAB101));
}

TEST_CASE_FIXTURE(ImageWithFile, "streams are refused by the documented codes") {
  CHECK(file->AddStream(nullptr, &text) == E_POINTER);
  CHECK(file->AddStream(Bstr(L"stream").Get(), nullptr) == E_POINTER);
  CHECK(file->RemoveStream(nullptr) == E_POINTER);
  for (const std::wstring& name :
       {std::wstring(), std::wstring(L"a:b"), std::wstring(L"a\\b"), std::wstring(L"a/b"),
        std::wstring(L"*UDF Backup"), std::wstring(255, L'a')}) {
    CAPTURE(name.size());
    CHECK(AddStream(file, name, text) == Code(0xC0AAB101));
  }
  CHECK(AddStream(file, std::wstring(254, L'a'), text) == S_OK);
  REQUIRE(AddStream(file, L"stream", text) == S_OK);
  CHECK(AddStream(file, L"STREAM", text) == Code(0xC0AAB112));
  CHECK(LastErrorText().find(L"'\\file:STREAM'") != std::wstring::npos);
  CHECK(RemoveStream(file, L"none") == Code(0xC0AAB101));

  const auto streams = StreamsOf(file);
  ComPtr<IFsiFileItem2> none;
  CHECK(streams->get_Item(-1, none.Put()) == Code(0xC0AAB101));
  CHECK(streams->get_Item(2, none.Put()) == Code(0xC0AAB101));
  CHECK_FALSE(none);

  // Only a file of the image can have some.
  ComPtr<IFsiFileItem> loose;
  REQUIRE(image->CreateFileItem(Bstr(L"loose").Get(), loose.Put()) == S_OK);
  CHECK(AddStream(loose.As<IFsiFileItem2>(), L"stream", text) == Code(0xC0AAB10B));
  {
    const auto result = Result(image);
    CHECK(AddStream(file, L"late", text) == Code(0xC0AAB102));
    CHECK(RemoveStream(file, L"stream") == Code(0xC0AAB102));
  }
  CHECK(RemoveStream(file, L"stream") == S_OK);
  REQUIRE(RootOf(image)->Remove(Bstr(L"file").Get()) == S_OK);
  CHECK(AddStream(file, L"stream", text) == Code(0xC0AAB10B));
}

TEST_CASE_FIXTURE(ImageWithFile, "the collection is enumerated in three ways") {
  for (const wchar_t* name : {L"c", L"a", L"b"}) REQUIRE(AddStream(file, name, text) == S_OK);
  const auto streams = StreamsOf(file);
  const auto name_of = [](const ComPtr<IFsiItem>& item) {
    Bstr name;
    REQUIRE(item->get_Name(name.Put()) == S_OK);
    return std::wstring(virtual_drive::View(name.Get()));
  };
  ComPtr<IEnumFsiItems> items;
  REQUIRE(streams->get_EnumNamedStreams(items.Put()) == S_OK);
  ComPtr<IEnumVARIANT> variants;
  REQUIRE(streams->get__NewEnum(variants.Put()) == S_OK);
  for (const wchar_t* expected : {L"a", L"b", L"c"}) {
    ComPtr<IFsiItem> item;
    REQUIRE(items->Next(1, item.Put(), nullptr) == S_OK);
    CHECK(name_of(item) == expected);
    Variant variant;
    REQUIRE(variants->Next(1, variant.Put(), nullptr) == S_OK);
    REQUIRE(variant.Get().vt == VT_DISPATCH);
    CHECK(name_of(ComPtr<IDispatch>(variant.Get().pdispVal).As<IFsiItem>()) == expected);
  }
  Variant end;
  CHECK(variants->Next(1, end.Put(), nullptr) == S_FALSE);
  // It is what the file had when it was asked.
  REQUIRE(RemoveStream(file, L"a") == S_OK);
  CHECK(CountOf(streams) == 3);
  CHECK(CountOf(StreamsOf(file)) == 2);
}

TEST_CASE_FIXTURE(ImageWithFile, "a stream is one change, and goes and comes back with its file") {
  LONG before = 0;
  REQUIRE(image->get_ChangePoint(&before) == S_OK);
  REQUIRE(AddStream(file, L"stream", text) == S_OK);
  LONG after = 0;
  REQUIRE(image->get_ChangePoint(&after) == S_OK);
  CHECK(after == before + 1);
  REQUIRE(RootOf(image)->Remove(Bstr(L"file").Get()) == S_OK);
  REQUIRE(image->RollbackToChangePoint(after) == S_OK);
  CHECK(CountOf(StreamsOf(FileAt(image, L"file"))) == 1);
  REQUIRE(RemoveStream(file, L"stream") == S_OK);
  REQUIRE(image->RollbackToChangePoint(after) == S_OK);
  CHECK(CountOf(StreamsOf(file)) == 1);
  REQUIRE(image->RollbackToChangePoint(before) == S_OK);
  CHECK(CountOf(StreamsOf(file)) == 0);
  // Let go of, and the file's own is held.
  CHECK(text.references() == 1);
}

TEST_CASE("the blocks of streams count where UDF records them") {
  const CountedSession counted;
  TextStream text(std::string(10 * 2048, 't'));
  for (const LONG revision : {0x102, 0x201}) {
    const bool recorded = revision >= 0x200;
    CAPTURE(revision);
    const auto image = NewImage(counted);
    REQUIRE(image->put_FileSystemsToCreate(FsiFileSystemUDF) == S_OK);
    REQUIRE(image->put_UDFRevision(revision) == S_OK);
    REQUIRE(AddFile(image, L"file", text) == S_OK);
    const auto file = FileAt(image, L"file");
    const LONG used = UsedBlocks(image);
    const auto code = recorded ? S_OK : Code(0x00AAB15F);
    CHECK(AddStream(file, L"first", text) == code);
    CHECK((UsedBlocks(image) >= used + 10) == recorded);

    // One more fits, and no third.
    REQUIRE(image->put_FreeMediaBlocks(UsedBlocks(image) + 16) == S_OK);
    CHECK(AddStream(file, L"second", text) == code);
    CHECK(AddStream(file, L"third", text) == (recorded ? Code(0xC0AAB120) : code));
    CHECK(CountOf(StreamsOf(file)) == (recorded ? 2 : 3));
    CHECK(Result(image));
    CHECK(RemoveStream(file, L"second") == code);
  }
}

TEST_CASE("streams are recorded, imported, and kept by a session that knows nothing of them") {
  const CountedSession counted;
  MemoryDrive drive(8192);
  TextStream text("text");
  TextStream more(std::string(5000, 'm'));
  {
    const auto image = NewImageOf201(counted);
    REQUIRE(image->put_FreeMediaBlocks(8192) == S_OK);
    REQUIRE(AddFile(image, L"file", text) == S_OK);
    REQUIRE(AddFile(image, L"other", text) == S_OK);
    const auto file = FileAt(image, L"file");
    REQUIRE(AddStream(file, L"small", text) == S_OK);
    REQUIRE(AddStream(file, L"large", more) == S_OK);
    REQUIRE(AddStream(FileAt(image, L"other"), L"large", more) == S_OK);
    Burn(StreamOf(Result(image)), drive);
  }
  for (int session = 2; session < 4; ++session) {
    const auto image = NewImage(counted);
    Import(image, drive);
    LONG count = 0;
    REQUIRE(image->get_FileCount(&count) == S_OK);
    CHECK(count == session);
    const auto file = FileAt(image, L"file");
    CHECK(List(file) == Listing{{L"small", "text"}, {L"large", more.text}});
    // "on an imported file system image, regardless of the read only status of the image" (sdk-api:
    // AddStream). Nothing is said of RemoveStream.
    CHECK(AddStream(file, L"third", text) == Code(0xC0AAB102));
    if (session == 2) CHECK(RemoveStream(FileAt(image, L"other"), L"large") == S_OK);
    REQUIRE(AddFile(image, L"new" + std::to_wstring(session), text) == S_OK);
    const auto result = Result(image);
    Burn(StreamOf(result), drive);
  }
  const auto image = NewImage(counted);
  Import(image, drive);
  CHECK(List(FileAt(image, L"file")) == Listing{{L"small", "text"}, {L"large", more.text}});
  CHECK(CountOf(StreamsOf(FileAt(image, L"other"))) == 0);
}

}  // namespace image_test

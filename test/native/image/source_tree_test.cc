#include <filesystem>
#include <fstream>
#include <map>

#include "image_under_test.h"
#include "update_sink.h"
#include "virtual/image/source_streams.h"

namespace image_test {
namespace {

namespace fs = std::filesystem;

// A directory of this test's own.
class SourceDirectory {
 public:
  SourceDirectory()
      : path_(fs::temp_directory_path() /
              ("imapi2-tree-" + std::to_string(GetCurrentProcessId()))) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "sub" / "deep");
    Write("one.txt", "one");
    Write("sub/two.bin", std::string(200'000, '2'));
    Write("sub/deep/empty", "");
  }
  SourceDirectory(const SourceDirectory&) = delete;
  SourceDirectory& operator=(const SourceDirectory&) = delete;
  ~SourceDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  void Write(const char* name, const std::string& content) {
    std::ofstream(path_ / name, std::ios::binary) << content;
  }
  std::wstring path() const { return path_.wstring(); }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("AddTree adds files whose handles are opened at the first read and held to the end") {
  const CountedSession counted;
  SourceDirectory source;
  const auto& handles = counted.session->source_handles();
  auto image = NewImage(counted);
  REQUIRE(RootOf(image)->AddTree(Bstr(source.path()).Get(), VARIANT_FALSE) == S_OK);
  CHECK(handles.count() == 0);
  LONG count = 0;
  REQUIRE(image->get_FileCount(&count) == S_OK);
  CHECK(count == 3);
  REQUIRE(image->get_DirectoryCount(&count) == S_OK);
  CHECK(count == 2);
  REQUIRE(RootOf(image)->AddTree(Bstr(source.path()).Get(), VARIANT_TRUE) == S_OK);

  auto stream = StreamOf(Result(image));
  ReadAt(stream, 0, static_cast<std::size_t>(SizeOf(stream)));
  CHECK(handles.count() == 4);  // two files with bytes, each in the tree twice
  image = nullptr;
  CHECK(handles.count() == 4);
  stream = nullptr;
  CHECK(handles.count() == 0);
}

TEST_CASE("source-handles from-add: AddTree's files are open from then on to the end") {
  const CountedSession counted;
  counted.session->switches().Set("source-handles", "from-add");
  SourceDirectory source;
  const auto& handles = counted.session->source_handles();
  auto image = NewImage(counted);
  REQUIRE(RootOf(image)->AddTree(Bstr(source.path()).Get(), VARIANT_FALSE) == S_OK);
  CHECK(handles.count() == 3);
  auto stream = StreamOf(Result(image));
  image = nullptr;
  ReadAt(stream, 0, static_cast<std::size_t>(SizeOf(stream)));
  CHECK(handles.count() == 3);
  stream = nullptr;
  CHECK(handles.count() == 0);
}

TEST_CASE("what AddTree brings prevails over what has its names, and all else stays") {
  const CountedSession counted;
  SourceDirectory source;
  TextStream text("of the image");
  const auto image = NewImage(counted);
  const auto root = RootOf(image);
  // A file over a file, a file over a directory, a directory over a file, and two that merge.
  REQUIRE(AddFile(image, L"ONE.txt", text) == S_OK);
  REQUIRE(root->AddDirectory(Bstr(L"sub").Get()) == S_OK);
  REQUIRE(AddFile(image, L"sub\\kept.txt", text) == S_OK);
  REQUIRE(root->AddDirectory(Bstr(L"sub\\two.bin").Get()) == S_OK);
  REQUIRE(AddFile(image, L"sub\\two.bin\\gone.txt", text) == S_OK);
  REQUIRE(AddFile(image, L"sub\\deep", text) == S_OK);
  LONG point = 0;
  REQUIRE(image->get_ChangePoint(&point) == S_OK);
  const auto types = [&] {
    std::vector<FsiItemType> found;
    for (const wchar_t* path : {L"one.txt", L"sub\\kept.txt", L"sub\\two.bin",
                                L"sub\\two.bin\\gone.txt", L"sub\\deep", L"sub\\deep\\empty"}) {
      REQUIRE(image->Exists(Bstr(path).Get(), &found.emplace_back()) == S_OK);
    }
    return found;
  };
  const auto before = types();
  LONG used = 0;
  REQUIRE(image->get_UsedBlocks(&used) == S_OK);

  // Nothing happens where it would not fit.
  REQUIRE(image->put_FreeMediaBlocks(used) == S_OK);
  CHECK(root->AddTree(Bstr(source.path()).Get(), VARIANT_FALSE) == Code(0xC0AAB120));
  CHECK(types() == before);
  LONG now = 0;
  REQUIRE(image->get_ChangePoint(&now) == S_OK);
  CHECK(now == point);

  REQUIRE(image->put_FreeMediaBlocks(0) == S_OK);
  REQUIRE(root->AddTree(Bstr(source.path()).Get(), VARIANT_FALSE) == S_OK);
  CHECK(types() == std::vector<FsiItemType>{FsiItemFile, FsiItemFile, FsiItemFile, FsiItemNotFound,
                                            FsiItemDirectory, FsiItemFile});
  ComPtr<IFsiItem> one;
  REQUIRE(root->get_Item(Bstr(L"one.txt").Get(), one.Put()) == S_OK);
  LONGLONG size = 0;
  REQUIRE(one.As<IFsiFileItem>()->get_DataSize(&size) == S_OK);
  CHECK(size == 3);
  REQUIRE(image->RollbackToChangePoint(point) == S_OK);
  CHECK(types() == before);
}

TEST_CASE("AddTree tells of each of its files, by where it is in the image") {
  const CountedSession counted;
  SourceDirectory source;
  UpdateSink sink;
  {
    const auto image = NewImage(counted);
    REQUIRE(RootOf(image)->AddDirectory(Bstr(L"here").Get()) == S_OK);
    ComPtr<IFsiItem> here;
    REQUIRE(RootOf(image)->get_Item(Bstr(L"here").Get(), here.Put()) == S_OK);
    const Advised adding(image, __uuidof(DFileSystemImageEvents), &sink);
    REQUIRE(here.As<IFsiDirectoryItem>()->AddTree(Bstr(source.path()).Get(), VARIANT_TRUE) == S_OK);
  }
  std::map<std::wstring, std::vector<LONG>> last;
  for (const UpdateSink::Event& event : sink.events) last[event.item] = event.numbers;
  const std::wstring base = L"\\here\\" + fs::path(source.path()).filename().wstring();
  CHECK(last == std::map<std::wstring, std::vector<LONG>>{{base + L"\\one.txt", {1, 1}},
                                                          {base + L"\\sub\\two.bin", {98, 98}},
                                                          {base + L"\\sub\\deep\\empty", {0, 0}}});
  CHECK(sink.events.size() == 5);
  CHECK(sink.references() == 0);
}

TEST_CASE(
    "AddTreeWithNamedStreams adds what AddTree does, and says where UDF would record no streams") {
  const CountedSession counted;
  SourceDirectory source;
  const Bstr path(source.path());
  for (const LONG revision : {0x102, 0x201}) {
    const auto image = NewImage(counted);
    REQUIRE(image->put_UDFRevision(revision) == S_OK);
    CHECK(RootOf(image)->AddTreeWithNamedStreams(path.Get(), VARIANT_FALSE) ==
          (revision == 0x102 ? Code(0x00AAB15F) : S_OK));
    LONG count = 0;
    REQUIRE(image->get_FileCount(&count) == S_OK);
    CHECK(count == 3);
    REQUIRE(image->put_FileSystemsToCreate(FsiFileSystemISO9660) == S_OK);
    CHECK(RootOf(image)->AddTreeWithNamedStreams(path.Get(), VARIANT_TRUE) == Code(0x00AAB15F));
  }
}

TEST_CASE("AddTreeWithNamedStreams takes a file's alternate data streams, where there are such") {
  const CountedSession counted;
  SourceDirectory source;
  source.Write("one.txt:note", "a note");
  // Wine makes a file of that name.
  for (const auto& entry : fs::directory_iterator(source.path())) {
    if (entry.path().wstring().ends_with(L":note")) {
      fs::remove(entry.path());
      break;
    }
  }
  const std::wstring path = source.path() + L"\\one.txt";
  const auto expected = std::wstring(virtual_drive::StreamSearch(path).Next());
  CHECK((expected.empty() || expected == L"note"));
  for (const bool with_streams : {false, true}) {
    const auto image = NewImage(counted);
    REQUIRE(image->put_UDFRevision(0x201) == S_OK);
    const Bstr tree(source.path());
    const auto root = RootOf(image);
    REQUIRE((with_streams ? root->AddTreeWithNamedStreams(tree.Get(), VARIANT_FALSE)
                          : root->AddTree(tree.Get(), VARIANT_FALSE)) == S_OK);
    ComPtr<IFsiItem> item;
    REQUIRE(root->get_Item(Bstr(L"one.txt").Get(), item.Put()) == S_OK);
    ComPtr<IFsiNamedStreams> streams;
    REQUIRE(item.As<IFsiFileItem2>()->get_FsiNamedStreams(streams.Put()) == S_OK);
    LONG count = -1;
    REQUIRE(streams->get_Count(&count) == S_OK);
    CHECK(count == (with_streams && !expected.empty() ? 1 : 0));
    if (count != 1) continue;
    ComPtr<IFsiFileItem2> stream;
    REQUIRE(streams->get_Item(0, stream.Put()) == S_OK);
    LONGLONG size = 0;
    REQUIRE(stream->get_DataSize(&size) == S_OK);
    CHECK(size == 6);
  }
}

TEST_CASE("of what FindFirstStreamW finds, the data streams that have a name are named streams") {
  using virtual_drive::StreamName;
  CHECK(StreamName(L":Zone.Identifier:$DATA") == L"Zone.Identifier");
  CHECK(StreamName(L":$DATA:$DATA") == L"$DATA");
  CHECK(StreamName(L":a:b:$DATA") == L"a:b");
  for (const wchar_t* other : {L"::$DATA", L":$DATA", L":index:$INDEX_ALLOCATION", L"", L":", L"x"})
    CHECK(StreamName(other).empty());
}

TEST_CASE("AddTree adds everything or nothing, and takes no name where that is refused") {
  const CountedSession counted;
  counted.session->switches().Set("tree-collisions", "refused");
  SourceDirectory source;
  const auto image = NewImage(counted);
  CHECK(RootOf(image)->AddTree(Bstr(source.path() + L"\\none").Get(), VARIANT_FALSE) ==
        Code(0xC0AAB12B));
  CHECK(RootOf(image)->AddTree(Bstr(L"").Get(), VARIANT_FALSE) == Code(0xC0AAB110));
  TextStream text("x");
  REQUIRE(AddFile(image, L"sub", text) == S_OK);
  CHECK(RootOf(image)->AddTree(Bstr(source.path()).Get(), VARIANT_FALSE) == Code(0xC0AAB112));
  LONG count = 0;
  REQUIRE(image->get_FileCount(&count) == S_OK);
  CHECK(count == 1);
}

TEST_CASE("a source file that changed in between is noticed") {
  const CountedSession counted;
  SourceDirectory source;
  const auto image = NewImage(counted);
  REQUIRE(RootOf(image)->AddTree(Bstr(source.path()).Get(), VARIANT_FALSE) == S_OK);
  source.Write("one.txt", "changed");
  const auto stream = StreamOf(Result(image));
  std::vector<std::byte> buffer(static_cast<std::size_t>(SizeOf(stream)));
  CHECK(stream->Read(buffer.data(), static_cast<ULONG>(buffer.size()), nullptr) ==
        Code(0xC0AAB128));
  CHECK(LastErrorText().find(L"expected 3 bytes, found 7") != std::wstring::npos);
}

}  // namespace image_test

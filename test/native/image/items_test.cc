#include "image_under_test.h"

namespace image_test {
namespace {

HRESULT AddDirectory(const ComPtr<IFileSystemImage3>& image, std::wstring_view path) {
  return RootOf(image)->AddDirectory(Bstr(path).Get());
}

ComPtr<IFsiItem> Item(const ComPtr<IFileSystemImage3>& image, std::wstring_view path) {
  ComPtr<IFsiItem> item;
  REQUIRE(RootOf(image)->get_Item(Bstr(path).Get(), item.Put()) == S_OK);
  return item;
}

}  // namespace

TEST_CASE("adding and removing fail with IMAPI2FS's codes, and say why") {
  const CountedSession counted;
  TextStream text("text");
  const auto image = NewImage(counted);
  const auto root = RootOf(image);
  REQUIRE(AddDirectory(image, L"dir") == S_OK);
  REQUIRE(AddFile(image, L"dir\\file.txt", text) == S_OK);

  CHECK(AddFile(image, L"DIR\\FILE.TXT", text) == Code(0xC0AAB112));
  CHECK(LastErrorText() == L"The name '\\DIR\\FILE.TXT' is in the file system image already.");
  CHECK(AddDirectory(image, L"dir") == Code(0xC0AAB112));
  CHECK(AddFile(image, L"nowhere\\file.txt", text) == Code(0xC0AAB11A));
  CHECK(AddFile(image, L"dir\\file.txt\\x", text) == Code(0xC0AAB109));
  for (const wchar_t* name : {L"", L"\\", L"a:b", L"what?", L"tab\t", L"..", L"."}) {
    CHECK(AddFile(image, name, text) == Code(0xC0AAB110));
  }
  CHECK(AddFile(image, std::wstring(255, L'n'), text) == Code(0xC0AAB110));
  CHECK(AddFile(image, std::wstring(128, L'\x0416'), text) == Code(0xC0AAB110));
  CHECK(AddFile(image, std::wstring(127, L'\x0416'), text) == S_OK);
  CHECK(root->AddFile(Bstr(L"x").Get(), nullptr) == E_POINTER);

  CHECK(root->Remove(Bstr(L"dir").Get()) == Code(0xC0AAB10A));
  CHECK(root->Remove(Bstr(L"none").Get()) == Code(0xC0AAB118));
  CHECK(root->Remove(Bstr(L"").Get()) == Code(0xC0AAB110));
  CHECK(root->RemoveTree(Bstr(L"none").Get()) == Code(0xC0AAB11A));
  CHECK(root->RemoveTree(Bstr(L"dir\\file.txt").Get()) == Code(0xC0AAB109));
  ComPtr<IFsiItem> none;
  CHECK(root->get_Item(Bstr(L"none").Get(), none.Put()) == Code(0xC0AAB118));

  CHECK(root->Remove(Bstr(L"dir\\file.txt").Get()) == S_OK);
  CHECK(root->RemoveTree(Bstr(L"dir").Get()) == S_OK);
  CHECK(root->RemoveTree(Bstr(L"").Get()) == Code(0xC0AAB110));
}

TEST_CASE("the image is read-only while a result or its stream lives") {
  const CountedSession counted;
  TextStream text("text");
  const auto image = NewImage(counted);
  REQUIRE(AddFile(image, L"one", text) == S_OK);
  auto result = Result(image);
  auto stream = StreamOf(result);
  const auto refused = [&] {
    CHECK(AddFile(image, L"two", text) == Code(0xC0AAB102));
    CHECK(AddDirectory(image, L"dir") == Code(0xC0AAB102));
    CHECK(RootOf(image)->Remove(Bstr(L"one").Get()) == Code(0xC0AAB102));
    CHECK(image->put_VolumeName(Bstr(L"V").Get()) == Code(0xC0AAB102));
    CHECK(image->put_FreeMediaBlocks(0) == Code(0xC0AAB102));
    CHECK(Item(image, L"one")->put_IsHidden(VARIANT_TRUE) == Code(0xC0AAB102));
  };
  refused();
  result = nullptr;
  refused();
  stream = nullptr;
  CHECK(AddFile(image, L"two", text) == S_OK);
}

TEST_CASE("an image is never larger than FreeMediaBlocks") {
  const CountedSession counted;
  TextStream large("");
  large.claims = 700ull << 20;  // more than the default of 650 MB
  const auto image = NewImage(counted);
  LONG blocks = 0;
  REQUIRE(image->get_FreeMediaBlocks(&blocks) == S_OK);
  CHECK(blocks == 332'800);
  CHECK(AddFile(image, L"large", large) == Code(0xC0AAB120));
  CHECK(LastErrorText().find(L"332800") != std::wstring::npos);
  CHECK(large.references() == 0);
  REQUIRE(image->put_FreeMediaBlocks(0) == S_OK);
  REQUIRE(AddFile(image, L"large", large) == S_OK);
  CHECK(image->put_FreeMediaBlocks(332'800) == Code(0xC0AAB121));
  LONG used = 0;
  REQUIRE(image->get_UsedBlocks(&used) == S_OK);
  CHECK(used > 358'400);
}

TEST_CASE("a source that isn't what it was fails when it is read") {
  const CountedSession counted;
  TextStream source("twelve bytes");
  const auto image = NewImage(counted);
  SUBCASE("shorter") {
    source.claims = 5000;
    REQUIRE(AddFile(image, L"source", source) == S_OK);
    const auto stream = StreamOf(Result(image));
    std::vector<std::byte> buffer(static_cast<std::size_t>(SizeOf(stream)));
    CHECK(stream->Read(buffer.data(), static_cast<ULONG>(buffer.size()), nullptr) ==
          Code(0xC0AAB128));
    CHECK(LastErrorText().find(L"expected 5000 bytes, found 12") != std::wstring::npos);
  }
  SUBCASE("unreadable") {
    REQUIRE(AddFile(image, L"source", source) == S_OK);
    source.read_result = STG_E_READFAULT;
    const auto stream = StreamOf(Result(image));
    std::vector<std::byte> buffer(static_cast<std::size_t>(SizeOf(stream)));
    CHECK(stream->Read(buffer.data(), static_cast<ULONG>(buffer.size()), nullptr) ==
          Code(0xC0AAB129));
  }
}

TEST_CASE("change points take changes back") {
  const CountedSession counted;
  TextStream text("text");
  {
    const auto image = NewImage(counted);
    REQUIRE(AddFile(image, L"kept", text) == S_OK);
    LONG point = 0;
    REQUIRE(image->get_ChangePoint(&point) == S_OK);
    REQUIRE(AddFile(image, L"gone", text) == S_OK);
    REQUIRE(RootOf(image)->Remove(Bstr(L"kept").Get()) == S_OK);
    REQUIRE(image->RollbackToChangePoint(point) == S_OK);
    FsiItemType type = FsiItemNotFound;
    REQUIRE(image->Exists(Bstr(L"kept").Get(), &type) == S_OK);
    CHECK(type == FsiItemFile);
    REQUIRE(image->Exists(Bstr(L"gone").Get(), &type) == S_OK);
    CHECK(type == FsiItemNotFound);
    CHECK(image->RollbackToChangePoint(point + 1) == Code(0xC0AAB101));
    REQUIRE(image->LockInChangePoint() == S_OK);
    CHECK(image->RollbackToChangePoint(0) == Code(0xC0AAB101));
  }
  CHECK(text.references() == 0);
}

TEST_CASE("items have names, paths, times and enumerate") {
  const CountedSession counted;
  TextStream text("text");
  const auto image = NewImage(counted);
  REQUIRE(AddDirectory(image, L"dir") == S_OK);
  ComPtr<IFsiFileItem> fresh;
  REQUIRE(image->CreateFileItem(Bstr(L"made.txt").Get(), fresh.Put()) == S_OK);
  REQUIRE(fresh->put_Data(&text) == S_OK);
  REQUIRE(fresh->put_LastModifiedTime(45000.25) == S_OK);
  REQUIRE(fresh->put_IsHidden(VARIANT_TRUE) == S_OK);
  const auto directory = Item(image, L"dir").As<IFsiDirectoryItem2>();
  REQUIRE(directory);
  REQUIRE(directory->Add(fresh.Get()) == S_OK);
  CHECK(directory->Add(fresh.Get()) == Code(0xC0AAB101));

  const auto item = Item(image, L"\\DIR\\MADE.TXT");
  Bstr path;
  REQUIRE(item->get_FullPath(path.Put()) == S_OK);
  CHECK(virtual_drive::View(path.Get()) == L"\\dir\\made.txt");
  DATE date = 0;
  REQUIRE(item->get_LastModifiedTime(&date) == S_OK);
  CHECK(date == doctest::Approx(45000.25).epsilon(1e-12));
  VARIANT_BOOL hidden = VARIANT_FALSE;
  REQUIRE(item->get_IsHidden(&hidden) == S_OK);
  CHECK(hidden == VARIANT_TRUE);
  CHECK_FALSE(item.As<IFsiDirectoryItem>());
  ComPtr<IStream> data;
  REQUIRE(item.As<IFsiFileItem>()->get_Data(data.Put()) == S_OK);
  CHECK(data.Get() == static_cast<IStream*>(&text));  // the caller's own

  ComPtr<IEnumFsiItems> enumerator;
  REQUIRE(RootOf(image)->get_EnumFsiItems(enumerator.Put()) == S_OK);
  IFsiItem* items[2] = {};
  ULONG fetched = 0;
  CHECK(enumerator->Next(2, items, &fetched) == S_FALSE);
  REQUIRE(fetched == 1);
  items[0]->Release();

  ComPtr<IFsiDirectoryItem> detached;
  REQUIRE(image->CreateDirectoryItem(Bstr(L"later").Get(), detached.Put()) == S_OK);
  CHECK(detached->AddFile(Bstr(L"x").Get(), &text) == Code(0xC0AAB10B));

  const auto stranger = NewImage(counted);
  CHECK(RootOf(stranger)->Add(detached.Get()) == Code(0xC0AAB101));
}

TEST_CASE("a file may be marked as real-time, and stays so where UDF knows such files") {
  const CountedSession counted;
  MemoryDrive drive(4096);
  TextStream text("text");
  const auto file_of = [](const ComPtr<IFileSystemImage3>& image) {
    return Item(image, L"film").As<IFsiFileItem2>();
  };
  const auto real_time = [](const ComPtr<IFsiFileItem2>& file) {
    VARIANT_BOOL value = 2;
    REQUIRE(file->get_IsRealTime(&value) == S_OK);
    return value;
  };
  for (const LONG revision : {0x102, 0x201}) {
    drive.disc.bytes.assign(drive.disc.bytes.size(), std::byte{});
    const bool known = revision == 0x201;
    CAPTURE(revision);
    {
      const auto image = NewImage(counted);
      REQUIRE(image->put_UDFRevision(revision) == S_OK);
      REQUIRE(AddFile(image, L"film", text) == S_OK);
      const auto file = file_of(image);
      CHECK(real_time(file) == VARIANT_FALSE);
      CHECK(file->put_IsRealTime(VARIANT_TRUE) == (known ? S_OK : Code(0x00AAB15F)));
      CHECK(real_time(file) == VARIANT_TRUE);
      CHECK(file->put_IsRealTime(VARIANT_FALSE) == S_OK);
      CHECK(real_time(file) == VARIANT_FALSE);
      file->put_IsRealTime(VARIANT_TRUE);
      const auto result = Result(image);
      // What is made is made: the mark may change, and is the next image's.
      CHECK(file->put_IsRealTime(VARIANT_FALSE) == S_OK);
      Burn(StreamOf(result), drive);
    }
    const auto image = NewImage(counted);
    Import(image, drive);
    CHECK(real_time(file_of(image)) == (known ? VARIANT_TRUE : VARIANT_FALSE));
  }
}

TEST_CASE(
    "RemoveTree of the root's delimiter removes all that the image has, and can be taken back") {
  const CountedSession counted;
  TextStream text("text");
  const auto image = NewImage(counted);
  REQUIRE(AddFile(image, L"one", text) == S_OK);
  REQUIRE(RootOf(image)->AddDirectory(Bstr(L"dir").Get()) == S_OK);
  REQUIRE(AddFile(image, L"dir\\two", text) == S_OK);
  LONG point = 0;
  REQUIRE(image->get_ChangePoint(&point) == S_OK);
  CHECK(Item(image, L"dir").As<IFsiDirectoryItem>()->RemoveTree(Bstr(L"\\").Get()) ==
        Code(0xC0AAB110));
  REQUIRE(RootOf(image)->RemoveTree(Bstr(L"\\").Get()) == S_OK);
  LONG count = -1;
  REQUIRE(RootOf(image)->get_Count(&count) == S_OK);
  CHECK(count == 0);
  REQUIRE(image->RollbackToChangePoint(point) == S_OK);
  REQUIRE(image->get_FileCount(&count) == S_OK);
  CHECK(count == 2);
}

TEST_CASE("where sources would be staged is kept, and has to be a directory") {
  const CountedSession counted;
  const auto image = NewImage(counted);
  VARIANT_BOOL stages = VARIANT_FALSE;
  REQUIRE(image->get_StageFiles(&stages) == S_OK);
  CHECK(stages == VARIANT_TRUE);
  REQUIRE(image->put_StageFiles(VARIANT_FALSE) == S_OK);
  REQUIRE(image->get_StageFiles(&stages) == S_OK);
  CHECK(stages == VARIANT_FALSE);

  Bstr usual;
  REQUIRE(image->get_WorkingDirectory(usual.Put()) == S_OK);
  REQUIRE(image->put_WorkingDirectory(usual.Get()) == S_OK);
  REQUIRE(image->put_WorkingDirectory(Bstr(L"C:\\").Get()) == S_OK);
  for (const wchar_t* wrong : {L"", L"Z:\\no\\such", L"C:\\windows\\system32\\ole32.dll"}) {
    CHECK(image->put_WorkingDirectory(Bstr(wrong).Get()) == Code(0xC0AAB140));
    CHECK(LastErrorText() == L"There is no directory '" + std::wstring(wrong) + L"'.");
  }
  CHECK(image->put_WorkingDirectory(nullptr) == Code(0xC0AAB140));
  Bstr kept;
  REQUIRE(image->get_WorkingDirectory(kept.Put()) == S_OK);
  CHECK(virtual_drive::View(kept.Get()) == L"C:\\");
  const auto result = Result(image);
  CHECK(image->put_WorkingDirectory(usual.Get()) == Code(0xC0AAB102));
}

TEST_CASE("properties take what IMAPI2FS takes") {
  const CountedSession counted;
  const auto image = NewImage(counted);
  CHECK(image->put_UDFRevision(0x250) == Code(0xC0AAB101));
  CHECK(image->put_UDFRevision(0x201) == S_OK);
  CHECK(image->put_FileSystemsToCreate(FsiFileSystemJoliet) == Code(0xC0AAB101));
  CHECK(image->put_FileSystemsToCreate(FsiFileSystemUnknown) == Code(0xC0AAB101));
  CHECK(image->put_FileSystemsToCreate(FsiFileSystemNone) == S_OK);
  ComPtr<IFileSystemImageResult> result;
  CHECK(image->CreateResultImage(result.Put()) == Code(0xC0AAB103));
  CHECK(image->put_VolumeName(Bstr(L"").Get()) == Code(0xC0AAB104));
  CHECK(image->put_VolumeName(Bstr(std::wstring(126, L'v')).Get()) == Code(0xC0AAB104));
  CHECK(image->put_BootImageOptions(nullptr) == S_OK);
  SAFEARRAY* raw = nullptr;
  REQUIRE(image->get_UDFRevisionsSupported(&raw) == S_OK);
  const InterfaceArray array(raw);
  for (const Variant& revision : virtual_drive::FromSafeArray(raw))
    CHECK(revision.Get().vt == VT_I4);
  REQUIRE(image->ChooseImageDefaultsForMediaType(IMAPI_MEDIA_TYPE_BDRE) == S_OK);
  CHECK(image->ChooseImageDefaultsForMediaType(IMAPI_MEDIA_TYPE_CDROM) == Code(0xC0AAB101));
  MemoryDrive drive(4096);
  REQUIRE(image->ChooseImageDefaults(&drive.recorder) == S_OK);
  LONG blocks = 0;
  REQUIRE(image->get_FreeMediaBlocks(&blocks) == S_OK);
  CHECK(blocks == 4096);
  drive.recorder.ex.profile = IMAPI_PROFILE_TYPE_DVDROM;
  CHECK(image->ChooseImageDefaults(&drive.recorder) == Code(0xC0AA0203));
  drive.recorder.ex.disc = nullptr;
  CHECK(image->ChooseImageDefaults(&drive.recorder) == Code(0xC0AA0202));
}

TEST_CASE("a planned fault is met by the image too") {
  const CountedSession counted;
  counted.session->gate().FailAt("IFileSystemImage::CreateResultImage", 1, E_ACCESSDENIED);
  const auto image = NewImage(counted);
  ComPtr<IFileSystemImageResult> result;
  CHECK(image->CreateResultImage(result.Put()) == E_ACCESSDENIED);
  CHECK(image->CreateResultImage(result.Put()) == S_OK);
}

}  // namespace image_test

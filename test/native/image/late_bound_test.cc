#include "image_under_test.h"
#include "update_sink.h"

namespace image_test {
namespace {

// Calls by name, as a script does.
HRESULT Call(IDispatch* object, const wchar_t* name, WORD flags, std::vector<Variant> arguments,
             Variant* result) {
  auto* text = const_cast<LPOLESTR>(name);
  DISPID id = 0;
  const HRESULT found = object->GetIDsOfNames(IID_NULL, &text, 1, LOCALE_USER_DEFAULT, &id);
  if (FAILED(found)) return found;
  std::vector<VARIANTARG> reversed;
  for (auto at = arguments.rbegin(); at != arguments.rend(); ++at) reversed.push_back(at->Get());
  DISPPARAMS parameters = {reversed.data(), nullptr, static_cast<UINT>(reversed.size()), 0};
  DISPID put = DISPID_PROPERTYPUT;
  if (flags == DISPATCH_PROPERTYPUT) {
    parameters.rgdispidNamedArgs = &put;
    parameters.cNamedArgs = 1;
  }
  return object->Invoke(id, IID_NULL, LOCALE_USER_DEFAULT, flags, &parameters,
                        result ? result->Put() : nullptr, nullptr, nullptr);
}

}  // namespace

TEST_CASE("a late-bound caller builds an image by names alone") {
  const CountedSession counted;
  TextStream text("late");
  const auto image = NewImage(counted);
  REQUIRE(Call(image.Get(), L"VolumeName", DISPATCH_PROPERTYPUT, {Variant::OfText(L"LATE")},
               nullptr) == S_OK);
  Variant root;
  REQUIRE(Call(image.Get(), L"Root", DISPATCH_PROPERTYGET, {}, &root) == S_OK);
  REQUIRE(root.Get().vt == VT_DISPATCH);
  REQUIRE(Call(root.Get().pdispVal, L"AddDirectory", DISPATCH_METHOD, {Variant::OfText(L"dir")},
               nullptr) == S_OK);
  Variant item;
  REQUIRE(Call(root.Get().pdispVal, L"Item", DISPATCH_PROPERTYGET, {Variant::OfText(L"dir")},
               &item) == S_OK);
  Variant name;
  REQUIRE(Call(item.Get().pdispVal, L"Name", DISPATCH_PROPERTYGET, {}, &name) == S_OK);
  CHECK(virtual_drive::View(name.Get().bstrVal) == L"dir");
  Variant created;
  REQUIRE(Call(image.Get(), L"CreateResultImage", DISPATCH_METHOD, {}, &created) == S_OK);
  Variant stream;
  REQUIRE(Call(created.Get().pdispVal, L"ImageStream", DISPATCH_PROPERTYGET, {}, &stream) == S_OK);
  REQUIRE(stream.Get().vt == VT_UNKNOWN);
  CHECK(ComPtr<IUnknown>(stream.Get().punkVal).As<IStream>());
}

TEST_CASE("a late-bound caller reads ModifiedBlocks and passes MultisessionInterfaces") {
  const CountedSession counted;
  MemoryDrive drive(4096);
  BurnFirstSession(counted, drive);
  const auto image = NewImage(counted);
  Variant interfaces;
  VARIANT* array = interfaces.Put();
  array->vt = VT_ARRAY | VT_VARIANT;
  array->parray =
      virtual_drive::ToSafeArray({Variant::OfDispatch(ComPtr<IDispatch>(&drive.multisession))});
  REQUIRE(Call(image.Get(), L"MultisessionInterfaces", DISPATCH_PROPERTYPUT, {interfaces},
               nullptr) == S_OK);
  Variant imported;
  REQUIRE(Call(image.Get(), L"ImportFileSystem", DISPATCH_METHOD, {}, &imported) == S_OK);
  CHECK(imported.Get().lVal == FsiFileSystemUDF);
  Variant result;
  REQUIRE(Call(image.Get(), L"CreateResultImage", DISPATCH_METHOD, {}, &result) == S_OK);
  Variant list;
  REQUIRE(Call(result.Get().pdispVal, L"ModifiedBlocks", DISPATCH_PROPERTYGET, {}, &list) == S_OK);
  Variant ranges;
  REQUIRE(Call(list.Get().pdispVal, L"BlockRanges", DISPATCH_PROPERTYGET, {}, &ranges) == S_OK);
  REQUIRE(ranges.Get().vt == (VT_ARRAY | VT_VARIANT));
  const auto elements = virtual_drive::FromSafeArray(ranges.Get().parray);
  REQUIRE(elements.size() >= 2);
  Variant lba;
  REQUIRE(Call(elements.back().Get().pdispVal, L"StartLba", DISPATCH_PROPERTYGET, {}, &lba) ==
          S_OK);
  CHECK(lba.Get().lVal == 256);
}

TEST_CASE("a directory enumerates for For Each") {
  const CountedSession counted;
  TextStream text("x");
  const auto image = NewImage(counted);
  for (const wchar_t* name : {L"a", L"b", L"c"}) REQUIRE(AddFile(image, name, text) == S_OK);
  DISPPARAMS none = {};
  Variant enumerator;
  REQUIRE(RootOf(image)->Invoke(DISPID_NEWENUM, IID_NULL, LOCALE_USER_DEFAULT,
                                DISPATCH_METHOD | DISPATCH_PROPERTYGET, &none, enumerator.Put(),
                                nullptr, nullptr) == S_OK);
  const auto items = ComPtr<IUnknown>(enumerator.Get().punkVal).As<IEnumVARIANT>();
  REQUIRE(items);
  int seen = 0;
  Variant item;
  while (items->Next(1, item.Put(), nullptr) == S_OK) {
    REQUIRE(item.Get().vt == VT_DISPATCH);
    ++seen;
  }
  CHECK(seen == 3);
}

TEST_CASE("named streams are listed by Count, Item and For Each") {
  const CountedSession counted;
  TextStream text("x");
  const auto image = NewImage(counted);
  REQUIRE(AddFile(image, L"file", text) == S_OK);
  ComPtr<IFsiItem> item;
  REQUIRE(RootOf(image)->get_Item(Bstr(L"file").Get(), item.Put()) == S_OK);
  const auto file = item.As<IFsiFileItem2>();
  for (const wchar_t* name : {L"a", L"b"})
    REQUIRE(SUCCEEDED(file->AddStream(Bstr(name).Get(), &text)));
  ComPtr<IFsiNamedStreams> streams;
  REQUIRE(file->get_FsiNamedStreams(streams.Put()) == S_OK);
  Variant count;
  REQUIRE(Call(streams.Get(), L"Count", DISPATCH_PROPERTYGET, {}, &count) == S_OK);
  CHECK(count.Get().lVal == 2);
  Variant second;
  REQUIRE(Call(streams.Get(), L"Item", DISPATCH_PROPERTYGET, {Variant::OfLong(1)}, &second) ==
          S_OK);
  Variant name;
  REQUIRE(Call(second.Get().pdispVal, L"Name", DISPATCH_PROPERTYGET, {}, &name) == S_OK);
  CHECK(virtual_drive::View(name.Get().bstrVal) == L"b");
  DISPPARAMS none = {};
  Variant enumerator;
  REQUIRE(streams->Invoke(DISPID_NEWENUM, IID_NULL, LOCALE_USER_DEFAULT,
                          DISPATCH_METHOD | DISPATCH_PROPERTYGET, &none, enumerator.Put(), nullptr,
                          nullptr) == S_OK);
  const auto items = ComPtr<IUnknown>(enumerator.Get().punkVal).As<IEnumVARIANT>();
  REQUIRE(items);
  int seen = 0;
  for (Variant each; items->Next(1, each.Put(), nullptr) == S_OK; ++seen)
    CHECK(each.Get().vt == VT_DISPATCH);
  CHECK(seen == 2);
}

TEST_CASE("adding and importing tell their sinks") {
  const CountedSession counted;
  MemoryDrive drive(4096);
  BurnFirstSession(counted, drive);
  TextStream text(std::string(5'000, 't'));
  UpdateSink sink;
  {
    const auto image = NewImage(counted);
    const Advised adding(image, __uuidof(DFileSystemImageEvents), &sink);
    const Advised importing(image, __uuidof(DFileSystemImageImportEvents), &sink);
    REQUIRE(AddFile(image, L"new.txt", text) == S_OK);
    REQUIRE(sink.events.size() == 2);
    CHECK(sink.events[0].id == 0x100);
    CHECK(sink.events[0].item == L"\\new.txt");
    CHECK(sink.events[0].numbers == std::vector<LONG>{0, 3});
    CHECK(sink.events[1].item == L"\\new.txt");
    CHECK(sink.events[1].numbers == std::vector<LONG>{3, 3});
    sink.events.clear();
    Import(image, drive);
    REQUIRE(sink.events.size() == 4);  // two directories, two files
    CHECK(sink.events[0].id == 0x101);
    CHECK(sink.events[0].item == L"\\");
    CHECK(sink.events[1].item == L"\\first.txt");
    CHECK(sink.events[2].item == L"\\folder\\");
    CHECK(sink.events[3].numbers == std::vector<LONG>{FsiFileSystemUDF, 1, 1, 2, 2});
  }
  CHECK(sink.references() == 0);
}

TEST_CASE("a file that is added is told of at each megabyte, and at its end only behind the last") {
  const CountedSession counted;
  TextStream text("");  // held by what is removed too
  UpdateSink sink;
  {
    const auto image = NewImage(counted);
    const Advised adding(image, __uuidof(DFileSystemImageEvents), &sink);
    const auto told = [&](std::size_t bytes) {
      sink.events.clear();
      text.claims = bytes;
      const std::wstring name = std::to_wstring(bytes);
      REQUIRE(AddFile(image, name, text) == S_OK);
      REQUIRE(RootOf(image)->Remove(Bstr(name).Get()) == S_OK);
      std::vector<std::vector<LONG>> numbers;
      for (const UpdateSink::Event& event : sink.events) numbers.push_back(event.numbers);
      return numbers;
    };
    constexpr std::size_t kMegabyte = 1 << 20;
    using Numbers = std::vector<std::vector<LONG>>;
    CHECK(told(0) == Numbers{{0, 0}});
    CHECK(told(kMegabyte) == Numbers{{0, 512}, {512, 512}});
    CHECK(told(2 * kMegabyte + 1) == Numbers{{0, 1025}, {512, 1025}, {1024, 1025}, {1025, 1025}});
  }
  CHECK(sink.references() == 0);
}

TEST_CASE("an import tells of what it has read before it meets what it can't read") {
  const CountedSession counted;
  MemoryDrive drive(4096);
  {
    // More directories than the reader reads ahead.
    const auto image = NewImage(counted);
    for (int i = 100; i < 300; ++i)
      REQUIRE(RootOf(image)->AddDirectory(Bstr(std::to_wstring(i)).Get()) == S_OK);
    Burn(StreamOf(Result(image)), drive);
  }
  UpdateSink sink;
  {
    const auto image = NewImage(counted);
    const Advised importing(image, __uuidof(DFileSystemImageImportEvents), &sink);
    REQUIRE(SetDrive(image, drive) == S_OK);
    FsiFileSystems imported = FsiFileSystemNone;
    REQUIRE(image->ImportFileSystem(&imported) == S_OK);
    REQUIRE(sink.events.size() == 201);
    CHECK(sink.events.back().item == L"\\299\\");
    CHECK(sink.events.back().numbers == std::vector<LONG>{FsiFileSystemUDF, 199, 200, 0, 0});
  }
  // Of the imports that end at an earlier and earlier read, some end among the directories.
  bool in_between = false;
  for (int reads = drive.recorder.ex.reads - 1; reads > 0 && !in_between; --reads) {
    CAPTURE(reads);
    sink.events.clear();
    drive.recorder.ex.reads_left = reads;
    const auto image = NewImage(counted);
    const Advised importing(image, __uuidof(DFileSystemImageImportEvents), &sink);
    REQUIRE(SetDrive(image, drive) == S_OK);
    FsiFileSystems imported = FsiFileSystemNone;
    CHECK(image->ImportFileSystem(&imported) == Code(0xC0AAB157));
    in_between = sink.events.size() > 1 && sink.events.size() < 201;
  }
  CHECK(in_between);
  CHECK(sink.references() == 0);
}

}  // namespace image_test

#include "image_under_test.h"

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

// A sink with nothing but IDispatch behind the event interface's IID, as scripts have.
class UpdateSink final
    : public FakeUnknown<IDispatch, DFileSystemImageEvents, DFileSystemImageImportEvents> {
 public:
  struct Event {
    DISPID id;
    std::wstring item;
    std::vector<LONG> numbers;  // in the order of the declaration
  };
  std::vector<Event> events;

  HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT, LCID, ITypeInfo**) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID, LPOLESTR*, UINT, LCID,
                                          DISPID*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS* parameters, VARIANT*,
                                   EXCEPINFO*, UINT*) noexcept override {
    Event event{id, {}, {}};
    for (UINT i = parameters->cArgs; i-- > 0;) {
      const VARIANTARG& argument = parameters->rgvarg[i];
      if (argument.vt == VT_BSTR) event.item = virtual_drive::View(argument.bstrVal);
      if (argument.vt == VT_I4) event.numbers.push_back(argument.lVal);
    }
    events.push_back(std::move(event));
    return S_OK;
  }
};

// Owns an advise.
class Advised {
 public:
  Advised(const ComPtr<IFileSystemImage3>& image, REFIID events, IUnknown* sink) {
    const auto container = image.As<IConnectionPointContainer>();
    REQUIRE(container);
    REQUIRE(container->FindConnectionPoint(events, point_.Put()) == S_OK);
    REQUIRE(point_->Advise(sink, &cookie_) == S_OK);
  }
  Advised(const Advised&) = delete;
  Advised& operator=(const Advised&) = delete;
  ~Advised() { point_->Unadvise(cookie_); }

 private:
  ComPtr<IConnectionPoint> point_;
  DWORD cookie_ = 0;
};

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
    CHECK(sink.events[0].item == L"new.txt");
    CHECK(sink.events[0].numbers == std::vector<LONG>{0, 3});
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

}  // namespace image_test

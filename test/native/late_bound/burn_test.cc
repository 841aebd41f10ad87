// What Microsoft's scripts do, by names alone, and the events that Wine's script host can't take.
#include <doctest.h>

#include <filesystem>
#include <fstream>

#include "late_bound.h"
#include "sink.h"

namespace late_bound {
namespace {

struct Burner {
  Object master = CreateObject(L"IMAPI2.MsftDiscMaster2");
  Object recorder = CreateObject(L"IMAPI2.MsftDiscRecorder2");
  Object format = CreateObject(L"IMAPI2.MsftDiscFormat2Data");

  Burner() {
    recorder.Call(L"InitializeDiscRecorder", {master.Get(L"Item", {LONG{0}})});
    format.Put(L"Recorder", recorder.AsValue());
    format.Put(L"ClientName", L"late bound");
  }
};

Value WriteSome(const Object& format, const std::vector<const wchar_t*>& names) {
  const Object image = CreateObject(L"IMAPI2FS.MsftFileSystemImage");
  image.Put(L"MultisessionInterfaces", format.Get(L"MultisessionInterfaces"));
  if (!format.Get(L"MediaHeuristicallyBlank").truth()) image.Call(L"ImportFileSystem");
  for (const wchar_t* name : names) Object(image.Get(L"Root")).Call(L"AddDirectory", {name});
  const Object result(image.Call(L"CreateResultImage"));
  return format.Call(L"Write", {result.Get(L"ImageStream")});
}

std::vector<std::wstring> NamesOnDisc(const Object& format) {
  const Object image = CreateObject(L"IMAPI2FS.MsftFileSystemImage");
  image.Put(L"MultisessionInterfaces", format.Get(L"MultisessionInterfaces"));
  image.Call(L"ImportFileSystem");
  std::vector<std::wstring> names;
  for (const Value& item : Object(image.Get(L"Root")).Each()) {
    names.push_back(Object(item).Get(L"Name").text());
  }
  return names;
}

}  // namespace

TEST_CASE("drives are listed by Count, Item and For Each") {
  const Host host;
  const DrivesSetting drives(L"drive; drive");
  const Object master = CreateObject(L"IMAPI2.MsftDiscMaster2.1");
  CHECK(master.Get(L"IsSupportedEnvironment").truth());
  CHECK(master.Get(L"Count").number() == 2);
  const auto ids = master.Each();
  REQUIRE(ids.size() == 2);
  CHECK(ids[1].text() == master.Get(L"Item", {LONG{1}}).text());
  // Item is the default member.
  DISPPARAMS none = {};
  Value second;
  VARIANTARG index = Value(LONG{1}).Get();
  none.rgvarg = &index;
  none.cArgs = 1;
  REQUIRE(master.Pointer()->Invoke(DISPID_VALUE, IID_NULL, LOCALE_USER_DEFAULT,
                                   DISPATCH_PROPERTYGET, &none, second.Put(), nullptr,
                                   nullptr) == S_OK);
  CHECK(second.text() == ids[1].text());
}

TEST_CASE("the drives of the environment have the same ids after all objects are gone") {
  const Host host;
  const DrivesSetting drives(L"drive");
  const auto first = CreateObject(L"IMAPI2.MsftDiscMaster2").Get(L"Item", {LONG{0}}).text();
  const Object recorder = CreateObject(L"IMAPI2.MsftDiscRecorder2");
  recorder.Call(L"InitializeDiscRecorder", {first});
  CHECK(recorder.Get(L"ActiveDiscRecorder").text() == first);
}

TEST_CASE("a burn, an append and an erase tell their late-bound sinks") {
  const Host host;
  const DiscFile disc;
  const DrivesSetting drives(disc.Setting());
  const Burner burner;
  int updates = 0;
  bool right = true;
  LONG last_action = -1;
  {
    Sink sink(burner.format, 0, [&](DISPID event, const std::vector<Value>& arguments) {
      ++updates;
      right = right && event == 0x200 && arguments.size() == 2;
      if (!right) return;
      const Object progress(arguments[1]);
      last_action = progress.Get(L"CurrentAction").number();
      right =
          progress.Get(L"SectorCount").number() >= 0 && progress.Get(L"TotalTime").number() >= 0;
    });
    WriteSome(burner.format, {L"first"});
    CHECK(updates > 0);
    CHECK(right);
    CHECK(last_action == 6);  // IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED
    WriteSome(burner.format, {L"second"});
    const int before = updates;
    sink.Unadvise();
    WriteSome(burner.format, {L"third"});
    CHECK(updates == before);
    CHECK(sink.references() == 1);
  }
  CHECK(NamesOnDisc(burner.format) == std::vector<std::wstring>{L"first", L"second", L"third"});

  const Object erase = CreateObject(L"IMAPI2.MsftDiscFormat2Erase");
  erase.Put(L"Recorder", burner.recorder.AsValue());
  erase.Put(L"ClientName", L"late bound");
  int erasing = 0;
  {
    const Sink sink(erase, 0, [&](DISPID event, const std::vector<Value>& arguments) {
      if (event == 0x200 && arguments.size() == 3 && arguments[1].type() == VT_I4) ++erasing;
    });
    erase.Call(L"EraseMedia");
  }
  CHECK(erasing > 0);
  CHECK(burner.format.Get(L"MediaHeuristicallyBlank").truth());
}

TEST_CASE("building an image and importing one tell their sinks") {
  const Host host;
  const DiscFile disc;
  const DrivesSetting drives(disc.Setting());
  const Burner burner;
  const auto folder = std::filesystem::temp_directory_path() /
                      (L"imapi2-late-tree-" + std::to_wstring(GetCurrentProcessId()));
  std::filesystem::create_directories(folder / L"below");
  std::ofstream(folder / L"below" / L"file.txt") << "told of";
  std::vector<std::wstring> added;
  {
    const Object image = CreateObject(L"IMAPI2FS.MsftFileSystemImage");
    image.Call(L"ChooseImageDefaults", {burner.recorder.AsValue()});
    {
      const Sink sink(image, 0, [&](DISPID event, const std::vector<Value>& arguments) {
        if (event == 0x100 && arguments.size() == 4) added.push_back(arguments[1].text());
      });
      Object(image.Get(L"Root")).Call(L"AddTree", {folder.wstring(), true});
    }
    const Object result(image.Call(L"CreateResultImage"));
    burner.format.Call(L"Write", {result.Get(L"ImageStream")});
  }
  // The image held its sources until here.
  std::filesystem::remove_all(folder);
  CHECK_FALSE(added.empty());

  const Object again = CreateObject(L"IMAPI2FS.MsftFileSystemImage");
  again.Put(L"MultisessionInterfaces", burner.format.Get(L"MultisessionInterfaces"));
  int imported = 0;
  {
    const Sink sink(again, 1, [&](DISPID event, const std::vector<Value>& arguments) {
      if (event == 0x101 && arguments.size() == 7) ++imported;
    });
    again.Call(L"ImportFileSystem");
  }
  CHECK(imported > 0);
}

TEST_CASE("the write engine tells its sink, over zeros") {
  const Host host;
  const DiscFile disc;
  const DrivesSetting drives(disc.Setting());
  const Burner burner;
  WriteSome(burner.format, {});  // formats the disc
  burner.recorder.Call(L"AcquireExclusiveAccess", {true, L"late bound"});
  const Object engine = CreateObject(L"IMAPI2.MsftWriteEngine2");
  engine.Put(L"Recorder", burner.recorder.AsValue());
  engine.Put(L"BytesPerSector", LONG{2048});
  engine.Put(L"UseStreamingWrite12", false);
  engine.Put(L"StartingSectorsPerSecond", LONG{-1});
  engine.Put(L"EndingSectorsPerSecond", LONG{-1});
  const Value zeros = CreateUnknown(L"IMAPI2.MsftStreamZero");
  IStream* stream = nullptr;
  REQUIRE(zeros.Get().punkVal->QueryInterface(IID_IStream, reinterpret_cast<void**>(&stream)) ==
          S_OK);
  ULARGE_INTEGER size;
  size.QuadPart = 64 * 2048;
  CHECK(stream->SetSize(size) == S_OK);
  stream->Release();
  int updates = 0;
  {
    const Sink sink(engine, 0, [&](DISPID event, const std::vector<Value>& arguments) {
      if (event == 0x100 && arguments.size() == 2) ++updates;
    });
    engine.Call(L"WriteSection", {zeros, LONG{0}, LONG{64}});
  }
  CHECK(updates > 0);
  burner.recorder.Call(L"ReleaseExclusiveAccess");
}

}  // namespace late_bound

// IDispatch's own rules: names, numbers and types of arguments, and what an error carries.
#include <doctest.h>

#include <tuple>

#include "late_bound.h"

namespace late_bound {

TEST_CASE("names are found whatever their case, and unknown ones are not") {
  const Host host;
  const Object format = CreateObject(L"IMAPI2.MsftDiscFormat2Data");
  CHECK(format.TryInvoke(L"forceOVERWRITE", DISPATCH_PROPERTYGET, {}).result == S_OK);
  CHECK(format.TryInvoke(L"ForceOverwriting", DISPATCH_PROPERTYGET, {}).result ==
        DISP_E_UNKNOWNNAME);
}

TEST_CASE("wrong members, numbers and types of arguments have DISP_E codes") {
  const Host host;
  const Object image = CreateObject(L"IMAPI2FS.MsftFileSystemImage");
  CHECK(image.TryInvoke(L"CreateResultImage", DISPATCH_METHOD, {LONG{1}}).result ==
        DISP_E_BADPARAMCOUNT);
  CHECK(image.TryInvoke(L"Exists", DISPATCH_METHOD, {}).result == DISP_E_BADPARAMCOUNT);
  CHECK(image.TryInvoke(L"FreeMediaBlocks", DISPATCH_PROPERTYPUT, {L"many"}).result ==
        DISP_E_TYPEMISMATCH);
  // Root can only be read.
  CHECK(image.TryInvoke(L"Root", DISPATCH_PROPERTYPUT, {LONG{1}}).result == DISP_E_MEMBERNOTFOUND);
  DISPPARAMS none = {};
  CHECK(image.Pointer()->Invoke(0x7ABC, IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_METHOD, &none,
                                nullptr, nullptr, nullptr) == DISP_E_MEMBERNOTFOUND);
}

TEST_CASE("arguments are converted, and may be named") {
  const Host host;
  const Object image = CreateObject(L"IMAPI2FS.MsftFileSystemImage");
  image.Put(L"FreeMediaBlocks", L"4096");
  CHECK(image.Get(L"FreeMediaBlocks").number() == 4096);
  const Object root(image.Get(L"Root"));
  CHECK(root.TryNamed(L"AddDirectory", DISPATCH_METHOD, {L"named"}, {L"path"}).result == S_OK);
  CHECK(image.Call(L"Exists", {L"named"}).number() == 1);  // FsiItemDirectory
}

TEST_CASE("a file's named streams are added and removed by name") {
  const Host host;
  const Object image = CreateObject(L"IMAPI2FS.MsftFileSystemImage");
  image.Put(L"UDFRevision", LONG{0x201});
  const Object root(image.Get(L"Root"));
  const Value data = CreateUnknown(L"IMAPI2.MsftStreamZero");
  root.Call(L"AddFile", {L"file", data});
  const Object file(root.Get(L"Item", {L"file"}));
  const auto raised = [&](const wchar_t* method, std::vector<Value> arguments) {
    return static_cast<std::uint32_t>(
        file.TryInvoke(method, DISPATCH_METHOD, std::move(arguments)).raised);
  };
  file.Call(L"AddStream", {L"stream", data});
  CHECK(raised(L"AddStream", {L"Stream", data}) == 0xC0AAB112);
  CHECK_FALSE(file.Get(L"IsNamedStream").truth());
  file.Call(L"RemoveStream", {L"stream"});
  CHECK(raised(L"RemoveStream", {L"stream"}) == 0xC0AAB101);
  // The type library keeps the collection from scripts.
  CHECK(file.TryInvoke(L"FsiNamedStreams", DISPATCH_PROPERTYGET, {}).result != S_OK);
}

TEST_CASE("an object is put by value; putting it by reference is not declared") {
  const Host host;
  const DrivesSetting drives(L"drive");
  const Object recorder = CreateObject(L"IMAPI2.MsftDiscRecorder2");
  recorder.Call(L"InitializeDiscRecorder",
                {CreateObject(L"IMAPI2.MsftDiscMaster2").Get(L"Item", {LONG{0}})});
  const Object format = CreateObject(L"IMAPI2.MsftDiscFormat2Data");
  CHECK(format.PutRef(L"Recorder", recorder.AsValue()) == DISP_E_MEMBERNOTFOUND);
  format.Put(L"Recorder", recorder.AsValue());
  const Object same(format.Get(L"Recorder"));
  CHECK(same.Get(L"ActiveDiscRecorder").text() == recorder.Get(L"ActiveDiscRecorder").text());
  CHECK(recorder.Get(L"SupportedProfiles").elements().size() > 0);
}

TEST_CASE("a failure carries its HRESULT and its sentence") {
  const Host host;
  const DrivesSetting drives(L"drive");
  const Object master = CreateObject(L"IMAPI2.MsftDiscMaster2");
  const Outcome outcome =
      master.TryInvoke(L"Item", DISPATCH_METHOD | DISPATCH_PROPERTYGET, {LONG{7}});
  CHECK(outcome.result == DISP_E_EXCEPTION);
  CHECK(outcome.raised == E_INVALIDARG);
  CHECK(outcome.description == L"There is no drive of that index.");
}

TEST_CASE("what is outside the data-disc path is not implemented, and says so by name") {
  const Host host;
  for (const auto& [prog_id, member, text] :
       {std::tuple{L"IMAPI2.MsftDiscFormat2RawCD", L"PrepareMedia",
                   L"IDiscFormat2RawCD::PrepareMedia"},
        std::tuple{L"IMAPI2.MsftDiscFormat2TrackAtOnce", L"NumberOfExistingTracks",
                   L"IDiscFormat2TrackAtOnce::get_NumberOfExistingTracks"},
        std::tuple{L"IMAPI2.MsftRawCDImageCreator", L"CreateResultImage",
                   L"IRawCDImageCreator::CreateResultImage"}}) {
    const Outcome outcome =
        CreateObject(prog_id).TryInvoke(member, DISPATCH_METHOD | DISPATCH_PROPERTYGET, {});
    CHECK(outcome.result == DISP_E_EXCEPTION);
    CHECK(outcome.raised == E_NOTIMPL);
    CHECK(outcome.description.starts_with(text));
    CHECK(outcome.description.find(L"MsftDiscFormat2Data") != std::wstring::npos);
  }
}

TEST_CASE("settings that are wrong are told by every call, in a sentence") {
  const Host host;
  const auto told = [](const wchar_t* settings) {
    const DrivesSetting drives(settings);
    return CreateObject(L"IMAPI2.MsftDiscMaster2").TryInvoke(L"Count", DISPATCH_PROPERTYGET, {});
  };
  const Outcome unknown = told(L"drive; drive dics=x");
  CHECK(unknown.raised == E_INVALIDARG);
  CHECK(unknown.description ==
        L"The virtual drive has no drives, because of its settings (variable "
        L"IMAPI2_VIRTUAL_DRIVES): line 1: a drive has no 'dics'; it has disc, media, sectors and "
        L"speed");
  const Outcome missing = told(L"drive disc=\"Z:\\no such folder\\x.disc\"");
  CHECK(missing.raised == HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND));
  CHECK_FALSE(missing.description.empty());
  CHECK(told(L"switch no-such=1").raised == E_INVALIDARG);
  // And right ones work at once, in the same process.
  CHECK(told(L"drive").value.number() == 1);
}

TEST_CASE("without settings there are no drives") {
  const Host host;
  const Object master = CreateObject(L"IMAPI2.MsftDiscMaster2");
  CHECK(master.Get(L"Count").number() == 0);
  CHECK_FALSE(master.Get(L"IsSupportedEnvironment").truth());
}

}  // namespace late_bound

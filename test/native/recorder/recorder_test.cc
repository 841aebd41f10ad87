// MsftDiscMaster2 and MsftDiscRecorder2.
#include <doctest.h>

#include "../session/open_session.h"
#include "contract/imapi_hresults.h"
#include "event_sink.h"

namespace virtual_drive::test {
namespace {

// Calls by name, as a script does.
HRESULT CallByName(IDispatch* object, const wchar_t* name, WORD flags,
                   std::vector<Variant> arguments, Variant* result) {
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

TEST_CASE("drives are listed, enumerated and opened by id") {
  Apartment apartment;
  OpenSession session;
  const auto master = session.Create<IDiscMaster2>(__uuidof(MsftDiscMaster2));
  VARIANT_BOOL supported = VARIANT_TRUE;
  Check(master->get_IsSupportedEnvironment(&supported));
  CHECK(supported == VARIANT_FALSE);

  std::wstring announced;
  EventSink sink(__uuidof(DDiscMaster2Events));
  sink.on_event = [&](DISPID id, std::vector<VARIANT> arguments) {
    CHECK(id == 0x100);
    announced = View(arguments.at(1).bstrVal);
  };
  const Advised advised(master.Get(), __uuidof(DDiscMaster2Events), &sink);
  const auto first = session.AddDrive({});
  CHECK(announced == first);
  const auto second = session.AddDrive({});
  LONG count = 0;
  Check(master->get_Count(&count));
  CHECK(count == 2);
  Bstr item;
  Check(master->get_Item(1, item.Put()));
  CHECK(View(item.Get()) == second);

  ComPtr<IEnumVARIANT> all;
  Check(master->get__NewEnum(all.Put()));
  VARIANT raw[3];
  ULONG fetched = 0;
  CHECK(all->Next(3, raw, &fetched) == S_FALSE);
  CHECK(fetched == 2);
  CHECK(View(raw[0].bstrVal) == first);
  for (ULONG i = 0; i < fetched; ++i) VariantClear(&raw[i]);

  const auto recorder = session.Create<IDiscRecorder2>(__uuidof(MsftDiscRecorder2));
  CHECK(recorder->InitializeDiscRecorder(Bstr(L"nothing").Get()) ==
        HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND));
  Bstr vendor;
  CHECK(recorder->get_VendorId(vendor.Put()) == hresult::E_IMAPI_RECORDER_REQUIRED);
}

TEST_CASE("dual members answer by name, inherited ones too") {
  Apartment apartment;
  DiscPath disc;
  OpenSession session;
  const auto id = session.AddDrive(disc.path());
  const auto recorder = session.Recorder(id);
  Variant vendor;
  CHECK(CallByName(recorder.Get(), L"VendorId", DISPATCH_PROPERTYGET, {}, &vendor) == S_OK);
  CHECK(View(vendor.Get().bstrVal) == L"IMAPI2");

  const auto format = session.Create<IDiscFormat2Data>(__uuidof(MsftDiscFormat2Data));
  CHECK(CallByName(format.Get(), L"Recorder", DISPATCH_PROPERTYPUT, {Variant::OfDispatch(recorder)},
                   nullptr) == S_OK);
  CHECK(CallByName(format.Get(), L"ClientName", DISPATCH_PROPERTYPUT, {Variant::OfText(L"script")},
                   nullptr) == S_OK);
  Variant blank;
  CHECK(CallByName(format.Get(), L"MediaHeuristicallyBlank", DISPATCH_PROPERTYGET, {}, &blank) ==
        S_OK);
  CHECK(blank.Get().vt == VT_BOOL);
  CHECK(blank.Get().boolVal == VARIANT_TRUE);
  Variant sectors;
  CHECK(CallByName(format.Get(), L"TotalSectorsOnMedia", DISPATCH_PROPERTYGET, {}, &sectors) ==
        S_OK);
  CHECK(sectors.Get().lVal == 4096);
  Variant interfaces;
  CHECK(CallByName(format.Get(), L"MultisessionInterfaces", DISPATCH_PROPERTYGET, {},
                   &interfaces) == S_OK);
  CHECK(interfaces.Get().vt == (VT_ARRAY | VT_VARIANT));
  const auto elements = FromSafeArray(interfaces.Get().parray);
  REQUIRE(elements.size() == 1);
  REQUIRE(elements[0].Get().vt == VT_DISPATCH);
  Variant unit;
  CHECK(CallByName(elements[0].Get().pdispVal, L"WriteUnitSize", DISPATCH_PROPERTYGET, {}, &unit) ==
        S_OK);
  CHECK(unit.Get().lVal == 16);
  Variant supported;
  CHECK(CallByName(elements[0].Get().pdispVal, L"IsSupportedOnCurrentMediaState",
                   DISPATCH_PROPERTYGET, {}, &supported) == S_OK);
  CHECK(supported.Get().boolVal == VARIANT_TRUE);
}

TEST_CASE("exclusive access belongs to a recorder object, counts, and ends with it") {
  Apartment apartment;
  DiscPath disc;
  OpenSession session;
  const auto id = session.AddDrive(disc.path());
  auto holder = session.Recorder(id);
  const auto other = session.Recorder(id);
  Check(holder->AcquireExclusiveAccess(VARIANT_FALSE, Bstr(L"me").Get()));
  Check(holder->AcquireExclusiveAccess(VARIANT_FALSE, Bstr(L"me").Get()));
  CHECK(other->AcquireExclusiveAccess(VARIANT_TRUE, Bstr(L"you").Get()) ==
        hresult::E_IMAPI_RECORDER_LOCKED);
  Bstr owner;
  Check(other->get_ExclusiveAccessOwner(owner.Put()));
  CHECK(View(owner.Get()) == L"me");
  CHECK(other->EjectMedia() == hresult::E_IMAPI_RECORDER_LOCKED);
  Check(holder->ReleaseExclusiveAccess());
  CHECK(other->EjectMedia() == hresult::E_IMAPI_RECORDER_LOCKED);
  holder = nullptr;
  CHECK(other->AcquireExclusiveAccess(VARIANT_TRUE, Bstr(L"you").Get()) == S_OK);
  CHECK(other->AcquireExclusiveAccess(VARIANT_TRUE, Bstr(L"b@d").Get()) ==
        hresult::E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID);
}

TEST_CASE("raw commands keep IDiscRecorder2Ex's rules") {
  Apartment apartment;
  OpenSession session;
  const auto recorder = session.Recorder(session.AddDrive({}));
  const auto commands = recorder.As<IDiscRecorder2Ex>();
  REQUIRE(commands);
  BYTE sense[18] = {};
  BYTE ready[6] = {};
  CHECK(commands->SendCommandNoData(ready, 6, sense, 10) ==
        hresult::S_IMAPI_COMMAND_HAS_SENSE_DATA);
  CHECK(sense[2] == 0x02);
  CHECK(sense[12] == 0x3A);
  BYTE wrong[10] = {};
  CHECK(commands->SendCommandNoData(wrong, 10, sense, 10) == E_INVALIDARG);
  CHECK(commands->SendCommandNoData(ready, 5, sense, 10) == E_INVALIDARG);
  BYTE* data = nullptr;
  ULONG size = 0;
  CHECK(commands->GetDiscInformation(&data, &size) == hresult::E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
  CHECK(data == nullptr);
  Check(commands->GetModePage(IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES,
                              IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, &data, &size));
  CHECK(size == data[1] + 2u);
  CoTaskMemFree(data);
  CHECK(commands->GetModePage(IMAPI_MODE_PAGE_TYPE_MRW, IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES,
                              &data, &size) == hresult::E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE);
  CHECK(commands->GetFeaturePage(IMAPI_FEATURE_PAGE_TYPE_MRW, FALSE, &data, &size) ==
        hresult::E_IMAPI_RECORDER_NO_SUCH_FEATURE);
  CHECK(commands->GetFeaturePage(IMAPI_FEATURE_PAGE_TYPE_BD_WRITE, TRUE, &data, &size) ==
        hresult::E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT);
}

TEST_CASE("after the tray was closed the medium needs a moment") {
  Apartment apartment;
  DiscPath disc;
  OpenSession session;
  const auto id = session.AddDrive(disc.path());
  const auto recorder = session.Recorder(id);
  const auto format = session.Format(id);
  IMAPI_MEDIA_PHYSICAL_TYPE type{};
  Check(recorder->EjectMedia());
  CHECK(format->get_CurrentPhysicalMediaType(&type) == hresult::E_IMAPI_RECORDER_MEDIA_NO_MEDIA);
  Check(recorder->CloseTray());
  int tries = 1;
  while (format->get_CurrentPhysicalMediaType(&type) ==
         hresult::E_IMAPI_RECORDER_MEDIA_BECOMING_READY) {
    ++tries;
  }
  CHECK(tries == 5);  // medium changed once, becoming ready three times
  CHECK(type == IMAPI_MEDIA_TYPE_DVDPLUSRW);
}

TEST_CASE("a failure says why in IErrorInfo") {
  Apartment apartment;
  OpenSession session;
  const auto recorder = session.Create<IDiscRecorder2>(__uuidof(MsftDiscRecorder2));
  CHECK(FAILED(recorder->InitializeDiscRecorder(Bstr(L"nothing").Get())));
  ComPtr<IErrorInfo> info;
  REQUIRE(GetErrorInfo(0, info.Put()) == S_OK);
  Bstr text;
  Check(info->GetDescription(text.Put()));
  CHECK(View(text.Get()) == L"There is no recorder 'nothing'.");
}

}  // namespace virtual_drive::test

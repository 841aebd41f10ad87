// Faults as IVirtualImapi::AddFault takes them: what can happen happens, what can't is refused.
#include <doctest.h>

#include <array>

#include "open_session.h"

namespace virtual_drive::test {
namespace {

HRESULT Add(OpenSession& session, const std::wstring& id, VirtualFault fault) {
  return session->AddFault(id.empty() ? nullptr : id.c_str(), &fault);
}

VirtualFault AtCall(LPCWSTR call, VirtualFaultEffect effect = VIRTUAL_FAULT_HRESULT) {
  VirtualFault fault;
  fault.trigger.call = call;
  fault.effect = effect;
  fault.hresult = E_FAIL;
  return fault;
}

}  // namespace

TEST_CASE("a call that could never happen is refused by name") {
  Apartment apartment;
  OpenSession session;
  for (const LPCWSTR call : {L"IDiscFormat2Data::Wrote", L"IDiscFormat2Data", L"Write", L"",
                             L"IRawCDImageTrackInfo::get_SectorCount", L"IUnknown::Release"}) {
    CHECK(Add(session, {}, AtCall(call)) == E_INVALIDARG);
  }
  LONGLONG value = 0;
  for (const LPCWSTR name : {L"calls:IDiscFormat2Data::Wrote", L"faults:IDiscFormat2Data::Wrote"}) {
    CHECK(session->GetCounter(name, &value) == E_INVALIDARG);
  }
  for (const LPCWSTR name : {L"calls:IRawCDImageTrackInfo::get_SectorCount",
                             L"faults:IRawCDImageTrackInfo::get_SectorCount"}) {
    CHECK(session.Counter(name) == 0);
  }
}

TEST_CASE("a fault tells which call of the client it was met inside of") {
  Apartment apartment;
  DiscPath disc;
  OpenSession session;
  const auto id = session.AddDrive(disc.path());
  const auto format = session.Format(id);
  const std::wstring profiles = L"IDiscRecorder2Ex::GetSupportedProfiles";
  const auto made = static_cast<LONG>(session.Counter((L"calls:" + profiles).c_str()));
  session.FailAtCall(id, profiles.c_str(), made + 1, E_FAIL);
  IMAPI_MEDIA_PHYSICAL_TYPE type = IMAPI_MEDIA_TYPE_UNKNOWN;
  CHECK(format->get_CurrentPhysicalMediaType(&type) == E_FAIL);
  CHECK(format->get_CurrentPhysicalMediaType(&type) == S_OK);
  CHECK(session.Counter((L"faults:" + profiles).c_str()) == 1);
  CHECK(session.Counter(L"faults:IDiscFormat2Data::get_CurrentPhysicalMediaType") == 1);
  CHECK(session.Counter(L"faults:IDiscFormat2Data::put_Recorder") == 0);
}

TEST_CASE("a call of no drive in particular fails without one; what befalls a drive takes one") {
  Apartment apartment;
  OpenSession session;
  CHECK(Add(session, {}, AtCall(L"IDiscMaster2::get_Count")) == S_OK);
  LONG count = 0;
  const auto master = session.Create<IDiscMaster2>(__uuidof(MsftDiscMaster2));
  CHECK(master->get_Count(&count) == E_FAIL);
  CHECK(master->get_Count(&count) == S_OK);
  for (const VirtualFaultEffect effect :
       {VIRTUAL_FAULT_POWER_CUT, VIRTUAL_FAULT_EJECT, VIRTUAL_FAULT_LOCK, VIRTUAL_FAULT_UNLOCK,
        VIRTUAL_FAULT_LOSE_WRITES, VIRTUAL_FAULT_NOT_READY, VIRTUAL_FAULT_SWAP_DISC}) {
    CHECK(Add(session, {}, AtCall(L"IDiscMaster2::get_Count", effect)) == E_INVALIDARG);
  }
}

TEST_CASE("enumerators, connection points and streams fail like everything else") {
  Apartment apartment;
  OpenSession session;
  session.AddDrive({});
  for (const LPCWSTR call :
       {L"IEnumVARIANT::Next", L"IConnectionPointContainer::FindConnectionPoint",
        L"IClassFactory::CreateInstance"}) {
    REQUIRE(Add(session, {}, AtCall(call)) == S_OK);
  }
  ComPtr<IClassFactory> factory;
  Check(session->GetClassObject(__uuidof(MsftDiscMaster2), __uuidof(IClassFactory),
                                factory.PutVoid()));
  ComPtr<IDiscMaster2> master;
  CHECK(factory->CreateInstance(nullptr, __uuidof(IDiscMaster2), master.PutVoid()) == E_FAIL);
  Check(factory->CreateInstance(nullptr, __uuidof(IDiscMaster2), master.PutVoid()));
  ComPtr<IConnectionPointContainer> container;
  Check(master->QueryInterface(__uuidof(IConnectionPointContainer), container.PutVoid()));
  ComPtr<IConnectionPoint> point;
  CHECK(container->FindConnectionPoint(__uuidof(DDiscMaster2Events), point.Put()) == E_FAIL);
  CHECK(container->FindConnectionPoint(__uuidof(DDiscMaster2Events), point.Put()) == S_OK);
  ComPtr<IEnumVARIANT> ids;
  Check(master->get__NewEnum(ids.Put()));
  VARIANT id;
  VariantInit(&id);
  CHECK(ids->Next(1, &id, nullptr) == E_FAIL);
  CHECK(ids->Next(1, &id, nullptr) == S_OK);
  VariantClear(&id);
}

TEST_CASE("a broken drive fails alone") {
  Apartment apartment;
  OpenSession session;
  const auto never = session.AddDrive({});
  const auto silent = session.AddDrive({});
  const auto good = session.AddDrive({});
  VirtualFault broken;
  broken.hresult = E_ACCESSDENIED;
  broken.trigger.drive = VIRTUAL_FAULT_INITIALIZE;
  REQUIRE(Add(session, never, broken) == S_OK);
  broken.trigger.drive = VIRTUAL_FAULT_USE;
  REQUIRE(Add(session, silent, broken) == S_OK);
  broken.effect = VIRTUAL_FAULT_HANG;
  CHECK(Add(session, good, broken) == E_INVALIDARG);

  auto recorder = session.Create<IDiscRecorder2>(__uuidof(MsftDiscRecorder2));
  BSTR text = nullptr;
  CHECK(recorder->InitializeDiscRecorder(Bstr(never).Get()) == E_ACCESSDENIED);
  Check(recorder->InitializeDiscRecorder(Bstr(silent).Get()));
  CHECK(recorder->get_VendorId(&text) == E_ACCESSDENIED);
  Check(recorder->InitializeDiscRecorder(Bstr(good).Get()));
  CHECK(recorder->get_VendorId(&text) == S_OK);
  SysFreeString(text);
}

TEST_CASE("another program takes the drive when it is free, and tires of refusing") {
  Apartment apartment;
  OpenSession session;
  const auto id = session.AddDrive({});
  const auto recorder = session.Recorder(id);
  Check(recorder->AcquireExclusiveAccess(VARIANT_FALSE, Bstr(L"a test").Get()));
  VirtualFault lock = AtCall(L"IDiscRecorder2::get_VendorId", VIRTUAL_FAULT_LOCK);
  lock.times = 2;
  REQUIRE(Add(session, id, lock) == S_OK);
  const auto owner = [&] {
    BSTR name = nullptr;
    Check(recorder->get_ExclusiveAccessOwner(&name));
    std::wstring text(View(name));
    SysFreeString(name);
    return text;
  };
  BSTR text = nullptr;
  Check(recorder->get_VendorId(&text));
  SysFreeString(text);
  CHECK(owner() == L"a test");
  Check(recorder->ReleaseExclusiveAccess());
  CHECK(owner() == L"Other program");
  const auto acquire = [&] {
    return recorder->AcquireExclusiveAccess(VARIANT_TRUE, Bstr(L"a test").Get());
  };
  CHECK(acquire() == static_cast<HRESULT>(0xC0AA0210));
  CHECK(owner() == L"Other program");
  CHECK(acquire() == static_cast<HRESULT>(0xC0AA0210));
  CHECK(owner().empty());
  CHECK(acquire() == S_OK);
}

TEST_CASE("SendCommand takes what an adapter and Windows' pass-through take, and no more") {
  Apartment apartment;
  DiscPath disc;
  OpenSession session;
  const auto recorder = session.Recorder(session.AddDrive(disc.path()));
  ComPtr<IDiscRecorder2Ex> commands;
  Check(recorder->QueryInterface(__uuidof(IDiscRecorder2Ex), commands.PutVoid()));
  ULONG on_page = 0;
  ULONG off_page = 0;
  Check(commands->GetMaximumPageAlignedTransferSize(&on_page));
  Check(commands->GetMaximumNonPageAlignedTransferSize(&off_page));
  std::vector<BYTE> memory(std::size_t{on_page} + 3 * 4096);
  BYTE* const page = memory.data() + 4096 - reinterpret_cast<std::uintptr_t>(memory.data()) % 4096;

  std::array<BYTE, 6> inquiry = {0x12, 0, 0, 0, 36, 0};
  std::array<BYTE, 18> sense{};
  const auto send = [&](BYTE* buffer, ULONG size, ULONG cdb_size = 6, ULONG timeout = 10) {
    ULONG fetched = 0;
    return commands->SendCommandGetDataFromDevice(inquiry.data(), cdb_size, sense.data(), timeout,
                                                  buffer, size, &fetched);
  };
  CHECK(send(page, on_page) == S_OK);
  CHECK(send(page, on_page + 1) == E_INVALIDARG);
  CHECK(send(page + 1, off_page) == S_OK);
  CHECK(send(page + 1, off_page + 1) == E_INVALIDARG);
  CHECK(send(page, 0) == E_INVALIDARG);
  CHECK(send(nullptr, 36) == E_POINTER);
  CHECK(send(page, 36, 5) == E_INVALIDARG);
  CHECK(send(page, 36, 10) == E_INVALIDARG);  // INQUIRY is of the group of 6
  CHECK(send(page, 36, 17) == E_INVALIDARG);
  CHECK(send(page, 36, 6, 0) == E_INVALIDARG);
  CHECK(send(page, 36, 6, 30 * 60 * 60) == S_OK);
  CHECK(send(page, 36, 6, 30 * 60 * 60 + 1) == E_INVALIDARG);
  CHECK(commands->SendCommandSendDataToDevice(inquiry.data(), 6, sense.data(), 10, page,
                                              on_page + 1) == E_INVALIDARG);
  CHECK(commands->SendCommandNoData(inquiry.data(), 6, sense.data(), 0) == E_INVALIDARG);
}

}  // namespace virtual_drive::test

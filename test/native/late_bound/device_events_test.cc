// A drive that is plugged in. No interface of IMAPI2 can do that: the only test here that uses the
// virtual drive's own one.
#include <doctest.h>

#include "contract/virtual_imapi.h"
#include "late_bound.h"
#include "sink.h"

namespace late_bound {

TEST_CASE("a new drive is told to late-bound sinks of MsftDiscMaster2") {
  const Host host;
  const HMODULE library =
      LoadLibraryW((LibraryFolder() / L"imapi2-virtual.node").wstring().c_str());
  REQUIRE(library);
  using GetClassObject = HRESULT(STDAPICALLTYPE*)(REFCLSID, REFIID, void**);
  const auto get_class_object = reinterpret_cast<GetClassObject>(
      reinterpret_cast<void*>(GetProcAddress(library, "DllGetClassObject")));
  IClassFactory* factory = nullptr;
  REQUIRE(get_class_object(__uuidof(VirtualImapi), IID_IClassFactory,
                           reinterpret_cast<void**>(&factory)) == S_OK);
  IVirtualImapi* session = nullptr;
  REQUIRE(factory->CreateInstance(nullptr, __uuidof(IVirtualImapi),
                                  reinterpret_cast<void**>(&session)) == S_OK);
  factory->Release();
  REQUIRE(session->GetClassObject(__uuidof(MsftDiscMaster2), IID_IClassFactory,
                                  reinterpret_cast<void**>(&factory)) == S_OK);
  IDispatch* raw = nullptr;
  REQUIRE(factory->CreateInstance(nullptr, IID_IDispatch, reinterpret_cast<void**>(&raw)) == S_OK);
  factory->Release();
  {
    const Object master(raw);
    std::wstring told;
    const Sink sink(master, 0, [&](DISPID event, const std::vector<Value>& arguments) {
      if (event == 0x100 && arguments.size() == 2) told = arguments[1].text();
    });
    BSTR id = nullptr;
    REQUIRE(session->AddDrive(nullptr, IMAPI_MEDIA_TYPE_UNKNOWN, 0, 0, &id) == S_OK);
    CHECK(told == id);
    CHECK(master.Get(L"Count").number() == 1);
    SysFreeString(id);
  }
  session->Release();
}

}  // namespace late_bound

#include "com/advise_cookie.h"

#include <doctest.h>
#include <olectl.h>

#include "com/com_error.h"
#include "com/object.h"
#include "counted_object.h"

namespace com = imapi2::com;

namespace {

// A source with one connection point; counts who is advised.
class FakeSource final : public com::Object<IConnectionPointContainer, IConnectionPoint> {
 public:
  IID events = __uuidof(IPersist);
  int advised = 0;
  DWORD last_unadvised = 0;
  HRESULT unadvise_result = S_OK;

  HRESULT STDMETHODCALLTYPE EnumConnectionPoints(IEnumConnectionPoints**) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE FindConnectionPoint(REFIID iid, IConnectionPoint** point) override {
    *point = nullptr;
    if (iid != events) return CONNECT_E_NOCONNECTION;
    AddRef();
    *point = this;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetConnectionInterface(IID*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetConnectionPointContainer(IConnectionPointContainer**) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE Advise(IUnknown*, DWORD* cookie) override {
    *cookie = 41 + static_cast<DWORD>(++advised);
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE Unadvise(DWORD cookie) override {
    if (FAILED(unadvise_result)) return unadvise_result;
    last_unadvised = cookie;
    --advised;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE EnumConnections(IEnumConnections**) override { return E_NOTIMPL; }
};

class FakeSink final : public com::EventSink<IDispatch> {
 public:
  int silenced = 0;
  void Silence() noexcept override { ++silenced; }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID, REFIID, LCID, WORD, DISPPARAMS*, VARIANT*, EXCEPINFO*,
                                   UINT*) override {
    return S_OK;
  }
};

}  // namespace

TEST_CASE("a subscription ends with its owner, by the cookie that it got") {
  const auto source = com::MakeObject<FakeSource>();
  const auto sink = com::MakeObject<com_tests::CountedObject>();
  auto* events = static_cast<IConnectionPointContainer*>(source.Get());
  {
    com::AdviseCookie first(events, __uuidof(IPersist), sink.Get());
    CHECK(source->advised == 1);
    const com::AdviseCookie second = std::move(first);
    CHECK(source->advised == 1);
  }
  CHECK(source->advised == 0);
  CHECK(source->last_unadvised == 42);
  CHECK(com_tests::References(events) == 1);
}

TEST_CASE("a sink hears nothing more once the subscription has ended, also where Unadvise fails") {
  for (const HRESULT result : {S_OK, E_FAIL}) {
    const auto source = com::MakeObject<FakeSource>();
    source->events = __uuidof(IDispatch);
    source->unadvise_result = result;
    const auto fake = com::MakeObject<FakeSink>();
    const com::ComPtr<com::EventSink<IDispatch>> sink(fake.Get());
    {
      com::AdviseCookie first(static_cast<IConnectionPointContainer*>(source.Get()), sink);
      const com::AdviseCookie second = std::move(first);
      CHECK(fake->silenced == 0);
    }
    CHECK(fake->silenced == 1);
    CHECK(com_tests::References(fake.Get()) == 2);
  }
}

TEST_CASE("a source without such events is a failure, and nothing is left behind") {
  const auto source = com::MakeObject<FakeSource>();
  auto* events = static_cast<IConnectionPointContainer*>(source.Get());
  CHECK_THROWS_AS(com::AdviseCookie(events, __uuidof(IStream), events), com::ComError);
  CHECK(com_tests::References(events) == 1);
}

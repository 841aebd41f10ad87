#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <string>
#include <vector>

#include "fake_com.h"
#include "image_under_test.h"

namespace image_test {

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

}  // namespace image_test

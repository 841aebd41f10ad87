#pragma once

#include <windows.h>

#include <oaidl.h>

#include <atomic>

// Objects of a test's own, as a stranger would write them: nothing of the virtual drive's server
// base is in them. They live on the stack; what counts is that every reference comes back.
namespace image_test {

template <class Main, class... Bases>
class FakeUnknown : public Main {
 public:
  FakeUnknown() = default;
  FakeUnknown(const FakeUnknown&) = delete;
  FakeUnknown& operator=(const FakeUnknown&) = delete;

  LONG references() const noexcept { return references_; }

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    *object = Answer(iid);
    if (!*object) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return static_cast<ULONG>(++references_); }
  ULONG STDMETHODCALLTYPE Release() noexcept override { return static_cast<ULONG>(--references_); }

 protected:
  ~FakeUnknown() = default;
  virtual void* Answer(REFIID iid) noexcept {
    const bool mine = iid == __uuidof(IUnknown) || iid == __uuidof(Main) ||
                      (false || ... || (iid == __uuidof(Bases)));
    return mine ? static_cast<Main*>(this) : nullptr;
  }

 private:
  std::atomic<LONG> references_{0};
};

template <class Main, class... Bases>
class FakeDispatch : public FakeUnknown<Main, IDispatch, Bases...> {
 public:
  HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT, LCID, ITypeInfo**) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID, LPOLESTR*, UINT, LCID,
                                          DISPID*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID, REFIID, LCID, WORD, DISPPARAMS*, VARIANT*, EXCEPINFO*,
                                   UINT*) noexcept override {
    return E_NOTIMPL;
  }
};

}  // namespace image_test

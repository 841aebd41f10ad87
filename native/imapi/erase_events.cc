#include "imapi/erase_events.h"

#include <mutex>
#include <utility>

#include "com/event_sink.h"
#include "com/variant.h"

namespace imapi2 {
namespace {

class EraseEvents final : public com::EventSink<DDiscFormat2EraseEvents> {
 public:
  explicit EraseEvents(EraseListener listener) : listener_(std::move(listener)) {}

  void Silence() noexcept override {
    const std::scoped_lock lock(mutex_);
    listener_ = nullptr;
  }

  HRESULT STDMETHODCALLTYPE Update(IDispatch*, LONG elapsed, LONG estimated) override {
    const std::scoped_lock lock(mutex_);
    if (!listener_) return S_OK;
    // The caller is IMAPI2, which no exception may reach. Progress that there is no memory for is
    // not told.
    try {
      listener_({.elapsed_seconds = elapsed, .estimated_seconds = estimated});
      return S_OK;
    } catch (...) {
      return E_OUTOFMEMORY;
    }
  }

  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS* parameters, VARIANT*,
                                   EXCEPINFO*, UINT*) override {
    if (id != DISPID_IDISCFORMAT2ERASEEVENTS_UPDATE) return DISP_E_MEMBERNOTFOUND;
    if (parameters == nullptr || parameters->cArgs != 3) return DISP_E_BADPARAMCOUNT;
    // Last to first: estimated total, elapsed, the object.
    const auto estimated = com::LongOf(parameters->rgvarg[0]);
    const auto elapsed = com::LongOf(parameters->rgvarg[1]);
    if (!estimated || !elapsed) return DISP_E_TYPEMISMATCH;
    return Update(nullptr, static_cast<LONG>(*elapsed), static_cast<LONG>(*estimated));
  }

 private:
  std::mutex mutex_;
  // Null once it was silenced.
  EraseListener listener_;
};

}  // namespace

com::ComPtr<com::EventSink<DDiscFormat2EraseEvents>> MakeEraseEvents(EraseListener listener) {
  return com::ComPtr<com::EventSink<DDiscFormat2EraseEvents>>::Attach(
      new EraseEvents(std::move(listener)));
}

}  // namespace imapi2

#include "imapi/burn_events.h"

#include <mutex>
#include <utility>

#include "com/com_error.h"
#include "com/event_sink.h"
#include "com/variant.h"

namespace imapi2 {
namespace {

using com::ComPtr;

// A field that the server does not fill is 0, as it is outside writing.
template <typename Arguments, typename Value>
int64_t Field(Arguments* arguments, HRESULT (STDMETHODCALLTYPE Arguments::*get)(Value*)) {
  Value value = {};
  return com::Expect((arguments->*get)(&value)) ? static_cast<int64_t>(value) : 0;
}

BurnEvent ReadArguments(IDiscFormat2DataEventArgs* arguments) {
  IWriteEngine2EventArgs* engine = arguments;
  return {
      .figures = {.action = static_cast<int32_t>(
                      Field(arguments, &IDiscFormat2DataEventArgs::get_CurrentAction)),
                  .start_lba = Field(engine, &IWriteEngine2EventArgs::get_StartLba),
                  .sector_count = Field(engine, &IWriteEngine2EventArgs::get_SectorCount),
                  .last_written_lba = Field(engine, &IWriteEngine2EventArgs::get_LastWrittenLba)},
      .remaining_seconds = Field(arguments, &IDiscFormat2DataEventArgs::get_RemainingTime),
      .buffer_total = Field(engine, &IWriteEngine2EventArgs::get_TotalSystemBuffer),
      .buffer_used = Field(engine, &IWriteEngine2EventArgs::get_UsedSystemBuffer),
  };
}

class BurnEvents final : public com::EventSink<DDiscFormat2DataEvents> {
 public:
  BurnEvents(IDiscFormat2Data* format, std::shared_ptr<const CancelToken> cancel,
             BurnEventListener listener)
      : format_(format), cancel_(std::move(cancel)), listener_(std::move(listener)) {}

  void Silence() noexcept override {
    const std::scoped_lock lock(mutex_);
    listener_ = nullptr;
    format_ = nullptr;
  }

  HRESULT STDMETHODCALLTYPE Update(IDispatch*, IDispatch* progress) override {
    // Held while the listener is told, so that none is told once Silence has returned, whichever
    // thread brings the event.
    const std::scoped_lock lock(mutex_);
    if (!listener_) return S_OK;
    // First, because the drive needs up to minutes to stop. Asked again at the next event where it
    // failed.
    if (cancel_->requested() || unwanted_) Cancel();
    const ComPtr<IDispatch> owner(progress);
    const auto arguments = owner.TryAs<IDiscFormat2DataEventArgs>();
    if (!arguments) return S_OK;
    // The caller is IMAPI2, which no exception may reach. Progress that there is no memory for is
    // not told.
    try {
      // The arguments are valid in this call only, so all of them are read now.
      unwanted_ = !listener_(ReadArguments(arguments.Get())) || unwanted_;
      if (unwanted_) Cancel();
      return S_OK;
    } catch (...) {
      return E_OUTOFMEMORY;
    }
  }

  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS* parameters, VARIANT*,
                                   EXCEPINFO*, UINT*) override {
    if (id != DISPID_DDISCFORMAT2DATAEVENTS_UPDATE) return DISP_E_MEMBERNOTFOUND;
    if (parameters == nullptr || parameters->cArgs != 2) return DISP_E_BADPARAMCOUNT;
    // Last to first: progress, then the object.
    const ComPtr<IUnknown> progress(com::ObjectOf(parameters->rgvarg[0]));
    const auto dispatch = progress.TryAs<IDispatch>();
    return Update(nullptr, dispatch.Get());
  }

 private:
  void Cancel() noexcept {
    if (!cancel_sent_) cancel_sent_ = com::Expect(format_->CancelWrite());
    if (cancel_sent_ && cancel_->requested()) cancel_->Obey();
  }

  // Recursive: CancelWrite may tell of itself by an event.
  std::recursive_mutex mutex_;
  ComPtr<IDiscFormat2Data> format_;
  const std::shared_ptr<const CancelToken> cancel_;
  // Null once it was silenced.
  BurnEventListener listener_;
  bool unwanted_ = false;
  bool cancel_sent_ = false;
};

}  // namespace

ComPtr<com::EventSink<DDiscFormat2DataEvents>> MakeBurnEvents(
    IDiscFormat2Data* format, std::shared_ptr<const CancelToken> cancel,
    BurnEventListener listener) {
  return ComPtr<com::EventSink<DDiscFormat2DataEvents>>::Attach(
      new BurnEvents(format, std::move(cancel), std::move(listener)));
}

}  // namespace imapi2

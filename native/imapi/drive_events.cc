#include "imapi/drive_events.h"

#include <utility>

#include "com/bstr.h"
#include "com/dispatch_object.h"

namespace imapi2 {
namespace {

class DriveSink final : public com::DispatchObject<DDiscMaster2Events> {
 public:
  explicit DriveSink(DriveListener listener) : listener_(std::move(listener)) {}

  HRESULT STDMETHODCALLTYPE NotifyDeviceAdded(IDispatch*, BSTR id) override {
    return Tell(true, id);
  }
  HRESULT STDMETHODCALLTYPE NotifyDeviceRemoved(IDispatch*, BSTR id) override {
    return Tell(false, id);
  }

  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS* parameters, VARIANT*,
                                   EXCEPINFO*, UINT*) override {
    const bool added = id == DISPID_DDISCMASTER2EVENTS_DEVICEADDED;
    if (!added && id != DISPID_DDISCMASTER2EVENTS_DEVICEREMOVED) return DISP_E_MEMBERNOTFOUND;
    if (parameters == nullptr || parameters->cArgs != 2) return DISP_E_BADPARAMCOUNT;
    // Last to first: the id, then the object.
    if (V_VT(&parameters->rgvarg[0]) != VT_BSTR) return DISP_E_TYPEMISMATCH;
    return Tell(added, V_BSTR(&parameters->rgvarg[0]));
  }

 private:
  // The caller is IMAPI2, which no exception may reach.
  HRESULT Tell(bool added, BSTR id) {
    try {
      listener_({.added = added, .id = std::wstring(com::Bstr::View(id))});
      return S_OK;
    } catch (...) {
      return E_OUTOFMEMORY;
    }
  }

  const DriveListener listener_;
};

}  // namespace

DriveEvents::DriveEvents(std::shared_ptr<const com::ClassSource> classes, DriveListener listener)
    : classes_(std::move(classes)),
      master_(com::Create<MsftDiscMaster2, IDiscMaster2>(*classes_,
                                                         "CoCreateInstance(MsftDiscMaster2)")) {
  const auto sink = com::MakeObject<DriveSink>(std::move(listener));
  cookie_ = com::AdviseCookie(master_.Get(), __uuidof(DDiscMaster2Events), sink.Get());
}

}  // namespace imapi2

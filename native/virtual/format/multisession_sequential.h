#pragma once

#include <windows.h>

#include <imapi2.h>

#include <memory>

#include "virtual/com/object.h"

namespace virtual_drive {

// MsftMultisessionSequential beside a rewritable disc: there, but never supported, as nothing is
// sequential about it.
class MultisessionSequential final
    : public Object<Dual<IMultisessionSequential2, IMultisessionSequential, IMultisession>> {
 public:
  MultisessionSequential(std::shared_ptr<Session> session, ComPtr<IDiscRecorder2> recorder)
      : Object(std::move(session)), recorder_(std::move(recorder)) {}

  HRESULT STDMETHODCALLTYPE
  get_IsSupportedOnCurrentMediaState(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_InUse(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_InUse(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ImportRecorder(IDiscRecorder2** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_IsFirstDataSession(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StartAddressOfPreviousSession(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastWrittenAddressOfPreviousSession(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_NextWritableAddress(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FreeSectorsOnMedia(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_WriteUnitSize(LONG* value) noexcept override;

 private:
  HRESULT Refuse(std::string_view method, LONG* value) noexcept;
  const ComPtr<IDiscRecorder2> recorder_;
};

}  // namespace virtual_drive

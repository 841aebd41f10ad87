#pragma once

#include <windows.h>

#include <imapi2.h>

#include <atomic>
#include <memory>

#include "virtual/com/object.h"

namespace virtual_drive {

// MsftMultisessionRandomWrite: how an image gets at what is on a rewritable disc, through the very
// recorder that will write it.
class MultisessionRandomWrite final : public Object<Dual<IMultisessionRandomWrite, IMultisession>> {
 public:
  MultisessionRandomWrite(std::shared_ptr<Session> session, ComPtr<IDiscRecorder2> recorder)
      : Object(std::move(session)), recorder_(std::move(recorder)) {}

  HRESULT STDMETHODCALLTYPE
  get_IsSupportedOnCurrentMediaState(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_InUse(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_InUse(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ImportRecorder(IDiscRecorder2** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_WriteUnitSize(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastWrittenAddress(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_TotalSectorsOnMedia(LONG* value) noexcept override;

 private:
  const ComPtr<IDiscRecorder2> recorder_;
  std::atomic<VARIANT_BOOL> in_use_{VARIANT_FALSE};
};

}  // namespace virtual_drive

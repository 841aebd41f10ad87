#pragma once

#include <windows.h>

#include <imapi2.h>

#include <memory>
#include <string>

#include "virtual/com/events.h"
#include "virtual/com/object.h"

namespace virtual_drive {

// MsftDiscMaster2: the drives of the session.
class DiscMaster final : public Object<Dual<IDiscMaster2>, Events<DDiscMaster2Events>> {
 public:
  explicit DiscMaster(std::shared_ptr<Session> session);
  ~DiscMaster() override;

  HRESULT STDMETHODCALLTYPE get__NewEnum(IEnumVARIANT** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Item(LONG index, BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Count(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_IsSupportedEnvironment(VARIANT_BOOL* value) noexcept override;

  // Null while the object is being destroyed.
  ComPtr<DiscMaster> ShareUnlessGone() noexcept {
    return CountUpUnlessGone() ? ComPtr<DiscMaster>::Attach(this) : nullptr;
  }
  // On the thread that called AddDrive.
  void NotifyAdded(const std::wstring& unique_id);
  // On the thread that called RemoveDrive.
  void NotifyRemoved(const std::wstring& unique_id);

 private:
  void Notify(DISPID event, const std::wstring& unique_id);
};

}  // namespace virtual_drive

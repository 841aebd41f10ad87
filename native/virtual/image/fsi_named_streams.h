#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <memory>
#include <utility>
#include <vector>

#include "virtual/com/object.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// IFsiFileItem2::FsiNamedStreams: those that a file had when it was asked, in the order of their
// names. Indexes start at 0.
class FsiNamedStreams final : public Object<Dual<IFsiNamedStreams>> {
 public:
  using Items = std::vector<ComPtr<IFsiItem>>;

  // `items`: each an IFsiFileItem2.
  FsiNamedStreams(std::shared_ptr<Session> session, Items items)
      : Object(std::move(session)), items_(std::move(items)) {}

  HRESULT STDMETHODCALLTYPE get__NewEnum(IEnumVARIANT** enumerator) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Item(LONG index, IFsiFileItem2** item) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Count(LONG* count) noexcept override;
  HRESULT STDMETHODCALLTYPE get_EnumNamedStreams(IEnumFsiItems** enumerator) noexcept override;

 private:
  const Items items_;
};

}  // namespace virtual_drive

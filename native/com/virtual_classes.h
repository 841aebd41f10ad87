// The same classes from imapi2-virtual.node: one session of the virtual drive.
#pragma once

#include "contract/virtual_imapi.h"

#include <string>

#include "com/class_source.h"
#include "com/com_ptr.h"

namespace imapi2::com {

class VirtualClasses : public ClassSource {
 public:
  // Loads the server by its full path and opens a session of its own. On a worker.
  explicit VirtualClasses(const std::wstring& server);

  HRESULT CreateInstance(REFCLSID clsid, REFIID iid, void** object) const override;
  const void* Identity() const noexcept override { return session_.Get(); }

  IVirtualImapi* session() const noexcept { return session_.Get(); }

 private:
  ComPtr<IVirtualImapi> session_;
};

}  // namespace imapi2::com

// The same classes from imapi2-virtual.node: one session of the virtual drive.
#pragma once

#include "contract/virtual_imapi.h"

#include <mutex>
#include <string>

#include "com/class_source.h"
#include "com/com_ptr.h"

namespace imapi2::com {

class VirtualClasses : public ClassSource {
 public:
  // Loads the server by its full path and opens a session of its own. On a worker.
  explicit VirtualClasses(const std::wstring& server);

  HRESULT CreateInstance(REFCLSID clsid, REFIID iid, void** object) const override;
  const void* Identity() const noexcept override { return this; }

  // Until Close.
  IVirtualImapi* session() const noexcept { return session_.Get(); }

  // Ends the session although drives still hold this: a call that hangs in one of them returns
  // only then. From now on there are no classes. On the worker that made it.
  void Close() noexcept;

 private:
  ComPtr<IVirtualImapi> Session() const;

  mutable std::mutex mutex_;
  ComPtr<IVirtualImapi> session_;
};

// Whether nothing of any session is alive in this process: no object, no source file, no thread
// (DllCanUnloadNow). True where the server was never loaded. Tests ask it once everything is
// closed.
bool VirtualServerIsIdle(const std::wstring& server) noexcept;

}  // namespace imapi2::com

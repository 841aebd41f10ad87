#include "com/virtual_classes.h"

#include <utility>

#include "com/com_error.h"
#include "com/library.h"
#include "com/system_text.h"

namespace imapi2::com {
namespace {

// By its full path, and what it imports from System32 only: neither the folder beside it nor the
// program's, the current one or PATH is searched, where somebody could leave a DLL of that name.
HMODULE LoadServer(const std::wstring& path) {
  Library library(LoadLibraryExW(path.c_str(), nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32));
  if (!library) ThrowLastError("LoadLibraryExW(imapi2-virtual.node)");
  // Stays loaded: an object of a session that is given up (a drive that hangs) can outlive
  // everything here, and its code must not go away under it.
  AddMessages(library.Get());
  return library.Detach();
}

}  // namespace

VirtualClasses::VirtualClasses(const std::wstring& server) {
  using GetClassObject = HRESULT(STDAPICALLTYPE*)(REFCLSID, REFIID, void**);
  const FARPROC found = GetProcAddress(LoadServer(server), "DllGetClassObject");
  if (found == nullptr) ThrowLastError("GetProcAddress(DllGetClassObject)");
  // By way of void*: a FARPROC is a pointer to some function of another type.
  const auto get_class_object = reinterpret_cast<GetClassObject>(reinterpret_cast<void*>(found));

  ComPtr<IClassFactory> factory;
  Check(get_class_object(__uuidof(VirtualImapi), __uuidof(IClassFactory), factory.PutVoid()),
        "DllGetClassObject(VirtualImapi)");
  Check(factory->CreateInstance(nullptr, __uuidof(IVirtualImapi), session_.PutVoid()),
        "IClassFactory::CreateInstance(VirtualImapi)");
}

ComPtr<IVirtualImapi> VirtualClasses::Session() const {
  const std::lock_guard lock(mutex_);
  return session_;
}

void VirtualClasses::Close() noexcept {
  ComPtr<IVirtualImapi> closed;  // released after the lock: what hung may call CreateInstance
  const std::lock_guard lock(mutex_);
  std::swap(closed, session_);
}

bool VirtualServerIsIdle(const std::wstring& server) noexcept {
  using CanUnloadNow = HRESULT(STDAPICALLTYPE*)();
  const HMODULE loaded = GetModuleHandleW(server.c_str());
  if (loaded == nullptr) return true;
  const FARPROC found = GetProcAddress(loaded, "DllCanUnloadNow");
  return found != nullptr &&
         reinterpret_cast<CanUnloadNow>(reinterpret_cast<void*>(found))() == S_OK;
}

HRESULT VirtualClasses::CreateInstance(REFCLSID clsid, REFIID iid, void** object) const {
  *object = nullptr;
  const ComPtr<IVirtualImapi> session = Session();
  if (!session) return RPC_E_DISCONNECTED;
  ComPtr<IClassFactory> factory;
  const HRESULT result = session->GetClassObject(clsid, __uuidof(IClassFactory), factory.PutVoid());
  if (FAILED(result)) return result;
  return factory->CreateInstance(nullptr, iid, object);
}

}  // namespace imapi2::com

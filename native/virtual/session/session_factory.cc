#include "virtual/session/session_factory.h"

#include "virtual/com/com_ptr.h"
#include "virtual/com/error.h"

namespace virtual_drive {
namespace {

std::atomic<LONG> alive{0};

}  // namespace

SessionFactory::SessionFactory(SessionFunction session, CreateFunction create) noexcept
    : session_(session), create_(create) {
  alive.fetch_add(1);
}
SessionFactory::~SessionFactory() { alive.fetch_sub(1); }

LONG SessionFactory::Alive() noexcept { return alive.load(); }

HRESULT SessionFactory::Make(SessionFunction session, CreateFunction create, REFIID iid,
                             void** object) {
  return ComPtr<SessionFactory>::Attach(new SessionFactory(session, create))
      ->QueryInterface(iid, object);
}

HRESULT SessionFactory::QueryInterface(REFIID iid, void** object) noexcept {
  if (!object) return E_POINTER;
  *object = nullptr;
  if (iid != __uuidof(IUnknown) && iid != __uuidof(IClassFactory)) return E_NOINTERFACE;
  *object = static_cast<IClassFactory*>(this);
  AddRef();
  return S_OK;
}

ULONG SessionFactory::AddRef() noexcept { return references_.fetch_add(1) + 1; }

ULONG SessionFactory::Release() noexcept {
  const ULONG left = references_.fetch_sub(1) - 1;
  if (left == 0) delete this;
  return left;
}

HRESULT SessionFactory::CreateInstance(IUnknown* outer, REFIID iid, void** object) noexcept {
  return Guard([&]() -> HRESULT {
    ClearOut(object);
    if (outer) return CLASS_E_NOAGGREGATION;
    return create_(session_(), iid, object);
  });
}

HRESULT SessionFactory::LockServer(BOOL lock) noexcept {
  alive.fetch_add(lock ? 1 : -1);
  return S_OK;
}

}  // namespace virtual_drive

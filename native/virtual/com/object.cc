#include "virtual/com/object.h"

#include <objbase.h>

#include "virtual/session/session.h"

namespace virtual_drive {

ObjectCore::ObjectCore(std::shared_ptr<Session> session) : session_(std::move(session)) {
  session_->object_count().OneBorn();
}

ObjectCore::~ObjectCore() { session_->object_count().OneGone(); }

bool ObjectCore::CountUpUnlessGone() noexcept {
  ULONG seen = references_.load(std::memory_order_relaxed);
  while (seen != 0) {
    if (references_.compare_exchange_weak(seen, seen + 1, std::memory_order_acq_rel)) return true;
  }
  return false;
}

HRESULT ObjectCore::QueryMarshaler(IUnknown* identity, void** object) noexcept {
  try {
    std::call_once(marshaler_once_, [&] {
      // Aggregated: it doesn't count a reference to `identity`, so the two make no cycle.
      CoCreateFreeThreadedMarshaler(identity, marshaler_.Put());
    });
  } catch (const std::exception&) {
    return E_FAIL;
  }
  return marshaler_ ? marshaler_->QueryInterface(__uuidof(IMarshal), object) : E_OUTOFMEMORY;
}

}  // namespace virtual_drive

// Memory of JavaScript's that a worker fills.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "addon/environment.h"
#include "addon/napi_setup.h"

namespace imapi2::addon {

// Electron allows no memory of ours in an ArrayBuffer, so one of JavaScript's is filled where it
// lies. It is kept from the garbage collector by a reference; but not from the end of the
// environment, which can come while a worker is inside a call that does not return (a drive that
// hangs). So nobody is ever given its address: it is copied into, while the environment stands.
class LentBytes {
 public:
  // On JavaScript's thread. Nobody may detach the array or write into it until Forget.
  LentBytes(Napi::Env env, const Napi::Uint8Array& array);
  LentBytes(const LentBytes&) = delete;
  LentBytes& operator=(const LentBytes&) = delete;

  size_t size() const noexcept { return size_; }

  // On a worker. `bytes` fit in from `offset` on. Nothing where JavaScript has gone, or has been
  // told that they won't come and may use its memory for something else.
  void Fill(size_t offset, std::span<const uint8_t> bytes) const;

  // On JavaScript's thread: nobody fills it any more.
  void Forget(Napi::Env env);

 private:
  const std::shared_ptr<Environment> environment_;
  uint8_t* const data_;
  const size_t size_;
  // Under the environment's lock; null once it was forgotten.
  napi_ref reference_ = nullptr;
};

}  // namespace imapi2::addon

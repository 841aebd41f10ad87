#include "addon/lent_bytes.h"

#include <cstring>
#include <utility>

namespace imapi2::addon {

LentBytes::LentBytes(Napi::Env env, const Napi::Uint8Array& array)
    : environment_(Environment::Of(env)),
      data_(const_cast<uint8_t*>(array.Data())),
      size_(array.ByteLength()) {
  if (napi_create_reference(env, array, 1, &reference_) != napi_ok) throw Napi::Error::New(env);
}

void LentBytes::Fill(size_t offset, std::span<const uint8_t> bytes) const {
  environment_->WhileStanding([&] {
    if (reference_ != nullptr) std::memcpy(data_ + offset, bytes.data(), bytes.size());
  });
}

void LentBytes::Forget(Napi::Env env) {
  napi_ref reference = nullptr;
  environment_->WhileStanding([&] { reference = std::exchange(reference_, nullptr); });
  if (reference != nullptr) napi_delete_reference(env, reference);
}

}  // namespace imapi2::addon

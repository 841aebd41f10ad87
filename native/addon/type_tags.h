// The tags of all opaque handles: a handle of the wrong kind is an error, and not a crash. Random,
// never to be reused.
#pragma once

#include "addon/napi_setup.h"

namespace imapi2::addon {

inline constexpr napi_type_tag kProviderTag = {0x5b1d0b8e6f1a4c27, 0x9e3c7a52d8f04411};
inline constexpr napi_type_tag kRecorderTag = {0x2f7c94e1a0b35d68, 0x86d1f3b90c7e4a52};
inline constexpr napi_type_tag kLockTag = {0xc3a86d1f57e2490b, 0xb5f0417e92d83c6a};
inline constexpr napi_type_tag kImageTag = {0x714e2fd9c8b60a35, 0xa90b5c3e6d174f82};
inline constexpr napi_type_tag kResultTag = {0x98b3e5607c2d4f1a, 0x8c47d1e0f96b253e};
inline constexpr napi_type_tag kWatchTag = {0xd94f27fe3e94d3f6, 0x9310f151a9a3d370};

}  // namespace imapi2::addon

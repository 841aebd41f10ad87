// Plain data in and out of JavaScript.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "addon/napi_setup.h"
#include "imapi/block_range.h"

namespace imapi2::addon {

std::wstring ToWide(const Napi::Value& value);
std::vector<uint8_t> ToBytes(const Napi::Uint8Array& array);
// Start and end by turns; throws a TypeError where the length is odd.
BlockRanges ToRanges(const Napi::Value& value);

// Empty for null and undefined.
std::optional<std::wstring> ToOptionalWide(const Napi::Value& value);
std::optional<int32_t> ToOptionalInt(const Napi::Value& value);
std::optional<double> ToOptionalNumber(const Napi::Value& value);
std::optional<BlockRanges> ToOptionalRanges(const Napi::Value& value);
inline bool IsNothing(const Napi::Value& value) { return value.IsNull() || value.IsUndefined(); }

Napi::String FromWide(Napi::Env env, std::wstring_view text);
// Copies: Electron forbids buffers over memory that V8 doesn't own.
Napi::ArrayBuffer FromBytes(Napi::Env env, const std::vector<uint8_t>& bytes);
Napi::Int32Array FromInts(Napi::Env env, const std::vector<int32_t>& values);
Napi::Int32Array FromRanges(Napi::Env env, const BlockRanges& ranges);
Napi::Array NumberArray(Napi::Env env, const std::vector<int32_t>& values);
Napi::Array TextArray(Napi::Env env, const std::vector<std::string>& values);

template <typename Value>
Napi::Value NumberOrNull(Napi::Env env, const std::optional<Value>& value) {
  if (!value) return env.Null();
  return Napi::Number::New(env, static_cast<double>(*value));
}
Napi::Value RangesOrNull(Napi::Env env, const std::optional<BlockRanges>& ranges);

}  // namespace imapi2::addon

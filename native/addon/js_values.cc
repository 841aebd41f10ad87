#include "addon/js_values.h"

#include <cstring>

namespace imapi2::addon {

// On Windows, wchar_t is a UTF-16 code unit; so are JavaScript's strings, unpaired surrogates and
// all.
static_assert(sizeof(wchar_t) == sizeof(char16_t));
// A list of ranges is its flat form.
static_assert(sizeof(BlockRange) == 2 * sizeof(int32_t));

std::wstring ToWide(const Napi::Value& value) {
  const std::u16string text = value.As<Napi::String>().Utf16Value();
  return {text.begin(), text.end()};
}

std::vector<uint8_t> ToBytes(const Napi::Uint8Array& array) {
  return {array.Data(), array.Data() + array.ByteLength()};
}

BlockRanges ToRanges(const Napi::Value& value) {
  const auto flat = value.As<Napi::Int32Array>();
  if (flat.ElementLength() % 2 != 0) {
    throw Napi::TypeError::New(value.Env(), "A flat list of ranges has an even length");
  }
  BlockRanges ranges(flat.ElementLength() / 2);
  if (!ranges.empty()) std::memcpy(ranges.data(), flat.Data(), flat.ByteLength());
  return ranges;
}

std::optional<std::wstring> ToOptionalWide(const Napi::Value& value) {
  if (IsNothing(value)) return std::nullopt;
  return ToWide(value);
}

std::optional<int32_t> ToOptionalInt(const Napi::Value& value) {
  if (IsNothing(value)) return std::nullopt;
  return value.As<Napi::Number>().Int32Value();
}

std::optional<double> ToOptionalNumber(const Napi::Value& value) {
  if (IsNothing(value)) return std::nullopt;
  return value.As<Napi::Number>().DoubleValue();
}

std::optional<BlockRanges> ToOptionalRanges(const Napi::Value& value) {
  if (IsNothing(value)) return std::nullopt;
  return ToRanges(value);
}

Napi::String FromWide(Napi::Env env, std::wstring_view text) {
  return Napi::String::New(env, std::u16string(text.begin(), text.end()));
}

Napi::ArrayBuffer FromBytes(Napi::Env env, const std::vector<uint8_t>& bytes) {
  auto buffer = Napi::ArrayBuffer::New(env, bytes.size());
  if (!bytes.empty()) std::memcpy(buffer.Data(), bytes.data(), bytes.size());
  return buffer;
}

Napi::Int32Array FromInts(Napi::Env env, const std::vector<int32_t>& values) {
  auto array = Napi::Int32Array::New(env, values.size());
  if (!values.empty()) std::memcpy(array.Data(), values.data(), array.ByteLength());
  return array;
}

Napi::Int32Array FromRanges(Napi::Env env, const BlockRanges& ranges) {
  auto array = Napi::Int32Array::New(env, ranges.size() * 2);
  if (!ranges.empty()) std::memcpy(array.Data(), ranges.data(), array.ByteLength());
  return array;
}

Napi::Array NumberArray(Napi::Env env, const std::vector<int32_t>& values) {
  const auto array = Napi::Array::New(env, values.size());
  for (uint32_t i = 0; i < values.size(); ++i) array.Set(i, Napi::Number::New(env, values[i]));
  return array;
}

Napi::Array TextArray(Napi::Env env, const std::vector<std::string>& values) {
  const auto array = Napi::Array::New(env, values.size());
  for (uint32_t i = 0; i < values.size(); ++i) array.Set(i, Napi::String::New(env, values[i]));
  return array;
}

Napi::Value RangesOrNull(Napi::Env env, const std::optional<BlockRanges>& ranges) {
  if (!ranges) return env.Null();
  return FromRanges(env, *ranges);
}

}  // namespace imapi2::addon

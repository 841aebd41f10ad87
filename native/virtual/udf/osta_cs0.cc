#include "virtual/udf/osta_cs0.h"

#include <algorithm>
#include <cstdint>

#include "virtual/udf/byte_order.h"

namespace virtual_drive::udf {
namespace {

bool FitsEightBits(std::u16string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char16_t unit) { return unit <= 0xFF; });
}

}  // namespace

std::size_t EncodedSize(std::u16string_view text) noexcept {
  return text.empty() ? 0 : 1 + text.size() * (FitsEightBits(text) ? 1 : 2);
}

void Encode(std::u16string_view text, std::vector<std::byte>& out) {
  if (text.empty()) return;
  const bool narrow = FitsEightBits(text);
  out.push_back(narrow ? std::byte{8} : std::byte{16});
  for (const char16_t unit : text) {
    if (!narrow) out.push_back(static_cast<std::byte>(unit >> 8));
    out.push_back(static_cast<std::byte>(unit & 0xFF));
  }
}

std::optional<std::u16string> Decode(std::span<const std::byte> bytes) {
  if (bytes.empty()) return std::u16string();
  const auto id = std::to_integer<unsigned>(bytes[0]);
  const auto units = bytes.subspan(1);
  std::u16string text;
  // 254 and 255 are 8 and 16 of a deleted entry whose unique name was given up (UDF 2.00 2.3.4.2).
  if (id == 8 || id == 254) {
    text.reserve(units.size());
    for (const std::byte unit : units) text.push_back(std::to_integer<char16_t>(unit));
    return text;
  }
  if ((id != 16 && id != 255) || units.size() % 2 != 0) return std::nullopt;
  text.reserve(units.size() / 2);
  for (std::size_t i = 0; i < units.size(); i += 2) {
    text.push_back(static_cast<char16_t>(std::to_integer<unsigned>(units[i]) << 8 |
                                         std::to_integer<unsigned>(units[i + 1])));
  }
  return text;
}

void PutDstring(std::span<std::byte> field, std::u16string_view text) {
  std::fill(field.begin(), field.end(), std::byte{0});
  while (EncodedSize(text) > field.size() - 1) {
    text.remove_suffix(1);
    if (!text.empty() && text.back() >= 0xD800 && text.back() <= 0xDBFF) text.remove_suffix(1);
  }
  std::vector<std::byte> encoded;
  Encode(text, encoded);
  std::copy(encoded.begin(), encoded.end(), field.begin());
  field.back() = static_cast<std::byte>(encoded.size());
}

std::optional<std::u16string> GetDstring(std::span<const std::byte> field) {
  const auto length = std::to_integer<std::size_t>(field.back());
  if (length > field.size() - 1) return std::nullopt;
  return Decode(field.first(length));
}

std::u16string Widen(std::string_view ascii) { return std::u16string(ascii.begin(), ascii.end()); }

}  // namespace virtual_drive::udf

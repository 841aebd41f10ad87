#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// OSTA Compressed Unicode (UDF 2.1.1): a compression id, 8 or 16, and then units of that many bits,
// high byte first.
namespace virtual_drive::udf {

// Bytes that Encode would write, the compression id included; 0 for an empty text.
std::size_t EncodedSize(std::u16string_view text) noexcept;

// Appends to `out`. Eight-bit units where all fit.
void Encode(std::u16string_view text, std::vector<std::byte>& out);

// Nothing when the compression id is unknown or a 16-bit unit is cut in half. Empty bytes are an
// empty text.
std::optional<std::u16string> Decode(std::span<const std::byte> bytes);

// A dstring field (UDF 2.1.3): the encoded text, padding, and its length in the last byte. A longer
// text is cut where it still fits, never inside a surrogate pair.
void PutDstring(std::span<std::byte> field, std::u16string_view text);
std::optional<std::u16string> GetDstring(std::span<const std::byte> field);

// ASCII only.
std::u16string Widen(std::string_view ascii);

}  // namespace virtual_drive::udf

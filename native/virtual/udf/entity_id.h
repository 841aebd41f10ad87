#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

// Entity identifiers (ECMA-167 1/7.4) and character sets (1/7.2.1), at a byte position of a
// descriptor.
namespace virtual_drive::udf {

inline constexpr std::string_view kDomainId = "*OSTA UDF Compliant";

// "*OSTA UDF Compliant" with the domain suffix (UDF 2.1.5.3).
void PutDomainId(std::span<std::byte> descriptor, std::size_t bp, std::uint16_t revision);
// An id that UDF defines, with the UDF suffix (UDF 2.1.5.3).
void PutUdfId(std::span<std::byte> descriptor, std::size_t bp, std::string_view id,
              std::uint16_t revision);
// "*imapi2-virtual": who wrote this (UDF 2.1.5.2).
void PutImplementationId(std::span<std::byte> descriptor, std::size_t bp);
// An id without suffix: "+NSR02" and the like.
void PutPlainId(std::span<std::byte> descriptor, std::size_t bp, std::string_view id);

bool HasId(std::span<const std::byte> descriptor, std::size_t bp, std::string_view id);
// The UDF revision of a domain or UDF suffix.
std::uint16_t IdRevision(std::span<const std::byte> descriptor, std::size_t bp);

// CS0, "OSTA Compressed Unicode" (UDF 2.1.2).
void PutCharset(std::span<std::byte> descriptor, std::size_t bp);

}  // namespace virtual_drive::udf

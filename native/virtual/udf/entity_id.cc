#include "virtual/udf/entity_id.h"

#include <cassert>

#include "virtual/udf/byte_order.h"

namespace virtual_drive::udf {
namespace {

constexpr std::size_t kIdentifier = 1;  // behind the flags
constexpr std::size_t kIdentifierSize = 23;
constexpr std::size_t kSuffix = kIdentifier + kIdentifierSize;

void PutText(std::span<std::byte> descriptor, std::size_t bp, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    descriptor[bp + i] = static_cast<std::byte>(text[i]);
}

}  // namespace

void PutPlainId(std::span<std::byte> descriptor, std::size_t bp, std::string_view id) {
  assert(id.size() <= kIdentifierSize);
  PutText(descriptor, bp + kIdentifier, id);
}

void PutDomainId(std::span<std::byte> descriptor, std::size_t bp, std::uint16_t revision) {
  PutUdfId(descriptor, bp, kDomainId, revision);
}

void PutUdfId(std::span<std::byte> descriptor, std::size_t bp, std::string_view id,
              std::uint16_t revision) {
  PutPlainId(descriptor, bp, id);
  Put16(descriptor, bp + kSuffix, revision);
}

void PutImplementationId(std::span<std::byte> descriptor, std::size_t bp) {
  PutPlainId(descriptor, bp, "*imapi2-virtual");
}

bool HasId(std::span<const std::byte> descriptor, std::size_t bp, std::string_view id) {
  for (std::size_t i = 0; i < kIdentifierSize; ++i) {
    const auto expected = i < id.size() ? static_cast<std::byte>(id[i]) : std::byte{0};
    if (descriptor[bp + kIdentifier + i] != expected) return false;
  }
  return true;
}

std::uint16_t IdRevision(std::span<const std::byte> descriptor, std::size_t bp) {
  return Get16(descriptor, bp + kSuffix);
}

void PutCharset(std::span<std::byte> descriptor, std::size_t bp) {
  PutText(descriptor, bp + 1, "OSTA Compressed Unicode");
}

}  // namespace virtual_drive::udf

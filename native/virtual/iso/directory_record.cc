#include "virtual/iso/directory_record.h"

#include <string>

#include "virtual/iso/fields.h"
#include "virtual/udf/byte_order.h"

namespace virtual_drive::iso {
namespace {

using udf::Put8;

std::u16string Recorded(std::u16string_view identifier, NameRules rules, bool directory) {
  std::u16string text(identifier);
  if (directory) return text;
  if (rules != NameRules::kJoliet && text.find(u'.') == std::u16string::npos) text += u'.';
  return text + u";1";
}

}  // namespace

std::uint32_t IdentifierSize(std::u16string_view identifier, NameRules rules,
                             bool directory) noexcept {
  if (rules == NameRules::kJoliet)
    return static_cast<std::uint32_t>(2 * (identifier.size() + (directory ? 0 : 2)));
  const bool dot = directory || identifier.find(u'.') != std::u16string_view::npos;
  return static_cast<std::uint32_t>(identifier.size() + (dot ? 0 : 1) + (directory ? 0 : 2));
}

void PutIdentifier(std::span<std::byte> at, std::u16string_view identifier, NameRules rules,
                   bool directory) {
  const std::u16string text = Recorded(identifier, rules, directory);
  if (rules == NameRules::kJoliet) return PutWideText(at, text);
  PutText(at, text);
}

std::uint32_t DirectoryRecordSize(std::uint32_t identifier_size) noexcept {
  const auto size = static_cast<std::uint32_t>(kIdentifierOffset + identifier_size);
  return size + size % 2;
}

void PutDirectoryRecord(std::span<std::byte> at, const DirectoryRecord& record,
                        std::uint32_t identifier_size) {
  Put8(at, 0, static_cast<std::uint8_t>(DirectoryRecordSize(identifier_size)));
  PutBoth32(at, 2, record.lba);
  PutBoth32(at, 10, record.size);
  PutRecordTime(at, 18, record.time);
  Put8(at, 25,
       static_cast<std::uint8_t>((record.hidden ? kHiddenFlag : 0) |
                                 (record.directory ? kDirectoryFlag : 0) |
                                 (record.more_sections ? kMultiExtentFlag : 0)));
  PutBoth16(at, 28, 1);  // volume sequence number
  Put8(at, 32, static_cast<std::uint8_t>(identifier_size));
}

}  // namespace virtual_drive::iso

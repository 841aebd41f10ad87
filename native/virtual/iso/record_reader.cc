#include "virtual/iso/record_reader.h"

#include <algorithm>

#include "virtual/iso/directory_record.h"
#include "virtual/iso/fields.h"
#include "virtual/udf/block_reader.h"
#include "virtual/udf/byte_order.h"

namespace virtual_drive::iso {
namespace {

using udf::Get8;
using udf::ThrowCorrupt;

bool IsSpecial(std::span<const std::byte> identifier, std::byte value) {
  return identifier.size() == 1 && identifier.front() == value;
}

// ";1" and what it stands for: digits to the end.
void DropVersion(std::u16string& name) {
  const std::size_t separator = name.rfind(u';');
  if (separator == std::u16string::npos) return;
  const bool digits = std::all_of(name.begin() + static_cast<std::ptrdiff_t>(separator) + 1,
                                  name.end(), [](char16_t u) { return u >= u'0' && u <= u'9'; });
  if (digits) name.resize(separator);
}

}  // namespace

bool FoundRecord::is_self() const noexcept { return IsSpecial(identifier, std::byte{0}); }
bool FoundRecord::is_parent() const noexcept { return IsSpecial(identifier, std::byte{1}); }

FoundRecord ReadRecord(std::span<const std::byte> bytes) {
  if (bytes.size() < kShortRecordSize) ThrowCorrupt("A directory record crosses its sector.");
  FoundRecord record;
  record.length = Get8(bytes, 0);
  const std::size_t identifier = Get8(bytes, 32);
  if (record.length > bytes.size()) ThrowCorrupt("A directory record crosses its sector.");
  if (identifier == 0 || kIdentifierOffset + identifier > record.length)
    ThrowCorrupt("A directory record is shorter than its identifier.");
  record.identifier = bytes.subspan(kIdentifierOffset, identifier);

  const auto lba = GetBoth32(bytes, 2);
  const auto size = GetBoth32(bytes, 10);
  const auto volume = GetBoth16(bytes, 28);
  if (!lba || !size || !volume) ThrowCorrupt("A directory record contradicts itself.");
  // Writers that know of one volume only leave 0 there.
  if (*volume > 1) ThrowCorrupt("A directory record names another volume of a set.");
  const std::uint32_t attributes = Get8(bytes, 1);
  if (*lba > UINT32_MAX - attributes) ThrowCorrupt("A directory record names no sector.");
  record.lba = *lba + attributes;
  record.size = *size;
  record.time = GetRecordTime(bytes, 18);
  const std::uint8_t flags = Get8(bytes, 25);
  record.hidden = (flags & kHiddenFlag) != 0;
  record.directory = (flags & kDirectoryFlag) != 0;
  record.associated = (flags & kAssociatedFlag) != 0;
  record.more_sections = (flags & kMultiExtentFlag) != 0;
  record.interleaved = Get8(bytes, 26) != 0 || Get8(bytes, 27) != 0;
  return record;
}

std::u16string NameOf(const FoundRecord& record, VolumeKind kind) {
  std::u16string name;
  if (kind == VolumeKind::kJoliet) {
    if (record.identifier.size() % 2 != 0) ThrowCorrupt("A Joliet name ends inside a character.");
    name = GetWideText(record.identifier);
  } else {
    name = GetText(record.identifier);
  }
  if (record.directory) return name;
  DropVersion(name);
  if (kind == VolumeKind::kPrimary && name.size() > 1 && name.back() == u'.') name.pop_back();
  return name;
}

}  // namespace virtual_drive::iso

#include "virtual/iso/fields.h"

#include <algorithm>
#include <chrono>

#include "virtual/udf/byte_order.h"

namespace virtual_drive::iso {
namespace {

using udf::Get16;
using udf::Get32;
using udf::Get8;
using udf::Put16;
using udf::Put32;
using udf::Put8;

void PutBig(std::span<std::byte> descriptor, std::size_t offset, std::uint32_t value,
            std::size_t bytes) {
  for (std::size_t i = bytes; i-- > 0; value >>= 8)
    Put8(descriptor, offset + i, static_cast<std::uint8_t>(value & 0xFF));
}

std::uint32_t GetBig(std::span<const std::byte> descriptor, std::size_t offset, std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | Get8(descriptor, offset + i);
  return value;
}

struct Moment {
  int year;
  unsigned month;
  unsigned day;
  int hour;
  int minute;
  int second;
  int hundredth;
};

Moment Split(tree::Time time) {
  using namespace std::chrono;
  const sys_days days = floor<std::chrono::days>(time);
  const year_month_day date(days);
  const hh_mm_ss clock(floor<microseconds>(time - days));
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count()),
          static_cast<int>(clock.subseconds().count() / 10'000)};
}

void PutDigits(std::span<std::byte> descriptor, std::size_t offset, int value, std::size_t digits) {
  for (std::size_t i = digits; i-- > 0; value /= 10)
    Put8(descriptor, offset + i, static_cast<std::uint8_t>('0' + value % 10));
}

}  // namespace

void PutBig16(std::span<std::byte> descriptor, std::size_t offset, std::uint16_t value) {
  PutBig(descriptor, offset, value, 2);
}

void PutBig32(std::span<std::byte> descriptor, std::size_t offset, std::uint32_t value) {
  PutBig(descriptor, offset, value, 4);
}

void PutBoth16(std::span<std::byte> descriptor, std::size_t offset, std::uint16_t value) {
  Put16(descriptor, offset, value);
  PutBig16(descriptor, offset + 2, value);
}

void PutBoth32(std::span<std::byte> descriptor, std::size_t offset, std::uint32_t value) {
  Put32(descriptor, offset, value);
  PutBig32(descriptor, offset + 4, value);
}

std::optional<std::uint16_t> GetBoth16(std::span<const std::byte> descriptor, std::size_t offset) {
  const std::uint16_t value = Get16(descriptor, offset);
  if (value != GetBig(descriptor, offset + 2, 2)) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> GetBoth32(std::span<const std::byte> descriptor, std::size_t offset) {
  const std::uint32_t value = Get32(descriptor, offset);
  if (value != GetBig(descriptor, offset + 4, 4)) return std::nullopt;
  return value;
}

void PutText(std::span<std::byte> field, std::u16string_view text) {
  std::ranges::fill(field, std::byte{' '});
  for (std::size_t i = 0; i < std::min(field.size(), text.size()); ++i)
    field[i] = static_cast<std::byte>(text[i]);
}

void PutWideText(std::span<std::byte> field, std::u16string_view text) {
  for (std::size_t i = 0; i < field.size() / 2; ++i)
    PutBig16(field, 2 * i, i < text.size() ? static_cast<std::uint16_t>(text[i]) : 0x20);
}

std::u16string GetText(std::span<const std::byte> field) {
  std::u16string text;
  for (const std::byte b : field) text += static_cast<char16_t>(b);
  return text;
}

std::u16string GetWideText(std::span<const std::byte> field) {
  std::u16string text;
  for (std::size_t i = 0; i < field.size() / 2; ++i)
    text += static_cast<char16_t>(GetBig(field, 2 * i, 2));
  return text;
}

void PutRecordTime(std::span<std::byte> descriptor, std::size_t offset, tree::Time time) {
  const Moment moment = Split(time);
  const int fields[] = {std::clamp(moment.year, 1900, 2155) - 1900,
                        static_cast<int>(moment.month),
                        static_cast<int>(moment.day),
                        moment.hour,
                        moment.minute,
                        moment.second,
                        0};
  for (std::size_t i = 0; i < kRecordTimeSize; ++i)
    Put8(descriptor, offset + i, static_cast<std::uint8_t>(fields[i]));
}

tree::Time GetRecordTime(std::span<const std::byte> descriptor, std::size_t offset) {
  using namespace std::chrono;
  const auto field = [&](std::size_t i) { return unsigned{Get8(descriptor, offset + i)}; };
  const year_month_day date(year(static_cast<int>(1900 + field(0))), month(field(1)),
                            day(field(2)));
  // Wrong times are no reason to refuse a disc.
  if (!date.ok() || field(3) > 23 || field(4) > 59 || field(5) > 59) return {};
  const auto quarters = static_cast<std::int8_t>(field(6));  // of an hour, east of Greenwich
  if (quarters < -48 || quarters > 52) return {};
  return sys_days(date) + hours(field(3)) + minutes(field(4)) + seconds(field(5)) -
         minutes(15 * quarters);
}

void PutVolumeTime(std::span<std::byte> descriptor, std::size_t offset, tree::Time time) {
  const Moment moment = Split(time);
  PutDigits(descriptor, offset, std::clamp(moment.year, 1, 9999), 4);
  PutDigits(descriptor, offset + 4, static_cast<int>(moment.month), 2);
  PutDigits(descriptor, offset + 6, static_cast<int>(moment.day), 2);
  PutDigits(descriptor, offset + 8, moment.hour, 2);
  PutDigits(descriptor, offset + 10, moment.minute, 2);
  PutDigits(descriptor, offset + 12, moment.second, 2);
  PutDigits(descriptor, offset + 14, moment.hundredth, 2);
  Put8(descriptor, offset + 16, 0);
}

void PutNoVolumeTime(std::span<std::byte> descriptor, std::size_t offset) {
  PutDigits(descriptor, offset, 0, kVolumeTimeSize - 1);
  Put8(descriptor, offset + kVolumeTimeSize - 1, 0);
}

}  // namespace virtual_drive::iso

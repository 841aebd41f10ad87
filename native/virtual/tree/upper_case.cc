#include "virtual/tree/upper_case.h"

#include <algorithm>
#include <iterator>

namespace virtual_drive::tree {
namespace {

// Lower-case letters in [first, last] map to letter + delta; with `stride` 2 only every other unit
// is lower case, as in the blocks where capital and small letters alternate.
struct CaseRange {
  char16_t first;
  char16_t last;
  int delta;
  int stride;
};

// From the simple mappings of UnicodeData.txt, sorted by `last`.
constexpr CaseRange kRanges[] = {
    {0x0061, 0x007A, -32, 1}, {0x00B5, 0x00B5, 743, 1}, {0x00E0, 0x00F6, -32, 1},
    {0x00F8, 0x00FE, -32, 1}, {0x00FF, 0x00FF, 121, 1}, {0x0101, 0x012F, -1, 2},
    {0x0133, 0x0137, -1, 2},  {0x013A, 0x0148, -1, 2},  {0x014B, 0x0177, -1, 2},
    {0x017A, 0x017E, -1, 2},  {0x01CE, 0x01DC, -1, 2},  {0x01DF, 0x01EF, -1, 2},
    {0x01F9, 0x021F, -1, 2},  {0x0223, 0x0233, -1, 2},  {0x03AC, 0x03AC, -38, 1},
    {0x03AD, 0x03AF, -37, 1}, {0x03B1, 0x03C1, -32, 1}, {0x03C2, 0x03C2, -31, 1},
    {0x03C3, 0x03CB, -32, 1}, {0x03CC, 0x03CC, -64, 1}, {0x03CD, 0x03CE, -63, 1},
    {0x03D9, 0x03EF, -1, 2},  {0x0430, 0x044F, -32, 1}, {0x0450, 0x045F, -80, 1},
    {0x0461, 0x0481, -1, 2},  {0x048B, 0x04BF, -1, 2},  {0x04C2, 0x04CE, -1, 2},
    {0x04CF, 0x04CF, -15, 1}, {0x04D1, 0x052F, -1, 2},  {0x0561, 0x0586, -48, 1},
    {0x1E01, 0x1E95, -1, 2},  {0x1EA1, 0x1EFF, -1, 2},  {0x1F00, 0x1F07, 8, 1},
    {0x1F10, 0x1F15, 8, 1},   {0x1F20, 0x1F27, 8, 1},   {0x1F30, 0x1F37, 8, 1},
    {0x1F40, 0x1F45, 8, 1},   {0x1F60, 0x1F67, 8, 1},   {0x2170, 0x217F, -16, 1},
    {0x24D0, 0x24E9, -26, 1}, {0x2C30, 0x2C5E, -48, 1}, {0xFF41, 0xFF5A, -32, 1},
};

}  // namespace

char16_t UpperCase(char16_t unit) noexcept {
  const auto* range =
      std::lower_bound(std::begin(kRanges), std::end(kRanges), unit,
                       [](const CaseRange& r, char16_t value) { return r.last < value; });
  if (range == std::end(kRanges) || unit < range->first ||
      (unit - range->first) % range->stride != 0)
    return unit;
  return static_cast<char16_t>(unit + range->delta);
}

}  // namespace virtual_drive::tree

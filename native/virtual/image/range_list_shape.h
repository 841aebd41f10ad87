#pragma once

#include <windows.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace virtual_drive {

// A range as IBlockRange gives it, both ends included. Signed, and not what it should be under some
// switches.
struct LbaRange {
  LONG start = 0;
  LONG end = 0;
};

// What IBlockRangeList::BlockRanges answers with.
struct RangeListShape {
  enum class Element { kDispatch, kUnknown };

  // Of getting the list at all, as IFileSystemImageResult2::ModifiedBlocks returns it. A failure:
  // there is no list, and the stream has none either (docs/imapi2.md, Block ranges).
  HRESULT result = S_OK;
  std::vector<LbaRange> ranges;
  Element element = Element::kDispatch;
  LONG lower_bound = 0;
  // Elements at index 0 that are no range.
  bool first_is_null = false;
  bool first_is_number = false;
};

// What the ranges were made from.
struct ImageFacts {
  std::uint32_t total_blocks = 0;
  std::uint32_t write_unit = 0;
};

// The list that the switch "block-ranges" asks for, made of the true one:
//   normal         as it is, and so is "split" (udf::SessionOptions::metadata_ranges_apart made the
//   ranges already) e-notimpl, e-fail   no list: the whole image must be recorded; the call fails
//   empty          an array without elements
//   null-element   the first element is a VT_DISPATCH of null; the true ranges follow
//   wrong-type     the first element is a VT_I4; the true ranges follow
//   vt-unknown     all elements are VT_UNKNOWN; the ranges are true
//   lower-bound    the array starts at index 7; the ranges are true
//   negative       the first range starts at -1
//   reversed       the first range's start is behind its end
//   outside-image  before the true ranges, one of the write unit behind the image's end
//   overlapping    the first range twice; a burn comes out right
//   unaligned      the first range cut in two inside a write unit; a burn comes out right
//   anchors-first  what commits the session before the session; a burn comes out right, where
//   nothing interrupts it
//   many:N         N ranges of one sector each, going through the image from its start again and
//   again: for benchmarks
RangeListShape ShapeOf(std::string_view block_ranges, std::vector<LbaRange> ranges,
                       ImageFacts facts);

// The stream's list by the switch "stream-ranges", given the one of ModifiedBlocks: "same"; "none"
// (nothing); or "different": the first range starts one write unit earlier, in the old session,
// whose sectors it rewrites as they are. The stream's list governs a burn, and that one comes out
// right as well.
std::optional<RangeListShape> StreamShape(std::string_view stream_ranges,
                                          const RangeListShape& modified_blocks, ImageFacts facts);

}  // namespace virtual_drive

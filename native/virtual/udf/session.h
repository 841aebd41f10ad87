#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "virtual/tree/node.h"
#include "virtual/udf/bridge.h"
#include "virtual/udf/errors.h"
#include "virtual/udf/sector_source.h"
#include "virtual/udf/volume.h"

namespace virtual_drive::udf {

struct SessionOptions {
  std::uint32_t write_unit = 16;      // blocks the drive writes at once: 16 (DVD) or 32 (BD)
  std::uint32_t capacity_blocks = 0;  // of the medium, from block 0; 0: unlimited
  std::u16string volume_name;         // 1 to 127 bytes of OSTA CS0 (UDF 2.2.4.1)
  std::uint16_t revision =
      0x0201;  // 0x0102 or 0x0201; after a previous volume it must be that volume's
  tree::Time recording_time{};
  // The medium is written one session after the other. The image is the new session only; it starts
  // at `sequential_start`, which need not be a multiple of the write unit, and changes nothing
  // before it: a reader finds the last session by the disc's table of contents (UDF 2.60 6.10.3,
  // 2.01 6.10). Without a previous volume it is one by itself: the sessions before it stay hidden.
  bool sequential = false;
  std::uint32_t sequential_start = 0;
  // List the session as IMAPI lists one of UDF 2.50: file data first, then two ranges of metadata
  // (there the metadata file and its mirror, here volume structures and directories), then the
  // anchors. The blocks are the same.
  bool metadata_ranges_apart = false;
  // A file system that shares the image; null for none. Not behind a previous volume. The session
  // places it, so it serves one.
  std::shared_ptr<Bridge> bridge;
};

enum class BlockKind {
  kPrevious,  // as it is on the disc
  kMetadata,  // Session::RenderBlock knows it
  kFileData,  // from a ContentSource
};

// A stretch of the image whose blocks have one origin.
struct ImageExtent {
  std::uint32_t first_lba = 0;
  std::uint32_t blocks = 0;  // at least 1
  BlockKind kind = BlockKind::kMetadata;
  // For kFileData only: `bytes` bytes of `source`, from 0 on; what is left of the last block is
  // zeros.
  std::shared_ptr<tree::ContentSource> source;
  std::uint64_t bytes = 0;

  std::uint32_t end_lba() const noexcept { return first_lba + blocks; }  // one past the last
};

// Answer of Session::BlockAt.
struct BlockOrigin {
  BlockKind kind = BlockKind::kPrevious;
  tree::ContentSource* source = nullptr;  // kFileData only; lives as long as the Session
  std::uint64_t offset = 0;               // bytes into the source
  std::uint32_t bytes = 0;                // 1..2048 of them, the rest of the block is zeros
};

// One new logical session, laid out: which blocks it has, and what is in each.
//
// Construction copies what it needs of the tree and the volume (file contents are shared), so both
// may change or go afterwards. A Session is immutable: every const member may be called from any
// thread, at once. Metadata is rendered when asked for; memory is proportional to the number of
// files and directories, not to the size of the disc.
class Session {
 public:
  // `previous`: null for a blank disc (or one to be overwritten), else what ReadVolume found;
  // imported contents in the tree must come from it. Throws SessionError.
  Session(const tree::Directory& root, const Volume* previous, const SessionOptions& options);
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  // Of the disc, counted from block 0: the previous sessions and this one. The session is a
  // multiple of the write unit.
  std::uint32_t total_blocks() const noexcept;
  // Where this session starts: 0 on a blank disc, else the first write unit behind the previous
  // session, or where a sequential medium goes on.
  std::uint32_t first_block() const noexcept;
  // Where the image starts: first_block() on a sequential medium, else 0.
  std::uint32_t image_start() const noexcept;

  // What has to be written over the previous disc to get the image, in this order: the session,
  // then the anchors. Starts and lengths are whole write units and no two ranges overlap. On a
  // blank disc: one range, the whole image.
  //
  // The last commit_range_count() ranges (0 on a blank disc) are the commit: each is one write unit
  // that holds one anchor of the first session. Until the first of them is written the old tree is
  // what a reader finds. The anchor at 256, which readers try first, comes last: torn while it is
  // written, the one before it serves already.
  const std::vector<BlockRange>& modified_ranges() const noexcept;
  std::size_t commit_range_count() const noexcept;

  // From image_start() to total_blocks(), as all that follows: sorted by lba, without gaps: for
  // reading whole files with large buffers.
  const std::vector<ImageExtent>& extents() const noexcept;
  // The extent that holds `lba`. Precondition: image_start() <= lba < total_blocks().
  const ImageExtent& ExtentAt(std::uint32_t lba) const noexcept;
  // Precondition: image_start() <= lba < total_blocks().
  BlockOrigin BlockAt(std::uint32_t lba) const noexcept;
  // Fills in a block whose kind is kMetadata. Precondition: that it is.
  void RenderBlock(std::uint32_t lba, std::span<std::byte, kBlockSize> block) const;

  // For IProgressItems, counted from the start of the image. Sorted by block, without gaps from
  // block 0 to the last; index 0 on an append to a rewritable disc is everything before the session
  // ("Previous sessions"). Files without blocks have none.
  struct ProgressItem {
    std::uint32_t first_block = 0;
    std::uint32_t last_block = 0;  // inclusive
  };
  const std::vector<ProgressItem>& progress_items() const noexcept;
  // "\dir\file" of a file, "\dir\file:name" of a named stream, else a text like "Volume
  // descriptors". Composed when asked for.
  std::u16string ProgressDescription(std::size_t index) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

// Total blocks the image would have, from block 0: Session::total_blocks() without a session, and
// without looking at options.capacity_blocks. Throws SessionError: kNotAppendable, kBadOption, and
// kNotEnoughRoom only for what has no 32-bit block numbers. Linear in the number of nodes.
std::uint64_t MeasureImage(const tree::Directory& root, const Volume* previous,
                           const SessionOptions& options);

// Blocks of a session that starts there and has a root with nothing in it, the anchors' own units
// included; with ceil(size / 2048) + 1 for each file and about 1 for each directory and 25 entries,
// a caller can keep an estimate while a tree grows.
std::uint32_t EmptySessionBlocks(std::uint32_t first_block, std::uint32_t write_unit);

}  // namespace virtual_drive::udf

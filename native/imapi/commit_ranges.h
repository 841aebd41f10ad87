// Recognises the ranges that move a disc from its old session to the new one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "imapi/block_range.h"

namespace imapi2 {

// ECMA-167 3/10.2: tag identifier 2, with the tag's own checksum and location right for that
// sector.
bool IsAnchor(std::span<const uint8_t> sector, int64_t lba);

struct CommitShape {
  // How many ranges at the end of the list.
  size_t ranges;
  // Where the new session, that is everything before them in the list, begins.
  int64_t new_session_start;
};

// The longest run at the end of the list that lies wholly before the new session, or nothing where
// there is none.
std::optional<CommitShape> FindCommitShape(const BlockRanges& ranges);

// The same, held to what the image's stream has there: at least one anchor. `read_sector` fills
// 2048 bytes.
std::optional<CommitShape> ConfirmCommitRanges(
    const BlockRanges& ranges,
    const std::function<void(int64_t lba, std::span<uint8_t> sector)>& read_sector);

}  // namespace imapi2

#include "virtual/image/block_range.h"

#include <objbase.h>

#include <exception>
#include <type_traits>

namespace virtual_drive {

// None is destroyed: their memory goes all at once.
static_assert(std::is_trivially_destructible_v<BlockRange>);

BlockRange* BlockRangeSlab::Make(const std::shared_ptr<Session>& session,
                                 std::span<const LbaRange> ranges) {
  return (new BlockRangeSlab(session, ranges))->ranges_;
}

BlockRangeSlab::BlockRangeSlab(const std::shared_ptr<Session>& session,
                               std::span<const LbaRange> ranges)
    : session_(session),
      alive_(session->object_count(), static_cast<std::uint32_t>(ranges.size())),
      size_(ranges.size()),
      ranges_(std::allocator<BlockRange>().allocate(size_)) {
  BlockRange* place = ranges_;
  for (const LbaRange& range : ranges) std::construct_at(place++, *this, range);
}

BlockRangeSlab::~BlockRangeSlab() { std::allocator<BlockRange>().deallocate(ranges_, size_); }

HRESULT BlockRangeSlab::QueryMarshaler(IUnknown* identity, void** object) noexcept {
  try {
    const std::lock_guard lock(mutex_);
    ComPtr<IUnknown>& marshaler = marshalers_[identity];
    // Aggregated: it doesn't count a reference to `identity`, so the two make no cycle.
    if (!marshaler) CoCreateFreeThreadedMarshaler(identity, marshaler.Put());
    return marshaler ? marshaler->QueryInterface(__uuidof(IMarshal), object) : E_OUTOFMEMORY;
  } catch (const std::exception&) {
    return E_FAIL;
  }
}

HRESULT BlockRange::get_StartLba(LONG* value) noexcept {
  return session()->CallInline("IBlockRange::get_StartLba", [&]() -> HRESULT {
    ClearOut(value, range_.start);
    return S_OK;
  });
}

HRESULT BlockRange::get_EndLba(LONG* value) noexcept {
  return session()->CallInline("IBlockRange::get_EndLba", [&]() -> HRESULT {
    ClearOut(value, range_.end);
    return S_OK;
  });
}

}  // namespace virtual_drive

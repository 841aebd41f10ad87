#pragma once

#include <windows.h>

#include <imapi2.h>

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <span>

#include "virtual/com/com_ptr.h"
#include "virtual/com/object.h"
#include "virtual/image/range_list_shape.h"
#include "virtual/session/object_count.h"
#include "virtual/session/session.h"

namespace virtual_drive {

class BlockRange;

// The memory of many block ranges, and what they have in common. A list can have a million, which
// somebody gets, reads and releases one by one: as objects by themselves, each with a session and a
// marshaler, making and unmaking them took longer than all that is done with them. It goes with the
// last of its ranges. Any thread.
class BlockRangeSlab {
 public:
  // So many that what a slab costs by itself is nothing to each range, and so few that its memory
  // is of those that the heap keeps for the next; and one range that somebody holds on to holds no
  // more than these.
  static constexpr std::size_t kCapacity = 1024;

  // At most kCapacity ranges, each with the one reference that becomes the caller's: as an array,
  // which begins at the pointer returned.
  static BlockRange* Make(const std::shared_ptr<Session>& session,
                          std::span<const LbaRange> ranges);

  // For the ranges.
  const std::shared_ptr<Session>& session() const noexcept { return session_; }
  HRESULT QueryMarshaler(IUnknown* identity, void** object) noexcept;
  void OneGone() noexcept {
    if (alive_.OneGone()) delete this;
  }

 private:
  BlockRangeSlab(const std::shared_ptr<Session>& session, std::span<const LbaRange> ranges);
  ~BlockRangeSlab();

  const std::shared_ptr<Session> session_;
  ObjectCount::Group alive_;
  const std::size_t size_;
  BlockRange* const ranges_;
  std::mutex mutex_;
  // Hardly anybody marshals a range. One that is gone keeps its marshaler until the slab goes.
  std::map<IUnknown*, ComPtr<IUnknown>> marshalers_;
};

// What a block range has for itself of an object's core.
class BlockRangeCore {
 protected:
  explicit BlockRangeCore(BlockRangeSlab& slab) : slab_(slab) {}
  ~BlockRangeCore() = default;

  ULONG CountUp() noexcept { return references_.fetch_add(1, std::memory_order_relaxed) + 1; }
  ULONG CountDown() noexcept {
    // Whoever has the only reference shares the object with nobody: no need to tell other threads.
    if (references_.load(std::memory_order_acquire) == 1) return 0;
    return references_.fetch_sub(1, std::memory_order_acq_rel) - 1;
  }
  HRESULT QueryMarshaler(IUnknown* identity, void** object) noexcept {
    return slab_.QueryMarshaler(identity, object);
  }
  const std::shared_ptr<Session>& session() const noexcept { return slab_.session(); }
  void Gone() noexcept { slab_.OneGone(); }

 private:
  BlockRangeSlab& slab_;
  std::atomic<ULONG> references_{1};
};

class BlockRange final : public FacedObject<BlockRangeCore, Dual<IBlockRange>> {
 public:
  BlockRange(BlockRangeSlab& slab, LbaRange range) : FacedObject(slab), range_(range) {}

  ULONG STDMETHODCALLTYPE Release() noexcept override {
    const ULONG left = CountDown();
    if (left == 0) Gone();
    return left;
  }
  HRESULT STDMETHODCALLTYPE get_StartLba(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_EndLba(LONG* value) noexcept override;

 private:
  const LbaRange range_;
};

}  // namespace virtual_drive

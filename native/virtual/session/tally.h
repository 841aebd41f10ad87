#pragma once

#include <atomic>
#include <cstdint>

namespace virtual_drive {

// How many of something are alive; a session tells them, so that tests can prove that a client
// released everything.
class Tally {
 public:
  std::int64_t count() const noexcept { return count_.load(std::memory_order_relaxed); }

  // One of them, from construction to destruction. The tally must live longer.
  class Entry {
   public:
    explicit Entry(Tally& tally) noexcept : tally_(tally) { tally_.count_.fetch_add(1); }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    ~Entry() { tally_.count_.fetch_sub(1); }

   private:
    Tally& tally_;
  };

 private:
  std::atomic<std::int64_t> count_{0};
};

}  // namespace virtual_drive

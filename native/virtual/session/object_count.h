#pragma once

#include <windows.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>

namespace virtual_drive {

// How many objects of a session are alive, exactly and at any time. Any thread.
class ObjectCount {
 public:
  // Objects that are born together and go one by one. Each that goes is counted once, here, and not
  // a second time for all objects: a count that all threads see costs more than the rest of a
  // Release. The count must live longer.
  class Group {
   public:
    Group(ObjectCount& all, std::uint32_t size);
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    ~Group();

    // True for the last of them, after whatever was done with the others.
    bool OneGone() noexcept { return alive_.fetch_sub(1, std::memory_order_acq_rel) == 1; }

   private:
    friend class ObjectCount;
    ObjectCount& all_;
    std::atomic<std::uint32_t> alive_;
  };

  void OneBorn() noexcept { others_.fetch_add(1); }
  void OneGone() noexcept { others_.fetch_sub(1); }
  LONGLONG Get() const;

 private:
  std::atomic<LONGLONG> others_{0};  // those that are in no group
  mutable std::mutex mutex_;
  std::set<const Group*> groups_;
};

}  // namespace virtual_drive

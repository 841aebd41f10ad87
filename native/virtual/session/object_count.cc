#include "virtual/session/object_count.h"

namespace virtual_drive {

ObjectCount::Group::Group(ObjectCount& all, std::uint32_t size) : all_(all), alive_(size) {
  const std::lock_guard lock(all_.mutex_);
  all_.groups_.insert(this);
}

ObjectCount::Group::~Group() {
  const std::lock_guard lock(all_.mutex_);
  all_.groups_.erase(this);
}

LONGLONG ObjectCount::Get() const {
  const std::lock_guard lock(mutex_);
  LONGLONG alive = others_.load();
  for (const Group* group : groups_) alive += group->alive_.load();
  return alive;
}

}  // namespace virtual_drive

#include "virtual/image/change_log.h"

#include <utility>

namespace virtual_drive {

void ChangeLog::Added(std::shared_ptr<tree::Directory> directory,
                      std::shared_ptr<tree::Node> node) {
  changes_.push_back({Change::Kind::kAdded, std::move(directory), std::move(node)});
}

void ChangeLog::Removed(std::shared_ptr<tree::Directory> directory,
                        std::shared_ptr<tree::Node> node) {
  changes_.push_back({Change::Kind::kRemoved, std::move(directory), std::move(node)});
}

bool ChangeLog::RollBack(LONG point) {
  if (point < locked_ || point > this->point()) return false;
  while (this->point() > point) {
    const Change& change = changes_.back();
    if (change.kind == Change::Kind::kAdded) {
      change.directory->Remove(change.node->name());
    } else {
      change.directory->Add(change.node);
    }
    changes_.pop_back();
  }
  return true;
}

void ChangeLog::LockIn() noexcept {
  locked_ = point();
  changes_.clear();
}

}  // namespace virtual_drive

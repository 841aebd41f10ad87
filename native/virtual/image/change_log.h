#pragma once

#include <windows.h>

#include <memory>
#include <vector>

#include "virtual/tree/node.h"

namespace virtual_drive {

// IFileSystemImage's change points: every change of the tree has a number, and can be taken back as
// long as it wasn't locked in. What was removed stays alive in here until then, with the source it
// holds.
class ChangeLog {
 public:
  // Changes so far: the change point a client may come back to.
  LONG point() const noexcept { return locked_ + static_cast<LONG>(changes_.size()); }

  void Added(std::shared_ptr<tree::Directory> directory, std::shared_ptr<tree::Node> node);
  void Removed(std::shared_ptr<tree::Directory> directory, std::shared_ptr<tree::Node> node);

  // Undoes everything after `point`. False, and nothing done, where that isn't a point that can be
  // reached.
  bool RollBack(LONG point);
  void LockIn() noexcept;

 private:
  struct Change {
    enum class Kind { kAdded, kRemoved };
    Kind kind;
    std::shared_ptr<tree::Directory> directory;
    std::shared_ptr<tree::Node> node;
  };

  LONG locked_ = 0;
  std::vector<Change> changes_;
};

}  // namespace virtual_drive

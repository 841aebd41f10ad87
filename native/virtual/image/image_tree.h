#pragma once

#include <windows.h>

#include <cstdint>
#include <memory>
#include <string_view>

#include "virtual/image/change_log.h"
#include "virtual/tree/node.h"

namespace virtual_drive {

// The files and directories of an image, with the changes that can be taken back and a running
// estimate of the blocks they need. All changes of the tree's shape go through here. Throws Error.
class ImageTree {
 public:
  // Never null, and never another one.
  const std::shared_ptr<tree::Directory>& root() const noexcept { return root_; }

  void Add(const std::shared_ptr<tree::Directory>& directory, std::shared_ptr<tree::Node> node);
  // As Add, but over what has the same names: two directories become one, anything else gives way.
  void AddOver(const std::shared_ptr<tree::Directory>& directory, std::shared_ptr<tree::Node> node);
  // Precondition: Holds(*node), and it isn't the root.
  void Remove(const std::shared_ptr<tree::Node>& node);
  // A named stream of a file that the tree holds, where it has none of that name; and one that it
  // has.
  void AddStream(const std::shared_ptr<tree::File>& file, std::shared_ptr<tree::File> stream);
  void RemoveStream(const std::shared_ptr<tree::File>& file,
                    const std::shared_ptr<tree::Node>& stream);
  // The file got other contents; `before` is what BlocksOf said.
  void Resized(const tree::Node& node, std::uint64_t before) noexcept;

  // In the tree, and not in one that was removed or never added.
  bool Holds(const tree::Node& node) const noexcept;

  LONG change_point() const noexcept { return log_.point(); }
  // False where there is no such point.
  bool RollBack(LONG point);
  void LockIn() noexcept { log_.LockIn(); }

  // Puts what an import found below the root. A file that is in memory already stays; two
  // directories of one name become one. Locked in: an import can't be taken back. Throws Error
  // where a file meets a directory, and nothing changes.
  void Merge(tree::Directory& imported);

  // Estimates of what nodes need in a session, beyond udf::EmptySessionBlocks: contents that are
  // not on the disc yet, a block for each entry, and the directories' own data
  // (udf::EmptySessionBlocks tells how).
  std::uint64_t blocks() const noexcept { return blocks_; }
  static std::uint64_t BlocksOf(const tree::Node& node);
  // The same for named streams, each with a share of its stream directory. Not every image records
  // them, and blocks() counts none.
  std::uint64_t stream_blocks() const noexcept { return stream_blocks_; }
  static std::uint64_t BlocksOfStream(const tree::File& stream);

 private:
  void CountAll();

  std::shared_ptr<tree::Directory> root_ = std::make_shared<tree::Directory>();
  ChangeLog log_;
  std::uint64_t blocks_ = 0;
  std::uint64_t stream_blocks_ = 0;
};

}  // namespace virtual_drive

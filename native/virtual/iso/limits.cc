#include "virtual/iso/limits.h"

#include <string>
#include <variant>
#include <vector>

#include "virtual/iso/errors.h"
#include "virtual/tree/path.h"

namespace virtual_drive::iso {
namespace {

class Checker {
 public:
  explicit Checker(std::uint64_t directories) : directories_(directories) {}

  void Check(const tree::Node& node, std::uint32_t level) {
    if (!node.is_directory()) return CheckFile(static_cast<const tree::File&>(node));
    Enter(static_cast<const tree::Directory&>(node), level);
    while (!pending_.empty()) {
      const auto [directory, its_level] = pending_.back();
      pending_.pop_back();
      for (const auto& child : directory->children()) {
        if (child->is_directory()) {
          Enter(static_cast<const tree::Directory&>(*child), its_level + 1);
        } else {
          CheckFile(static_cast<const tree::File&>(*child));
        }
      }
    }
  }

 private:
  struct Pending {
    const tree::Directory* directory;
    std::uint32_t level;
  };

  void Enter(const tree::Directory& directory, std::uint32_t level) {
    if (level > kMostLevels) {
      throw LimitError(LimitKind::kTooDeep, tree::PathOf(directory),
                       "ISO 9660 has no more than 8 levels of directories.");
    }
    if (++directories_ > kMostDirectories) {
      throw LimitError(LimitKind::kTooManyFolders, tree::PathOf(directory),
                       "ISO 9660 has no more than 65,535 directories.");
    }
    pending_.push_back({&directory, level});
  }

  // What is on the disc already has its sections, however many.
  static void CheckFile(const tree::File& file) {
    if (file.size() <= kLargestFile || std::holds_alternative<tree::Imported>(file.content()))
      return;
    throw LimitError(LimitKind::kFileTooBig, tree::PathOf(file),
                     "The file is larger than the 2 GiB that ISO 9660 and Joliet take.");
  }

  std::uint64_t directories_;
  std::vector<Pending> pending_;
};

}  // namespace

void CheckLimits(const tree::Node& node, std::uint32_t level, std::uint64_t directories) {
  Checker(directories).Check(node, level + 1);
}

std::uint32_t LevelOf(const tree::Directory& directory) noexcept {
  std::uint32_t level = 1;
  for (const tree::Directory* at = directory.parent(); at != nullptr; at = at->parent()) ++level;
  return level;
}

void CheckTree(const tree::Directory& root) { Checker(0).Check(root, 1); }

}  // namespace virtual_drive::iso

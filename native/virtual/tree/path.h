#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "virtual/tree/node.h"

namespace virtual_drive::tree {

// The node at `path` below `root`, or null. '\' and '/' both separate; leading, trailing and
// doubled separators are passed over, so that "" and "\" are the root itself.
std::shared_ptr<Node> FindByPath(const std::shared_ptr<Directory>& root, std::u16string_view path);

// "\dir\file" seen from the root of the tree that the node is in; "\" for a root.
std::u16string PathOf(const Node& node);

struct Counts {
  std::uint64_t files = 0;
  std::uint64_t directories = 0;  // the root not counted
};
Counts CountBelow(const Directory& root);

}  // namespace virtual_drive::tree

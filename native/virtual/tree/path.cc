#include "virtual/tree/path.h"

#include <vector>

namespace virtual_drive::tree {

std::shared_ptr<Node> FindByPath(const std::shared_ptr<Directory>& root, std::u16string_view path) {
  std::shared_ptr<Node> node = root;
  while (node != nullptr) {
    const std::size_t begin = path.find_first_not_of(u"\\/");
    if (begin == std::u16string_view::npos) return node;
    path.remove_prefix(begin);
    const std::u16string_view name = path.substr(0, path.find_first_of(u"\\/"));
    path.remove_prefix(name.size());
    node = node->is_directory() ? static_cast<const Directory&>(*node).Find(name) : nullptr;
  }
  return nullptr;
}

std::u16string PathOf(const Node& node) {
  std::vector<const Node*> chain;
  std::size_t length = 0;
  for (const Node* at = &node; at->parent() != nullptr; at = at->parent()) {
    chain.push_back(at);
    length += 1 + at->name().size();
  }
  if (chain.empty()) return u"\\";
  std::u16string path;
  path.reserve(length);
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    path += u'\\';
    path += (*at)->name();
  }
  return path;
}

Counts CountBelow(const Directory& root) {
  Counts counts;
  std::vector<const Directory*> pending{&root};
  while (!pending.empty()) {
    const Directory* directory = pending.back();
    pending.pop_back();
    for (const auto& child : directory->children()) {
      if (child->is_directory()) {
        ++counts.directories;
        pending.push_back(static_cast<const Directory*>(child.get()));
        continue;
      }
      ++counts.files;
    }
  }
  return counts;
}

}  // namespace virtual_drive::tree

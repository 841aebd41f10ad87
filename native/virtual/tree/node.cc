#include "virtual/tree/node.h"

#include <utility>

#include "virtual/tree/name.h"

namespace virtual_drive::tree {
namespace {

void RequireName(std::u16string_view name, bool of_stream) {
  const NameProblem problem = of_stream ? ProblemWithStreamName(name) : ProblemWithName(name);
  if (problem != NameProblem::kNone) {
    throw TreeError(TreeErrorKind::kNameRefused,
                    std::string("The name ") + Describe(problem) + ".");
  }
}

[[noreturn]] void ThrowTaken() {
  throw TreeError(TreeErrorKind::kNameTaken, "The directory has an entry of that name.");
}

[[noreturn]] void ThrowNotFound() {
  throw TreeError(TreeErrorKind::kNotFound, "The directory has no entry of that name.");
}

}  // namespace

bool Directory::ByName::operator()(const std::shared_ptr<Node>& left,
                                   const std::shared_ptr<Node>& right) const noexcept {
  return CompareIgnoringCase(left->name(), right->name()) < 0;
}
bool Directory::ByName::operator()(const std::shared_ptr<Node>& left,
                                   std::u16string_view right) const noexcept {
  return CompareIgnoringCase(left->name(), right) < 0;
}
bool Directory::ByName::operator()(std::u16string_view left,
                                   const std::shared_ptr<Node>& right) const noexcept {
  return CompareIgnoringCase(left, right->name()) < 0;
}

std::shared_ptr<Directory> Directory::OfStreams() {
  auto directory = std::make_shared<Directory>(std::u16string());
  directory->of_streams_ = true;
  return directory;
}

Directory::~Directory() {
  // Nested destructors would need a stack frame for each level, and a list of what is left to do
  // would need memory, which a destructor can't refuse to have. The way back up is in parent_
  // already.
  Directory* at = this;
  while (at != this || !at->children_.empty()) {
    if (at->children_.empty()) {
      at = at->parent_;
      at->children_.erase(
          at->children_.begin());  // the directory just emptied: it was entered through begin()
      continue;
    }
    const std::shared_ptr<Node>& first = *at->children_.begin();
    if (first->is_directory() && first.use_count() == 1) {
      at = static_cast<Directory*>(first.get());
      continue;
    }
    first->parent_ = nullptr;
    at->children_.erase(at->children_.begin());
  }
}

std::shared_ptr<Node> Directory::Find(std::u16string_view name) const {
  const auto found = children_.find(name);
  return found == children_.end() ? nullptr : *found;
}

void Directory::CheckAddable(const Node& node) const {
  RequireName(node.name_, of_streams_);
  if (of_streams_ && (node.is_directory() || static_cast<const File&>(node).streams() != nullptr)) {
    throw TreeError(TreeErrorKind::kNoStream, "Only a file without named streams can be one.");
  }
  if (node.parent_ != nullptr)
    throw TreeError(TreeErrorKind::kHasParent, "The node is in a directory already.");
  // A directory with nothing below it can only be its own parent; skipping the walk for it keeps
  // building a deep tree from the top linear.
  const bool has_children =
      node.is_directory() && !static_cast<const Directory&>(node).children_.empty();
  for (const Directory* above = this; above != nullptr;
       above = has_children ? above->parent_ : nullptr) {
    if (above == &node)
      throw TreeError(TreeErrorKind::kCycle, "A directory can't be put below itself.");
  }
}

void Directory::Add(std::shared_ptr<Node> node) {
  CheckAddable(*node);
  const auto [position, inserted] = children_.insert(std::move(node));
  if (!inserted) ThrowTaken();
  (*position)->parent_ = this;
}

std::shared_ptr<Node> Directory::Replace(std::shared_ptr<Node> node) {
  CheckAddable(*node);
  const auto found = children_.find(node->name_);
  if (found == children_.end()) {
    Add(std::move(node));
    return nullptr;
  }
  auto handle = children_.extract(found);
  std::shared_ptr<Node> old = std::exchange(handle.value(), std::move(node));
  old->parent_ = nullptr;
  handle.value()->parent_ = this;
  children_.insert(std::move(handle));
  return old;
}

std::shared_ptr<Node> Directory::Remove(std::u16string_view name) {
  const auto found = children_.find(name);
  if (found == children_.end()) ThrowNotFound();
  auto handle = children_.extract(found);
  handle.value()->parent_ = nullptr;
  return std::move(handle.value());
}

void Directory::Rename(std::u16string_view name, std::u16string new_name) {
  RequireName(new_name, of_streams_);
  const auto found = children_.find(name);
  if (found == children_.end()) ThrowNotFound();
  const auto clash = children_.find(new_name);
  if (clash != children_.end() && clash != found) ThrowTaken();
  auto handle = children_.extract(found);
  handle.value()->name_ = std::move(new_name);
  children_.insert(std::move(handle));
}

void Directory::Clear() {
  Directory doomed;
  doomed.children_ = std::move(children_);
  children_.clear();
}

}  // namespace virtual_drive::tree

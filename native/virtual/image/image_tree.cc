#include "virtual/image/image_tree.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/utf16.h"
#include "virtual/tree/path.h"
#include "virtual/udf/sector_source.h"

namespace virtual_drive {
namespace {

// An entry of its own, and a share of its directory's data and of rounding.
constexpr std::uint64_t kBlocksOfAnEntry = 2;

std::uint64_t BlocksOfFile(const tree::File& file) {
  if (!std::holds_alternative<tree::New>(file.content())) return kBlocksOfAnEntry;
  return kBlocksOfAnEntry + (file.size() + udf::kBlockSize - 1) / udf::kBlockSize;
}

std::uint64_t StreamBlocksOfFile(const tree::File& file) {
  std::uint64_t blocks = 0;
  if (file.streams()) {
    for (const auto& stream : file.streams()->children())
      blocks += ImageTree::BlocksOfStream(static_cast<const tree::File&>(*stream));
  }
  return blocks;
}

// Of a file, or of a directory and everything below it.
std::uint64_t Sum(const tree::Node& node, std::uint64_t of_directory,
                  std::uint64_t (*of_file)(const tree::File&)) {
  if (!node.is_directory()) return of_file(static_cast<const tree::File&>(node));
  std::uint64_t blocks = of_directory;
  std::vector<const tree::Directory*> pending{static_cast<const tree::Directory*>(&node)};
  while (!pending.empty()) {
    const tree::Directory* at = pending.back();
    pending.pop_back();
    for (const auto& child : at->children()) {
      if (child->is_directory()) {
        blocks += of_directory;
        pending.push_back(static_cast<const tree::Directory*>(child.get()));
      } else {
        blocks += of_file(static_cast<const tree::File&>(*child));
      }
    }
  }
  return blocks;
}

std::uint64_t StreamBlocksOf(const tree::Node& node) { return Sum(node, 0, StreamBlocksOfFile); }

struct Pair {
  tree::Directory* ours;
  tree::Directory* imported;
};

// Calls `meet(ours, theirs)` for every imported node that has a namesake here, down to where ours
// has none.
template <class Meet>
void WalkCommon(tree::Directory& ours, tree::Directory& imported, Meet meet) {
  std::vector<Pair> pending{{&ours, &imported}};
  while (!pending.empty()) {
    const Pair at = pending.back();
    pending.pop_back();
    for (const auto& theirs : at.imported->children()) {
      const std::shared_ptr<tree::Node> mine = at.ours->Find(theirs->name());
      if (!mine) continue;
      meet(*mine, *theirs);
      if (!mine->is_directory() || !theirs->is_directory()) continue;
      pending.push_back(
          {static_cast<tree::Directory*>(mine.get()), static_cast<tree::Directory*>(theirs.get())});
    }
  }
}

void RequireSameKind(const tree::Node& mine, const tree::Node& theirs) {
  if (mine.is_directory() == theirs.is_directory()) return;
  const std::wstring path = ToWide(tree::PathOf(mine));
  if (mine.is_directory()) {
    throw Error(hresult::IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY,
                L"The file '" + path + L"' of the disc is a directory in the file system image.");
  }
  throw Error(hresult::IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE,
              L"The directory '" + path + L"' of the disc is a file in the file system image.");
}

}  // namespace

void ImageTree::Add(const std::shared_ptr<tree::Directory>& directory,
                    std::shared_ptr<tree::Node> node) {
  const std::uint64_t blocks = BlocksOf(*node);
  directory->Add(node);
  stream_blocks_ += StreamBlocksOf(*node);
  log_.Added(directory, std::move(node));
  blocks_ += blocks;
}

void ImageTree::AddOver(const std::shared_ptr<tree::Directory>& directory,
                        std::shared_ptr<tree::Node> node) {
  std::vector<std::pair<std::shared_ptr<tree::Directory>, std::shared_ptr<tree::Node>>> pending;
  pending.emplace_back(directory, std::move(node));
  while (!pending.empty()) {
    const auto [ours, theirs] = std::move(pending.back());
    pending.pop_back();
    const std::shared_ptr<tree::Node> mine = ours->Find(theirs->name());
    if (mine && mine->is_directory() && theirs->is_directory()) {
      auto& added = static_cast<tree::Directory&>(*theirs);
      const auto common = std::static_pointer_cast<tree::Directory>(mine);
      for (const auto& child : added.children()) pending.emplace_back(common, child);
      added.Clear();
      continue;
    }
    if (mine) Remove(mine);
    Add(ours, theirs);
  }
}

void ImageTree::Remove(const std::shared_ptr<tree::Node>& node) {
  const auto directory = std::static_pointer_cast<tree::Directory>(
      tree::FindByPath(root_, tree::PathOf(*node->parent())));
  directory->Remove(node->name());
  log_.Removed(directory, node);
  blocks_ -= BlocksOf(*node);
  stream_blocks_ -= StreamBlocksOf(*node);
}

void ImageTree::AddStream(const std::shared_ptr<tree::File>& file,
                          std::shared_ptr<tree::File> stream) {
  const std::uint64_t blocks = BlocksOfStream(*stream);
  if (!file->streams()) file->set_streams(tree::Directory::OfStreams());
  file->streams()->Add(stream);
  log_.Added(file->streams(), std::move(stream));
  stream_blocks_ += blocks;
}

void ImageTree::RemoveStream(const std::shared_ptr<tree::File>& file,
                             const std::shared_ptr<tree::Node>& stream) {
  file->streams()->Remove(stream->name());
  log_.Removed(file->streams(), stream);
  stream_blocks_ -= BlocksOfStream(static_cast<const tree::File&>(*stream));
}

void ImageTree::Resized(const tree::Node& node, std::uint64_t before) noexcept {
  if (Holds(node)) blocks_ = blocks_ - before + BlocksOf(node);
}

bool ImageTree::Holds(const tree::Node& node) const noexcept {
  const tree::Node* at = &node;
  while (at->parent() != nullptr) at = at->parent();
  return at == root_.get();
}

bool ImageTree::RollBack(LONG point) {
  if (!log_.RollBack(point)) return false;
  CountAll();
  return true;
}

void ImageTree::Merge(tree::Directory& imported) {
  WalkCommon(*root_, imported, RequireSameKind);
  std::vector<Pair> pending{{root_.get(), &imported}};
  while (!pending.empty()) {
    const Pair at = pending.back();
    pending.pop_back();
    // A copy: what is moved over leaves the imported directory.
    const std::vector<std::shared_ptr<tree::Node>> children(at.imported->children().begin(),
                                                            at.imported->children().end());
    for (const auto& theirs : children) {
      const std::shared_ptr<tree::Node> mine = at.ours->Find(theirs->name());
      if (!mine) {
        at.ours->Add(at.imported->Remove(theirs->name()));
      } else if (mine->is_directory()) {
        pending.push_back({static_cast<tree::Directory*>(mine.get()),
                           static_cast<tree::Directory*>(theirs.get())});
      }
    }
  }
  root_->set_times(imported.times());
  log_.LockIn();
  CountAll();
}

void ImageTree::CountAll() {
  blocks_ = BlocksOf(*root_) - kBlocksOfAnEntry;
  stream_blocks_ = StreamBlocksOf(*root_);
}

std::uint64_t ImageTree::BlocksOf(const tree::Node& node) {
  return Sum(node, kBlocksOfAnEntry, BlocksOfFile);
}

std::uint64_t ImageTree::BlocksOfStream(const tree::File& stream) {
  return BlocksOfFile(stream) + 1;
}

}  // namespace virtual_drive

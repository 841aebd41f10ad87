#include "virtual/image/fsi_directory_item.h"

#include <algorithm>
#include <utility>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/com/enumerator.h"
#include "virtual/image/date_time.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/fsi_path.h"
#include "virtual/image/source_tree.h"
#include "virtual/image/stream_source.h"
#include "virtual/image/utf16.h"
#include "virtual/tree/path.h"
#include "virtual/udf/sector_source.h"

namespace virtual_drive {
namespace {

std::uint64_t SectorsOf(std::uint64_t bytes) {
  return (bytes + udf::kBlockSize - 1) / udf::kBlockSize;
}

std::shared_ptr<tree::Node> MakeFile(std::u16string name, tree::Content&& content) {
  return std::make_shared<tree::File>(std::move(name), std::move(content));
}

std::shared_ptr<tree::Node> MakeDirectory(std::u16string name, tree::Content&&) {
  return std::make_shared<tree::Directory>(std::move(name));
}

std::u16string BaseName(std::u16string_view path) {
  const std::size_t separator = path.find_last_of(u"\\:");
  return std::u16string(path.substr(separator == std::u16string_view::npos ? 0 : separator + 1));
}

}  // namespace

FsiDirectoryItem::FsiDirectoryItem(ComPtr<FileSystemImage> image,
                                   std::shared_ptr<tree::Directory> directory)
    : FsiItem(std::move(image), directory), directory_(std::move(directory)) {}

HRESULT FsiDirectoryItem::get__NewEnum(IEnumVARIANT** enumerator) noexcept {
  return session()->Call("IFsiDirectoryItem::get__NewEnum", [&]() -> HRESULT {
    ClearOut(enumerator);
    std::vector<Variant> items;
    for (const auto& child : Children())
      items.push_back(Variant::OfDispatch(MakeItem(image_, child)));
    *enumerator = NewVariantEnumerator(session(), std::move(items));
    return S_OK;
  });
}

HRESULT FsiDirectoryItem::get_Item(BSTR path, IFsiItem** item) noexcept {
  return session()->Call("IFsiDirectoryItem::get_Item", [&]() -> HRESULT {
    ClearOut(item);
    const std::u16string wanted = FromWide(View(path));
    const auto guard = model().Lock();
    const std::shared_ptr<tree::Node> node = tree::FindByPath(directory_, wanted);
    if (!node) throw fsi_errors::ItemNotFound(FullPath(*directory_, wanted));
    *item = MakeItem(image_, node).Detach();
    return S_OK;
  });
}

HRESULT FsiDirectoryItem::get_Count(LONG* count) noexcept {
  return session()->Call("IFsiDirectoryItem::get_Count", [&]() -> HRESULT {
    ClearOut(count);
    const auto guard = model().Lock();
    *count = static_cast<LONG>(directory_->children().size());
    return S_OK;
  });
}

HRESULT FsiDirectoryItem::get_EnumFsiItems(IEnumFsiItems** enumerator) noexcept {
  return session()->Call("IFsiDirectoryItem::get_EnumFsiItems", [&]() -> HRESULT {
    ClearOut(enumerator);
    std::vector<ComPtr<IFsiItem>> items;
    for (const auto& child : Children()) items.push_back(MakeItem(image_, child));
    *enumerator =
        NewEnumerator<IEnumFsiItems, PointerElement<IFsiItem>>(session(), std::move(items));
    return S_OK;
  });
}

HRESULT FsiDirectoryItem::AddDirectory(BSTR path) noexcept {
  return session()->Call("IFsiDirectoryItem::AddDirectory", [&]() -> HRESULT {
    AddNew(FromWide(View(path)), MakeDirectory, {});
    return S_OK;
  });
}

HRESULT FsiDirectoryItem::AddFile(BSTR path, IStream* data) noexcept {
  return session()->Call("IFsiDirectoryItem::AddFile", [&]() -> HRESULT {
    if (!data) throw Error(E_POINTER, L"The file's data is null.");
    const std::u16string wanted = FromWide(View(path));
    auto source = std::make_shared<StreamSource>(ComPtr<IStream>(data), wanted);
    const std::uint64_t bytes = source->Size();
    const std::u16string path = ShownPath(wanted);
    image_->FireUpdate(path, 0, SectorsOf(bytes));
    AddNew(wanted, MakeFile, tree::New{std::move(source)});
    TellCopied(path, bytes);
    return S_OK;
  });
}

HRESULT FsiDirectoryItem::AddTree(BSTR source, VARIANT_BOOL include_base) noexcept {
  return session()->Call("IFsiDirectoryItem::AddTree", [&]() -> HRESULT {
    AddSources(source, include_base, false);
    return S_OK;
  });
}

HRESULT FsiDirectoryItem::Add(IFsiItem* item) noexcept {
  return session()->Call("IFsiDirectoryItem::Add", [&]() -> HRESULT {
    if (!item) throw Error(E_POINTER, L"The item is null.");
    ComPtr<IFsiNode> given;
    item->QueryInterface(__uuidof(IFsiNode), given.PutVoid());
    if (!given || &given->Image() != image_.Get()) {
      throw fsi_errors::InvalidParameter(L"item", L"it is no item of this file system image");
    }
    const std::shared_ptr<tree::Node> node = given->Node();
    {
      const auto guard = model().LockForChange();
      if (node->parent() != nullptr || model().tree(guard).Holds(*node)) {
        throw fsi_errors::InvalidParameter(L"item", L"it has been added already");
      }
    }
    const std::uint64_t bytes =
        node->is_directory() ? 0 : static_cast<const tree::File&>(*node).size();
    const std::u16string path = ShownPath(node->name());
    image_->FireUpdate(path, 0, SectorsOf(bytes));
    AddAll({node}, false);
    TellCopied(path, bytes);
    return S_OK;
  });
}

HRESULT FsiDirectoryItem::Remove(BSTR path) noexcept {
  return session()->Call("IFsiDirectoryItem::Remove", [&]() -> HRESULT {
    const std::u16string wanted = FromWide(View(path));
    const auto guard = model().LockForChange();
    RequireHeld(guard);
    const std::shared_ptr<tree::Node> node = tree::FindByPath(directory_, wanted);
    if (!node) throw fsi_errors::ItemNotFound(FullPath(*directory_, wanted));
    if (node == directory_) throw fsi_errors::InvalidPath(wanted, "names the directory itself");
    if (node->is_directory() && !static_cast<const tree::Directory&>(*node).children().empty()) {
      throw fsi_errors::DirectoryNotEmpty(FullPath(*directory_, wanted));
    }
    model().tree(guard).Remove(node);
    return S_OK;
  });
}

HRESULT FsiDirectoryItem::RemoveTree(BSTR path) noexcept {
  return session()->Call("IFsiDirectoryItem::RemoveTree", [&]() -> HRESULT {
    const std::u16string wanted = FromWide(View(path));
    const auto guard = model().LockForChange();
    RequireHeld(guard);
    const std::shared_ptr<tree::Node> node = tree::FindByPath(directory_, wanted);
    if (!node) throw fsi_errors::DirectoryNotFound(FullPath(*directory_, wanted));
    if (!node->is_directory()) throw fsi_errors::NotADirectory(FullPath(*directory_, wanted));
    ImageTree& tree = model().tree(guard);
    if (node != directory_) {
      tree.Remove(node);
      return S_OK;
    }
    // The root and a delimiter are the whole image (sdk-api: RemoveTree).
    if (directory_ != tree.root() || wanted.empty())
      throw fsi_errors::InvalidPath(wanted, "names the directory itself");
    const std::vector<std::shared_ptr<tree::Node>> all(directory_->children().begin(),
                                                       directory_->children().end());
    for (const auto& child : all) tree.Remove(child);
    return S_OK;
  });
}

// UDF has named streams from revision 2.00 on. An image of less has them in memory only, and this
// says so by its success code (sdk-api: AddTreeWithNamedStreams).
HRESULT FsiDirectoryItem::AddTreeWithNamedStreams(BSTR source, VARIANT_BOOL include_base) noexcept {
  return session()->Call("IFsiDirectoryItem2::AddTreeWithNamedStreams", [&]() -> HRESULT {
    AddSources(source, include_base, true);
    const bool recorded = model().HasUdf(model().Lock(), 0x200);
    return recorded ? S_OK : hresult::IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED;
  });
}

void FsiDirectoryItem::AddSources(BSTR source, VARIANT_BOOL include_base, bool with_streams) {
  const std::wstring path = LongPath(View(source));
  RequireChangeable();  // before a walk that may take minutes
  const std::u16string base_name =
      include_base != VARIANT_FALSE ? BaseName(FromWide(path)) : std::u16string();
  const auto tell = [&](const tree::File& file) {
    const std::u16string shown = ShownPath(base_name + tree::PathOf(file));
    image_->FireUpdate(shown, 0, SectorsOf(file.size()));
    TellCopied(shown, file.size());
  };
  const std::shared_ptr<tree::Directory> read = ReadSourceTree(session(), path, with_streams, tell);
  std::vector<std::shared_ptr<tree::Node>> nodes(read->children().begin(), read->children().end());
  read->Clear();
  if (include_base != VARIANT_FALSE) {
    auto base = std::make_shared<tree::Directory>(base_name);
    const tree::Time now = Now();
    base->set_times({now, now, now});
    for (auto& node : nodes) base->Add(std::move(node));
    nodes.assign(1, std::move(base));
  }
  AddAll(nodes, session()->Switch("tree-collisions") == "overwritten");
}

std::u16string FsiDirectoryItem::ShownPath(std::u16string_view path) const {
  const auto guard = model().Lock();
  return FullPath(*directory_, path);
}

// For each megabyte, and for what is left behind the last one (sdk-api:
// DFileSystemImageEvents::Update). Sources are read later, when the image is.
void FsiDirectoryItem::TellCopied(std::u16string_view path, std::uint64_t bytes) const {
  constexpr std::uint64_t kMegabyte = (1 << 20) / udf::kBlockSize;
  const std::uint64_t total = SectorsOf(bytes);
  for (std::uint64_t copied = 0; copied < total;) {
    copied = std::min(copied + kMegabyte, total);
    image_->FireUpdate(path, copied, total);
  }
}

void FsiDirectoryItem::RequireChangeable() const { RequireHeld(model().LockForChange()); }

void FsiDirectoryItem::RequireHeld(const ImageModel::Locked& guard) const {
  if (!model().tree(guard).Holds(*directory_))
    throw fsi_errors::NotInFileSystem(directory_->name());
}

void FsiDirectoryItem::AddNew(std::u16string_view path,
                              std::shared_ptr<tree::Node> (*make)(std::u16string, tree::Content&&),
                              tree::Content content) {
  const auto guard = model().LockForChange();
  RequireHeld(guard);
  FsiPlace place = PlaceForNew(directory_, path, model().settings(guard).restricted_characters);
  const std::shared_ptr<tree::Node> node = make(std::move(place.name), std::move(content));
  const tree::Time now = Now();
  node->set_times({now, now, now});
  model().RequireFileSystems(guard, *place.directory, *node);
  model().RequireRoom(guard, path, ImageTree::BlocksOf(*node));
  model().tree(guard).Add(place.directory, node);
}

void FsiDirectoryItem::AddAll(const std::vector<std::shared_ptr<tree::Node>>& nodes, bool over) {
  const auto guard = model().LockForChange();
  RequireHeld(guard);
  ImageTree& tree = model().tree(guard);
  const LONG before = tree.change_point();
  try {
    for (const auto& node : nodes) {
      RequireName(node->name(), model().settings(guard).restricted_characters);
      if (!over && directory_->Find(node->name()))
        throw fsi_errors::NameTaken(FullPath(*directory_, node->name()));
      model().RequireFileSystems(guard, *directory_, *node);
      if (over) {
        tree.AddOver(directory_, node);
      } else {
        tree.Add(directory_, node);
      }
    }
    model().RequireRoom(guard, tree::PathOf(*directory_), 0);
  } catch (...) {
    tree.RollBack(before);
    throw;
  }
}

std::vector<std::shared_ptr<tree::Node>> FsiDirectoryItem::Children() const {
  const auto guard = model().Lock();
  return {directory_->children().begin(), directory_->children().end()};
}

}  // namespace virtual_drive

#include "virtual/image/fsi_item.h"

#include <string>
#include <vector>

#include "virtual/com/bstr.h"
#include "virtual/image/date_time.h"
#include "virtual/image/fsi_directory_item.h"
#include "virtual/image/fsi_errors.h"
#include "virtual/image/fsi_file_item.h"
#include "virtual/image/utf16.h"
#include "virtual/iso/names.h"

namespace virtual_drive {
namespace {

// How a file system that the image could have records the item: UDF takes names as they are,
// others may have to cut them, and then what else is in the directory counts.
std::u16string NameIn(FsiFileSystems file_system, const tree::Node& node, LONG level) {
  if (file_system == FsiFileSystemUDF || node.parent() == nullptr) return node.name();
  if (file_system != FsiFileSystemISO9660 && file_system != FsiFileSystemJoliet)
    throw fsi_errors::InvalidParameter(L"fileSystem", L"the image has no such file system");
  std::vector<iso::NameRequest> requests;
  std::size_t index = 0;
  for (const auto& sibling : node.parent()->children()) {
    if (sibling.get() == &node) index = requests.size();
    requests.push_back({sibling->name(), sibling->is_directory()});
  }
  const auto rules = file_system == FsiFileSystemJoliet ? iso::NameRules::kJoliet
                     : level == 1                       ? iso::NameRules::kLevel1
                                                        : iso::NameRules::kLevel2;
  return iso::MakeNames(requests, rules)[index];
}

std::u16string PathIn(FsiFileSystems file_system, const tree::Node& node, const tree::Node* owner,
                      LONG level) {
  std::u16string path;
  if (owner != nullptr) path = u':' + NameIn(file_system, node, level);
  for (const tree::Node* at = owner != nullptr ? owner : &node; at->parent() != nullptr;
       at = at->parent())
    path = u'\\' + NameIn(file_system, *at, level) + path;
  return path.empty() ? u"\\" : path;
}

}  // namespace

std::u16string ItemPath(const tree::Node& node, const tree::Node* owner) {
  return PathIn(FsiFileSystemUDF, node, owner, 0);
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::get_Name(BSTR* name) noexcept {
  return this->session()->Call("IFsiItem::get_Name", [&]() -> HRESULT {
    ClearOut(name);
    const auto guard = model().Lock();
    *name = Bstr(ToWide(node_->name())).Detach();
    return S_OK;
  });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::get_FullPath(BSTR* path) noexcept {
  return this->session()->Call("IFsiItem::get_FullPath", [&]() -> HRESULT {
    ClearOut(path);
    const auto guard = model().Lock();
    *path = Bstr(ToWide(Path())).Detach();
    return S_OK;
  });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::get_CreationTime(DATE* time) noexcept {
  return this->session()->Call("IFsiItem::get_CreationTime",
                               [&] { return GetTime(&tree::Times::creation, time); });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::put_CreationTime(DATE time) noexcept {
  return this->session()->Call("IFsiItem::put_CreationTime",
                               [&] { return PutTime(&tree::Times::creation, time); });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::get_LastAccessedTime(DATE* time) noexcept {
  return this->session()->Call("IFsiItem::get_LastAccessedTime",
                               [&] { return GetTime(&tree::Times::access, time); });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::put_LastAccessedTime(DATE time) noexcept {
  return this->session()->Call("IFsiItem::put_LastAccessedTime",
                               [&] { return PutTime(&tree::Times::access, time); });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::get_LastModifiedTime(DATE* time) noexcept {
  return this->session()->Call("IFsiItem::get_LastModifiedTime",
                               [&] { return GetTime(&tree::Times::modification, time); });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::put_LastModifiedTime(DATE time) noexcept {
  return this->session()->Call("IFsiItem::put_LastModifiedTime",
                               [&] { return PutTime(&tree::Times::modification, time); });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::get_IsHidden(VARIANT_BOOL* hidden) noexcept {
  return this->session()->Call("IFsiItem::get_IsHidden", [&]() -> HRESULT {
    ClearOut(hidden);
    const auto guard = model().Lock();
    *hidden = node_->hidden() ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
  });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::put_IsHidden(VARIANT_BOOL hidden) noexcept {
  return this->session()->Call("IFsiItem::put_IsHidden", [&]() -> HRESULT {
    const auto guard = model().LockForChange();
    node_->set_hidden(hidden != VARIANT_FALSE);
    return S_OK;
  });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::FileSystemName(FsiFileSystems file_system, BSTR* name) noexcept {
  return this->session()->Call("IFsiItem::FileSystemName", [&]() -> HRESULT {
    ClearOut(name);
    const auto guard = model().Lock();
    const LONG level = model().settings(guard).iso_interchange_level;
    *name = Bstr(ToWide(NameIn(file_system, *node_, level))).Detach();
    return S_OK;
  });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::FileSystemPath(FsiFileSystems file_system, BSTR* path) noexcept {
  return this->session()->Call("IFsiItem::FileSystemPath", [&]() -> HRESULT {
    ClearOut(path);
    const auto guard = model().Lock();
    const LONG level = model().settings(guard).iso_interchange_level;
    *path = Bstr(ToWide(PathIn(file_system, *node_, Owner(), level))).Detach();
    return S_OK;
  });
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::GetTime(TimeField field, DATE* time) {
  ClearOut(time);
  const auto guard = model().Lock();
  *time = ToDate(node_->times().*field);
  return S_OK;
}

template <class Main, class... Bases>
HRESULT FsiItem<Main, Bases...>::PutTime(TimeField field, DATE time) {
  const std::optional<tree::Time> value = FromDate(time);
  if (!value) throw fsi_errors::InvalidParameter(L"newVal", L"it is no date");
  const auto guard = model().LockForChange();
  tree::Times times = node_->times();
  times.*field = *value;
  node_->set_times(times);
  return S_OK;
}

template class FsiItem<IFsiDirectoryItem2, IFsiDirectoryItem, IFsiItem>;
template class FsiItem<IFsiFileItem2, IFsiFileItem, IFsiItem>;

ComPtr<IFsiItem> MakeItem(ComPtr<FileSystemImage> image, const std::shared_ptr<tree::Node>& node) {
  if (node->is_directory()) {
    auto directory = std::static_pointer_cast<tree::Directory>(node);
    return ComPtr<IFsiItem>(
        MakeObject<FsiDirectoryItem>(std::move(image), std::move(directory)).Get());
  }
  auto file = std::static_pointer_cast<tree::File>(node);
  return ComPtr<IFsiItem>(MakeObject<FsiFileItem>(std::move(image), std::move(file)).Get());
}

}  // namespace virtual_drive

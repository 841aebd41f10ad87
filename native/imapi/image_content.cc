// What is done to the tree of an image.
#include "com/bstr.h"
#include "com/com_error.h"
#include "com/memory_stream.h"
#include "com/text.h"
#include "imapi/image.h"
#include "imapi/image_path.h"
#include "imapi/image_time.h"

#include <algorithm>

namespace imapi2 {
namespace {

using com::Bstr;
using com::Check;
using com::ComPtr;

std::string Quoted(const std::wstring& inner_path) {
  return "'" + com::ToUtf8(OuterPath(inner_path)) + "'";
}

FILETIME Earlier(const FILETIME& left, const FILETIME& right) {
  return CompareFileTime(&left, &right) < 0 ? left : right;
}
FILETIME Later(const FILETIME& left, const FILETIME& right) {
  return CompareFileTime(&left, &right) < 0 ? right : left;
}

// A copied file was created after it was modified, and IMAPI2FS refuses times that are out of order
// (IMAPI_E_INVALID_DATE). So creation goes first, and is never later than the others.
void SetTimes(IFsiItem* item, const FileTimes& times) {
  const auto created = DateOfFileTime(Earlier(times.created, times.modified));
  const auto accessed = DateOfFileTime(Later(times.accessed, times.modified));
  const auto modified = DateOfFileTime(times.modified);
  if (!created || !accessed || !modified) return;
  Check(item->put_CreationTime(*created), "IFsiItem::put_CreationTime");
  Check(item->put_LastAccessedTime(*accessed), "IFsiItem::put_LastAccessedTime");
  Check(item->put_LastModifiedTime(*modified), "IFsiItem::put_LastModifiedTime");
}

FileTimes AllAt(const FILETIME& time) { return {time, time, time}; }

ImageEntry Describe(IFsiItem* item) {
  ImageEntry entry = {};
  Bstr name;
  Check(item->get_Name(name.Put()), "IFsiItem::get_Name");
  entry.name = name.Text();
  Bstr path;
  Check(item->get_FullPath(path.Put()), "IFsiItem::get_FullPath");
  entry.path = OuterPath(path.View());
  const ComPtr<IFsiItem> owner(item);
  // Items are asked what they are, never cast: one item has several wrappers.
  const auto file = owner.TryAs<IFsiFileItem>();
  entry.directory = !file;
  if (file) {
    LONGLONG size = 0;
    Check(file->get_DataSize(&size), "IFsiFileItem::get_DataSize");
    entry.bytes = size;
  }
  DATE modified = 0;
  if (com::Expect(item->get_LastModifiedTime(&modified))) entry.modified = UnixOfDate(modified);
  return entry;
}

}  // namespace

ImageState ImageObjects::State() {
  Bstr name;
  Check(image_->get_VolumeName(name.Put()), "IFileSystemImage::get_VolumeName");
  LONG free = 0;
  Check(image_->get_FreeMediaBlocks(&free), "IFileSystemImage::get_FreeMediaBlocks");
  return {name.Text(), static_cast<int32_t>(free)};
}

void ImageObjects::SetVolumeName(const std::wstring& name) {
  Check(image_->put_VolumeName(Bstr(name).Get()), "IFileSystemImage::put_VolumeName");
  lost_name_.reset();
}

uint64_t ImageObjects::AddFile(const std::wstring& source, const std::wstring& destination,
                               const AddOptions& options) {
  SourceFile file = InspectSource(source);
  if (options.readable) RequireReadable(file);
  const uint64_t size = file.size;
  const FileTimes times = options.modified ? AllAt(FileTimeOfUnix(*options.modified)) : file.times;
  const ComPtr<IStream> stream = MakeSourceStream(std::move(file), trouble_);
  Add(stream.Get(), destination, times, options.hidden, options.replace);
  return size;
}

void ImageObjects::AddBytes(std::vector<uint8_t> bytes, const std::wstring& destination,
                            const AddOptions& options) {
  FILETIME now;
  GetSystemTimeAsFileTime(&now);
  const FileTimes times = AllAt(options.modified ? FileTimeOfUnix(*options.modified) : now);
  const auto stream = com::MakeObject<com::MemoryStream>(std::move(bytes));
  Add(stream.Get(), destination, times, options.hidden, options.replace);
}

void ImageObjects::Add(IStream* data, const std::wstring& destination, const FileTimes& times,
                       bool hidden, bool replace) {
  const std::wstring path = InnerPath(destination);
  const auto [folder, name] = SplitPath(path);
  // Everything that can be refused without changing the image comes first.
  ComPtr<IFsiFileItem> item;
  Check(image_->CreateFileItem(Bstr(name).Get(), item.Put()), "IFileSystemImage::CreateFileItem");
  Check(item->put_Data(data), "IFsiFileItem::put_Data");
  SetTimes(item.Get(), times);
  if (hidden) Check(item->put_IsHidden(VARIANT_TRUE), "IFsiItem::put_IsHidden");

  MakeFolders(folder);
  const ComPtr<IFsiItem> replaced = MakeRoom(path, replace);
  try {
    Check(FolderAt(folder)->Add(item.Get()), "IFsiDirectoryItem::Add");
  } catch (const com::ComError&) {
    // What could not be replaced (the new content has no room) is not lost.
    if (replaced) com::Expect(FolderAt(folder)->Add(replaced.Get()));
    throw;
  }
}

// IMAPI2FS has no "replace": the old entry goes, and its content stays on the disc, out of sight.
// Returns the entry, null where there was none.
ComPtr<IFsiItem> ImageObjects::MakeRoom(const std::wstring& inner_path, bool replace) {
  const FsiItemType type = Exists(inner_path);
  if (type == FsiItemNotFound) return nullptr;
  if (type == FsiItemDirectory) {
    throw Error(code::kExists, "IFsiDirectoryItem::Add",
                "The image has a folder at " + Quoted(inner_path));
  }
  if (!replace) {
    throw Error(code::kExists, "IFsiDirectoryItem::Add",
                "The image has a file at " + Quoted(inner_path) + " already");
  }
  ComPtr<IFsiItem> replaced;
  Check(root_->get_Item(Bstr(inner_path).Get(), replaced.Put()), "IFsiDirectoryItem::get_Item");
  Check(root_->Remove(Bstr(inner_path).Get()), "IFsiDirectoryItem::Remove");
  return replaced;
}

void ImageObjects::MakeFolders(const std::wstring& path) {
  const std::wstring inner = InnerPath(path);
  if (inner.empty() || inner == folder_path_) return;
  switch (Exists(inner)) {
    case FsiItemDirectory:
      return;
    case FsiItemNotFound:
      break;
    default:
      throw Error(code::kExists, "IFsiDirectoryItem::AddDirectory",
                  "The image has a file at " + Quoted(inner) + ", where a folder is wanted");
  }
  const auto [parent, name] = SplitPath(inner);
  MakeFolders(parent);
  Check(FolderAt(parent)->AddDirectory(Bstr(name).Get()), "IFsiDirectoryItem::AddDirectory");
}

void ImageObjects::Remove(const std::wstring& path) {
  const std::wstring inner = InnerPath(path);
  folder_path_.clear();
  folder_.Reset();
  const Bstr name(inner);
  if (Exists(inner) == FsiItemDirectory) {
    Check(root_->RemoveTree(name.Get()), "IFsiDirectoryItem::RemoveTree");
  } else {
    Check(root_->Remove(name.Get()), "IFsiDirectoryItem::Remove");
  }
}

std::vector<ImageEntry> ImageObjects::List(const std::wstring& path) {
  ComPtr<IEnumFsiItems> items;
  Check(FolderAt(InnerPath(path))->get_EnumFsiItems(items.Put()),
        "IFsiDirectoryItem::get_EnumFsiItems");
  std::vector<ImageEntry> entries;
  for (;;) {
    ComPtr<IFsiItem> item;
    ULONG fetched = 0;
    const HRESULT result = Check(items->Next(1, item.Put(), &fetched), "IEnumFsiItems::Next");
    if (result != S_OK || fetched == 0) return entries;
    entries.push_back(Describe(item.Get()));
  }
}

FsiItemType ImageObjects::Exists(const std::wstring& inner_path) {
  FsiItemType type = FsiItemNotFound;
  Check(image_->Exists(Bstr(L"\\" + inner_path).Get(), &type), "IFileSystemImage::Exists");
  return type;
}

IFsiDirectoryItem* ImageObjects::FolderAt(const std::wstring& inner_path) {
  if (inner_path.empty()) return root_.Get();
  if (!folder_ || folder_path_ != inner_path) {
    ComPtr<IFsiItem> item;
    Check(root_->get_Item(Bstr(inner_path).Get(), item.Put()), "IFsiDirectoryItem::get_Item");
    ComPtr<IFsiDirectoryItem> folder;
    Check(item.QueryInto(&folder), "IFsiItem::QueryInterface(IFsiDirectoryItem)");
    folder_ = std::move(folder);
    folder_path_ = inner_path;
  }
  return folder_.Get();
}

}  // namespace imapi2

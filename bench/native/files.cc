#include "plain.h"

#include <shlwapi.h>

#include <string>

namespace plain {
namespace {

Times AllNow() {
  SYSTEMTIME system;
  GetSystemTime(&system);
  DATE now = 0;
  SystemTimeToVariantTime(&system, &now);
  return {now, now, now};
}

}  // namespace

void Job::EnterFolder(const std::wstring& name) {
  const Text text(name);
  Check(root_->AddDirectory(text.Get()), "IFsiDirectoryItem::AddDirectory");
  Ptr<IFsiItem> item;
  Check(root_->get_Item(text.Get(), item.Put()), "IFsiDirectoryItem::get_Item");
  Check(item->QueryInterface(__uuidof(IFsiDirectoryItem), folder_.PutVoid()),
        "QueryInterface(IFsiDirectoryItem)");
  folder_name_ = name;
}

void Job::AddFile(const std::wstring& name, const std::string& content, const Times& times) {
  const Text text(name);
  Ptr<IFsiFileItem> file;
  Check(image_->CreateFileItem(text.Get(), file.Put()), "IFileSystemImage::CreateFileItem");
  Ptr<IStream> data;
  *data.Put() = SHCreateMemStream(reinterpret_cast<const BYTE*>(content.data()),
                                  static_cast<UINT>(content.size()));
  Check(file->put_Data(data.Get()), "IFsiFileItem::put_Data");
  Check(file->put_CreationTime(times.created), "IFsiItem::put_CreationTime");
  Check(file->put_LastAccessedTime(times.accessed), "IFsiItem::put_LastAccessedTime");
  Check(file->put_LastModifiedTime(times.modified), "IFsiItem::put_LastModifiedTime");
  const Text path(L"\\" + folder_name_ + L"\\" + name);
  FsiItemType type = FsiItemNotFound;
  Check(image_->Exists(path.Get(), &type), "IFileSystemImage::Exists");
  Check(folder_->Add(file.Get()), "IFsiDirectoryItem::Add");
}

void Job::AddFiles(int count) {
  const Times now = AllNow();
  for (int i = 0; i < count; ++i) {
    if (i % 1000 == 0) EnterFolder(L"folder" + std::to_wstring(i / 1000));
    AddFile(L"file" + std::to_wstring(i) + L".txt", "content of " + std::to_string(i), now);
  }
}

}  // namespace plain

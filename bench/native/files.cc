#include "plain.h"

#include <shlwapi.h>

#include <string>

namespace plain {

// The calls that image.add(bytes, path) makes, without the package around them.
void Job::AddFiles(int count) {
  SYSTEMTIME system;
  GetSystemTime(&system);
  DATE now = 0;
  SystemTimeToVariantTime(&system, &now);
  Ptr<IFsiDirectoryItem> folder;
  for (int i = 0; i < count; ++i) {
    const std::wstring folder_name = L"folder" + std::to_wstring(i / 1000);
    if (i % 1000 == 0) {
      const Text name(folder_name);
      Check(root_->AddDirectory(name.Get()), "IFsiDirectoryItem::AddDirectory");
      Ptr<IFsiItem> item;
      Check(root_->get_Item(name.Get(), item.Put()), "IFsiDirectoryItem::get_Item");
      Check(item->QueryInterface(__uuidof(IFsiDirectoryItem), folder.PutVoid()),
            "QueryInterface(IFsiDirectoryItem)");
    }
    const std::string content = "content of " + std::to_string(i);
    const std::wstring file_name = L"file" + std::to_wstring(i) + L".txt";
    const Text name(file_name);
    Ptr<IFsiFileItem> file;
    Check(image_->CreateFileItem(name.Get(), file.Put()), "IFileSystemImage::CreateFileItem");
    Ptr<IStream> data;
    *data.Put() = SHCreateMemStream(reinterpret_cast<const BYTE*>(content.data()),
                                    static_cast<UINT>(content.size()));
    Check(file->put_Data(data.Get()), "IFsiFileItem::put_Data");
    Check(file->put_CreationTime(now), "IFsiItem::put_CreationTime");
    Check(file->put_LastAccessedTime(now), "IFsiItem::put_LastAccessedTime");
    Check(file->put_LastModifiedTime(now), "IFsiItem::put_LastModifiedTime");
    const Text path(L"\\" + folder_name + L"\\" + file_name);
    FsiItemType type = FsiItemNotFound;
    Check(image_->Exists(path.Get(), &type), "IFileSystemImage::Exists");
    Check(folder->Add(file.Get()), "IFsiDirectoryItem::Add");
  }
}

}  // namespace plain

#include "virtual/com/type_library.h"

#include <oleauto.h>

#include <cstring>
#include <string>

#include "virtual/com/error.h"
#include "virtual/com/module.h"

namespace virtual_drive {
bool TypeLibraries::Less::operator()(const GUID& a, const GUID& b) const noexcept {
  return std::memcmp(&a, &b, sizeof(GUID)) < 0;
}

ITypeLib* TypeLibraries::Load(std::size_t index) {
  ComPtr<ITypeLib>& library = libraries_[index];
  if (!library) {
    // "path\N" names the TYPELIB resource N of that file (LoadTypeLibEx).
    const std::wstring resource = ModulePath() + L"\\" + std::to_wstring(index + 1);
    Check(LoadTypeLibEx(resource.c_str(), REGKIND_NONE, library.Put()));
  }
  return library.Get();
}

ComPtr<ITypeLib> TypeLibraries::At(std::size_t index) {
  const std::lock_guard lock(mutex_);
  return ComPtr<ITypeLib>(Load(index));
}

ComPtr<ITypeInfo> TypeLibraries::Find(REFIID iid) {
  const std::lock_guard lock(mutex_);
  if (const auto known = infos_.find(iid); known != infos_.end()) return known->second;
  ComPtr<ITypeInfo> info;
  if (FAILED(Load(0)->GetTypeInfoOfGuid(iid, info.Put()))) {
    Check(Load(1)->GetTypeInfoOfGuid(iid, info.Put()));
  }
  infos_.emplace(iid, info);
  return info;
}

}  // namespace virtual_drive

#include "virtual/com/type_library.h"

#include <imapi2.h>
#include <imapi2fs.h>
#include <oleauto.h>

#include <cstring>
#include <string>

#include "virtual/com/error.h"
#include "virtual/com/module.h"

namespace virtual_drive {
namespace {

struct LibraryId {
  GUID id;
  WORD major;
  WORD minor;
};

// Written out: the SDK's headers declare LIBID_IMAPILib2 without defining it, and MinGW's name it
// otherwise.
constexpr std::array<LibraryId, 2> kRegistered = {{
    {{0x2735412F, 0x7F64, 0x5B0F, {0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E}}, 1, 0},
    {{0x2C941FD0, 0x975B, 0x59BE, {0xA9, 0x60, 0x9A, 0x2A, 0x26, 0x28, 0x53, 0xA5}}, 1, 0},
}};

}  // namespace

bool TypeLibraries::Less::operator()(const GUID& a, const GUID& b) const noexcept {
  return std::memcmp(&a, &b, sizeof(GUID)) < 0;
}

ITypeLib* TypeLibraries::Load(std::size_t index) {
  ComPtr<ITypeLib>& library = libraries_[index];
  if (!library) {
    // "path\N" names the TYPELIB resource N of that file (LoadTypeLibEx).
    const std::wstring resource = ModulePath() + L"\\" + std::to_wstring(index + 1);
    if (FAILED(LoadTypeLibEx(resource.c_str(), REGKIND_NONE, library.Put()))) {
      const LibraryId& registered = kRegistered[index];
      Check(LoadRegTypeLib(registered.id, registered.major, registered.minor, LOCALE_NEUTRAL,
                           library.Put()));
    }
  }
  return library.Get();
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

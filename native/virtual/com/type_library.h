#pragma once

#include <windows.h>

#include <oaidl.h>

#include <array>
#include <map>
#include <mutex>
#include <string_view>

#include "virtual/com/com_ptr.h"

namespace virtual_drive {

// The descriptions of IMAPI2's and IMAPI2FS's interfaces, loaded at first use and kept. Any thread.
//
// They come from the TYPELIB resources 1 and 2 of this library (type_libraries.rc).
class TypeLibraries {
 public:
  // The description of a dual interface, from whichever library has it. Throws Error.
  ComPtr<ITypeInfo> Find(REFIID iid);

  static constexpr std::size_t kCount = 2;
  // IMAPI2's, then IMAPI2FS's. Throws Error.
  ComPtr<ITypeLib> At(std::size_t index);

 private:
  ITypeLib* Load(std::size_t index);

  std::mutex mutex_;
  std::array<ComPtr<ITypeLib>, kCount> libraries_;
  struct Less {
    bool operator()(const GUID& a, const GUID& b) const noexcept;
  };
  std::map<GUID, ComPtr<ITypeInfo>, Less> infos_;
};

}  // namespace virtual_drive

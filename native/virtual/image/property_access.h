#pragma once

#include <windows.h>

#include <string_view>
#include <utility>

#include "virtual/com/error.h"
#include "virtual/image/file_system_image.h"

// The frames of FileSystemImage's property methods, for the files that define them.
namespace virtual_drive {

// `read(settings, guard)` gives the value.
template <class Value, class Read>
HRESULT FileSystemImage::Get(Method method, Value* value, Read read) noexcept {
  return session()->Call(method, [&]() -> HRESULT {
    ClearOut(value);
    const ImageModel::Locked guard = model_.Lock();
    *value = read(model_.settings(guard), guard);
    return S_OK;
  });
}

// `write(settings, guard)` changes something, which a living result forbids.
template <class Write>
HRESULT FileSystemImage::Put(Method method, Write write) noexcept {
  return session()->Call(method, [&]() -> HRESULT {
    const ImageModel::Locked guard = model_.LockForChange();
    write(model_.settings(guard), guard);
    return S_OK;
  });
}

inline VARIANT_BOOL ToVariantBool(bool value) noexcept {
  return value ? VARIANT_TRUE : VARIANT_FALSE;
}

}  // namespace virtual_drive

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "virtual/tree/node.h"

namespace virtual_drive {

// Where a path of IFsiDirectoryItem leads to: relative to a directory, '\' (or '/') between names.
struct FsiPlace {
  std::shared_ptr<tree::Directory> directory;  // which holds, or would hold, the name
  std::u16string name;
};

// For a new item. All directories on the way must exist. Throws Error IMAPI_E_INVALID_PATH,
// IMAPI_E_DIR_NOT_FOUND, IMAPI_E_NOT_DIR, IMAPI_E_DUP_NAME; `restricted`:
// IMAPI_E_RESTRICTED_NAME_VIOLATION for names beyond ASCII.
FsiPlace PlaceForNew(const std::shared_ptr<tree::Directory>& from, std::u16string_view path,
                     bool restricted);

// Throws Error for a name that no item can have, as above.
void RequireName(std::u16string_view name, bool restricted);

// Throws Error IMAPI_E_INVALID_PARAM for a name that no named stream can have.
void RequireStreamName(std::u16string_view name);

// "\dir\file" of a path relative to a directory, for texts and events.
std::u16string FullPath(const tree::Directory& from, std::u16string_view path);

}  // namespace virtual_drive

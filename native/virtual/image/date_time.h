#pragma once

#include <windows.h>

#include <oleauto.h>

#include <optional>

#include "virtual/tree/node.h"

namespace virtual_drive {

// IFsiItem's times are UTC on both sides (sdk-api: IFsiItem::put_LastModifiedTime), so no zone is
// involved.
DATE ToDate(tree::Time time) noexcept;

// Nothing for a date that VARIANT dates don't have: only years 100 to 9999 do.
std::optional<tree::Time> FromDate(DATE date) noexcept;

tree::Time FromFileTime(const FILETIME& time) noexcept;
tree::Time Now() noexcept;

}  // namespace virtual_drive

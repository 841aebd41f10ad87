#pragma once

#include <windows.h>

#include <memory>
#include <optional>
#include <string_view>

#include "virtual/disc/disc.h"

namespace virtual_drive {

// What a disc has to be; an existing one must agree with what is given.
struct DiscRequest {
  std::optional<MediaKind> kind;         // of a new disc: a DVD+RW
  std::optional<std::uint32_t> sectors;  // of a new disc: the medium's own capacity
};

// Opens the disc kept in the file `path`, or makes a blank one where there is no such file. The
// file is held as long as the disc: others may read it, nobody may write it or take it. Nothing is
// written to a file that is no disc of ours. A pressed medium (a ROM) is any image file that is
// there: it is never written to, and never made. Throws Error: ERROR_SHARING_VIOLATION,
// ERROR_FILE_CORRUPT, what Windows says, each as HRESULT and with a text.
std::unique_ptr<Disc> OpenDiscFile(std::wstring_view path, const DiscRequest& request);

}  // namespace virtual_drive

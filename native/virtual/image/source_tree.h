#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "virtual/session/session.h"
#include "virtual/tree/node.h"

namespace virtual_drive {

// "\\?\" form of a path, so that MAX_PATH is no limit. Throws Error for what is no path.
std::wstring LongPath(std::wstring_view path);

// A directory of Windows with everything below it as a tree of its own, for
// IFsiDirectoryItem::AddTree: times and hidden attributes are the files', their contents are read
// when the image is. All or nothing: throws Error for the first file or directory that can't be
// read, and for the first name that the image can't have. Directories that are links (junctions,
// symbolic links) are left out: they may lead back up.
//
// `with_streams`: also the files' alternate data streams, as named streams.
// `met`: called with each file once it is in the tree.
std::shared_ptr<tree::Directory> ReadSourceTree(const std::shared_ptr<Session>& session,
                                                const std::wstring& directory, bool with_streams,
                                                const std::function<void(const tree::File&)>& met);

}  // namespace virtual_drive

#pragma once

#include <memory>

#include "virtual/image/old_session.h"
#include "virtual/tree/content.h"
#include "virtual/tree/content_source.h"

namespace virtual_drive {

// The bytes of a file whatever holds them: a source, the disc, the file's own entry. `old`: where
// imported contents come from; null when there are none.
std::shared_ptr<tree::ContentSource> OpenContent(const tree::Content& content,
                                                 std::shared_ptr<OldSession> old);

}  // namespace virtual_drive

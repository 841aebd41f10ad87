// Whether a journal may take the place of what is there.
#pragma once

#include <string>

#include "imapi/drive.h"

namespace imapi2 {

// Whether there is a journal in its place. One that is or may be needed to finish its burn is not
// replaced, nor is a file that is no journal: Error (kJournalExists). `supersedes`: the burn makes
// the disc the image whatever it holds, and so also finishes one in place that was cut.
bool RequireReplaceable(const std::wstring& path, DriveObjects& drive, bool supersedes);

}  // namespace imapi2

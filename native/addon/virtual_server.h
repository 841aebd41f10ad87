// Where imapi2-virtual.node is: beside the addon, wherever that really is.
#pragma once

#include <string>

namespace imapi2::addon {

// Its full path; the file need not exist. Empty where Windows does not say: never a bare name, for
// which the current folder would be searched. JavaScript can't say: inside an Electron application
// its paths lead into app.asar, which only Node's own functions see through, while the addon has
// been loaded from app.asar.unpacked.
std::wstring VirtualServerPath();

}  // namespace imapi2::addon

// UTF-16, as Windows has it, to UTF-8, as messages have it, and back.
#pragma once

#include <string>
#include <string_view>

namespace imapi2::com {

std::string ToUtf8(std::wstring_view text);
std::wstring FromUtf8(std::string_view text);

}  // namespace imapi2::com

// Paths inside an image: `/` from its root outside, `\` in IMAPI2FS.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace imapi2 {

// Without a leading or trailing separator: `a\b`. Empty for the root.
inline std::wstring InnerPath(std::wstring_view path) {
  std::wstring inner;
  inner.reserve(path.size());
  for (const wchar_t letter : path) {
    const bool separator = letter == L'/' || letter == L'\\';
    if (separator && (inner.empty() || inner.back() == L'\\')) continue;
    inner.push_back(separator ? L'\\' : letter);
  }
  if (inner.ends_with(L'\\')) inner.pop_back();
  return inner;
}

inline std::wstring OuterPath(std::wstring_view path) {
  std::wstring outer = L"/";
  for (const wchar_t letter : InnerPath(path)) outer.push_back(letter == L'\\' ? L'/' : letter);
  return outer;
}

// Folder and name; the folder is empty for the root.
inline std::pair<std::wstring, std::wstring> SplitPath(const std::wstring& inner) {
  const size_t separator = inner.rfind(L'\\');
  if (separator == std::wstring::npos) return {{}, inner};
  return {inner.substr(0, separator), inner.substr(separator + 1)};
}

}  // namespace imapi2

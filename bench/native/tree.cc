#include "plain.h"

#include <functional>
#include <stdexcept>
#include <string>

namespace plain {
namespace {

DATE ToDate(const FILETIME& time) {
  SYSTEMTIME system;
  DATE date = 0;
  FileTimeToSystemTime(&time, &system);
  SystemTimeToVariantTime(&system, &date);
  return date;
}

Times TimesOf(const WIN32_FIND_DATAW& found) {
  return {ToDate(found.ftCreationTime), ToDate(found.ftLastAccessTime),
          ToDate(found.ftLastWriteTime)};
}

// Opened and closed again, as by whoever wants to know now whether it can be read. Its bytes are
// not what is measured, so that something of its length will do for them.
std::string LookAt(const std::wstring& path, DWORD size) {
  const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN, nullptr);
  if (file == INVALID_HANDLE_VALUE) throw std::runtime_error("CreateFileW");
  CloseHandle(file);
  return std::string(size, '\0');
}

void ForEach(const std::wstring& folder,
             const std::function<void(const WIN32_FIND_DATAW& found)>& visit) {
  WIN32_FIND_DATAW found;
  const HANDLE search = FindFirstFileW((folder + L"\\*").c_str(), &found);
  if (search == INVALID_HANDLE_VALUE) throw std::runtime_error("FindFirstFileW");
  do {
    if (found.cFileName[0] != L'.') visit(found);
  } while (FindNextFileW(search, &found));
  FindClose(search);
}

}  // namespace

void Job::AddTree(const std::wstring& source) {
  ForEach(source, [&](const WIN32_FIND_DATAW& folder) {
    EnterFolder(folder.cFileName);
    const std::wstring below = source + L"\\" + folder.cFileName;
    ForEach(below, [&](const WIN32_FIND_DATAW& file) {
      AddFile(file.cFileName, LookAt(below + L"\\" + file.cFileName, file.nFileSizeLow),
              TimesOf(file));
    });
  });
}

}  // namespace plain

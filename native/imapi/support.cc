#include "imapi/support.h"

#include <imapi2.h>
#include <imapi2fs.h>

namespace imapi2 {
namespace {

// HKCR\CLSID\{…}\InprocServer32
bool IsRegistered(REFCLSID clsid) {
  wchar_t text[64];
  if (StringFromGUID2(clsid, text, 64) == 0) return false;
  const std::wstring key = std::wstring(L"CLSID\\") + text + L"\\InprocServer32";
  DWORD size = 0;
  return RegGetValueW(HKEY_CLASSES_ROOT, key.c_str(), nullptr, RRF_RT_REG_SZ | RRF_RT_REG_EXPAND_SZ,
                      nullptr, nullptr, &size) == ERROR_SUCCESS;
}

bool IsFile(const std::wstring& path) {
  const DWORD attributes = GetFileAttributesW(path.c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
}

}  // namespace

SupportInfo ReadSupportInfo(const std::wstring& virtual_server) {
  SupportInfo info;
  const bool drives = IsRegistered(__uuidof(MsftDiscMaster2));
  const bool images = IsRegistered(__uuidof(MsftFileSystemImage));
  info.system = drives && images;
  if (!drives) {
    info.reasons.emplace_back(
        "IMAPI2 is not registered in this Windows (Server Core and containers lack it).");
  }
  if (!images) {
    info.reasons.emplace_back(
        "IMAPI2FS is not registered in this Windows (Server Core and containers lack it).");
  }
  info.virtual_drive = IsFile(virtual_server);
  if (!info.virtual_drive) {
    info.reasons.emplace_back(
        "The virtual drive's library, imapi2-virtual.node, is missing beside imapi2.node "
        "(packagers "
        "must unpack *.node from an asar archive).");
  }
  return info;
}

}  // namespace imapi2

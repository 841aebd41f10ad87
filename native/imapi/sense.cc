#include "imapi/sense.h"

#include "contract/imapi_hresults.h"

#include <cwchar>

namespace imapi2 {
namespace {

HRESULT NotReady(const Sense& sense) noexcept {
  if (sense.asc == 0x3A) return hresult::E_IMAPI_RECORDER_MEDIA_NO_MEDIA;
  if (sense.asc == 0x30) return hresult::E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE;
  if (sense.asc != 0x04) return E_FAIL;
  switch (sense.ascq) {
    case 0x03:
      return hresult::E_IMAPI_RECORDER_MEDIA_NO_MEDIA;
    case 0x04:
      return hresult::E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS;
    case 0x07:
    case 0x08:
      return hresult::E_IMAPI_RECORDER_MEDIA_BUSY;
    default:
      return hresult::E_IMAPI_RECORDER_MEDIA_BECOMING_READY;
  }
}

}  // namespace

HRESULT ToHresult(const Sense& sense) noexcept {
  if (sense.key == 0x2) return NotReady(sense);
  if (sense.key == 0x6 && sense.asc == 0x28) return hresult::E_IMAPI_RECORDER_MEDIA_BECOMING_READY;
  if (sense.key == 0x7 && sense.asc == 0x27) return hresult::E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED;
  if (sense.asc == 0x30) return hresult::E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE;
  if (sense.asc == 0x02 && sense.ascq == 0x06) {
    return hresult::E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN;
  }
  if (sense.key == 0x3) return HRESULT_FROM_WIN32(ERROR_CRC);
  if (sense.key == 0x5 && sense.asc == 0x21) return HRESULT_FROM_WIN32(ERROR_SECTOR_NOT_FOUND);
  return E_FAIL;
}

std::wstring ToText(const Sense& sense) {
  wchar_t text[32];
  std::swprintf(text, 32, L"sense %02X/%02X/%02X", static_cast<unsigned>(sense.key),
                static_cast<unsigned>(sense.asc), static_cast<unsigned>(sense.ascq));
  return text;
}

}  // namespace imapi2

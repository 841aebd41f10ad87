#include "virtual/recorder/sense_result.h"

#include "contract/imapi_hresults.h"

namespace virtual_drive {
namespace {

constexpr BYTE kModeSelect10 = 0x55;
constexpr BYTE kModeSense10 = 0x5A;
constexpr BYTE kSynchronizeCache = 0x35;
constexpr int kAny = -1;

struct Row {
  int key;
  int asc;
  int ascq;
  int opcode;
  HRESULT result;
};

// The first row that fits.
constexpr Row kTable[] = {
    {0x02, 0x04, 0x01, kAny, hresult::E_IMAPI_RECORDER_MEDIA_BECOMING_READY},
    {0x02, 0x04, 0x03, kAny, hresult::E_IMAPI_RECORDER_MEDIA_NO_MEDIA},
    {0x02, 0x3A, kAny, kAny, hresult::E_IMAPI_RECORDER_MEDIA_NO_MEDIA},
    {0x02, 0x04, 0x04, kAny, hresult::E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS},
    {0x02, 0x04, 0x07, kAny, hresult::E_IMAPI_RECORDER_MEDIA_BUSY},
    {0x02, 0x04, 0x08, kAny, hresult::E_IMAPI_RECORDER_MEDIA_BUSY},
    {0x02, 0x04, kAny, kAny, hresult::E_IMAPI_RECORDER_MEDIA_BECOMING_READY},
    {0x06, 0x28, 0x00, kAny, hresult::E_IMAPI_RECORDER_MEDIA_BECOMING_READY},
    {0x07, 0x27, kAny, kAny, hresult::E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED},
    // Not in the sample of 2006, which is older than the code.
    {kAny, 0x30, 0x10, kAny, hresult::E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED},
    {kAny, 0x30, kAny, kAny, hresult::E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE},
    {kAny, 0x02, 0x06, kAny, hresult::E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN},
    {0x04, 0x09, 0x01, kAny, hresult::E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN},
    {0x03, 0x0C, 0x09, kSynchronizeCache, S_OK},
    {0x03, 0x0C, 0x09, kAny, hresult::E_IMAPI_LOSS_OF_STREAMING},
    {0x05, 0x24, kAny, kModeSense10, hresult::E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE},
    {0x05, 0x26, kAny, kModeSelect10, hresult::E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS},
    {kAny, 0x73, 0x03, kAny, hresult::E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH},
};

bool Fits(int wanted, int value) noexcept { return wanted == kAny || wanted == value; }

}  // namespace

HRESULT SenseToResult(std::span<const BYTE, 18> sense, BYTE opcode) noexcept {
  const int key = sense[2] & 0x0F;
  if (key == 0) return S_OK;
  for (const Row& row : kTable) {
    if (Fits(row.key, key) && Fits(row.asc, sense[12]) && Fits(row.ascq, sense[13]) &&
        Fits(row.opcode, opcode)) {
      return row.result;
    }
  }
  return E_FAIL;
}

}  // namespace virtual_drive

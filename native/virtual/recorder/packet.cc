#include "virtual/recorder/packet.h"

#include <algorithm>
#include <array>
#include <cwchar>
#include <string>

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/recorder/sense_result.h"

namespace virtual_drive {
namespace {

std::wstring Describe(std::span<const BYTE, 18> sense, BYTE opcode) {
  wchar_t text[96];
  const int length = std::swprintf(text, std::size(text),
                                   L"The drive refused command %02Xh: sense %02X/%02X/%02X.",
                                   opcode, sense[2] & 0x0F, sense[12], sense[13]);
  return std::wstring(text, length > 0 ? static_cast<std::size_t>(length) : 0);
}

ULONG Send(DriveBay& bay, AccessLock::Holder holder, const mmc::Command& command) {
  std::array<BYTE, 18> sense{};
  ULONG fetched = 0;
  const HRESULT result = SendPacket(bay, holder, command, sense, &fetched);
  if (FAILED(result)) throw Error(result, L"The drive does not answer.");
  const HRESULT meaning = SenseToResult(sense, command.Byte(0));
  if (FAILED(meaning)) throw Error(meaning, Describe(sense, command.Byte(0)));
  return fetched;
}

}  // namespace

HRESULT SendPacket(DriveBay& bay, AccessLock::Holder holder, const mmc::Command& command,
                   std::span<BYTE, 18> sense, ULONG* fetched) {
  std::fill(sense.begin(), sense.end(), BYTE{0});
  if (fetched) *fetched = 0;
  if (!bay.access().Admits(holder)) return hresult::E_IMAPI_RECORDER_LOCKED;
  const mmc::Reply reply = bay.drive().Execute(command);
  switch (reply.outcome) {
    case mmc::Outcome::kGood:
      if (fetched) *fetched = static_cast<ULONG>(reply.transferred);
      return S_OK;
    case mmc::Outcome::kCheckCondition:
      std::ranges::copy(mmc::ToFixedFormat(reply.sense), sense.begin());
      return hresult::S_IMAPI_COMMAND_HAS_SENSE_DATA;
    case mmc::Outcome::kNoAnswer:
      break;
  }
  return reply.host_code != 0 ? reply.host_code : HRESULT_FROM_WIN32(ERROR_DEVICE_NOT_CONNECTED);
}

std::vector<std::uint8_t> AskDrive(DriveBay& bay, AccessLock::Holder holder,
                                   std::span<const std::uint8_t> cdb, std::size_t most) {
  std::vector<std::uint8_t> data(most);
  data.resize(Send(bay, holder, {cdb, {}, data}));
  return data;
}

void TellDrive(DriveBay& bay, AccessLock::Holder holder, std::span<const std::uint8_t> cdb,
               std::span<const std::uint8_t> data) {
  Send(bay, holder, {cdb, data, {}});
}

}  // namespace virtual_drive

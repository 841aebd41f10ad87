#pragma once

#include <windows.h>

#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "virtual/recorder/drive_bay.h"

namespace virtual_drive {

// One command through a recorder's eyes, as SendCommand* has it: S_OK,
// S_IMAPI_COMMAND_HAS_SENSE_DATA, or why there was no answer. `holder`: on whose behalf; others are
// locked out while the drive is held.
HRESULT SendPacket(DriveBay& bay, AccessLock::Holder holder, const mmc::Command& command,
                   std::span<BYTE, 18> sense, ULONG* fetched);

// The same for the recorder's own questions: throws Error where the drive refuses, by the table of
// sense_result.h. Returns what the drive sent, at most `most` bytes.
std::vector<std::uint8_t> AskDrive(DriveBay& bay, AccessLock::Holder holder,
                                   std::span<const std::uint8_t> cdb, std::size_t most);
void TellDrive(DriveBay& bay, AccessLock::Holder holder, std::span<const std::uint8_t> cdb,
               std::span<const std::uint8_t> data = {});

}  // namespace virtual_drive

#pragma once

#include <cstddef>

#include "virtual/mmc/unit.h"

// One function for each command: returns the bytes of data_in that it filled, or throws
// CheckCondition or NoAnswer. Each lives in the file named after what it is about.
namespace virtual_drive::mmc {

// inquiry.cc
std::size_t Inquiry(Unit& unit, const Command& command);
// features.cc
std::size_t GetConfiguration(Unit& unit, const Command& command);
// disc_information.cc
std::size_t ReadDiscInformation(Unit& unit, const Command& command);
std::size_t ReadTrackInformation(Unit& unit, const Command& command);
// capacity.cc
std::size_t ReadCapacity(Unit& unit, const Command& command);
std::size_t ReadFormatCapacities(Unit& unit, const Command& command);
std::size_t FormatUnit(Unit& unit, const Command& command);
// closing.cc
std::size_t CloseTrackSession(Unit& unit, const Command& command);
std::size_t Blank(Unit& unit, const Command& command);
std::size_t SendOpc(Unit& unit, const Command& command);
// table_of_contents.cc
std::size_t ReadTableOfContents(Unit& unit, const Command& command);
// mode_pages.cc
std::size_t ModeSense(Unit& unit, const Command& command);
std::size_t ModeSelect(Unit& unit, const Command& command);
// performance.cc
std::size_t GetPerformance(Unit& unit, const Command& command);
std::size_t SetStreaming(Unit& unit, const Command& command);
std::size_t SetCdSpeed(Unit& unit, const Command& command);
// tray.cc
std::size_t TestUnitReady(Unit& unit, const Command& command);
std::size_t StartStopUnit(Unit& unit, const Command& command);
std::size_t PreventAllowMediumRemoval(Unit& unit, const Command& command);
std::size_t GetEventStatusNotification(Unit& unit, const Command& command);
// disc_structure.cc
std::size_t ReadDiscStructure(Unit& unit, const Command& command);
// transfer.cc
std::size_t Read(Unit& unit, const Command& command);
std::size_t Write(Unit& unit, const Command& command);
std::size_t SynchronizeCache(Unit& unit, const Command& command);

}  // namespace virtual_drive::mmc

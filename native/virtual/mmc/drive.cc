#include "virtual/mmc/drive.h"

#include <chrono>
#include <exception>
#include <utility>

#include "virtual/mmc/data_in.h"
#include "virtual/mmc/handlers.h"
#include "virtual/mmc/mishap.h"

namespace virtual_drive::mmc {
namespace {

struct Entry {
  Opcode opcode;
  std::size_t (*handler)(Unit&, const Command&);
  // Answered whatever the state: neither unit attention nor a medium on its way keeps it off
  // (MMC-6 4.1.7, SPC-4 5.6).
  bool always;
};

constexpr Entry kCommands[] = {
    {Opcode::kTestUnitReady, TestUnitReady, false},
    {Opcode::kFormatUnit, FormatUnit, false},
    {Opcode::kInquiry, Inquiry, true},
    {Opcode::kStartStopUnit, StartStopUnit, true},
    {Opcode::kPreventAllowMediumRemoval, PreventAllowMediumRemoval, true},
    {Opcode::kReadFormatCapacities, ReadFormatCapacities, false},
    {Opcode::kReadCapacity, ReadCapacity, false},
    {Opcode::kRead10, Read, false},
    {Opcode::kWrite10, Write, false},
    {Opcode::kSynchronizeCache, SynchronizeCache, false},
    {Opcode::kReadTableOfContents, ReadTableOfContents, false},
    {Opcode::kGetConfiguration, GetConfiguration, true},
    {Opcode::kGetEventStatusNotification, GetEventStatusNotification, true},
    {Opcode::kReadDiscInformation, ReadDiscInformation, false},
    {Opcode::kReadTrackInformation, ReadTrackInformation, false},
    {Opcode::kSendOpc, SendOpc, false},
    {Opcode::kModeSelect10, ModeSelect, true},
    {Opcode::kModeSense10, ModeSense, true},
    {Opcode::kCloseTrackSession, CloseTrackSession, false},
    {Opcode::kBlank, Blank, false},
    {Opcode::kRead12, Read, false},
    {Opcode::kWrite12, Write, false},
    {Opcode::kGetPerformance, GetPerformance, true},
    {Opcode::kReadDiscStructure, ReadDiscStructure, false},
    {Opcode::kSetStreaming, SetStreaming, true},
    {Opcode::kSetCdSpeed, SetCdSpeed, true},
};

const Entry& EntryOf(std::uint8_t opcode) {
  for (const Entry& entry : kCommands) {
    if (static_cast<std::uint8_t>(entry.opcode) == opcode) return entry;
  }
  throw CheckCondition{kInvalidCommand};
}

// Throws what commands find while the drive works on the medium for itself.
void ThrowIfOccupied(const NotReady& found) {
  const auto now = NotReady::Clock::now();
  if (now >= found.until) return;
  Sense sense = found.sense;
  const double done = std::chrono::duration<double>(now - found.since) /
                      std::chrono::duration<double>(found.until - found.since);
  sense.progress = static_cast<std::uint16_t>(done * 0xFFFF);
  throw CheckCondition{sense};
}

void ThrowIfNotReady(Unit& unit) {
  NotReady& found = unit.not_ready;
  // A medium that the drive has not noticed yet is no news either.
  if (unit.unit_attention && !found.hides_medium()) {
    throw CheckCondition{*std::exchange(unit.unit_attention, std::nullopt)};
  }
  if (unit.disc && !unit.tray_open && found.commands > 0) {
    --found.commands;
    throw CheckCondition{found.sense};
  }
  ThrowIfOccupied(found);
}

std::size_t SendSense(const Sense& sense, const Command& command) {
  if ((command.Byte(1) & 1) != 0) throw CheckCondition{kInvalidFieldInCdb};  // descriptor format
  DataIn data;
  data.AddBytes(ToFixedFormat(sense));
  return data.Send(command, command.Byte(4));
}

Reply NoAnswerReply(std::int32_t code) {
  Reply reply;
  reply.outcome = Outcome::kNoAnswer;
  reply.host_code = code;
  return reply;
}

}  // namespace

Drive::Drive(Identity identity, std::unique_ptr<Disc> disc, std::uint32_t sectors_per_second) {
  unit_.identity = std::move(identity);
  unit_.disc = std::move(disc);
  unit_.sectors_per_second = sectors_per_second;
}

Reply Drive::Execute(const Command& command) noexcept {
  const std::lock_guard lock(command_);
  if (unit_.dead || unit_.waker.shut_down()) return NoAnswerReply(0);
  Reply reply;
  try {
    reply = Run(command);
  } catch (const CheckCondition& condition) {
    reply.outcome = Outcome::kCheckCondition;
    reply.sense = condition.sense;
  } catch (const NoAnswer& silence) {
    return NoAnswerReply(silence.code);
  } catch (const std::exception&) {
    // The host couldn't read or write the disc's file, or has no memory: the drive's own trouble.
    reply.outcome = Outcome::kCheckCondition;
    reply.sense = kInternalTargetFailure;
  }
  last_sense_ = reply.sense;
  return reply;
}

Reply Drive::Run(const Command& command) {
  if (command.cdb.empty() || CdbLength(command.Byte(0)) > command.cdb.size()) {
    throw CheckCondition{kInvalidFieldInCdb};
  }
  Reply reply;
  if (command.Byte(0) == static_cast<std::uint8_t>(Opcode::kRequestSense)) {
    // Tells why the last command failed, and a pending unit attention where none did.
    const Sense pending = last_sense_ ? last_sense_ : unit_.unit_attention.value_or(kNoSense);
    if (!last_sense_) unit_.unit_attention.reset();
    reply.transferred = SendSense(pending, command);
    return reply;
  }
  const Entry& entry = EntryOf(command.Byte(0));
  if (!entry.always) ThrowIfNotReady(unit_);
  reply.transferred = entry.handler(unit_, command);
  return reply;
}

void Drive::SetHabits(const Habits& habits) {
  const std::lock_guard lock(command_);
  unit_.habits = habits;
}

void Drive::RaiseUnitAttention(const Sense& news) {
  const std::lock_guard lock(command_);
  unit_.unit_attention = news;
}

void Drive::SetNotReadyAfterClose(const NotReady& found) {
  const std::lock_guard lock(command_);
  unit_.not_ready_after_close = found;
}

void Drive::Break(const Fault& fault) {
  const std::lock_guard lock(command_);
  const auto written = unit_.writes.Extents();
  Fault befalls = fault;
  // Nothing was being written, so nothing is torn.
  if (fault.effect == FaultEffect::kTornUnit && written.empty()) {
    befalls.effect = FaultEffect::kPowerCut;
  }
  Befall(unit_, befalls, written.empty() ? 0 : written.back().lba + written.back().sectors - 1);
}

std::size_t Drive::AddSpare(std::unique_ptr<Disc> disc) {
  const std::lock_guard lock(command_);
  unit_.spares.push_back(std::move(disc));
  return unit_.spares.size() - 1;
}

}  // namespace virtual_drive::mmc

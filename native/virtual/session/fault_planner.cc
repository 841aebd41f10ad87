#include "virtual/session/fault_planner.h"

#include <string>
#include <utility>

#include "virtual/disc/disc_file.h"
#include "virtual/recorder/drive_bay.h"
#include "virtual/session/method.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

// What its lock shows as its client name.
constexpr std::wstring_view kOtherProgram = L"Other program";

[[noreturn]] void Refuse(std::wstring_view why) { throw Error(E_INVALIDARG, why); }

Method MethodOf(LPCWSTR call) {
  const std::wstring_view wide(call);
  std::string name;
  for (const wchar_t unit : wide) name.push_back(unit < 0x80 ? static_cast<char>(unit) : '?');
  if (const auto method = Method::Find(name)) return *method;
  if (IsNobodysMethod(name)) {
    Refuse(L"No object of the virtual drive has the method '" + std::wstring(wide) + L"'.");
  }
  Refuse(L"IMAPI2 has no method '" + std::wstring(wide) + L"'.");
}

std::size_t OpenSpare(DriveBay& bay, LPCWSTR disc) {
  if (!disc) Refuse(L"Swapping discs takes the file of the other disc.");
  return bay.drive().AddSpare(OpenDiscFile(disc, {}));
}

mmc::Fault NotReadyFor(LONG commands, const mmc::Sense& sense) {
  if (commands < 1) Refuse(L"A medium becomes ready after one command or more.");
  return {.effect = mmc::FaultEffect::kNotReady, .not_ready = {sense, commands}};
}

// The effects that are the drive's own, wherever they are met.
mmc::Fault ToDriveFault(DriveBay& bay, const VirtualFault& fault) {
  switch (fault.effect) {
    case VIRTUAL_FAULT_HRESULT:
      return {.effect = mmc::FaultEffect::kFail, .code = fault.hresult};
    case VIRTUAL_FAULT_POWER_CUT:
      return {.effect = mmc::FaultEffect::kPowerCut};
    case VIRTUAL_FAULT_TORN_UNIT:
      return {.effect = mmc::FaultEffect::kTornUnit};
    case VIRTUAL_FAULT_HANG:
      return {.effect = mmc::FaultEffect::kHang};
    case VIRTUAL_FAULT_EJECT:
      return {.effect = mmc::FaultEffect::kEject};
    case VIRTUAL_FAULT_SWAP_DISC:
      return {.effect = mmc::FaultEffect::kSwapDisc, .spare = OpenSpare(bay, fault.disc)};
    case VIRTUAL_FAULT_LOSE_WRITES:
      return {.effect = mmc::FaultEffect::kLoseWrites};
    case VIRTUAL_FAULT_NOT_READY:
      return NotReadyFor(fault.times, mmc::kBecomingReady);
    case VIRTUAL_FAULT_FORMATTING:
      return NotReadyFor(fault.times, mmc::kFormatInProgress);
    case VIRTUAL_FAULT_BUSY:
      return NotReadyFor(fault.times, mmc::kOperationInProgress);
    case VIRTUAL_FAULT_NO_MEDIA:
      return NotReadyFor(fault.times, mmc::kNoMediumTrayClosed);
    case VIRTUAL_FAULT_LOCK:
    case VIRTUAL_FAULT_UNLOCK:
    case VIRTUAL_FAULT_BACKWARDS:
      Refuse(L"This happens at a call only.");
  }
  Refuse(L"The fault's effect is unknown.");
}

DriveBay& RequireDrive(const std::shared_ptr<DriveBay>& bay) {
  if (!bay) Refuse(L"This befalls a drive, and none is named.");
  return *bay;
}

void PlanAtCall(Session& session, const std::shared_ptr<DriveBay>& bay, const VirtualFault& fault) {
  const Method method = MethodOf(fault.trigger.call);
  const LONG nth = fault.trigger.nth;
  CallGate& gate = session.gate();
  if (nth < 1) Refuse(L"Calls are counted from 1.");
  switch (fault.effect) {
    case VIRTUAL_FAULT_HRESULT:
      gate.FailAt(method, nth, fault.hresult);
      return;
    case VIRTUAL_FAULT_HANG:
      gate.HangAt(method, nth);
      return;
    case VIRTUAL_FAULT_BACKWARDS:
      if (method != "DDiscFormat2DataEvents::Update" &&
          method != "DDiscFormat2EraseEvents::Update") {
        Refuse(L"Only the progress events of a write or an erase have figures that can go back.");
      }
      gate.MarkAt(method, nth);
      return;
    case VIRTUAL_FAULT_LOCK:
      RequireDrive(bay);
      if (fault.times < 0) Refuse(L"The number of attempts is negative.");
      gate.BreakAt(method, nth, [bay, attempts = fault.times] {
        bay->access().AcquireByStranger(kOtherProgram, attempts);
      });
      return;
    case VIRTUAL_FAULT_UNLOCK:
      RequireDrive(bay);
      gate.BreakAt(method, nth, [bay] { bay->access().ReleaseByStranger(); });
      return;
    default:
      gate.BreakAt(method, nth, [bay, planned = ToDriveFault(RequireDrive(bay), fault)] {
        bay->drive().Break(planned);
      });
  }
}

void PlanAtSector(DriveBay& bay, const VirtualFault& fault) {
  const VirtualFaultTrigger& trigger = fault.trigger;
  if (trigger.sector > 0x7FFFFFFF) Refuse(L"There is no such sector.");
  if (trigger.access < VIRTUAL_FAULT_ANY_ACCESS || trigger.access > VIRTUAL_FAULT_WRITE) {
    Refuse(L"The kind of access is unknown.");
  }
  bay.drive().faults().AddAtSector(static_cast<std::uint32_t>(trigger.sector),
                                   static_cast<mmc::SectorAccess>(trigger.access),
                                   ToDriveFault(bay, fault));
}

void BreakDrive(DriveBay& bay, const VirtualFault& fault) {
  if (fault.effect != VIRTUAL_FAULT_HRESULT || SUCCEEDED(fault.hresult)) {
    Refuse(L"A broken drive fails with a HRESULT.");
  }
  switch (fault.trigger.drive) {
    case VIRTUAL_FAULT_INITIALIZE:
      bay.initialize_failure() = fault.hresult;
      return;
    case VIRTUAL_FAULT_USE:
      bay.use_failure() = fault.hresult;
      return;
    case VIRTUAL_FAULT_NO_DRIVE:
      break;
  }
  Refuse(L"What of the drive is broken is unknown.");
}

}  // namespace

void PlanFault(Session& session, const std::shared_ptr<DriveBay>& bay, const VirtualFault& fault) {
  const VirtualFaultTrigger& trigger = fault.trigger;
  const bool at_sector = trigger.sector >= 0;
  const bool after_writes = trigger.sectorsWritten >= 0;
  const bool broken = trigger.drive != VIRTUAL_FAULT_NO_DRIVE;
  if ((trigger.call ? 1 : 0) + (at_sector ? 1 : 0) + (after_writes ? 1 : 0) + (broken ? 1 : 0) !=
      1) {
    Refuse(L"A fault happens at a call, at a sector, after so many sectors or to the whole drive.");
  }
  if (trigger.call) {
    PlanAtCall(session, bay, fault);
  } else if (at_sector) {
    PlanAtSector(RequireDrive(bay), fault);
  } else if (after_writes) {
    RequireDrive(bay);
    bay->drive().faults().AddAfterWrites(static_cast<std::uint64_t>(trigger.sectorsWritten),
                                         ToDriveFault(*bay, fault));
  } else {
    BreakDrive(RequireDrive(bay), fault);
  }
}

}  // namespace virtual_drive

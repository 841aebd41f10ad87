#include "virtual/session/fault_planner.h"

#include <string>
#include <utility>

#include "virtual/recorder/drive_bay.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

mmc::Fault ToDriveFault(const VirtualFault& fault) {
  switch (fault.effect) {
    case VIRTUAL_FAULT_HRESULT:
      return {mmc::FaultEffect::kFail, fault.hresult};
    case VIRTUAL_FAULT_POWER_CUT:
      return {mmc::FaultEffect::kPowerCut, 0};
    case VIRTUAL_FAULT_TORN_UNIT:
      return {mmc::FaultEffect::kTornUnit, 0};
    case VIRTUAL_FAULT_HANG:
      return {mmc::FaultEffect::kHang, 0};
  }
  throw Error(E_INVALIDARG, L"The fault's effect is unknown.");
}

std::string MethodName(LPCWSTR call) {
  const std::wstring_view wide(call);
  std::string name;
  for (const wchar_t unit : wide) name.push_back(unit < 0x80 ? static_cast<char>(unit) : '?');
  if (name.find("::") == name.npos) {
    throw Error(E_INVALIDARG,
                L"'" + std::wstring(wide) + L"' is not of the form Interface::Method.");
  }
  return name;
}

void PlanAtCall(Session& session, const std::shared_ptr<DriveBay>& bay, const VirtualFault& fault) {
  std::string method = MethodName(fault.trigger.call);
  if (fault.trigger.nth < 1) throw Error(E_INVALIDARG, L"Calls are counted from 1.");
  switch (fault.effect) {
    case VIRTUAL_FAULT_HRESULT:
      session.gate().FailAt(std::move(method), fault.trigger.nth, fault.hresult);
      return;
    case VIRTUAL_FAULT_HANG:
      session.gate().HangAt(std::move(method), fault.trigger.nth);
      return;
    case VIRTUAL_FAULT_POWER_CUT:
    case VIRTUAL_FAULT_TORN_UNIT: {
      const bool torn = fault.effect == VIRTUAL_FAULT_TORN_UNIT;
      session.gate().BreakAt(std::move(method), fault.trigger.nth,
                             [bay, torn] { bay->drive().CutPower(torn); });
      return;
    }
  }
  throw Error(E_INVALIDARG, L"The fault's effect is unknown.");
}

}  // namespace

void PlanFault(Session& session, const std::shared_ptr<DriveBay>& bay, const VirtualFault& fault) {
  const VirtualFaultTrigger& trigger = fault.trigger;
  const bool at_sector = trigger.sector >= 0;
  const bool after_writes = trigger.sectorsWritten >= 0;
  if ((trigger.call ? 1 : 0) + (at_sector ? 1 : 0) + (after_writes ? 1 : 0) != 1) {
    throw Error(E_INVALIDARG, L"A fault happens at a call, at a sector or after so many sectors.");
  }
  if (trigger.call) {
    PlanAtCall(session, bay, fault);
  } else if (at_sector) {
    if (trigger.sector > 0x7FFFFFFF) throw Error(E_INVALIDARG, L"There is no such sector.");
    bay->drive().faults().AddAtSector(static_cast<std::uint32_t>(trigger.sector),
                                      ToDriveFault(fault));
  } else {
    bay->drive().faults().AddAfterWrites(static_cast<std::uint64_t>(trigger.sectorsWritten),
                                         ToDriveFault(fault));
  }
}

}  // namespace virtual_drive

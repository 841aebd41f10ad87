#pragma once

#include <memory>

#include "contract/virtual_imapi.h"

namespace virtual_drive {

class DriveBay;
class Session;

// Puts a fault where it will be met: calls at the session's gate, sectors and counts in the drive.
// `bay`: null where it befalls no drive in particular. Throws Error E_INVALIDARG for what can't
// happen, and what opening a disc to swap in fails with.
void PlanFault(Session& session, const std::shared_ptr<DriveBay>& bay, const VirtualFault& fault);

}  // namespace virtual_drive

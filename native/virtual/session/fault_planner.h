#pragma once

#include <memory>

#include "contract/virtual_imapi.h"

namespace virtual_drive {

class DriveBay;
class Session;

// Puts a fault where it will be met: calls at the session's gate, sectors and counts in the drive.
// Throws Error.
void PlanFault(Session& session, const std::shared_ptr<DriveBay>& bay, const VirtualFault& fault);

}  // namespace virtual_drive

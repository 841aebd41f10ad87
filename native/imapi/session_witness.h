// Tells in what state an interrupted burn left a disc that is written one session after the other.
#pragma once

#include <imapi2.h>

#include "imapi/burn_report.h"

namespace imapi2 {

// For a session behind others of which something was written: whether the drive has closed it,
// which is what makes readers find it. Never throws.
DiscState JudgeSession(IDiscRecorder2Ex* drive) noexcept;

}  // namespace imapi2

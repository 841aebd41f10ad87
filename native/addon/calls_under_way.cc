#include "addon/calls_under_way.h"

#include <exception>

#include "addon/pending.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2::addon {

void CallsUnderWay::Add(const Worker& worker, const std::shared_ptr<Pending>& pending,
                        const char* operation) {
  std::erase_if(calls_, [](const Call& call) { return call.pending.expired(); });
  calls_.push_back({&worker, pending, operation});
}

void CallsUnderWay::GiveUp(const Worker& worker) {
  for (const Call& call : calls_) {
    const auto pending = call.pending.lock();
    if (pending == nullptr || pending->settled()) continue;
    const auto drive = pending->passed_on();
    const Worker* const asked = drive != nullptr ? drive->worker().get() : call.worker;
    if (call.worker != &worker && asked != &worker) continue;
    pending->Reject(std::make_exception_ptr(
        Error(code::kDriveHung, call.operation, "The drive did not answer, and was given up")));
    if (asked == &worker || drive->leased()) continue;
    drive->GiveUp();
    GiveUp(*asked);
  }
}

}  // namespace imapi2::addon

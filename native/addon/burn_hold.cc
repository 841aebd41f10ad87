#include "addon/burn_hold.h"

#include <functional>
#include <utility>

#include "imapi/scsi.h"

namespace imapi2::addon {
namespace {

std::exception_ptr Hung(const char* operation) {
  return std::make_exception_ptr(
      Error(code::kDriveHung, operation, "The drive did not stop in time, and was given up"));
}

// Expires unless the promise has been settled by then: that is settled without the drive, whoever
// closes its handles no longer waits, and its worker is left inside the call. Not yet running.
std::shared_ptr<Deadline> MakeDeadline(const BurnHold& hold,
                                       const std::shared_ptr<Pending>& pending,
                                       const std::exception_ptr& failure) {
  // The image may be on a worker of its own, and its result in use by this call all the same.
  std::weak_ptr<HandleBase> result;
  if (hold.result != nullptr) result = hold.result->handle();
  return std::make_shared<Deadline>(
      [drive = (*hold.recorder)->drive(), weak = std::weak_ptr(pending), result, failure] {
        const auto alive = weak.lock();
        if (alive == nullptr || alive->settled()) return;
        drive->GiveUp();
        alive->Reject(failure);
        if (const auto used = result.lock()) used->Abandon();
      });
}

// True where it had not begun, and never will. The leases end first: what the rejection's handler
// calls must not find the drive busy.
bool Withdraw(BurnHold& hold, Pending& pending) {
  if (!hold.turn.Withdraw()) return false;
  hold.leases.clear();
  pending.Reject(std::make_exception_ptr(
      Error(code::kAborted, hold.operation, "It was cancelled before it began.")));
  return true;
}

// Weak: the task that owns the hold, the promise and the deadline also owns the token.
void WithdrawOnRequest(const std::shared_ptr<BurnHold>& hold,
                       const std::shared_ptr<Pending>& pending, std::function<void()> begun) {
  hold->cancel->OnRequest(
      [weak = std::weak_ptr(hold), promise = std::weak_ptr(pending), begun = std::move(begun)] {
        const auto asked = weak.lock();
        const auto waiting = promise.lock();
        if (asked == nullptr || waiting == nullptr) return;
        if (!Withdraw(*asked, *waiting) && begun) begun();
      });
}

std::function<void()> Starting(const std::shared_ptr<Deadline>& deadline, double milliseconds) {
  return [weak = std::weak_ptr(deadline), milliseconds] {
    if (const auto alive = weak.lock()) alive->Start(milliseconds);
  };
}

std::shared_ptr<Deadline> WatchFrom(const std::shared_ptr<BurnHold>& hold,
                                    const std::shared_ptr<Pending>& pending,
                                    const std::exception_ptr& failure, double milliseconds) {
  auto deadline = MakeDeadline(*hold, pending, failure);
  WithdrawOnRequest(hold, pending, Starting(deadline, milliseconds));
  return deadline;
}

}  // namespace

RecorderUse UseRecorder(const Napi::Value& value, const char* operation) {
  RecorderUse use = UnwrapHandle<OpenedRecorder>(value, kRecorderTag)->Begin(operation);
  (*use)->drive()->RequireResponsive(operation);
  return use;
}

std::shared_ptr<BurnHold> Hold(RecorderUse recorder, ResultUse result, const char* operation) {
  const auto hold = std::make_shared<BurnHold>();
  hold->operation = operation;
  hold->leases.emplace_back((*recorder)->drive(), operation);
  if (result != nullptr) {
    const auto& image = (*result)->result()->image();
    hold->leases.emplace_back(image, operation);
    if (image->drive() != nullptr && image->drive() != (*recorder)->drive()) {
      image->drive()->RequireResponsive(operation);
      hold->leases.emplace_back(image->drive(), operation);
    }
    result->handle()->Track(hold->cancel);
  }
  recorder->handle()->Track(hold->cancel);
  hold->recorder = std::move(recorder);
  hold->result = std::move(result);
  return hold;
}

void PostBehindReaders(const BurnHold& hold, Worker::Task task) {
  const auto drive = (*hold.recorder)->worker();
  const auto image = hold.result != nullptr ? (*hold.result)->worker() : drive;
  if (image == drive) {
    drive->Post(std::move(task));
  } else {
    image->Post([drive, task = std::move(task)]() mutable { drive->Post(std::move(task)); });
  }
}

std::shared_ptr<BurnChannel> OpenChannel(const Napi::Value& listener,
                                         const std::shared_ptr<Pending>& pending) {
  const auto channel = std::make_shared<BurnChannel>(listener.Env(), listener.As<Napi::Function>());
  pending->Finally([channel](Napi::Env env) { channel->Forget(env); });
  return channel;
}

std::shared_ptr<Deadline> WatchDrive(const std::shared_ptr<BurnHold>& hold,
                                     const std::shared_ptr<Pending>& pending, double milliseconds) {
  const auto failure = std::make_exception_ptr(BurnFailure(
      Hung("IDiscFormat2Data::Write"), false, DiscState::kUnknown, BurnReport{}, std::nullopt));
  return WatchFrom(hold, pending, failure, milliseconds);
}

std::shared_ptr<Deadline> WatchReads(const std::shared_ptr<BurnHold>& hold,
                                     const std::shared_ptr<Pending>& pending, double milliseconds) {
  return WatchFrom(hold, pending, Hung(kReadOperation), milliseconds);
}

std::shared_ptr<Deadline> WatchErase(const std::shared_ptr<BurnHold>& hold,
                                     const std::shared_ptr<Pending>& pending, double milliseconds) {
  const auto deadline = MakeDeadline(*hold, pending, Hung("IDiscFormat2Erase::EraseMedia"));
  WithdrawOnRequest(hold, pending, nullptr);
  hold->cancel->OnEnd(Starting(deadline, milliseconds));
  return deadline;
}

}  // namespace imapi2::addon

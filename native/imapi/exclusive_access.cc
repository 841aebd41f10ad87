#include "imapi/exclusive_access.h"

#include "contract/imapi_hresults.h"

#include <utility>

#include "com/bstr.h"
#include "com/com_error.h"

namespace imapi2 {
namespace {

constexpr char kAcquire[] = "IDiscRecorder2::AcquireExclusiveAccess";

// A drive that is busy for a moment refuses to be given back, and would stay held for as long as
// its recorder object lives. Microsoft's erase sample tries five times, a second apart. That is as
// long as a process that ends waits for a worker, so it begins with shorter pauses: 4.5 s in all.
template <typename GiveBack>
bool Insist(GiveBack give_back) noexcept {
  for (const DWORD pause : {100, 200, 400, 800, 1000, 1000, 1000}) {
    if (com::Expect(give_back())) return true;
    Sleep(pause);
  }
  return com::Expect(give_back());
}

// Behaviour.md section 6: E_ACCESSDENIED and E_IMAPI_RECORDER_LOCKED both mean that somebody else
// has it.
[[noreturn]] void ThrowLocked(IDiscRecorder2* recorder, bool force, const com::ComError& error) {
  const bool locked =
      error.code() == hresult::E_IMAPI_RECORDER_LOCKED || error.code() == E_ACCESSDENIED;
  const auto owner = locked ? ExclusiveOwner(recorder) : std::nullopt;
  if (!owner && !force && error.code() == E_ACCESSDENIED) {
    throw com::ComError(
        error.code(), error.operation(),
        L"A file system of the disc may be mounted, which force: true dismounts; or this user may "
        L"not use the drive.");
  }
  if (!owner) throw error;
  throw com::ComError(error.code(), error.operation(), L"The drive is held by '" + *owner + L"'.");
}

}  // namespace

ExclusiveAccess::ExclusiveAccess(IDiscRecorder2* recorder, bool force,
                                 const std::wstring& client_name) {
  try {
    com::Check(recorder->AcquireExclusiveAccess(force ? VARIANT_TRUE : VARIANT_FALSE,
                                                com::Bstr(client_name).Get()),
               kAcquire);
  } catch (const com::ComError& error) {
    ThrowLocked(recorder, force, error);
  }
  recorder_ = com::ComPtr<IDiscRecorder2>(recorder);
}

ExclusiveAccess::~ExclusiveAccess() { GiveBack(); }

bool ExclusiveAccess::GiveBack() noexcept {
  const auto recorder = std::move(recorder_);
  return !recorder || Insist([&] { return recorder->ReleaseExclusiveAccess(); });
}

QuietMedia::QuietMedia(IDiscRecorder2* recorder) {
  com::Check(recorder->DisableMcn(), "IDiscRecorder2::DisableMcn");
  recorder_ = com::ComPtr<IDiscRecorder2>(recorder);
}

QuietMedia::~QuietMedia() { GiveBack(); }

bool QuietMedia::GiveBack() noexcept {
  const auto recorder = std::move(recorder_);
  return !recorder || Insist([&] { return recorder->EnableMcn(); });
}

std::optional<std::wstring> ExclusiveOwner(IDiscRecorder2* recorder) {
  com::Bstr owner;
  // Fails where nobody holds it, on some versions.
  if (!com::Expect(recorder->get_ExclusiveAccessOwner(owner.Put()))) return std::nullopt;
  if (owner.View().empty()) return std::nullopt;
  return owner.Text();
}

}  // namespace imapi2

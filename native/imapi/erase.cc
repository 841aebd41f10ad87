#include "imapi/erase.h"

#include "com/advise_cookie.h"
#include "com/bstr.h"
#include "com/com_error.h"
#include "imapi/erase_events.h"
#include "imapi/recording.h"

namespace imapi2 {
namespace {

using com::Check;

constexpr char kErase[] = "IDiscFormat2Erase::EraseMedia";

// Detached in every ending: a format object that keeps its recorder keeps the drive.
class EraseFormat {
 public:
  explicit EraseFormat(DriveObjects& drive) : format_(drive.MakeEraseFormat()) {
    Check(format_->put_Recorder(drive.Recorder()), "IDiscFormat2Erase::put_Recorder");
  }
  EraseFormat(const EraseFormat&) = delete;
  EraseFormat& operator=(const EraseFormat&) = delete;
  ~EraseFormat() { com::Expect(format_->put_Recorder(nullptr)); }

  IDiscFormat2Erase* operator->() const noexcept { return format_.Get(); }
  IDiscFormat2Erase* Get() const noexcept { return format_.Get(); }

 private:
  const com::ComPtr<IDiscFormat2Erase> format_;
};

}  // namespace

void EraseDisc(DriveObjects& drive, const EraseOptions& options, CancelToken& cancel,
               const EraseListener& listener) {
  cancel.ThrowIfRequested(kErase);
  const EraseFormat format(drive);
  Check(format->put_ClientName(com::Bstr(options.client_name).Get()),
        "IDiscFormat2Erase::put_ClientName");
  Check(format->put_FullErase(options.full ? VARIANT_TRUE : VARIANT_FALSE),
        "IDiscFormat2Erase::put_FullErase");
  const DriveHold hold(drive, options.client_name, true);
  const auto sink = MakeEraseEvents(listener);
  const com::AdviseCookie events(format.Get(), sink);
  cancel.PassPointOfNoReturn(kErase);
  Check(format->EraseMedia(), kErase);
}

}  // namespace imapi2

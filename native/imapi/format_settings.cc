#include "imapi/format_settings.h"

#include "com/bstr.h"
#include "com/com_error.h"

namespace imapi2 {
namespace {

using com::Check;

// IDiscFormat2Data::SetWriteSpeed.
constexpr LONG kFastest = -1;

// The format object outlives a burn, and what an earlier one could not take back would hold for
// this one too: a disc that is closed, or rewritten whole, because of somebody else's option.
void RequireOff(IDiscFormat2Data* format) {
  VARIANT_BOOL set = VARIANT_FALSE;
  Check(format->get_ForceOverwrite(&set), "IDiscFormat2Data::get_ForceOverwrite");
  if (set != VARIANT_FALSE) {
    Check(format->put_ForceOverwrite(VARIANT_FALSE), "IDiscFormat2Data::put_ForceOverwrite");
  }
  set = VARIANT_FALSE;
  Check(format->get_ForceMediaToBeClosed(&set), "IDiscFormat2Data::get_ForceMediaToBeClosed");
  if (set != VARIANT_FALSE) {
    Check(format->put_ForceMediaToBeClosed(VARIANT_FALSE),
          "IDiscFormat2Data::put_ForceMediaToBeClosed");
  }
}

}  // namespace

FormatSettings::FormatSettings(IDiscFormat2Data* format, const BurnOptions& options, BurnMode mode,
                               std::vector<std::string>* warnings)
    : format_(format) {
  try {
    Check(format->put_ClientName(com::Bstr(options.client_name).Get()),
          "IDiscFormat2Data::put_ClientName");
    RequireOff(format);
    // Never for a modified burn: with it FALSE a list that was lost on the way shows as
    // E_IMAPI_DF2DATA_MEDIA_NOT_BLANK, and not as a disc that was silently rewritten whole.
    if (mode == BurnMode::kWhole && options.mode == BurnMode::kWhole && options.overwrite) {
      Check(format->put_ForceOverwrite(VARIANT_TRUE), "IDiscFormat2Data::put_ForceOverwrite");
      overwrite_set_ = true;
    }
    if (options.close_media) {
      Check(format->put_ForceMediaToBeClosed(VARIANT_TRUE),
            "IDiscFormat2Data::put_ForceMediaToBeClosed");
      close_set_ = true;
    }
    SetVerification(options.verify);
    if (options.write_speed) SetSpeed(*options.write_speed, warnings);
  } catch (...) {
    Restore();
    throw;
  }
}

FormatSettings::~FormatSettings() { Restore(); }

void FormatSettings::SetVerification(Verify verify) {
  if (verify != Verify::kQuick && verify != Verify::kFull) return;
  com::ComPtr<IBurnVerification> verification;
  Check(format_.QueryInto(&verification), "IDiscFormat2Data::QueryInterface(IBurnVerification)");
  Check(verification->put_BurnVerificationLevel(verify == Verify::kQuick
                                                    ? IMAPI_BURN_VERIFICATION_QUICK
                                                    : IMAPI_BURN_VERIFICATION_FULL),
        "IBurnVerification::put_BurnVerificationLevel");
  verification_ = std::move(verification);
}

void FormatSettings::SetSpeed(int32_t sectors_per_second, std::vector<std::string>* warnings) {
  Check(format_->SetWriteSpeed(sectors_per_second, VARIANT_FALSE),
        "IDiscFormat2Data::SetWriteSpeed");
  speed_set_ = true;
  // The nearest that the drive has, which S_OK may mean as well.
  LONG current = 0;
  if (sectors_per_second != kFastest && com::Expect(format_->get_CurrentWriteSpeed(&current)) &&
      current != sectors_per_second) {
    warnings->push_back("The drive took another write speed: " + std::to_string(current) +
                        " sectors per second.");
  }
}

void FormatSettings::Restore() noexcept {
  if (overwrite_set_) com::Expect(format_->put_ForceOverwrite(VARIANT_FALSE));
  if (close_set_) com::Expect(format_->put_ForceMediaToBeClosed(VARIANT_FALSE));
  if (verification_) {
    com::Expect(verification_->put_BurnVerificationLevel(IMAPI_BURN_VERIFICATION_NONE));
  }
  if (speed_set_) com::Expect(format_->SetWriteSpeed(kFastest, VARIANT_FALSE));
}

}  // namespace imapi2

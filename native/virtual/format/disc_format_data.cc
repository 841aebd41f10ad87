#include "virtual/format/disc_format_data.h"

#include <utility>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/com/error.h"
#include "virtual/com/variant.h"
#include "virtual/format/busy_flag.h"
#include "virtual/format/data_write.h"
#include "virtual/format/speed.h"
#include "virtual/recorder/client_name.h"
#include "virtual/session/session.h"

namespace virtual_drive {

void DiscFormatData::RequireIdle() const {
  if (writing_) throw Error(hresult::E_IMAPI_DF2DATA_WRITE_IN_PROGRESS, L"A write is in progress.");
}

HRESULT DiscFormatData::SetFlag(Method method, Flag& flag, VARIANT_BOOL value) noexcept {
  return session()->Call(method, [&]() -> HRESULT {
    RequireIdle();
    flag = value ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
  });
}

HRESULT DiscFormatData::GetFlag(Method method, const Flag& flag, VARIANT_BOOL* value) noexcept {
  return session()->Call(method, [&]() -> HRESULT {
    ClearOut(value, flag.load());
    return S_OK;
  });
}

HRESULT DiscFormatData::Write(IStream* data) noexcept {
  return session()->Call("IDiscFormat2Data::Write", [&]() -> HRESULT {
    if (!data) throw Error(E_POINTER, L"The stream is null.");
    const BusyFlag busy(writing_);
    if (!busy) throw Error(hresult::E_IMAPI_DF2DATA_WRITE_IN_PROGRESS, L"A write is in progress.");
    cancelled_ = false;
    ComPtr<IUnknown> written;
    if (session()->Switch("second-write") == "refused") {
      data->QueryInterface(__uuidof(IUnknown), written.PutVoid());
      if (written && written.Get() == written_.Get()) {
        throw Error(hresult::IMAPI_E_DISC_MISMATCH, L"This stream has been written already.");
      }
    }
    const DataWriteSettings settings = {
        holder_.recorder(), holder_.client_name(), force_overwrite_ != VARIANT_FALSE,
        requested_speed_,   verification_,         force_close_ != VARIANT_FALSE,
    };
    const HRESULT result = DataWrite(*this, *session(), settings, cancelled_).Run(*data);
    written_ = std::move(written);
    return result;
  });
}

HRESULT DiscFormatData::CancelWrite() noexcept {
  return session()->Call("IDiscFormat2Data::CancelWrite", [&]() -> HRESULT {
    if (!writing_) {
      throw Error(hresult::E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS, L"No write is in progress.");
    }
    cancelled_ = true;
    return S_OK;
  });
}

void DiscFormatData::Notify(IDispatch* arguments) {
  ComPtr<IDispatch> self(static_cast<IDiscFormat2Data*>(this));
  Fire<DDiscFormat2DataEvents>(
      DISPID_DDISCFORMAT2DATAEVENTS_UPDATE,
      {Variant::OfDispatch(std::move(self)), Variant::OfDispatch(ComPtr<IDispatch>(arguments))});
}

HRESULT DiscFormatData::put_Recorder(IDiscRecorder2* value) noexcept {
  return session()->Call("IDiscFormat2Data::put_Recorder", [&]() -> HRESULT {
    RequireIdle();
    if (value && Device::Of(value).SupportedMedia().empty()) {
      throw Error(hresult::E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED,
                  L"The recorder can't write any medium that this format knows.");
    }
    holder_.set_recorder(ComPtr<IDiscRecorder2>(value));
    written_ = nullptr;
    return S_OK;
  });
}

HRESULT DiscFormatData::get_Recorder(IDiscRecorder2** value) noexcept {
  return session()->Call("IDiscFormat2Data::get_Recorder", [&]() -> HRESULT {
    ClearOut(value);
    holder_.recorder().CopyTo(value);
    return S_OK;
  });
}

HRESULT DiscFormatData::put_ClientName(BSTR value) noexcept {
  return session()->Call("IDiscFormat2Data::put_ClientName", [&]() -> HRESULT {
    RequireIdle();
    if (!IsClientName(View(value))) {
      throw Error(hresult::E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID,
                  L"The client name is empty, too long or has characters that are not allowed.");
    }
    holder_.set_client_name(View(value));
    return S_OK;
  });
}

HRESULT DiscFormatData::get_ClientName(BSTR* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_ClientName", [&]() -> HRESULT {
    ClearOut(value);
    *value = Bstr(holder_.client_name()).Detach();
    return S_OK;
  });
}

HRESULT DiscFormatData::SetWriteSpeed(LONG sectors_per_second, VARIANT_BOOL pure_cav) noexcept {
  return session()->Call("IDiscFormat2Data::SetWriteSpeed", [&]() -> HRESULT {
    RequireIdle();
    if (sectors_per_second < -1) throw Error(E_INVALIDARG, L"The speed is negative.");
    Device device = holder_.device();
    requested_speed_ = sectors_per_second;
    pure_cav_ = pure_cav ? VARIANT_TRUE : VARIANT_FALSE;
    const std::uint32_t bytes = SectorBytesOf(device);
    device.SetWriteSpeed(ToKilobytesPerSecond(sectors_per_second, bytes));
    const bool fastest = sectors_per_second == -1;
    const LONG taken = ToSectorsPerSecond(device.CurrentWriteSpeed(), bytes);
    const bool speed_adjusted = !fastest && taken != sectors_per_second;
    if (speed_adjusted && pure_cav) return hresult::S_IMAPI_BOTHADJUSTED;
    if (pure_cav) return hresult::S_IMAPI_ROTATIONADJUSTED;
    return speed_adjusted ? hresult::S_IMAPI_SPEEDADJUSTED : S_OK;
  });
}

HRESULT DiscFormatData::get_RequestedWriteSpeed(LONG* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_RequestedWriteSpeed", [&]() -> HRESULT {
    ClearOut(value, requested_speed_.load());
    return S_OK;
  });
}

HRESULT DiscFormatData::put_BurnVerificationLevel(IMAPI_BURN_VERIFICATION_LEVEL value) noexcept {
  return session()->Call("IBurnVerification::put_BurnVerificationLevel", [&]() -> HRESULT {
    RequireIdle();
    if (value < IMAPI_BURN_VERIFICATION_NONE || value > IMAPI_BURN_VERIFICATION_FULL) {
      throw Error(E_INVALIDARG, L"There is no such verification level.");
    }
    verification_ = value;
    return S_OK;
  });
}

HRESULT DiscFormatData::get_BurnVerificationLevel(IMAPI_BURN_VERIFICATION_LEVEL* value) noexcept {
  return session()->Call("IBurnVerification::get_BurnVerificationLevel", [&]() -> HRESULT {
    ClearOut(value, verification_.load());
    return S_OK;
  });
}

HRESULT DiscFormatData::put_BufferUnderrunFreeDisabled(VARIANT_BOOL value) noexcept {
  return SetFlag("IDiscFormat2Data::put_BufferUnderrunFreeDisabled", underrun_free_disabled_,
                 value);
}

HRESULT DiscFormatData::get_BufferUnderrunFreeDisabled(VARIANT_BOOL* value) noexcept {
  return GetFlag("IDiscFormat2Data::get_BufferUnderrunFreeDisabled", underrun_free_disabled_,
                 value);
}

HRESULT DiscFormatData::put_PostgapAlreadyInImage(VARIANT_BOOL value) noexcept {
  return SetFlag("IDiscFormat2Data::put_PostgapAlreadyInImage", postgap_in_image_, value);
}

HRESULT DiscFormatData::get_PostgapAlreadyInImage(VARIANT_BOOL* value) noexcept {
  return GetFlag("IDiscFormat2Data::get_PostgapAlreadyInImage", postgap_in_image_, value);
}

HRESULT DiscFormatData::put_ForceMediaToBeClosed(VARIANT_BOOL value) noexcept {
  return SetFlag("IDiscFormat2Data::put_ForceMediaToBeClosed", force_close_, value);
}

HRESULT DiscFormatData::get_ForceMediaToBeClosed(VARIANT_BOOL* value) noexcept {
  return GetFlag("IDiscFormat2Data::get_ForceMediaToBeClosed", force_close_, value);
}

HRESULT DiscFormatData::put_DisableConsumerDvdCompatibilityMode(VARIANT_BOOL value) noexcept {
  return SetFlag("IDiscFormat2Data::put_DisableConsumerDvdCompatibilityMode",
                 compatibility_disabled_, value);
}

HRESULT DiscFormatData::get_DisableConsumerDvdCompatibilityMode(VARIANT_BOOL* value) noexcept {
  return GetFlag("IDiscFormat2Data::get_DisableConsumerDvdCompatibilityMode",
                 compatibility_disabled_, value);
}

HRESULT DiscFormatData::put_ForceOverwrite(VARIANT_BOOL value) noexcept {
  return SetFlag("IDiscFormat2Data::put_ForceOverwrite", force_overwrite_, value);
}

HRESULT DiscFormatData::get_ForceOverwrite(VARIANT_BOOL* value) noexcept {
  return GetFlag("IDiscFormat2Data::get_ForceOverwrite", force_overwrite_, value);
}

HRESULT DiscFormatData::get_RequestedRotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept {
  return GetFlag("IDiscFormat2Data::get_RequestedRotationTypeIsPureCAV", pure_cav_, value);
}

// No speed of this drive is one of constant angular velocity, whatever was requested.
HRESULT DiscFormatData::get_CurrentRotationTypeIsPureCAV(VARIANT_BOOL* value) noexcept {
  return session()->Call("IDiscFormat2Data::get_CurrentRotationTypeIsPureCAV", [&]() -> HRESULT {
    ClearOut(value, VARIANT_BOOL{VARIANT_FALSE});
    holder_.device();
    return S_OK;
  });
}

}  // namespace virtual_drive

// An IDiscRecorder2Ex that answers READ(10) as a test says, and nothing else.
#pragma once

#include <imapi2.h>

#include <functional>
#include <vector>

#include "com/object.h"
#include "contract/imapi_hresults.h"
#include "imapi/sense.h"

namespace imapi_tests {

struct ReadCommand {
  int64_t lba;
  int64_t blocks;
  bool past_cache;
};

class FakeRecorder final : public imapi2::com::Object<IDiscRecorder2Ex> {
 public:
  using Answer = std::function<imapi2::Sense(const ReadCommand&)>;
  explicit FakeRecorder(Answer answer) : answer_(std::move(answer)) {}

  std::vector<ReadCommand> reads;

  HRESULT STDMETHODCALLTYPE SendCommandGetDataFromDevice(BYTE* cdb, ULONG, BYTE* sense, ULONG,
                                                         BYTE* buffer, ULONG size,
                                                         ULONG* fetched) override {
    reads.push_back({cdb[2] << 24 | cdb[3] << 16 | cdb[4] << 8 | cdb[5], cdb[7] << 8 | cdb[8],
                     (cdb[1] & 0x08) != 0});
    const imapi2::Sense answer = answer_(reads.back());
    *fetched = 0;
    if (answer.success()) {
      std::fill_n(buffer, size, BYTE{0x5A});
      *fetched = size;
      return S_OK;
    }
    sense[2] = static_cast<BYTE>(answer.key);
    sense[12] = static_cast<BYTE>(answer.asc);
    sense[13] = static_cast<BYTE>(answer.ascq);
    return hresult::S_IMAPI_COMMAND_HAS_SENSE_DATA;
  }
  HRESULT STDMETHODCALLTYPE GetMaximumPageAlignedTransferSize(ULONG* value) override {
    *value = 1024 * 1024;
    return S_OK;
  }

  HRESULT STDMETHODCALLTYPE SendCommandNoData(BYTE*, ULONG, BYTE*, ULONG) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE SendCommandSendDataToDevice(BYTE*, ULONG, BYTE*, ULONG, BYTE*,
                                                        ULONG) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE ReadDvdStructure(ULONG, ULONG, ULONG, ULONG, BYTE**, ULONG*) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE SendDvdStructure(ULONG, BYTE*, ULONG) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetAdapterDescriptor(BYTE**, ULONG*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetDeviceDescriptor(BYTE**, ULONG*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetDiscInformation(BYTE**, ULONG*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetTrackInformation(ULONG, IMAPI_READ_TRACK_ADDRESS_TYPE, BYTE**,
                                                ULONG*) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetFeaturePage(IMAPI_FEATURE_PAGE_TYPE, BOOLEAN, BYTE**,
                                           ULONG*) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetModePage(IMAPI_MODE_PAGE_TYPE, IMAPI_MODE_PAGE_REQUEST_TYPE, BYTE**,
                                        ULONG*) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE SetModePage(IMAPI_MODE_PAGE_REQUEST_TYPE, BYTE*, ULONG) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetSupportedFeaturePages(BOOLEAN, IMAPI_FEATURE_PAGE_TYPE**,
                                                     ULONG*) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetSupportedProfiles(BOOLEAN, IMAPI_PROFILE_TYPE**, ULONG*) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetSupportedModePages(IMAPI_MODE_PAGE_REQUEST_TYPE,
                                                  IMAPI_MODE_PAGE_TYPE**, ULONG*) override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetByteAlignmentMask(ULONG*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetMaximumNonPageAlignedTransferSize(ULONG*) override {
    return E_NOTIMPL;
  }

 private:
  const Answer answer_;
};

}  // namespace imapi_tests

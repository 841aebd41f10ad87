#pragma once

#include <windows.h>

#include <imapi2.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "virtual/com/object.h"
#include "virtual/recorder/drive_bay.h"

namespace virtual_drive {

// MsftDiscRecorder2. IDiscRecorder2 is in disc_recorder.cc, IDiscRecorder2Ex in
// disc_recorder_ex.cc.
class DiscRecorder final : public Object<Dual<IDiscRecorder2>, Plain<IDiscRecorder2Ex>> {
 public:
  explicit DiscRecorder(std::shared_ptr<Session> session);
  ~DiscRecorder() override;

  HRESULT STDMETHODCALLTYPE EjectMedia() noexcept override;
  HRESULT STDMETHODCALLTYPE CloseTray() noexcept override;
  HRESULT STDMETHODCALLTYPE AcquireExclusiveAccess(VARIANT_BOOL force,
                                                   BSTR client_name) noexcept override;
  HRESULT STDMETHODCALLTYPE ReleaseExclusiveAccess() noexcept override;
  HRESULT STDMETHODCALLTYPE DisableMcn() noexcept override;
  HRESULT STDMETHODCALLTYPE EnableMcn() noexcept override;
  HRESULT STDMETHODCALLTYPE InitializeDiscRecorder(BSTR unique_id) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ActiveDiscRecorder(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_VendorId(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ProductId(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ProductRevision(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_VolumeName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_VolumePathNames(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DeviceCanLoadMedia(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LegacyDeviceNumber(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedFeaturePages(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CurrentFeaturePages(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedProfiles(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CurrentProfiles(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SupportedModePages(SAFEARRAY** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ExclusiveAccessOwner(BSTR* value) noexcept override;

  HRESULT STDMETHODCALLTYPE SendCommandNoData(BYTE* cdb, ULONG cdb_size, BYTE sense[18],
                                              ULONG timeout) noexcept override;
  HRESULT STDMETHODCALLTYPE SendCommandSendDataToDevice(BYTE* cdb, ULONG cdb_size, BYTE sense[18],
                                                        ULONG timeout, BYTE* buffer,
                                                        ULONG buffer_size) noexcept override;
  HRESULT STDMETHODCALLTYPE SendCommandGetDataFromDevice(BYTE* cdb, ULONG cdb_size, BYTE sense[18],
                                                         ULONG timeout, BYTE* buffer,
                                                         ULONG buffer_size,
                                                         ULONG* fetched) noexcept override;
  HRESULT STDMETHODCALLTYPE ReadDvdStructure(ULONG format, ULONG address, ULONG layer, ULONG agid,
                                             BYTE** data, ULONG* count) noexcept override;
  HRESULT STDMETHODCALLTYPE SendDvdStructure(ULONG format, BYTE* data,
                                             ULONG count) noexcept override;
  HRESULT STDMETHODCALLTYPE GetAdapterDescriptor(BYTE** data, ULONG* size) noexcept override;
  HRESULT STDMETHODCALLTYPE GetDeviceDescriptor(BYTE** data, ULONG* size) noexcept override;
  HRESULT STDMETHODCALLTYPE GetDiscInformation(BYTE** data, ULONG* size) noexcept override;
  HRESULT STDMETHODCALLTYPE GetTrackInformation(ULONG address, IMAPI_READ_TRACK_ADDRESS_TYPE type,
                                                BYTE** data, ULONG* size) noexcept override;
  HRESULT STDMETHODCALLTYPE GetFeaturePage(IMAPI_FEATURE_PAGE_TYPE feature, BOOLEAN current_only,
                                           BYTE** data, ULONG* size) noexcept override;
  HRESULT STDMETHODCALLTYPE GetModePage(IMAPI_MODE_PAGE_TYPE page,
                                        IMAPI_MODE_PAGE_REQUEST_TYPE request, BYTE** data,
                                        ULONG* size) noexcept override;
  HRESULT STDMETHODCALLTYPE SetModePage(IMAPI_MODE_PAGE_REQUEST_TYPE request, BYTE* data,
                                        ULONG size) noexcept override;
  HRESULT STDMETHODCALLTYPE GetSupportedFeaturePages(BOOLEAN current_only,
                                                     IMAPI_FEATURE_PAGE_TYPE** pages,
                                                     ULONG* count) noexcept override;
  HRESULT STDMETHODCALLTYPE GetSupportedProfiles(BOOLEAN current_only,
                                                 IMAPI_PROFILE_TYPE** profiles,
                                                 ULONG* count) noexcept override;
  HRESULT STDMETHODCALLTYPE GetSupportedModePages(IMAPI_MODE_PAGE_REQUEST_TYPE request,
                                                  IMAPI_MODE_PAGE_TYPE** pages,
                                                  ULONG* count) noexcept override;
  HRESULT STDMETHODCALLTYPE GetByteAlignmentMask(ULONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE GetMaximumNonPageAlignedTransferSize(ULONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE GetMaximumPageAlignedTransferSize(ULONG* value) noexcept override;

 private:
  // The drive that InitializeDiscRecorder chose. Throws where there is none yet.
  std::shared_ptr<DriveBay> Bay() const;
  void LetGo() noexcept;
  HRESULT Transfer(BYTE* cdb, ULONG cdb_size, BYTE* sense, ULONG timeout, std::span<const BYTE> out,
                   std::span<BYTE> in, ULONG* fetched);
  std::vector<std::uint8_t> Ask(std::span<const std::uint8_t> cdb, std::size_t most);

  mutable std::mutex mutex_;
  std::shared_ptr<DriveBay> bay_;
  LONG mcn_disabled_ = 0;  // by this object, given back when it goes
};

}  // namespace virtual_drive

#pragma once

#include <windows.h>

#include <imapi2.h>

#include <atomic>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "fake_com.h"

namespace image_test {

inline constexpr std::size_t kSector = 2048;

// A rewritable disc in memory, and how often it was read.
struct MemoryDisc {
  explicit MemoryDisc(std::uint32_t sectors) : bytes(sectors * kSector) {}

  std::uint32_t sectors() const { return static_cast<std::uint32_t>(bytes.size() / kSector); }
  std::span<std::byte> At(std::uint32_t lba, std::size_t count) {
    return std::span(bytes).subspan(lba * kSector, count * kSector);
  }

  std::vector<std::byte> bytes;
};

// IDiscRecorder2Ex with the three commands that reading an old session takes. The disc may be
// changed, or be taken out.
class MemoryRecorderEx final : public FakeUnknown<IDiscRecorder2Ex> {
 public:
  explicit MemoryRecorderEx(IUnknown& identity) : identity_(identity) {}

  MemoryDisc* disc = nullptr;
  std::atomic<int> reads{0};
  std::uint32_t unreadable = UINT32_MAX;  // a sector
  int reads_left = INT_MAX;               // further ones find nothing but unreadable sectors
  bool becoming_ready = false;
  IMAPI_PROFILE_TYPE profile = IMAPI_PROFILE_TYPE_BD_REWRITABLE;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    return iid == __uuidof(IDiscRecorder2Ex) ? FakeUnknown::QueryInterface(iid, object)
                                             : identity_.QueryInterface(iid, object);
  }

  HRESULT STDMETHODCALLTYPE SendCommandGetDataFromDevice(BYTE* cdb, ULONG, BYTE* sense, ULONG,
                                                         BYTE* buffer, ULONG size,
                                                         ULONG* fetched) noexcept override {
    std::memset(sense, 0, 18);
    *fetched = 0;
    if (!disc) return Sense(sense, 0x02, 0x3A);
    if (becoming_ready) return Sense(sense, 0x02, 0x04);
    if (cdb[0] == 0x25) return Capacity(buffer, size, fetched);
    if (cdb[0] != 0x28) return Sense(sense, 0x05, 0x20);
    ++reads;
    const std::uint32_t lba = Big32(cdb + 2);
    const std::uint32_t count = static_cast<std::uint32_t>(cdb[7]) << 8 | cdb[8];
    const bool bad = (unreadable >= lba && unreadable - lba < count) || --reads_left < 0;
    if (bad || lba > disc->sectors() || count > disc->sectors() - lba)
      return Sense(sense, 0x03, 0x11);
    if (size != count * kSector) return E_INVALIDARG;
    std::memcpy(buffer, disc->At(lba, count).data(), size);
    *fetched = size;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetMaximumPageAlignedTransferSize(ULONG* value) noexcept override {
    *value = 128 * 1024;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetSupportedProfiles(BOOLEAN, IMAPI_PROFILE_TYPE** profiles,
                                                 ULONG* count) noexcept override {
    *count = disc ? 1 : 0;
    *profiles = static_cast<IMAPI_PROFILE_TYPE*>(CoTaskMemAlloc(sizeof(IMAPI_PROFILE_TYPE)));
    **profiles = profile;
    return S_OK;
  }

  HRESULT STDMETHODCALLTYPE SendCommandNoData(BYTE*, ULONG, BYTE*, ULONG) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE SendCommandSendDataToDevice(BYTE*, ULONG, BYTE*, ULONG, BYTE*,
                                                        ULONG) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE ReadDvdStructure(ULONG, ULONG, ULONG, ULONG, BYTE**,
                                             ULONG*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE SendDvdStructure(ULONG, BYTE*, ULONG) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetAdapterDescriptor(BYTE**, ULONG*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetDeviceDescriptor(BYTE**, ULONG*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetDiscInformation(BYTE**, ULONG*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetTrackInformation(ULONG, IMAPI_READ_TRACK_ADDRESS_TYPE, BYTE**,
                                                ULONG*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetFeaturePage(IMAPI_FEATURE_PAGE_TYPE, BOOLEAN, BYTE**,
                                           ULONG*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetModePage(IMAPI_MODE_PAGE_TYPE, IMAPI_MODE_PAGE_REQUEST_TYPE, BYTE**,
                                        ULONG*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE SetModePage(IMAPI_MODE_PAGE_REQUEST_TYPE, BYTE*,
                                        ULONG) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetSupportedFeaturePages(BOOLEAN, IMAPI_FEATURE_PAGE_TYPE**,
                                                     ULONG*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetSupportedModePages(IMAPI_MODE_PAGE_REQUEST_TYPE,
                                                  IMAPI_MODE_PAGE_TYPE**,
                                                  ULONG*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE GetByteAlignmentMask(ULONG*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetMaximumNonPageAlignedTransferSize(ULONG*) noexcept override {
    return E_NOTIMPL;
  }

 private:
  static HRESULT Sense(BYTE* sense, BYTE key, BYTE asc) noexcept {
    sense[0] = 0x70;
    sense[2] = key;
    sense[12] = asc;
    return static_cast<HRESULT>(0x00AA0200);  // S_IMAPI_COMMAND_HAS_SENSE_DATA
  }
  HRESULT Capacity(BYTE* buffer, ULONG size, ULONG* fetched) noexcept {
    if (size < 8) return E_INVALIDARG;
    const std::uint32_t last = disc->sectors() - 1;
    for (int i = 0; i < 4; ++i) buffer[i] = static_cast<BYTE>(last >> (24 - 8 * i));
    for (int i = 0; i < 4; ++i) buffer[4 + i] = static_cast<BYTE>(kSector >> (24 - 8 * i));
    *fetched = 8;
    return S_OK;
  }
  static std::uint32_t Big32(const BYTE* from) noexcept {
    return static_cast<std::uint32_t>(from[0]) << 24 | static_cast<std::uint32_t>(from[1]) << 16 |
           static_cast<std::uint32_t>(from[2]) << 8 | from[3];
  }

  IUnknown& identity_;
};

class MemoryRecorder final : public FakeDispatch<IDiscRecorder2> {
 public:
  explicit MemoryRecorder(MemoryDisc& disc) : ex(*this) { ex.disc = &disc; }

  MemoryRecorderEx ex;

  HRESULT STDMETHODCALLTYPE EjectMedia() noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE CloseTray() noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE AcquireExclusiveAccess(VARIANT_BOOL, BSTR) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE ReleaseExclusiveAccess() noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE DisableMcn() noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE EnableMcn() noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE InitializeDiscRecorder(BSTR) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_ActiveDiscRecorder(BSTR*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_VendorId(BSTR*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_ProductId(BSTR*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_ProductRevision(BSTR*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_VolumeName(BSTR*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_VolumePathNames(SAFEARRAY**) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_DeviceCanLoadMedia(VARIANT_BOOL*) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE get_LegacyDeviceNumber(LONG*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_SupportedFeaturePages(SAFEARRAY**) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE get_CurrentFeaturePages(SAFEARRAY**) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE get_SupportedProfiles(SAFEARRAY**) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE get_CurrentProfiles(SAFEARRAY**) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_SupportedModePages(SAFEARRAY**) noexcept override {
    return E_NOTIMPL;
  }
  HRESULT STDMETHODCALLTYPE get_ExclusiveAccessOwner(BSTR*) noexcept override { return E_NOTIMPL; }

 protected:
  void* Answer(REFIID iid) noexcept override {
    return iid == __uuidof(IDiscRecorder2Ex) ? static_cast<IDiscRecorder2Ex*>(&ex)
                                             : FakeDispatch::Answer(iid);
  }
};

class MemoryMultisession final : public FakeDispatch<IMultisessionRandomWrite, IMultisession> {
 public:
  explicit MemoryMultisession(MemoryRecorder& recorder) : recorder_(recorder) {}

  bool in_use = true;
  bool supported = true;
  LONG write_unit = 16;

  HRESULT STDMETHODCALLTYPE
  get_IsSupportedOnCurrentMediaState(VARIANT_BOOL* value) noexcept override {
    *value = supported ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE put_InUse(VARIANT_BOOL) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_InUse(VARIANT_BOOL* value) noexcept override {
    *value = in_use ? VARIANT_TRUE : VARIANT_FALSE;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE get_ImportRecorder(IDiscRecorder2** value) noexcept override {
    return recorder_.QueryInterface(__uuidof(IDiscRecorder2), reinterpret_cast<void**>(value));
  }
  HRESULT STDMETHODCALLTYPE get_WriteUnitSize(LONG* value) noexcept override {
    *value = write_unit;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE get_LastWrittenAddress(LONG*) noexcept override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE get_TotalSectorsOnMedia(LONG* value) noexcept override {
    *value = recorder_.ex.disc ? static_cast<LONG>(recorder_.ex.disc->sectors()) : 0;
    return S_OK;
  }

 private:
  MemoryRecorder& recorder_;
};

// A drive with a disc in it.
struct MemoryDrive {
  explicit MemoryDrive(std::uint32_t sectors)
      : disc(sectors), recorder(disc), multisession(recorder) {}

  LONG references() const {
    return recorder.references() + recorder.ex.references() + multisession.references();
  }

  MemoryDisc disc;
  MemoryRecorder recorder;
  MemoryMultisession multisession;
};

}  // namespace image_test

// IDiscRecorder2Ex: raw commands, and the drive's descriptors as MMC and Windows define them.
#include "virtual/recorder/disc_recorder.h"

#include <array>
#include <utility>

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/mmc/big_endian.h"
#include "virtual/recorder/capabilities.h"
#include "virtual/recorder/packet.h"
#include "virtual/recorder/storage_descriptors.h"
#include "virtual/recorder/task_memory.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

using Bytes = std::span<const std::uint8_t>;

void ClearBuffer(BYTE** data, ULONG* size) {
  ClearOut<BYTE*>(data);
  ClearOut<ULONG>(size);
}

// No command moves more than GetMaximum*TransferSize says: an adapter refuses it, and pass-through
// with it. A buffer off a page takes one page more, so that much less may be in it.
void RequireBuffer(const BYTE* buffer, ULONG size) {
  if (!buffer) throw Error(E_POINTER, L"The buffer is null.");
  const bool on_page = reinterpret_cast<std::uintptr_t>(buffer) % kPageSize == 0;
  if (size == 0 || size > (on_page ? kMaximumTransfer : kMaximumTransfer - kPageSize)) {
    throw Error(E_INVALIDARG, L"The buffer is empty, or larger than the adapter moves at once.");
  }
}

// "the length must equal the header's length + 2" (section 8): the caller gets exactly what the
// header announces.
Bytes AsAnnounced(const std::vector<std::uint8_t>& reply) {
  const std::size_t announced = reply.size() < 2 ? 0 : mmc::Get16(reply, 0) + std::size_t{2};
  if (announced < 4 || announced > reply.size()) {
    throw Error(hresult::E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                L"The drive's reply is shorter than it says.");
  }
  return Bytes(reply).first(announced);
}

}  // namespace

HRESULT DiscRecorder::Transfer(BYTE* cdb, ULONG cdb_size, BYTE* sense, ULONG timeout,
                               std::span<const BYTE> out, std::span<BYTE> in, ULONG* fetched) {
  if (!cdb || !sense) throw Error(E_POINTER, L"The CDB or the sense buffer is null.");
  if (cdb_size < 6 || cdb_size > 16) throw Error(E_INVALIDARG, L"A CDB has 6 to 16 bytes.");
  const std::size_t demanded = mmc::CdbLength(cdb[0]);
  if (demanded != 0 && demanded != cdb_size) {
    throw Error(E_INVALIDARG, L"The CDB's length does not fit the group of its opcode.");
  }
  // What Windows' port drivers take from SCSI pass-through.
  constexpr ULONG kLongestTimeout = 30 * 60 * 60;
  if (timeout == 0 || timeout > kLongestTimeout) {
    throw Error(E_INVALIDARG, L"The time-out is not between 1 s and 30 hours.");
  }
  return SendPacket(*Bay(), this, {{cdb, cdb_size}, out, in}, std::span<BYTE, 18>(sense, 18),
                    fetched);
}

// The time-out is only judged: the drive answers, is gone, or hangs on purpose.
HRESULT DiscRecorder::SendCommandNoData(BYTE* cdb, ULONG cdb_size, BYTE sense[18],
                                        ULONG timeout) noexcept {
  return session()->Call("IDiscRecorder2Ex::SendCommandNoData", [&]() -> HRESULT {
    return Transfer(cdb, cdb_size, sense, timeout, {}, {}, nullptr);
  });
}

HRESULT DiscRecorder::SendCommandSendDataToDevice(BYTE* cdb, ULONG cdb_size, BYTE sense[18],
                                                  ULONG timeout, BYTE* buffer,
                                                  ULONG buffer_size) noexcept {
  return session()->Call("IDiscRecorder2Ex::SendCommandSendDataToDevice", [&]() -> HRESULT {
    RequireBuffer(buffer, buffer_size);
    return Transfer(cdb, cdb_size, sense, timeout, {buffer, buffer_size}, {}, nullptr);
  });
}

HRESULT DiscRecorder::SendCommandGetDataFromDevice(BYTE* cdb, ULONG cdb_size, BYTE sense[18],
                                                   ULONG timeout, BYTE* buffer, ULONG buffer_size,
                                                   ULONG* fetched) noexcept {
  return session()->Call("IDiscRecorder2Ex::SendCommandGetDataFromDevice", [&]() -> HRESULT {
    ClearOut<ULONG>(fetched);
    RequireBuffer(buffer, buffer_size);
    return Transfer(cdb, cdb_size, sense, timeout, {}, {buffer, buffer_size}, fetched);
  });
}

HRESULT DiscRecorder::ReadDvdStructure(ULONG format, ULONG address, ULONG layer, ULONG agid,
                                       BYTE** data, ULONG* count) noexcept {
  return session()->Call("IDiscRecorder2Ex::ReadDvdStructure", [&]() -> HRESULT {
    ClearBuffer(data, count);
    if (format > 0xFF || layer > 0xFF || agid > 3) {
      throw Error(E_INVALIDARG, L"Format, layer or AGID is out of range.");
    }
    constexpr std::size_t kMost = 4 + 4096;
    std::array<std::uint8_t, 12> cdb{0xAD};
    mmc::Put32(cdb, 2, address);
    cdb[6] = static_cast<std::uint8_t>(layer);
    cdb[7] = static_cast<std::uint8_t>(format);
    mmc::Put16(cdb, 8, kMost);
    cdb[10] = static_cast<std::uint8_t>(agid << 6);
    std::vector<std::uint8_t> reply;
    try {
      reply = Ask(cdb, kMost);
    } catch (const Error& error) {
      if (error.code() != E_FAIL) throw;
      throw Error(hresult::E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT, error.text());
    }
    // The header is left out (Microsoft: IDiscRecorder2Ex::ReadDvdStructure).
    CopyToTaskMemory(AsAnnounced(reply).subspan(4), data, count);
    return S_OK;
  });
}

HRESULT DiscRecorder::SendDvdStructure(ULONG format, BYTE* data, ULONG count) noexcept {
  return session()->Call("IDiscRecorder2Ex::SendDvdStructure", [&]() -> HRESULT {
    if (!data) throw Error(E_POINTER, L"The structure is null.");
    if (format > 0xFF || count > 0xFFFF) {
      throw Error(E_INVALIDARG, L"Format or length is out of range.");
    }
    std::array<std::uint8_t, 12> cdb{0xBF};
    cdb[7] = static_cast<std::uint8_t>(format);
    mmc::Put16(cdb, 8, count);
    TellDrive(*Bay(), this, cdb, {data, count});
    return S_OK;
  });
}

HRESULT DiscRecorder::GetAdapterDescriptor(BYTE** data, ULONG* size) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetAdapterDescriptor", [&]() -> HRESULT {
    ClearBuffer(data, size);
    Bay();
    CopyToTaskMemory(Bytes(AdapterDescriptor()), data, size);
    return S_OK;
  });
}

HRESULT DiscRecorder::GetDeviceDescriptor(BYTE** data, ULONG* size) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetDeviceDescriptor", [&]() -> HRESULT {
    ClearBuffer(data, size);
    CopyToTaskMemory(Bytes(DeviceDescriptor(Bay()->identity())), data, size);
    return S_OK;
  });
}

HRESULT DiscRecorder::GetDiscInformation(BYTE** data, ULONG* size) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetDiscInformation", [&]() -> HRESULT {
    ClearBuffer(data, size);
    constexpr std::size_t kMost = 0xFFFC;
    std::array<std::uint8_t, 10> cdb{0x51};
    mmc::Put16(cdb, 7, kMost);
    const auto reply = Ask(cdb, kMost);
    CopyToTaskMemory(AsAnnounced(reply), data, size);
    return S_OK;
  });
}

HRESULT DiscRecorder::GetTrackInformation(ULONG address, IMAPI_READ_TRACK_ADDRESS_TYPE type,
                                          BYTE** data, ULONG* size) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetTrackInformation", [&]() -> HRESULT {
    ClearBuffer(data, size);
    if (type < IMAPI_READ_TRACK_ADDRESS_TYPE_LBA || type > IMAPI_READ_TRACK_ADDRESS_TYPE_SESSION) {
      throw Error(E_INVALIDARG, L"The address type is unknown.");
    }
    constexpr std::size_t kMost = 0xFFFC;
    std::array<std::uint8_t, 10> cdb{0x52, static_cast<std::uint8_t>(type)};
    mmc::Put32(cdb, 2, address);
    mmc::Put16(cdb, 7, kMost);
    const auto reply = Ask(cdb, kMost);
    CopyToTaskMemory(AsAnnounced(reply), data, size);
    return S_OK;
  });
}

HRESULT DiscRecorder::GetFeaturePage(IMAPI_FEATURE_PAGE_TYPE feature, BOOLEAN current_only,
                                     BYTE** data, ULONG* size) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetFeaturePage", [&]() -> HRESULT {
    ClearBuffer(data, size);
    const auto number = static_cast<LONG>(feature);
    if (number < 0 || number > 0xFFFF) throw Error(E_INVALIDARG, L"There is no such feature.");
    const auto descriptor = ReadFeature(*Bay(), this, static_cast<std::uint16_t>(number));
    if (descriptor.empty()) {
      throw Error(hresult::E_IMAPI_RECORDER_NO_SUCH_FEATURE, L"The drive has not that feature.");
    }
    if (current_only && (descriptor[2] & 1) == 0) {
      throw Error(hresult::E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT,
                  L"The feature is not current with this medium.");
    }
    CopyToTaskMemory(Bytes(descriptor), data, size);
    return S_OK;
  });
}

HRESULT DiscRecorder::GetModePage(IMAPI_MODE_PAGE_TYPE page, IMAPI_MODE_PAGE_REQUEST_TYPE request,
                                  BYTE** data, ULONG* size) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetModePage", [&]() -> HRESULT {
    ClearBuffer(data, size);
    if (page < 0 || page >= 0x3F || request < 0 || request > 3) {
      throw Error(E_INVALIDARG, L"There is no such mode page or kind of values.");
    }
    const auto pages = ReadModePages(*Bay(), this, static_cast<std::uint8_t>(page),
                                     static_cast<std::uint8_t>(request));
    if (pages.empty()) {
      throw Error(hresult::E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE,
                  L"The drive has not that mode page.");
    }
    CopyToTaskMemory(Bytes(pages.front()), data, size);
    return S_OK;
  });
}

HRESULT DiscRecorder::SetModePage(IMAPI_MODE_PAGE_REQUEST_TYPE request, BYTE* data,
                                  ULONG size) noexcept {
  return session()->Call("IDiscRecorder2Ex::SetModePage", [&]() -> HRESULT {
    if (!data) throw Error(E_POINTER, L"The mode page is null.");
    if (size < 2 || size > 0x101 ||
        (request != IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES &&
         request != IMAPI_MODE_PAGE_REQUEST_TYPE_SAVED_VALUES)) {
      throw Error(E_INVALIDARG, L"The mode page's size or the kind of values is out of range.");
    }
    constexpr std::uint8_t kPageFormat = 0x10;
    constexpr std::uint8_t kSavePages = 0x01;
    const bool save = request == IMAPI_MODE_PAGE_REQUEST_TYPE_SAVED_VALUES;
    std::vector<std::uint8_t> list(8);  // a mode parameter header without block descriptors
    list.insert(list.end(), data, data + size);
    std::array<std::uint8_t, 10> cdb{
        0x55, static_cast<std::uint8_t>(kPageFormat | (save ? kSavePages : 0))};
    mmc::Put16(cdb, 7, static_cast<std::uint32_t>(list.size()));
    TellDrive(*Bay(), this, cdb, list);
    return S_OK;
  });
}

HRESULT DiscRecorder::GetSupportedFeaturePages(BOOLEAN current_only,
                                               IMAPI_FEATURE_PAGE_TYPE** pages,
                                               ULONG* count) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetSupportedFeaturePages", [&]() -> HRESULT {
    ClearOut(pages);
    ClearOut<ULONG>(count);
    const auto codes = ReadFeatureCodes(*Bay(), this, current_only != 0);
    CopyToTaskMemory(std::span<const std::int32_t>(codes), pages, count);
    return S_OK;
  });
}

HRESULT DiscRecorder::GetSupportedProfiles(BOOLEAN current_only, IMAPI_PROFILE_TYPE** profiles,
                                           ULONG* count) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetSupportedProfiles", [&]() -> HRESULT {
    ClearOut(profiles);
    ClearOut<ULONG>(count);
    const auto codes = ReadProfiles(*Bay(), this, current_only != 0);
    CopyToTaskMemory(std::span<const std::int32_t>(codes), profiles, count);
    return S_OK;
  });
}

HRESULT DiscRecorder::GetSupportedModePages(IMAPI_MODE_PAGE_REQUEST_TYPE request,
                                            IMAPI_MODE_PAGE_TYPE** pages, ULONG* count) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetSupportedModePages", [&]() -> HRESULT {
    ClearOut(pages);
    ClearOut<ULONG>(count);
    if (request < 0 || request > 3) throw Error(E_INVALIDARG, L"The kind of values is unknown.");
    std::vector<std::int32_t> codes;
    for (const auto& page : ReadModePages(*Bay(), this, 0x3F, static_cast<std::uint8_t>(request))) {
      codes.push_back(page[0] & 0x3F);
    }
    CopyToTaskMemory(std::span<const std::int32_t>(codes), pages, count);
    return S_OK;
  });
}

HRESULT DiscRecorder::GetByteAlignmentMask(ULONG* value) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetByteAlignmentMask", [&]() -> HRESULT {
    ClearOut<ULONG>(value);  // buffers may lie anywhere
    return S_OK;
  });
}

HRESULT DiscRecorder::GetMaximumNonPageAlignedTransferSize(ULONG* value) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetMaximumNonPageAlignedTransferSize",
                         [&]() -> HRESULT {
                           ClearOut<ULONG>(value, kMaximumTransfer - kPageSize);
                           return S_OK;
                         });
}

HRESULT DiscRecorder::GetMaximumPageAlignedTransferSize(ULONG* value) noexcept {
  return session()->Call("IDiscRecorder2Ex::GetMaximumPageAlignedTransferSize", [&]() -> HRESULT {
    ClearOut<ULONG>(value, kMaximumTransfer);
    return S_OK;
  });
}

}  // namespace virtual_drive

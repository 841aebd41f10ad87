#include "virtual/image/disc_reader.h"

#include <objbase.h>

#include <algorithm>
#include <array>
#include <memory>

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/recorder/sense_result.h"

namespace virtual_drive {
namespace {

constexpr BYTE kReadCapacity10 = 0x25;
constexpr BYTE kRead10 = 0x28;
constexpr BYTE kReadTableOfContents = 0x43;
constexpr BYTE kReadDiscInformation = 0x51;
constexpr BYTE kReadTrackInformation = 0x52;
constexpr ULONG kTimeoutSeconds = 60;
// One command moves no more than this, whatever the adapter would take: enough for full speed, and
// a cancelled burn doesn't wait long for it.
constexpr ULONG kMostBytes = 1 << 20;
// What every adapter takes.
constexpr ULONG kLeastBytes = 32 * udf::kBlockSize;

// Big-endian, as MMC has all numbers.
void PutBig32(BYTE* to, std::uint32_t value) {
  for (int i = 3; i >= 0; --i, value >>= 8) to[i] = static_cast<BYTE>(value);
}

std::uint32_t GetBig32(const std::byte* from) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | std::to_integer<std::uint32_t>(from[i]);
  return value;
}

// MMC sense data in fixed format, as far as it tells "no disc to read" from "a sector that can't be
// read".
HRESULT CodeOfSense(std::span<const BYTE, 18> sense) {
  constexpr BYTE kNotReady = 0x02;
  constexpr BYTE kUnitAttention = 0x06;
  constexpr BYTE kRead10 = 0x28;
  const BYTE key = sense[2] & 0x0F;
  if (key == kUnitAttention) return hresult::E_IMAPI_RECORDER_MEDIA_BECOMING_READY;
  if (key == kNotReady) return SenseToResult(sense, kRead10);
  return hresult::IMAPI_E_IMPORT_READ_FAILURE;
}

struct TaskMemoryDeleter {
  void operator()(void* memory) const noexcept { CoTaskMemFree(memory); }
};

}  // namespace

DiscReader::DiscReader(IUnknown* recorder) {
  if (!recorder) throw Error(E_POINTER, L"There is no recorder to read the disc with.");
  Check(recorder->QueryInterface(__uuidof(IDiscRecorder2Ex), recorder_.PutVoid()));
  ULONG bytes = 0;
  // The caller's buffer lies anywhere.
  if (FAILED(recorder_->GetMaximumNonPageAlignedTransferSize(&bytes))) bytes = kLeastBytes;
  sectors_per_command_ = std::clamp(bytes, kLeastBytes, kMostBytes) / udf::kBlockSize;
}

void DiscReader::Read(std::uint32_t lba, std::span<std::byte> buffer) {
  while (!buffer.empty()) {
    const std::size_t bytes =
        std::min(buffer.size(), static_cast<std::size_t>(sectors_per_command_) * udf::kBlockSize);
    const auto sectors = static_cast<std::uint32_t>(bytes / udf::kBlockSize);
    std::array<BYTE, 10> cdb{kRead10};
    PutBig32(&cdb[2], lba);
    cdb[7] = static_cast<BYTE>(sectors >> 8);
    cdb[8] = static_cast<BYTE>(sectors);
    Command(cdb, buffer.first(bytes));
    lba += sectors;
    buffer = buffer.subspan(bytes);
  }
}

std::uint32_t DiscReader::Sectors() {
  std::array<BYTE, 10> cdb{kReadCapacity10};
  std::array<std::byte, 8> answer{};
  Command(cdb, answer);
  const std::uint32_t last = GetBig32(answer.data());
  if (last >= 0x7FFFFFFF) {
    throw Error(hresult::E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                L"The drive reports a capacity that no disc has.");
  }
  return last + 1;
}

std::uint32_t DiscReader::FreeSectors() {
  // MMC-6 6.21 and 6.26: the last track of the last session, which is the one that can go on.
  std::array<BYTE, 10> disc_cdb{kReadDiscInformation, 0, 0, 0, 0, 0, 0, 0, 7};
  std::array<std::byte, 7> disc{};
  Command(disc_cdb, disc);
  std::array<BYTE, 10> track_cdb{kReadTrackInformation,          1, 0, 0, 0,
                                 std::to_integer<BYTE>(disc[6]), 0, 0, 20};
  std::array<std::byte, 20> track{};
  Command(track_cdb, track);
  const bool open = (std::to_integer<BYTE>(track[7]) & 1) != 0;
  const std::uint32_t free = GetBig32(&track[16]);
  if (!open || free == 0 || free > 0x7FFFFFFF) {
    throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
                L"The disc is closed: nothing can be written to it any more.");
  }
  return free;
}

std::uint32_t DiscReader::LastSessionStart() {
  // MMC-6 6.25.3.3: format 1, with the address of the last session's first track.
  constexpr BYTE kSessionFormat = 1;
  std::array<BYTE, 10> cdb{kReadTableOfContents, 0, kSessionFormat, 0, 0, 0, 0, 0, 12};
  std::array<std::byte, 12> answer{};
  try {
    Command(cdb, answer);
  } catch (const Error&) {
    return 0;
  }
  return GetBig32(&answer[8]);
}

IMAPI_PROFILE_TYPE DiscReader::CurrentProfile() {
  IMAPI_PROFILE_TYPE* raw = nullptr;
  ULONG count = 0;
  Check(recorder_->GetSupportedProfiles(TRUE, &raw, &count));
  const std::unique_ptr<IMAPI_PROFILE_TYPE, TaskMemoryDeleter> profiles(raw);
  return count == 0 || !profiles ? IMAPI_PROFILE_TYPE_INVALID : *profiles;
}

void DiscReader::Command(std::span<BYTE> cdb, std::span<std::byte> buffer) {
  std::array<BYTE, 18> sense{};
  ULONG fetched = 0;
  const HRESULT result = Check(recorder_->SendCommandGetDataFromDevice(
      cdb.data(), static_cast<ULONG>(cdb.size()), sense.data(), kTimeoutSeconds,
      reinterpret_cast<BYTE*>(buffer.data()), static_cast<ULONG>(buffer.size()), &fetched));
  // A success code: the caller has to look (sdk-api:
  // IDiscRecorder2Ex::SendCommandGetDataFromDevice). "Recovered error" has moved the data.
  constexpr BYTE kRecovered = 0x01;
  const bool failed =
      result == hresult::S_IMAPI_COMMAND_HAS_SENSE_DATA && (sense[2] & 0x0F) > kRecovered;
  if (failed) throw Error(CodeOfSense(sense), L"The drive can't read the disc.");
  if (fetched != buffer.size()) {
    throw Error(hresult::IMAPI_E_IMPORT_READ_FAILURE,
                L"The drive gave less than it was asked for.");
  }
}

}  // namespace virtual_drive

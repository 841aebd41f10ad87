#include "imapi/scsi.h"

#include "contract/imapi_hresults.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "imapi/block_range.h"
#include "imapi/sense.h"

namespace imapi2 {
namespace {

// A drive that must spin up first needs longer than IMAPI2's default of 10 seconds.
constexpr ULONG kTimeoutSeconds = 60;
// What every adapter takes in one command.
constexpr ULONG kSafeTransfer = 64 * 1024;
// A page is more than any adapter's alignment mask asks for.
constexpr size_t kAlignment = 4096;

// A drive that has just written or closed its tray says for seconds that it is busy, and is asked
// again, as users of IMAPI2 do (docs/imapi2.md, Sense data).
constexpr ULONGLONG kBusyPatience = 10'000;
constexpr DWORD kBusyPause = 100;

constexpr BYTE kTestUnitReady = 0x00;
constexpr BYTE kRead10 = 0x28;
constexpr BYTE kForceUnitAccess = 0x08;

// Takes sense data as what it is: IMAPI2 calls a command with sense data a success.
bool HasSense(HRESULT result) { return result == hresult::S_IMAPI_COMMAND_HAS_SENSE_DATA; }

class AlignedBuffer {
 public:
  explicit AlignedBuffer(size_t size) : bytes_(size + kAlignment) {
    const auto address = reinterpret_cast<uintptr_t>(bytes_.data());
    data_ = bytes_.data() + (kAlignment - address % kAlignment) % kAlignment;
  }
  BYTE* data() const noexcept { return data_; }

 private:
  std::vector<BYTE> bytes_;
  BYTE* data_;
};

ULONG LargestTransfer(IDiscRecorder2Ex* drive) {
  ULONG size = 0;
  if (!com::Expect(drive->GetMaximumPageAlignedTransferSize(&size))) return kSafeTransfer;
  const ULONG bounded = std::clamp<ULONG>(size, kBlockSize, 1024 * 1024);
  return bounded / kBlockSize * kBlockSize;
}

Sense Read(IDiscRecorder2Ex* drive, int64_t lba, BYTE* data, ULONG size, bool past_cache) {
  const ULONG blocks = size / kBlockSize;
  std::array<BYTE, 10> command = {
      kRead10,
      past_cache ? kForceUnitAccess : BYTE{0},
      static_cast<BYTE>(lba >> 24),
      static_cast<BYTE>(lba >> 16),
      static_cast<BYTE>(lba >> 8),
      static_cast<BYTE>(lba),
      0,
      static_cast<BYTE>(blocks >> 8),
      static_cast<BYTE>(blocks),
      0,
  };
  SenseBuffer sense = {};
  ULONG fetched = 0;
  const HRESULT result = com::Check(
      drive->SendCommandGetDataFromDevice(command.data(), static_cast<ULONG>(command.size()),
                                          sense.data(), kTimeoutSeconds, data, size, &fetched),
      kReadOperation);
  const Sense answer = HasSense(result) ? Sense::From(sense) : Sense{};
  if (answer.success() && fetched < size) {
    throw com::ComError(HRESULT_FROM_WIN32(ERROR_HANDLE_EOF), kReadOperation,
                        L"The drive gave fewer sectors than it was asked for, from " +
                            std::to_wstring(lba) + L" on.");
  }
  return answer;
}

// A disc that was swapped is news too; whoever reads knows it by what it holds.
Sense ReadPatiently(IDiscRecorder2Ex* drive, int64_t lba, BYTE* data, ULONG size, bool past_cache) {
  const ULONGLONG begun = GetTickCount64();
  bool told = false;
  for (;;) {
    const Sense sense = Read(drive, lba, data, size, past_cache);
    if (sense.unit_attention() && !told) {
      told = true;
      continue;
    }
    if (!sense.busy() || GetTickCount64() - begun > kBusyPatience) return sense;
    Sleep(kBusyPause);
  }
}

[[noreturn]] void ThrowUnread(const Sense& sense, int64_t lba, ULONG size) {
  const std::wstring text = L"The drive could not read " + std::to_wstring(size / kBlockSize) +
                            L" sectors from " + std::to_wstring(lba) + L" on (" + ToText(sense) +
                            L").";
  if (sense.unreadable()) throw UnreadableSectors(ToHresult(sense), kReadOperation, text);
  throw com::ComError(ToHresult(sense), kReadOperation, text);
}

}  // namespace

ReadFrom ReadSectors(IDiscRecorder2Ex* drive, int64_t start, std::span<uint8_t> bytes) {
  const ULONG largest = LargestTransfer(drive);
  const AlignedBuffer buffer(largest);
  bool past_cache = true;
  int64_t lba = start;
  while (!bytes.empty()) {
    const ULONG size = static_cast<ULONG>(std::min<size_t>(bytes.size(), largest));
    Sense sense = ReadPatiently(drive, lba, buffer.data(), size, past_cache);
    if (past_cache && sense.illegal_field()) {
      // An old drive that does not know the bit.
      past_cache = false;
      sense = ReadPatiently(drive, lba, buffer.data(), size, past_cache);
    }
    if (!sense.success()) ThrowUnread(sense, lba, size);
    std::memcpy(bytes.data(), buffer.data(), size);
    bytes = bytes.subspan(size);
    lba += size / kBlockSize;
  }
  return past_cache ? ReadFrom::kMedium : ReadFrom::kMediumOrCache;
}

bool TryRead(IDiscRecorder2Ex* drive, int64_t start, std::span<uint8_t> bytes) {
  try {
    ReadSectors(drive, start, bytes);
    return true;
  } catch (const UnreadableSectors&) {
    return false;
  }
}

void TestUnitReady(IDiscRecorder2Ex* drive) {
  std::array<BYTE, 6> command = {kTestUnitReady};
  SenseBuffer buffer = {};
  const char* operation = "IDiscRecorder2Ex::SendCommandNoData(TEST UNIT READY)";
  const HRESULT result =
      com::Check(drive->SendCommandNoData(command.data(), static_cast<ULONG>(command.size()),
                                          buffer.data(), kTimeoutSeconds),
                 operation);
  if (!HasSense(result)) return;
  const Sense sense = Sense::From(buffer);
  if (sense.success()) return;

  throw com::ComError(ToHresult(sense), operation,
                      L"The drive is not ready (" + ToText(sense) + L").");
}

}  // namespace imapi2

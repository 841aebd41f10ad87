#include "virtual/format/verification.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"

namespace virtual_drive {
namespace {

constexpr std::uint32_t kCommandSectors = Device::kSectorsPerCommand;
constexpr std::size_t kQuickSections = 16;

Error Failed(std::uint32_t lba) {
  return Error(hresult::E_IMAPI_BURN_VERIFICATION_FAILED,
               L"Sector " + std::to_wstring(lba) + L" or one behind it is not what was written.");
}

void ReadStream(IStream& data, std::uint32_t sector, std::vector<std::uint8_t>& buffer) {
  LARGE_INTEGER position{};
  position.QuadPart = std::int64_t{sector} * kSectorSize;
  Check(data.Seek(position, STREAM_SEEK_SET, nullptr));
  for (std::size_t done = 0; done < buffer.size();) {
    ULONG read = 0;
    Check(data.Read(buffer.data() + done, static_cast<ULONG>(buffer.size() - done), &read));
    if (read == 0) throw Error(STG_E_READFAULT, L"The stream ended before the sectors to verify.");
    done += read;
  }
}

void Compare(IStream& data, Device& device, std::uint32_t lba, std::uint32_t count,
             std::uint32_t origin) {
  std::vector<std::uint8_t> wanted(std::size_t{count} * kSectorSize);
  ReadStream(data, lba - origin, wanted);
  std::vector<std::uint8_t> found(wanted.size());
  try {
    device.Read(lba, found);
  } catch (const Error& error) {
    if (error.code() != E_FAIL) throw;
    throw Failed(lba);  // a sector that can't be read
  }
  if (found != wanted) throw Failed(lba);
}

// Where file systems have what everything else hangs from: ISO 9660's first volume descriptor and
// UDF's anchor (ECMA-119 6.7.1, ECMA-167 3/8.4.2.1), counted from where the stream begins.
constexpr std::uint32_t kDescriptors[] = {16, 256};

// Sectors of a section, from both ends inwards and those in between: the first of an image is
// zeros, as it is on a disc that nothing has reached.
std::set<std::uint32_t> SamplesOf(const Section& section, std::uint32_t origin) {
  constexpr std::uint32_t kSpread = 8;
  std::set<std::uint32_t> samples;
  for (std::uint64_t i = 0; i < kSpread; ++i) {
    samples.insert(section.lba +
                   static_cast<std::uint32_t>(i * (section.count - 1) / (kSpread - 1)));
  }
  for (const std::uint32_t descriptor : kDescriptors) {
    const std::uint32_t lba = origin + descriptor;
    if (lba >= section.lba && lba - section.lba < section.count) samples.insert(lba);
  }
  return samples;
}

}  // namespace

void VerifyQuickly(IStream& data, Device& device, const std::vector<Section>& sections,
                   std::uint32_t origin) {
  device.ReadEveryTrack();
  if (sections.empty()) return;
  // From the last on, which is the one that makes readers find the others.
  const std::size_t step = (sections.size() + kQuickSections - 1) / kQuickSections;
  for (std::size_t i = sections.size() - 1;; i -= step) {
    for (const std::uint32_t lba : SamplesOf(sections[i], origin)) {
      Compare(data, device, lba, 1, origin);
    }
    if (i < step) return;
  }
}

void VerifyFully(IStream& data, Device& device, const std::vector<Section>& sections,
                 std::uint32_t origin, const std::function<void()>& tell) {
  using Clock = std::chrono::steady_clock;
  auto told = Clock::now();
  for (const Section& section : sections) {
    for (std::uint32_t done = 0; done < section.count; done += kCommandSectors) {
      Compare(data, device, section.lba + done, std::min(kCommandSectors, section.count - done),
              origin);
      if (Clock::now() - told < std::chrono::milliseconds(500)) continue;
      told = Clock::now();
      tell();
    }
  }
}

}  // namespace virtual_drive

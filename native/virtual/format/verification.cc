#include "virtual/format/verification.h"

#include <algorithm>
#include <chrono>

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

}  // namespace

void VerifyQuickly(IStream& data, Device& device, const std::vector<Section>& sections,
                   std::uint32_t origin) {
  device.ReadFacts();
  for (std::size_t i = 0; i < std::min(kQuickSections, sections.size()); ++i) {
    Compare(data, device, sections[i].lba, 1, origin);
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

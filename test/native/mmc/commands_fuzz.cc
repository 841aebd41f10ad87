// Fuzz target: any commands, to a drive with any medium. None crashes it; each ends with data that
// fits the buffer, with sense data, or with no answer from a drive that a fault has killed.
#ifdef COMMANDS_FUZZ
#include "../fuzz_bytes.h"
#include "tested_drive.h"

namespace virtual_drive::mmc::test {
namespace {

// Hanging is left out: it would do so.
void PlanFault(Drive& drive, FuzzBytes& input) {
  constexpr FaultEffect kEffects[] = {FaultEffect::kFail,       FaultEffect::kPowerCut,
                                      FaultEffect::kTornUnit,   FaultEffect::kEject,
                                      FaultEffect::kLoseWrites, FaultEffect::kNotReady};
  constexpr Sense kNotReady[] = {kBecomingReady, kNoMediumTrayClosed};
  const Fault fault{.effect = kEffects[input.UpTo(std::size(kEffects) - 1)],
                    .not_ready = {kNotReady[input.UpTo(1)], 2}};
  const auto access = static_cast<SectorAccess>(input.UpTo(2));
  if (input.Byte() % 2 == 0) {
    drive.faults().AddAtSector(input.UpTo(300), access, fault);
  } else {
    drive.faults().AddAfterWrites(input.UpTo(300), fault);
  }
}

}  // namespace
}  // namespace virtual_drive::mmc::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace virtual_drive;
  using namespace virtual_drive::mmc;
  using namespace virtual_drive::mmc::test;
  FuzzBytes input(data, size);
  const std::uint32_t shape = input.Byte();
  const auto memory = std::make_shared<DiscMemory>(
      DiscMemory{{},
                 {shape % 2 == 0 ? MediaKind::kDvdPlusRw : MediaKind::kBdRe,
                  256 + input.UpTo(255),
                  shape % 8 != 7,
                  {}}});
  TestedDrive tested(shape % 16 == 5 ? nullptr : memory);
  Drive& drive = tested.drive();
  for (std::uint32_t faults = shape / 64; faults > 0; --faults) PlanFault(drive, input);
  while (!input.empty()) {
    const std::uint32_t header = input.Byte();
    // Most CDBs as long as they have to be; the rest of any length.
    const std::uint8_t opcode = input.Byte();
    const std::size_t length = header % 16 == 0 ? input.UpTo(16) : CdbLength(opcode);
    std::vector<std::uint8_t> cdb(length == 0 && header % 16 != 0 ? 12 : length);
    if (!cdb.empty()) {
      cdb[0] = opcode;
      const auto rest = input.Take(cdb.size() - 1);
      std::ranges::copy(rest, cdb.begin() + 1);
    }
    std::vector<std::uint8_t> out;
    std::vector<std::uint8_t> in;
    if (header >= 0x80) {
      const auto bytes = input.Take(header % 64);
      out.assign(bytes.begin(), bytes.end());
      if (header >= 0xC0) out.resize(out.size() + 40 * std::size_t{kSectorSize}, 0x5A);
    } else {
      in.resize(header >= 0x40 ? 40 * std::size_t{kSectorSize} : header * 4);
    }
    const Reply reply = drive.Execute({cdb, out, in});
    Require(reply.transferred <= in.size());
    if (reply.outcome == Outcome::kCheckCondition) {
      Require(reply.sense.key >= 0x02 && reply.sense.key <= 0x07 && reply.transferred == 0);
    } else {
      Require(!reply.sense);
    }
    if (reply.outcome == Outcome::kNoAnswer) Require(shape >= 64);
  }
  return 0;
}
#endif

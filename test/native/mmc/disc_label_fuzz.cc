// Fuzz target: the label that makes a file a disc.
#ifdef DISC_LABEL_FUZZ
#include <algorithm>
#include <cstdlib>

#include "virtual/disc/disc.h"
#include "virtual/mmc/big_endian.h"

namespace {

// FNV-1a over all but the label's last four bytes, so that what it covers is looked at.
void Seal(virtual_drive::Label& label) {
  std::uint32_t hash = 2166136261U;
  for (std::size_t i = 0; i + 4 < label.size(); ++i) hash = (hash ^ label[i]) * 16777619U;
  virtual_drive::mmc::Put32(label, label.size() - 4, hash);
}

void Try(const virtual_drive::Label& label) {
  const auto state = virtual_drive::FromLabel(label);
  if (state && virtual_drive::FromLabel(virtual_drive::ToLabel(*state)) != state) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace virtual_drive;
  FromLabel({data, size});
  // Mostly a label, or the magic would have to be guessed.
  DiscState state;
  state.sectors = 1000;
  Label label = ToLabel(state);
  std::copy_n(data, std::min(size, label.size() - 32), label.begin() + 32);
  Try(label);
  Seal(label);
  Try(label);
  return 0;
}
#endif

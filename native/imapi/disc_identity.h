// Tells one disc, and one state of a disc, from another.
#pragma once

#include <imapi2.h>

#include <cstdint>
#include <optional>

namespace imapi2 {

// A digest of the volume recognition area, of the anchor at sector 256 and of the descriptors that
// it points at: they hold the volume's own random identifier and its times, and each session that
// is added changes the anchor. Empty where the disc has them not, or can't be read there; ComError
// where the drive does not answer. On the drive's worker.
std::optional<uint64_t> ReadDiscIdentity(IDiscRecorder2Ex* drive);

}  // namespace imapi2

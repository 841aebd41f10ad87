// Every switch of the virtual drive: IVirtualImapi::SetSwitch takes these names and values and no
// others, and docs/virtual-drive.md tells users what each chooses. Where docs/imapi2.md marks
// something as inferred there is one here, so that a client can be held to both readings. The first
// value is the default.
#include "virtual/session/switches.h"

namespace virtual_drive {

std::span<const SwitchDescription> KnownSwitches() {
  static constexpr SwitchDescription kTable[] = {
      // ---- everything
      {"error-info", "filled absent unfilled left-over"},

      // ---- the drive
      {"tray-close", "becoming-ready ready no-media formatting busy"},
      {"volume", "unmounted mounted"},
      {"locked-drive", "locked access-denied"},
      {"unreadable", "medium-error blank-check hardware-error illegal-mode"},
      {"unit-attention", "none medium-changed reset"},
      {"force-unit-access", "taken refused"},

      // ---- IDiscFormat2Data
      {"stream-reads", "reader-thread calling-thread"},
      {"stream-read-size", "exact 64-kb 1-mb"},
      {"stream-failure", "passed-on loss-of-streaming"},
      {"event-thread", "calling-thread other-thread"},
      {"range-list", "honoured ignored-when-forced ignored"},
      {"append-without-force", "accepted refused"},
      {"second-write", "accepted refused"},
      {"write-figures", "per-range per-image"},
      {"last-written-lba", "last-sector next-sector"},
      {"idle-lbas", "zero stale"},
      {"preparing-actions", "by-media all none"},
      {"cancel", "at-next-command delayed"},
      {"write-result", "plain speed-adjusted rotation-adjusted both-adjusted"},
      {"full-verification", "ranges whole-image"},
      {"closed-media", "answered refused unnamed"},
      {"multisession", "random-write random-write-and-sequential"},
      {"last-written-address", "not-implemented last-sector"},

      // ---- IDiscFormat2Erase
      {"erase-progress", "forward backward"},
      {"bd-re-erase", "zeros refused format-unit"},

      // ---- IFileSystemImage
      {"session-start", "next-writable behind"},
      {"file-systems", "bridge iso9660-joliet udf"},
      {"tree-collisions", "overwritten refused"},
      {"source-handles", "at-first-read from-add"},
      {"block-ranges",
       "normal e-notimpl e-fail empty null-element wrong-type vt-unknown lower-bound negative "
       "reversed outside-image overlapping unaligned split anchors-first many:1000 many:100000 "
       "many:1000000"},
      {"fresh-ranges", "not-implemented whole"},
      {"stream-ranges", "same none different"},
      {"image-result", "2 1"},
      {"disc-id", "unique volume-name"},
  };
  return kTable;
}

}  // namespace virtual_drive

// Every switch of the virtual drive: IVirtualImapi::SetSwitch takes these names and values and no
// others, and docs/virtual-drive.md tells them to users. Where behaviour.md marks something as
// inferred there is one here, so that a client can be held to both readings. The first value is the
// default.
#include "virtual/session/switches.h"

namespace virtual_drive {

std::span<const SwitchDescription> KnownSwitches() {
  static const std::vector<SwitchDescription> table = {
      // ---- the drive
      {"tray-close",
       {"becoming-ready", "ready"},
       "Whether the first commands after CloseTray fail with BECOMING_READY."},

      // ---- IDiscFormat2Data
      {"stream-reads",
       {"reader-thread", "calling-thread"},
       "The thread on which Write reads the caller's stream."},
      {"range-list",
       {"honoured", "ignored-when-forced", "ignored"},
       "Whether Write records the whole stream although it has a list: never, with "
       "ForceOverwrite, or always, as a drive does that takes no lists."},
      {"append-without-force",
       {"accepted", "refused"},
       "Whether a stream with a list may be written to a used disc without ForceOverwrite; "
       "refused: "
       "E_IMAPI_DF2DATA_MEDIA_NOT_BLANK."},
      {"write-figures",
       {"per-range", "per-image"},
       "What StartLba and SectorCount of the events count while writing."},
      {"idle-lbas",
       {"zero", "stale"},
       "StartLba, SectorCount, LastReadLba and LastWrittenLba of events that aren't about "
       "writing."},
      {"write-result",
       {"plain", "speed-adjusted", "rotation-adjusted", "both-adjusted"},
       "The success code of Write: S_OK or S_IMAPI_SPEEDADJUSTED and its like."},
      {"full-verification",
       {"ranges", "whole-image"},
       "What IMAPI_BURN_VERIFICATION_FULL reads back after the ranges of a list were written."},
      {"multisession",
       {"random-write", "random-write-and-sequential"},
       "The elements of MultisessionInterfaces: also an IMultisessionSequential that isn't "
       "supported."},
      {"last-written-address",
       {"not-implemented", "last-sector"},
       "IMultisessionRandomWrite::LastWrittenAddress: may be E_NOTIMPL, or the disc's last "
       "sector."},
      {"erase-progress",
       {"forward", "backward"},
       "Whether the elapsed seconds of erase events once go back."},

      // ---- IFileSystemImage
      {"file-systems",
       {"bridge", "iso9660-joliet", "udf"},
       "What FileSystemsToCreate is before anyone sets it: ISO 9660, Joliet and UDF; ISO 9660 and "
       "Joliet; or UDF. Defaults chosen for BD and HD DVD media are UDF in any case."},
      {"block-ranges",
       {"normal", "e-notimpl", "e-fail", "empty", "null-element", "wrong-type", "vt-unknown",
        "lower-bound", "negative", "reversed", "outside-image", "overlapping", "unaligned", "split",
        "many:1000", "many:100000", "many:1000000"},
       "The shape of the block range list of an appended image; range_list_shape.h has "
       "each."},
      {"stream-ranges",
       {"same", "none", "different"},
       "Whether the image stream's block range list is the one of ModifiedBlocks."},
      {"image-result",
       {"2", "1"},
       "Whether results have IFileSystemImageResult2, and their streams a list: XP and Vista lack "
       "both."},
  };
  return table;
}

}  // namespace virtual_drive

#include "virtual/image/media_defaults.h"

#include <algorithm>
#include <array>

namespace virtual_drive {
namespace {

// DVD ECC blocks are 16 sectors and BD clusters 32. CDs have no such unit, but a session in whole
// units does no harm.
constexpr std::uint32_t kDvdUnit = 16;
constexpr std::uint32_t kBdUnit = 32;
// 1.02 is what every reader of CDs and DVDs knows; IMAPI2 takes 2.50 for BD, and 2.01 is the newest
// written here.
constexpr LONG kUdf102 = 0x102;
constexpr LONG kUdf201 = 0x201;

struct Row {
  IMAPI_MEDIA_PHYSICAL_TYPE type;
  MediaDefaults defaults;
};

// Capacities of the ordinary disc of the kind; for CDs IMAPI2FS's own default of 650 MB (sdk-api:
// FreeMediaBlocks).
constexpr std::array kRows = {
    Row{IMAPI_MEDIA_TYPE_CDR, {332'800, kUdf102, kDvdUnit, true, true}},
    Row{IMAPI_MEDIA_TYPE_CDRW, {332'800, kUdf102, kDvdUnit, true, true}},
    Row{IMAPI_MEDIA_TYPE_DVDRAM, {2'236'704, kUdf102, kDvdUnit, false, true}},
    Row{IMAPI_MEDIA_TYPE_DVDPLUSR, {2'295'104, kUdf102, kDvdUnit, true, true}},
    Row{IMAPI_MEDIA_TYPE_DVDPLUSRW, {2'295'104, kUdf102, kDvdUnit, false, true}},
    Row{IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER, {4'173'824, kUdf102, kDvdUnit, true, true}},
    Row{IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER, {4'173'824, kUdf102, kDvdUnit, false, true}},
    Row{IMAPI_MEDIA_TYPE_DVDDASHR, {2'298'496, kUdf102, kDvdUnit, true, true}},
    Row{IMAPI_MEDIA_TYPE_DVDDASHRW, {2'298'496, kUdf102, kDvdUnit, false, true}},
    Row{IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER, {4'171'712, kUdf102, kDvdUnit, true, true}},
    Row{IMAPI_MEDIA_TYPE_HDDVDR, {7'341'056, kUdf201, kBdUnit, true, false}},
    Row{IMAPI_MEDIA_TYPE_HDDVDRAM, {9'732'096, kUdf201, kBdUnit, false, false}},
    Row{IMAPI_MEDIA_TYPE_BDR, {12'219'392, kUdf201, kBdUnit, true, false}},
    Row{IMAPI_MEDIA_TYPE_BDRE, {11'826'176, kUdf201, kBdUnit, false, false}},
    Row{IMAPI_MEDIA_TYPE_DISK, {0, kUdf102, kDvdUnit, false, true}},
};

struct ProfileRow {
  IMAPI_PROFILE_TYPE profile;
  IMAPI_MEDIA_PHYSICAL_TYPE type;
};

constexpr std::array kProfiles = {
    ProfileRow{IMAPI_PROFILE_TYPE_REMOVABLE_DISK, IMAPI_MEDIA_TYPE_DISK},
    ProfileRow{IMAPI_PROFILE_TYPE_CD_RECORDABLE, IMAPI_MEDIA_TYPE_CDR},
    ProfileRow{IMAPI_PROFILE_TYPE_CD_REWRITABLE, IMAPI_MEDIA_TYPE_CDRW},
    ProfileRow{IMAPI_PROFILE_TYPE_DVD_DASH_RECORDABLE, IMAPI_MEDIA_TYPE_DVDDASHR},
    ProfileRow{IMAPI_PROFILE_TYPE_DVD_RAM, IMAPI_MEDIA_TYPE_DVDRAM},
    ProfileRow{IMAPI_PROFILE_TYPE_DVD_DASH_REWRITABLE, IMAPI_MEDIA_TYPE_DVDDASHRW},
    ProfileRow{IMAPI_PROFILE_TYPE_DVD_DASH_RW_SEQUENTIAL, IMAPI_MEDIA_TYPE_DVDDASHRW},
    ProfileRow{IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_SEQUENTIAL, IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER},
    ProfileRow{IMAPI_PROFILE_TYPE_DVD_DASH_R_DUAL_LAYER_JUMP, IMAPI_MEDIA_TYPE_DVDDASHR_DUALLAYER},
    ProfileRow{IMAPI_PROFILE_TYPE_DVD_PLUS_RW, IMAPI_MEDIA_TYPE_DVDPLUSRW},
    ProfileRow{IMAPI_PROFILE_TYPE_DVD_PLUS_R, IMAPI_MEDIA_TYPE_DVDPLUSR},
    ProfileRow{IMAPI_PROFILE_TYPE_DVD_PLUS_RW_DUAL, IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER},
    ProfileRow{IMAPI_PROFILE_TYPE_DVD_PLUS_R_DUAL, IMAPI_MEDIA_TYPE_DVDPLUSR_DUALLAYER},
    ProfileRow{IMAPI_PROFILE_TYPE_BD_R_SEQUENTIAL, IMAPI_MEDIA_TYPE_BDR},
    ProfileRow{IMAPI_PROFILE_TYPE_BD_R_RANDOM_RECORDING, IMAPI_MEDIA_TYPE_BDR},
    ProfileRow{IMAPI_PROFILE_TYPE_BD_REWRITABLE, IMAPI_MEDIA_TYPE_BDRE},
    ProfileRow{IMAPI_PROFILE_TYPE_HD_DVD_RECORDABLE, IMAPI_MEDIA_TYPE_HDDVDR},
    ProfileRow{IMAPI_PROFILE_TYPE_HD_DVD_RAM, IMAPI_MEDIA_TYPE_HDDVDRAM},
};

}  // namespace

std::optional<MediaDefaults> DefaultsFor(IMAPI_MEDIA_PHYSICAL_TYPE type) noexcept {
  const auto row = std::ranges::find(kRows, type, &Row::type);
  if (row == kRows.end()) return std::nullopt;
  return row->defaults;
}

IMAPI_MEDIA_PHYSICAL_TYPE MediaTypeOf(IMAPI_PROFILE_TYPE profile) noexcept {
  const auto row = std::ranges::find(kProfiles, profile, &ProfileRow::profile);
  return row == kProfiles.end() ? IMAPI_MEDIA_TYPE_UNKNOWN : row->type;
}

}  // namespace virtual_drive

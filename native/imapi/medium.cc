#include "imapi/medium.h"

#include "contract/imapi_hresults.h"

#include "com/array_view.h"
#include "com/co_task_memory.h"
#include "com/com_error.h"
#include "com/safe_array.h"
#include "com/variant.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2 {
namespace {

using com::Check;
using com::ComPtr;

template <typename Interface, typename Visit>
void ForEachObject(const com::SafeArray& array, Visit visit) {
  if (array.Get() == nullptr) return;
  const com::VariantView view(array.Get());
  for (const VARIANT& element : view.elements()) {
    const ComPtr<IUnknown> object(com::ObjectOf(element));
    if (const auto found = object.TryAs<Interface>()) visit(found.Get());
  }
}

std::vector<WriteSpeed> WriteSpeeds(IDiscFormat2Data* format) {
  com::SafeArray array;
  std::vector<WriteSpeed> speeds;
  // A medium that can't be written has none, and some drives say so with a failure.
  if (!com::Expect(format->get_SupportedWriteSpeedDescriptors(array.Put()))) return speeds;
  ForEachObject<IWriteSpeedDescriptor>(array, [&speeds](IWriteSpeedDescriptor* descriptor) {
    IMAPI_MEDIA_PHYSICAL_TYPE media = IMAPI_MEDIA_TYPE_UNKNOWN;
    VARIANT_BOOL pure_cav = VARIANT_FALSE;
    LONG speed = 0;
    Check(descriptor->get_MediaType(&media), "IWriteSpeedDescriptor::get_MediaType");
    Check(descriptor->get_RotationTypeIsPureCAV(&pure_cav),
          "IWriteSpeedDescriptor::get_RotationTypeIsPureCAV");
    Check(descriptor->get_WriteSpeed(&speed), "IWriteSpeedDescriptor::get_WriteSpeed");
    speeds.push_back({speed, pure_cav != VARIANT_FALSE, static_cast<int32_t>(media)});
  });
  return speeds;
}

template <typename Value>
std::optional<int32_t> Optional(IDiscFormat2Data* format,
                                HRESULT (STDMETHODCALLTYPE IDiscFormat2Data::*get)(Value*)) {
  Value value = {};
  if (!com::Expect((format->*get)(&value))) return std::nullopt;
  return static_cast<int32_t>(value);
}

// A medium that IMAPI2 refuses to name is one that it can't record on: `unsupported`.
template <typename Value>
Value Named(IDiscFormat2Data* format, HRESULT (STDMETHODCALLTYPE IDiscFormat2Data::*get)(Value*),
            Value unsupported, const char* operation) {
  Value value = {};
  const HRESULT result = (format->*get)(&value);
  if (result == hresult::E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED) {
    com::Expect(result);
    return unsupported;
  }
  Check(result, operation);
  return value;
}

// MMC READ DISC INFORMATION, byte 2: disc status in bits 0 and 1 (0 is "empty"), "erasable" in
// bit 4.
void CompareWithDrive(DriveObjects& drive, MediaInfo* info) {
  com::CoTaskMemory<BYTE> data;
  ULONG size = 0;
  if (!com::Expect(drive.Commands()->GetDiscInformation(data.Put(), &size)) || size < 3) return;
  const bool empty = (data.Get()[2] & 0x03) == 0;
  const bool erasable = (data.Get()[2] & 0x10) != 0;
  const bool says_blank = (info->state & IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK) != 0;
  // The status of a disc that is only overwritten says nothing about what is on it.
  const bool overwritten = (info->state & IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY) != 0;

  if (empty && !says_blank && !info->blank) {
    info->warnings.emplace_back("The drive says that the disc is empty, IMAPI2 that it is not.");
  }
  if (!empty && !overwritten && says_blank) {
    info->warnings.emplace_back("IMAPI2 says that the disc is blank, the drive that it is not.");
  }
  if (erasable != info->rewritable) {
    info->warnings.emplace_back(
        erasable ? "The drive says that the disc is erasable, IMAPI2 names a type that is not."
                 : "IMAPI2 names a rewritable type, the drive says that the disc is not erasable.");
  }
}

// Nobody has seen what IMAPI2 answers to these for every closed or pressed disc. Where nothing can
// be recorded, no answer is as good as "none"; where something can, a burn depends on each of them.
void ReadRoom(IDiscFormat2Data* format, MediaInfo* info) {
  constexpr int32_t kOpen = IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK |
                            IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE |
                            IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY;
  const bool needed = (info->state & kOpen) != 0;
  const auto read = [&](auto get, auto* value, const char* operation) {
    const HRESULT result = (format->*get)(value);
    if (needed) {
      Check(result, operation);
    } else {
      com::Expect(result);
    }
  };
  VARIANT_BOOL blank = VARIANT_FALSE;
  read(&IDiscFormat2Data::get_MediaHeuristicallyBlank, &blank,
       "IDiscFormat2::get_MediaHeuristicallyBlank");
  info->blank = blank != VARIANT_FALSE;
  VARIANT_BOOL physically_blank = VARIANT_FALSE;
  read(&IDiscFormat2Data::get_MediaPhysicallyBlank, &physically_blank,
       "IDiscFormat2::get_MediaPhysicallyBlank");
  info->physically_blank = physically_blank != VARIANT_FALSE;
  LONG total = 0;
  read(&IDiscFormat2Data::get_TotalSectorsOnMedia, &total,
       "IDiscFormat2Data::get_TotalSectorsOnMedia");
  info->total_sectors = static_cast<int32_t>(total);
  LONG free = 0;
  read(&IDiscFormat2Data::get_FreeSectorsOnMedia, &free,
       "IDiscFormat2Data::get_FreeSectorsOnMedia");
  info->free_sectors = static_cast<int32_t>(free);
}

}  // namespace

bool IsRewritable(int32_t media_type) noexcept {
  switch (media_type) {
    case IMAPI_MEDIA_TYPE_CDRW:
    case IMAPI_MEDIA_TYPE_DVDRAM:
    case IMAPI_MEDIA_TYPE_DVDPLUSRW:
    case IMAPI_MEDIA_TYPE_DVDDASHRW:
    case IMAPI_MEDIA_TYPE_DISK:
    case IMAPI_MEDIA_TYPE_DVDPLUSRW_DUALLAYER:
    case IMAPI_MEDIA_TYPE_HDDVDRAM:
    case IMAPI_MEDIA_TYPE_BDRE:
      return true;
    default:
      return false;
  }
}

int32_t MediaState(IDiscFormat2Data* format) {
  return Named(format, &IDiscFormat2Data::get_CurrentMediaStatus,
               IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA,
               "IDiscFormat2Data::get_CurrentMediaStatus");
}

bool IsSequential(const MediaInfo& medium) noexcept {
  return (medium.state & IMAPI_FORMAT2_DATA_MEDIA_STATE_OVERWRITE_ONLY) == 0;
}

void RequireOpenDisc(int32_t state, const char* operation) {
  if ((state & IMAPI_FORMAT2_DATA_MEDIA_STATE_NON_EMPTY_SESSION) != 0) {
    throw Error(code::kNotAppendable, operation,
                "The last session on the disc was begun and never closed, so none can follow it. "
                "What was recorded before can still be read");
  }
  constexpr int32_t kShut = IMAPI_FORMAT2_DATA_MEDIA_STATE_FINALIZED |
                            IMAPI_FORMAT2_DATA_MEDIA_STATE_WRITE_PROTECTED |
                            IMAPI_FORMAT2_DATA_MEDIA_STATE_UNSUPPORTED_MEDIA;
  constexpr int32_t kOpen =
      IMAPI_FORMAT2_DATA_MEDIA_STATE_BLANK | IMAPI_FORMAT2_DATA_MEDIA_STATE_APPENDABLE;
  if ((state & kShut) != 0 && (state & kOpen) == 0) {
    throw Error(code::kNotAppendable, operation,
                "Nothing can be recorded on the disc any more: it is closed, write protected, or "
                "not of a kind that can be written");
  }
}

std::optional<int32_t> WriteUnit(IDiscFormat2Data* format) {
  com::SafeArray array;
  std::optional<int32_t> unit;
  if (!com::Expect(format->get_MultisessionInterfaces(array.Put()))) return unit;
  const auto note = [&unit](auto* multisession) {
    LONG size = 0;
    if (!unit && com::Expect(multisession->get_WriteUnitSize(&size)) && size > 0) {
      unit = static_cast<int32_t>(size);
    }
  };
  ForEachObject<IMultisessionRandomWrite>(array, note);
  ForEachObject<IMultisessionSequential2>(array, note);
  return unit;
}

MediaInfo ReadMediaInfo(DriveObjects& drive) {
  IDiscFormat2Data* format = drive.Format();
  MediaInfo info;
  info.type = Named(format, &IDiscFormat2Data::get_CurrentPhysicalMediaType,
                    IMAPI_MEDIA_TYPE_UNKNOWN, "IDiscFormat2Data::get_CurrentPhysicalMediaType");
  info.rewritable = IsRewritable(info.type);
  info.state = MediaState(format);
  info.write_protect = Optional(format, &IDiscFormat2Data::get_WriteProtectStatus).value_or(0);
  ReadRoom(format, &info);
  info.next_writable_address = Optional(format, &IDiscFormat2Data::get_NextWritableAddress);
  info.write_unit = WriteUnit(format);
  info.write_speeds = WriteSpeeds(format);
  info.current_write_speed = Optional(format, &IDiscFormat2Data::get_CurrentWriteSpeed);
  CompareWithDrive(drive, &info);
  return info;
}

}  // namespace imapi2

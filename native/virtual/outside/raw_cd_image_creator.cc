#include "virtual/outside/raw_cd_image_creator.h"

#include "virtual/outside/not_served.h"

namespace virtual_drive {

HRESULT RawCdImageCreator::CreateResultImage(IStream** resultStream) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::CreateResultImage", resultStream);
}

HRESULT RawCdImageCreator::AddTrack(IMAPI_CD_SECTOR_TYPE, IStream*, LONG* trackIndex) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::AddTrack", trackIndex);
}

HRESULT RawCdImageCreator::AddSpecialPregap(IStream*) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::AddSpecialPregap");
}

HRESULT RawCdImageCreator::AddSubcodeRWGenerator(IStream*) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::AddSubcodeRWGenerator");
}

HRESULT RawCdImageCreator::put_ResultingImageType(IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::put_ResultingImageType");
}

HRESULT RawCdImageCreator::get_ResultingImageType(
    IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE* value) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::get_ResultingImageType", value);
}

HRESULT RawCdImageCreator::get_StartOfLeadout(LONG* value) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::get_StartOfLeadout", value);
}

HRESULT RawCdImageCreator::put_StartOfLeadoutLimit(LONG) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::put_StartOfLeadoutLimit");
}

HRESULT RawCdImageCreator::get_StartOfLeadoutLimit(LONG* value) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::get_StartOfLeadoutLimit", value);
}

HRESULT RawCdImageCreator::put_DisableGaplessAudio(VARIANT_BOOL) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::put_DisableGaplessAudio");
}

HRESULT RawCdImageCreator::get_DisableGaplessAudio(VARIANT_BOOL* value) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::get_DisableGaplessAudio", value);
}

HRESULT RawCdImageCreator::put_MediaCatalogNumber(BSTR) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::put_MediaCatalogNumber");
}

HRESULT RawCdImageCreator::get_MediaCatalogNumber(BSTR* value) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::get_MediaCatalogNumber", value);
}

HRESULT RawCdImageCreator::put_StartingTrackNumber(LONG) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::put_StartingTrackNumber");
}

HRESULT RawCdImageCreator::get_StartingTrackNumber(LONG* value) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::get_StartingTrackNumber", value);
}

HRESULT RawCdImageCreator::get_TrackInfo(LONG, IRawCDImageTrackInfo** value) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::get_TrackInfo", value);
}

HRESULT RawCdImageCreator::get_NumberOfExistingTracks(LONG* value) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::get_NumberOfExistingTracks", value);
}

HRESULT RawCdImageCreator::get_LastUsedUserSectorInImage(LONG* value) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::get_LastUsedUserSectorInImage", value);
}

HRESULT RawCdImageCreator::get_ExpectedTableOfContents(SAFEARRAY** value) noexcept {
  return NotServed(*session(), "IRawCDImageCreator::get_ExpectedTableOfContents", value);
}

}  // namespace virtual_drive

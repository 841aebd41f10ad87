#pragma once

#include <windows.h>

#include <imapi2.h>

#include <memory>
#include <utility>

#include "virtual/com/object.h"

namespace virtual_drive {

// MsftRawCDImageCreator. There, so that clients learn from its methods that it is not served
// (not_served.h).
class RawCdImageCreator final : public Object<Dual<IRawCDImageCreator>> {
 public:
  explicit RawCdImageCreator(std::shared_ptr<Session> session) : Object(std::move(session)) {}

  HRESULT STDMETHODCALLTYPE CreateResultImage(IStream** resultStream) noexcept override;
  HRESULT STDMETHODCALLTYPE AddTrack(IMAPI_CD_SECTOR_TYPE dataType, IStream* data,
                                     LONG* trackIndex) noexcept override;
  HRESULT STDMETHODCALLTYPE AddSpecialPregap(IStream* data) noexcept override;
  HRESULT STDMETHODCALLTYPE AddSubcodeRWGenerator(IStream* subcode) noexcept override;
  HRESULT STDMETHODCALLTYPE
  put_ResultingImageType(IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE value) noexcept override;
  HRESULT STDMETHODCALLTYPE
  get_ResultingImageType(IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StartOfLeadout(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_StartOfLeadoutLimit(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StartOfLeadoutLimit(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_DisableGaplessAudio(VARIANT_BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DisableGaplessAudio(VARIANT_BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_MediaCatalogNumber(BSTR value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_MediaCatalogNumber(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_StartingTrackNumber(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StartingTrackNumber(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_TrackInfo(LONG trackIndex,
                                          IRawCDImageTrackInfo** value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_NumberOfExistingTracks(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_LastUsedUserSectorInImage(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ExpectedTableOfContents(SAFEARRAY** value) noexcept override;
};

}  // namespace virtual_drive

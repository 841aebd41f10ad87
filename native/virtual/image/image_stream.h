#pragma once

#include <windows.h>

#include <imapi2.h>

#include <memory>

#include "virtual/image/image_data.h"
#include "virtual/image/range_list_shape.h"
#include "virtual/image/read_only_stream.h"

namespace virtual_drive {

// IFileSystemImageResult::ImageStream: the whole disc from sector 0. Where a list of the blocks to
// record exists the stream has it too (IBlockRangeList, and IDispatch for that), which is what
// makes IDiscFormat2Data::Write record no more than those. It keeps all that it reads from, so that
// it may outlive result and image.
class ImageStream final : public ReadOnlyStream<Dual<IBlockRangeList>> {
 public:
  // `ranges`: null where the stream has no list.
  ImageStream(std::shared_ptr<Session> session, std::shared_ptr<ImageData> data,
              std::shared_ptr<const RangeListShape> ranges);

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override;
  HRESULT STDMETHODCALLTYPE InterfaceSupportsErrorInfo(REFIID iid) noexcept override;
  // How a Write begins, and it alone knows that (sdk-api: IDiscFormat2Data::Write demands a size of
  // whole sectors): the disc may have been swapped since the last one (IMAPI_E_DISC_MISMATCH).
  HRESULT STDMETHODCALLTYPE Stat(STATSTG* status, DWORD flags) noexcept override;
  HRESULT STDMETHODCALLTYPE get_BlockRanges(SAFEARRAY** value) noexcept override;

 private:
  // An interface that only a stream with a list answers.
  bool Hides(REFIID iid) const noexcept { return !ranges_ && Dual<IBlockRangeList>::Answers(iid); }

  const std::shared_ptr<ImageData> data_;
  const std::shared_ptr<const RangeListShape> ranges_;
};

}  // namespace virtual_drive

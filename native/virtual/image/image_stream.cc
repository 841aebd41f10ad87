#include "virtual/image/image_stream.h"

#include <utility>

#include "virtual/image/block_range_list.h"

namespace virtual_drive {

ImageStream::ImageStream(std::shared_ptr<Session> session, std::shared_ptr<ImageData> data,
                         std::shared_ptr<const RangeListShape> ranges)
    : ReadOnlyStream(std::move(session), data, L"image"),
      data_(std::move(data)),
      ranges_(std::move(ranges)) {
  data_->DoubtDisc();
}

HRESULT ImageStream::QueryInterface(REFIID iid, void** object) noexcept {
  if (object && Hides(iid)) {
    *object = nullptr;
    return E_NOINTERFACE;
  }
  return ReadOnlyStream::QueryInterface(iid, object);
}

HRESULT ImageStream::InterfaceSupportsErrorInfo(REFIID iid) noexcept {
  return Hides(iid) ? S_FALSE : ReadOnlyStream::InterfaceSupportsErrorInfo(iid);
}

HRESULT ImageStream::Stat(STATSTG* status, DWORD flags) noexcept {
  data_->DoubtDisc();
  return ReadOnlyStream::Stat(status, flags);
}

HRESULT ImageStream::get_BlockRanges(SAFEARRAY** value) noexcept {
  return session()->Call("IBlockRangeList::get_BlockRanges", [&]() -> HRESULT {
    ClearOut(value);
    *value = ToSafeArray(session(), *ranges_);
    return S_OK;
  });
}

}  // namespace virtual_drive

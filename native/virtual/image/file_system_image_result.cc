#include "virtual/image/file_system_image_result.h"

#include <vector>

#include "virtual/com/bstr.h"
#include "virtual/image/block_range_list.h"
#include "virtual/image/image_stream.h"
#include "virtual/image/progress_items.h"

namespace virtual_drive {
namespace {

std::vector<LbaRange> TrueRanges(const ImageLayout& layout) {
  std::vector<LbaRange> ranges;
  for (const udf::BlockRange& range : layout.modified_ranges()) {
    ranges.push_back({static_cast<LONG>(range.start_lba), static_cast<LONG>(range.end_lba)});
  }
  return ranges;
}

RangeListShape ListShape(const Session& session, const ImageLayout& layout, bool appended,
                         ImageFacts facts) {
  if (appended) return ShapeOf(session.Switch("block-ranges"), TrueRanges(layout), facts);
  // All of it has to be recorded (sdk-api: IFileSystemImageResult2::get_ModifiedBlocks).
  RangeListShape whole;
  if (session.Switch("fresh-ranges") == "whole") {
    whole.ranges = {{0, static_cast<LONG>(facts.total_blocks) - 1}};
  } else {
    whole.result = E_NOTIMPL;
  }
  return whole;
}

}  // namespace

ComPtr<IFileSystemImageResult> MakeResult(const std::shared_ptr<Session>& session,
                                          std::shared_ptr<ImageData> data, bool appended,
                                          std::uint32_t write_unit, std::wstring disc_id) {
  const ImageFacts facts{data->blocks(), write_unit};
  RangeListShape shape = ListShape(*session, data->layout(), appended, facts);
  // Lists came with Windows 7, in the result and in its stream at once.
  const bool without_lists = session->Switch("image-result") == "1";
  ResultParts parts;
  auto stream_shape = StreamShape(session->Switch("stream-ranges"), shape, facts);
  if (stream_shape && !without_lists) {
    parts.stream_ranges = std::make_shared<const RangeListShape>(std::move(*stream_shape));
  }
  parts.modified_blocks = std::make_shared<const RangeListShape>(std::move(shape));
  parts.data = std::move(data);
  parts.disc_id = std::move(disc_id);
  if (without_lists) {
    return ComPtr<IFileSystemImageResult>(
        MakeObject<OldFileSystemImageResult>(session, std::move(parts)).Get());
  }
  return ComPtr<IFileSystemImageResult>(
      MakeObject<FileSystemImageResult>(session, std::move(parts)).Get());
}

template <class Face>
HRESULT ResultBase<Face>::get_ImageStream(IStream** stream) noexcept {
  return this->session()->Call("IFileSystemImageResult::get_ImageStream", [&]() -> HRESULT {
    ClearOut(stream);
    *stream = MakeObject<ImageStream>(this->session(), parts_.data, parts_.stream_ranges).Detach();
    return S_OK;
  });
}

template <class Face>
HRESULT ResultBase<Face>::get_ProgressItems(IProgressItems** items) noexcept {
  return this->session()->Call("IFileSystemImageResult::get_ProgressItems", [&]() -> HRESULT {
    ClearOut(items);
    *items = MakeObject<ProgressItems>(this->session(), parts_.data).Detach();
    return S_OK;
  });
}

template <class Face>
HRESULT ResultBase<Face>::get_TotalBlocks(LONG* blocks) noexcept {
  return this->session()->Call("IFileSystemImageResult::get_TotalBlocks", [&]() -> HRESULT {
    ClearOut(blocks, static_cast<LONG>(parts_.data->blocks()));
    return S_OK;
  });
}

template <class Face>
HRESULT ResultBase<Face>::get_BlockSize(LONG* bytes) noexcept {
  return this->session()->Call("IFileSystemImageResult::get_BlockSize", [&]() -> HRESULT {
    ClearOut(bytes, static_cast<LONG>(udf::kBlockSize));
    return S_OK;
  });
}

template <class Face>
HRESULT ResultBase<Face>::get_DiscId(BSTR* id) noexcept {
  return this->session()->Call("IFileSystemImageResult::get_DiscId", [&]() -> HRESULT {
    ClearOut(id);
    *id = Bstr(parts_.disc_id).Detach();
    return S_OK;
  });
}

template class ResultBase<Dual<IFileSystemImageResult2, IFileSystemImageResult>>;
template class ResultBase<Dual<IFileSystemImageResult>>;

HRESULT FileSystemImageResult::get_ModifiedBlocks(IBlockRangeList** list) noexcept {
  return session()->Call("IFileSystemImageResult2::get_ModifiedBlocks", [&]() -> HRESULT {
    ClearOut(list);
    const HRESULT result = parts_.modified_blocks->result;
    if (result == E_NOTIMPL) throw Error(result, L"The whole image has to be recorded.");
    if (FAILED(result)) throw Error(result, L"The list of modified blocks can't be made.");
    *list = MakeObject<BlockRangeList>(session(), parts_.modified_blocks).Detach();
    return S_OK;
  });
}

}  // namespace virtual_drive

#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <memory>
#include <string>
#include <utility>

#include "virtual/com/object.h"
#include "virtual/image/image_data.h"
#include "virtual/image/range_list_shape.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// What a result is made of. The image itself isn't in it: a result outlives it.
struct ResultParts {
  std::shared_ptr<ImageData> data;
  std::shared_ptr<const RangeListShape> modified_blocks;
  std::shared_ptr<const RangeListShape> stream_ranges;  // null: the stream has no list
  std::wstring disc_id;
};

// The session's way of making one: of the kind that the switch "image-result" asks for, with lists
// of the shapes that "block-ranges" and "stream-ranges" ask for. `appended`: the layout follows an
// imported session of a rewritable disc; else the whole image must be recorded, whatever the
// switches say.
ComPtr<IFileSystemImageResult> MakeResult(const std::shared_ptr<Session>& session,
                                          std::shared_ptr<ImageData> data, bool appended,
                                          std::uint32_t write_unit, std::wstring disc_id);

// IFileSystemImageResult of both kinds of results.
template <class Face>
class ResultBase : public Object<Face> {
 public:
  // Every call makes a stream with a position of its own, over the same data.
  HRESULT STDMETHODCALLTYPE get_ImageStream(IStream** stream) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ProgressItems(IProgressItems** items) noexcept override;
  HRESULT STDMETHODCALLTYPE get_TotalBlocks(LONG* blocks) noexcept override;
  HRESULT STDMETHODCALLTYPE get_BlockSize(LONG* bytes) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DiscId(BSTR* id) noexcept override;

 protected:
  ResultBase(std::shared_ptr<Session> session, ResultParts parts)
      : Object<Face>(std::move(session)), parts_(std::move(parts)) {}

  const ResultParts parts_;
};

// As of Windows 7.
class FileSystemImageResult final
    : public ResultBase<Dual<IFileSystemImageResult2, IFileSystemImageResult>> {
 public:
  FileSystemImageResult(std::shared_ptr<Session> session, ResultParts parts)
      : ResultBase(std::move(session), std::move(parts)) {}

  HRESULT STDMETHODCALLTYPE get_ModifiedBlocks(IBlockRangeList** list) noexcept override;
};

// As XP and Vista have it: without ModifiedBlocks.
class OldFileSystemImageResult final : public ResultBase<Dual<IFileSystemImageResult>> {
 public:
  OldFileSystemImageResult(std::shared_ptr<Session> session, ResultParts parts)
      : ResultBase(std::move(session), std::move(parts)) {}
};

}  // namespace virtual_drive

#pragma once

#include <windows.h>

#include <imapi2.h>

#include <memory>
#include <utility>

#include "virtual/com/object.h"
#include "virtual/image/range_list_shape.h"
#include "virtual/session/session.h"

namespace virtual_drive {

// Made by the 100,000 for one array, and so as small as an object can be.
class BlockRange final : public Object<Dual<IBlockRange>> {
 public:
  BlockRange(std::shared_ptr<Session> session, LbaRange range)
      : Object(std::move(session)), range_(range) {}

  HRESULT STDMETHODCALLTYPE get_StartLba(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_EndLba(LONG* value) noexcept override;

 private:
  const LbaRange range_;
};

// A new SAFEARRAY(VARIANT) of IBlockRange objects. Throws Error.
SAFEARRAY* ToSafeArray(const std::shared_ptr<Session>& session, const RangeListShape& shape);

// What ModifiedBlocks returns.
class BlockRangeList final : public Object<Dual<IBlockRangeList>> {
 public:
  BlockRangeList(std::shared_ptr<Session> session, std::shared_ptr<const RangeListShape> shape)
      : Object(std::move(session)), shape_(std::move(shape)) {}

  HRESULT STDMETHODCALLTYPE get_BlockRanges(SAFEARRAY** value) noexcept override;

 private:
  const std::shared_ptr<const RangeListShape> shape_;
};

}  // namespace virtual_drive

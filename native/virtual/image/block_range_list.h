#pragma once

#include <windows.h>

#include <imapi2.h>

#include <memory>
#include <utility>

#include "virtual/com/object.h"
#include "virtual/image/range_list_shape.h"
#include "virtual/session/session.h"

namespace virtual_drive {

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

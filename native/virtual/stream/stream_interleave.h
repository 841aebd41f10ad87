#pragma once

#include <imapi2.h>

#include "virtual/stream/combined_content.h"
#include "virtual/stream/made_stream.h"

namespace virtual_drive {

// MsftStreamInterleave: streams by turns, so many bytes of each at a time (StreamLayout says what
// happens where one ends early). A call that fails changes nothing.
class StreamInterleave final : public MadeStream<StreamInterleave, IStreamInterleave, IStream> {
 public:
  explicit StreamInterleave(std::shared_ptr<Session> session);

  HRESULT STDMETHODCALLTYPE Initialize(IStream** streams, ULONG* sizes,
                                       ULONG count) noexcept override;

  void CopyInto(StreamInterleave& clone) const;

 private:
  mutable std::mutex content_mutex_;
  std::shared_ptr<CombinedContent> content_;
};

}  // namespace virtual_drive

#pragma once

#include <imapi2.h>

#include "virtual/stream/combined_content.h"
#include "virtual/stream/made_stream.h"

namespace virtual_drive {

// MsftStreamConcatenate: streams one after the other. A call that fails changes nothing.
class StreamConcatenate final : public MadeStream<StreamConcatenate, IStreamConcatenate, IStream> {
 public:
  explicit StreamConcatenate(std::shared_ptr<Session> session);

  HRESULT STDMETHODCALLTYPE Initialize(IStream* stream1, IStream* stream2) noexcept override;
  HRESULT STDMETHODCALLTYPE Initialize2(IStream** streams, ULONG count) noexcept override;
  HRESULT STDMETHODCALLTYPE Append(IStream* stream) noexcept override;
  HRESULT STDMETHODCALLTYPE Append2(IStream** streams, ULONG count) noexcept override;

  void CopyInto(StreamConcatenate& clone) const;

 private:
  void Set(CombinedContent::Parts parts, std::uint64_t position);

  mutable std::mutex parts_mutex_;
  CombinedContent::Parts parts_;
};

}  // namespace virtual_drive

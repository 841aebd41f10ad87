#pragma once

#include "virtual/stream/made_stream.h"

namespace virtual_drive {

// MsftStreamZero: zeros, as many as SetSize says; none before that, as with
// IStreamPseudoRandomBased, whose page has the caller set the size (Microsoft's erase sample does
// it with this one too).
class StreamZero final : public MadeStream<StreamZero, IStream> {
 public:
  explicit StreamZero(std::shared_ptr<Session> session);

  HRESULT STDMETHODCALLTYPE SetSize(ULARGE_INTEGER size) noexcept override;

  void CopyInto(StreamZero& clone) const;

 private:
  std::atomic<std::uint64_t> size_{0};
};

}  // namespace virtual_drive

#pragma once

#include <imapi2.h>

#include "virtual/stream/made_stream.h"

namespace virtual_drive {

// MsftStreamPrng001. Seed 0 and no bytes until SetSize says how many.
class StreamPseudoRandom final
    : public MadeStream<StreamPseudoRandom, IStreamPseudoRandomBased, IStream> {
 public:
  explicit StreamPseudoRandom(std::shared_ptr<Session> session);

  HRESULT STDMETHODCALLTYPE SetSize(ULARGE_INTEGER size) noexcept override;

  // Also goes back to the start.
  HRESULT STDMETHODCALLTYPE put_Seed(ULONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Seed(ULONG* value) noexcept override;
  // E_NOTIMPL, as documented for Windows' own.
  HRESULT STDMETHODCALLTYPE put_ExtendedSeed(ULONG* values, ULONG count) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ExtendedSeed(ULONG** values, ULONG* count) noexcept override;

  void CopyInto(StreamPseudoRandom& clone) const;

 private:
  struct State {
    ULONG seed = 0;
    std::uint64_t size = 0;
  };
  static std::shared_ptr<tree::ContentSource> ContentOf(const State& state);

  mutable std::mutex state_mutex_;
  State state_;
};

}  // namespace virtual_drive

#include "virtual/stream/stream_pseudo_random.h"

#include "virtual/stream/pseudo_random_content.h"

namespace virtual_drive {

StreamPseudoRandom::StreamPseudoRandom(std::shared_ptr<Session> session)
    : MadeStream(std::move(session), ContentOf({}), L"pseudo-random") {}

std::shared_ptr<tree::ContentSource> StreamPseudoRandom::ContentOf(const State& state) {
  return std::make_shared<PseudoRandomContent>(state.seed, state.size);
}

HRESULT StreamPseudoRandom::SetSize(ULARGE_INTEGER size) noexcept {
  return session()->Call("IStream::SetSize", [&]() -> HRESULT {
    const std::lock_guard lock(state_mutex_);
    state_.size = CheckSize(size);
    Replace(ContentOf(state_), Position());
    return S_OK;
  });
}

HRESULT StreamPseudoRandom::put_Seed(ULONG value) noexcept {
  return session()->Call("IStreamPseudoRandomBased::put_Seed", [&]() -> HRESULT {
    const std::lock_guard lock(state_mutex_);
    state_.seed = value;
    Replace(ContentOf(state_), 0);
    return S_OK;
  });
}

HRESULT StreamPseudoRandom::get_Seed(ULONG* value) noexcept {
  return session()->Call("IStreamPseudoRandomBased::get_Seed", [&]() -> HRESULT {
    const std::lock_guard lock(state_mutex_);
    ClearOut(value, state_.seed);
    return S_OK;
  });
}

HRESULT StreamPseudoRandom::put_ExtendedSeed(ULONG*, ULONG) noexcept {
  return session()->Call("IStreamPseudoRandomBased::put_ExtendedSeed", [&]() -> HRESULT {
    throw Error(E_NOTIMPL,
                L"IStreamPseudoRandomBased::put_ExtendedSeed is not implemented, by IMAPI2 as "
                L"documented and so by the virtual drive. Use Seed.");
  });
}

HRESULT StreamPseudoRandom::get_ExtendedSeed(ULONG** values, ULONG* count) noexcept {
  return session()->Call("IStreamPseudoRandomBased::get_ExtendedSeed", [&]() -> HRESULT {
    ClearOut(values);
    ClearOut(count);
    throw Error(E_NOTIMPL,
                L"IStreamPseudoRandomBased::get_ExtendedSeed is not implemented, by IMAPI2 as "
                L"documented and so by the virtual drive. Use Seed.");
  });
}

void StreamPseudoRandom::CopyInto(StreamPseudoRandom& clone) const {
  const std::lock_guard lock(state_mutex_);
  clone.state_ = state_;
  clone.Replace(ContentOf(state_), Position());
}

}  // namespace virtual_drive

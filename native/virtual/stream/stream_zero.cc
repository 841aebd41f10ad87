#include "virtual/stream/stream_zero.h"

#include "virtual/stream/zero_content.h"

namespace virtual_drive {

StreamZero::StreamZero(std::shared_ptr<Session> session)
    : MadeStream(std::move(session), std::make_shared<ZeroContent>(0), L"zeros") {}

HRESULT StreamZero::SetSize(ULARGE_INTEGER size) noexcept {
  return session()->Call("IStream::SetSize", [&]() -> HRESULT {
    size_ = CheckSize(size);
    Replace(std::make_shared<ZeroContent>(size_), Position());
    return S_OK;
  });
}

void StreamZero::CopyInto(StreamZero& clone) const {
  clone.size_ = size_.load();
  clone.Replace(std::make_shared<ZeroContent>(size_), Position());
}

}  // namespace virtual_drive

#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

std::atomic<LONG> alive{0};
std::atomic<LONG> made{0};

}  // namespace

class Session::Key {};

std::shared_ptr<Session> Session::Make() {
  return std::make_shared<Session>(Key(), made.fetch_add(1) + 1);
}

std::shared_ptr<Session> Session::MakeDefault() { return std::make_shared<Session>(Key(), 0); }

Session::Session(Key, LONG number) : number_(number) { alive.fetch_add(1); }

Session::~Session() { alive.fetch_sub(1); }

LONG Session::Alive() noexcept { return alive.load(); }

HRESULT Session::CallBody(const char* method, const Body& body) noexcept {
  return Guard([&]() -> HRESULT {
    if (refusal_) throw Error(*refusal_);
    const std::optional<HRESULT> planned = gate_.Enter(method);
    if (!planned) return body();
    return FAILED(*planned) ? Fail(*planned, L"A fault of the virtual drive.") : *planned;
  });
}

void Session::Close() noexcept {
  gate_.Open();
  drives_.Close();
}

}  // namespace virtual_drive

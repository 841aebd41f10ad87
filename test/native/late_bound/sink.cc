#include "sink.h"

#include <stdexcept>

namespace late_bound {

Sink::Sink(const Object& source, int point, Handler handler) : handler_(std::move(handler)) {
  IConnectionPointContainer* container = nullptr;
  if (FAILED(source.Pointer()->QueryInterface(IID_IConnectionPointContainer,
                                              reinterpret_cast<void**>(&container)))) {
    throw std::runtime_error("no IConnectionPointContainer");
  }
  IEnumConnectionPoints* points = nullptr;
  container->EnumConnectionPoints(&points);
  container->Release();
  points->Skip(static_cast<ULONG>(point));
  const HRESULT found = points->Next(1, &point_, nullptr);
  points->Release();
  if (found != S_OK) throw std::runtime_error("no such connection point");
  point_->GetConnectionInterface(&events_);
  if (FAILED(point_->Advise(this, &cookie_))) throw std::runtime_error("Advise failed");
}

Sink::~Sink() { Unadvise(); }

void Sink::Unadvise() {
  if (!point_) return;
  point_->Unadvise(cookie_);
  point_->Release();
  point_ = nullptr;
}

HRESULT Sink::Invoke(DISPID event, REFIID, LCID, WORD, DISPPARAMS* parameters, VARIANT*, EXCEPINFO*,
                     UINT*) noexcept {
  std::vector<Value> arguments;
  for (UINT i = parameters->cArgs; i-- > 0;) {
    Value argument;
    VariantCopyInd(argument.Put(), &parameters->rgvarg[i]);
    arguments.push_back(std::move(argument));
  }
  handler_(event, arguments);
  return S_OK;
}

}  // namespace late_bound

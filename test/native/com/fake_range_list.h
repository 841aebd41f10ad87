// An IBlockRangeList that hands out whatever array a test made.
#pragma once

#include <imapi2.h>

#include <functional>
#include <utility>

#include "com/dispatch_object.h"

namespace com_tests {

class FakeRangeList final : public imapi2::com::DispatchObject<IBlockRangeList> {
 public:
  explicit FakeRangeList(std::function<HRESULT(SAFEARRAY**)> give) : give_(std::move(give)) {}
  HRESULT STDMETHODCALLTYPE get_BlockRanges(SAFEARRAY** value) override { return give_(value); }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID, REFIID, LCID, WORD, DISPPARAMS*, VARIANT*, EXCEPINFO*,
                                   UINT*) override {
    return E_NOTIMPL;
  }

 private:
  const std::function<HRESULT(SAFEARRAY**)> give_;
};

}  // namespace com_tests

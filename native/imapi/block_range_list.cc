#include "imapi/block_range_list.h"

#include <new>

#include "com/dispatch_object.h"
#include "com/safe_array.h"

namespace imapi2 {
namespace {

class BlockRangeObject final : public com::DispatchObject<IBlockRange> {
 public:
  explicit BlockRangeObject(BlockRange range) : range_(range) {}

  HRESULT STDMETHODCALLTYPE get_StartLba(LONG* value) override { return Give(range_.start, value); }
  HRESULT STDMETHODCALLTYPE get_EndLba(LONG* value) override { return Give(range_.end, value); }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS*, VARIANT* result,
                                   EXCEPINFO*, UINT*) override {
    const bool start = id == DISPID_IBLOCKRANGE_STARTLBA;
    if (!start && id != DISPID_IBLOCKRANGE_ENDLBA) return DISP_E_MEMBERNOTFOUND;
    if (result == nullptr) return E_POINTER;
    VariantInit(result);
    V_VT(result) = VT_I4;
    V_I4(result) = start ? range_.start : range_.end;
    return S_OK;
  }

 private:
  static HRESULT Give(int32_t address, LONG* value) {
    if (value == nullptr) return E_POINTER;
    *value = address;
    return S_OK;
  }

  const BlockRange range_;
};

}  // namespace

HRESULT MakeBlockRangeArray(const BlockRanges& ranges, SAFEARRAY** array) noexcept {
  if (array == nullptr) return E_POINTER;
  *array = nullptr;
  auto owner = com::SafeArray::Attach(
      SafeArrayCreateVector(VT_VARIANT, 0, static_cast<ULONG>(ranges.size())));
  if (owner.Get() == nullptr) return E_OUTOFMEMORY;
  VARIANT* elements = nullptr;
  const HRESULT locked = SafeArrayAccessData(owner.Get(), reinterpret_cast<void**>(&elements));
  if (FAILED(locked)) return locked;
  HRESULT result = S_OK;
  for (size_t i = 0; i < ranges.size() && SUCCEEDED(result); ++i) {
    IDispatch* object = new (std::nothrow) BlockRangeObject(ranges[i]);
    if (object == nullptr) result = E_OUTOFMEMORY;
    V_VT(&elements[i]) = VT_DISPATCH;
    V_DISPATCH(&elements[i]) = object;
  }
  SafeArrayUnaccessData(owner.Get());
  if (SUCCEEDED(result)) *array = owner.Detach();
  return result;
}

}  // namespace imapi2

#include "imapi/recorder_info.h"

#include "com/array_view.h"
#include "com/bstr.h"
#include "com/com_error.h"
#include "com/safe_array.h"

namespace imapi2 {
namespace {

using com::Bstr;
using com::Check;
using com::ComPtr;

std::vector<std::wstring> VolumePaths(IDiscRecorder2* recorder) {
  com::SafeArray array;
  Check(recorder->get_VolumePathNames(array.Put()), "IDiscRecorder2::get_VolumePathNames");
  std::vector<std::wstring> paths;
  // A drive without a letter may give no array at all.
  if (array.Get() == nullptr) return paths;
  const com::VariantView view(array.Get());
  for (const VARIANT& element : view.elements()) {
    if (V_VT(&element) == VT_BSTR) paths.emplace_back(Bstr::View(V_BSTR(&element)));
  }
  return paths;
}

void Describe(IDiscRecorder2* recorder, RecorderInfo* info) {
  const auto text = [recorder](HRESULT (STDMETHODCALLTYPE IDiscRecorder2::*get)(BSTR*),
                               const char* operation) {
    Bstr value;
    Check((recorder->*get)(value.Put()), operation);
    return value.Text();
  };
  info->vendor_id = text(&IDiscRecorder2::get_VendorId, "IDiscRecorder2::get_VendorId");
  info->product_id = text(&IDiscRecorder2::get_ProductId, "IDiscRecorder2::get_ProductId");
  info->product_revision =
      text(&IDiscRecorder2::get_ProductRevision, "IDiscRecorder2::get_ProductRevision");
  info->volume_paths = VolumePaths(recorder);
  VARIANT_BOOL can_load = VARIANT_FALSE;
  Check(recorder->get_DeviceCanLoadMedia(&can_load), "IDiscRecorder2::get_DeviceCanLoadMedia");
  info->can_load_media = can_load != VARIANT_FALSE;
}

}  // namespace

com::ComPtr<IDiscRecorder2> OpenRecorder(const com::ClassSource& classes, const std::wstring& id) {
  auto recorder = com::Create<MsftDiscRecorder2, IDiscRecorder2>(
      classes, "CoCreateInstance(MsftDiscRecorder2)");
  Check(recorder->InitializeDiscRecorder(Bstr(id).Get()), "IDiscRecorder2::InitializeDiscRecorder");
  return recorder;
}

RecorderInfo DescribeRecorder(IDiscRecorder2* recorder, const std::wstring& id) {
  RecorderInfo info;
  info.id = id;
  try {
    Describe(recorder, &info);
  } catch (...) {
    info.error = std::current_exception();
  }
  return info;
}

}  // namespace imapi2

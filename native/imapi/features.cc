#include "imapi/features.h"

#include "com/array_view.h"
#include "com/com_error.h"
#include "com/safe_array.h"
#include "com/variant.h"

namespace imapi2 {
namespace {

using Getter = HRESULT (STDMETHODCALLTYPE IDiscRecorder2::*)(SAFEARRAY**);

std::vector<int32_t> Numbers(IDiscRecorder2* recorder, Getter get, const char* operation) {
  com::SafeArray array;
  com::Check((recorder->*get)(array.Put()), operation);
  std::vector<int32_t> numbers;
  if (array.Get() == nullptr) return numbers;
  const com::VariantView view(array.Get());
  for (const VARIANT& element : view.elements()) {
    if (const auto number = com::LongOf(element)) numbers.push_back(static_cast<int32_t>(*number));
  }
  return numbers;
}

}  // namespace

Features ReadFeatures(IDiscRecorder2* recorder) {
  return {
      .supported = Numbers(recorder, &IDiscRecorder2::get_SupportedFeaturePages,
                           "IDiscRecorder2::get_SupportedFeaturePages"),
      .current = Numbers(recorder, &IDiscRecorder2::get_CurrentFeaturePages,
                         "IDiscRecorder2::get_CurrentFeaturePages"),
      .profiles = Numbers(recorder, &IDiscRecorder2::get_SupportedProfiles,
                          "IDiscRecorder2::get_SupportedProfiles"),
      .current_profiles = Numbers(recorder, &IDiscRecorder2::get_CurrentProfiles,
                                  "IDiscRecorder2::get_CurrentProfiles"),
  };
}

}  // namespace imapi2

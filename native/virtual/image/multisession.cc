#include "virtual/image/multisession.h"

#include <oleauto.h>

#include <string>
#include <vector>

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/com/variant_array.h"

namespace virtual_drive {
namespace {

Error BadParameter(std::wstring_view why) {
  return Error(hresult::IMAPI_E_BAD_MULTISESSION_PARAMETER,
               L"MultisessionInterfaces: " + std::wstring(why) + L".");
}

ComPtr<IMultisession> ToMultisession(const VARIANT& element, std::size_t index) {
  const std::wstring name = L"element " + std::to_wstring(index);
  IUnknown* object = nullptr;
  if (element.vt == VT_DISPATCH) object = element.pdispVal;
  if (element.vt == VT_UNKNOWN) object = element.punkVal;
  if (element.vt != VT_DISPATCH && element.vt != VT_UNKNOWN)
    throw BadParameter(name + L" is not an object");
  if (!object) throw BadParameter(name + L" is null");
  ComPtr<IMultisession> multisession;
  object->QueryInterface(__uuidof(IMultisession), multisession.PutVoid());
  if (!multisession) throw BadParameter(name + L" is not an IMultisession");
  return multisession;
}

bool IsInUse(IMultisession& multisession) {
  VARIANT_BOOL value = VARIANT_FALSE;
  Check(multisession.get_InUse(&value));
  return value != VARIANT_FALSE;
}

bool IsSupported(IMultisession& multisession) {
  VARIANT_BOOL value = VARIANT_FALSE;
  Check(multisession.get_IsSupportedOnCurrentMediaState(&value));
  return value != VARIANT_FALSE;
}

std::vector<Variant> Elements(SAFEARRAY* interfaces) {
  if (!interfaces) throw BadParameter(L"there is no array");
  try {
    return FromSafeArray(interfaces);
  } catch (const Error&) {
    throw BadParameter(L"it has to be a vector of VARIANTs");
  }
}

}  // namespace

ComPtr<IMultisessionRandomWrite> ChooseMultisession(SAFEARRAY* interfaces) {
  const std::vector<Variant> elements = Elements(interfaces);
  ComPtr<IMultisession> in_use;
  ComPtr<IMultisessionRandomWrite> first_supported;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const ComPtr<IMultisession> candidate = ToMultisession(elements[i].Get(), i);
    if (IsInUse(*candidate)) {
      if (in_use) throw BadParameter(L"more than one element is in use");
      in_use = candidate;
    }
    if (first_supported || !IsSupported(*candidate)) continue;
    first_supported = candidate.As<IMultisessionRandomWrite>();
  }
  if (!in_use) {
    if (first_supported) return first_supported;
    throw Error(hresult::IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE,
                L"None of the MultisessionInterfaces can be used with the disc in the drive.");
  }
  ComPtr<IMultisessionRandomWrite> chosen = in_use.As<IMultisessionRandomWrite>();
  if (chosen && IsSupported(*in_use)) return chosen;
  throw Error(hresult::IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE,
              L"The multisession interface in use is not supported with the disc in the drive.");
}

std::uint32_t WriteUnitOf(IMultisessionRandomWrite& multisession) {
  LONG value = 0;
  Check(multisession.get_WriteUnitSize(&value));
  if (value <= 0) throw BadParameter(L"WriteUnitSize is not positive");
  return static_cast<std::uint32_t>(value);
}

std::uint32_t TotalSectorsOf(IMultisessionRandomWrite& multisession) {
  LONG value = 0;
  Check(multisession.get_TotalSectorsOnMedia(&value));
  if (value <= 0) throw BadParameter(L"TotalSectorsOnMedia is not positive");
  return static_cast<std::uint32_t>(value);
}

ComPtr<IDiscRecorder2> RecorderOf(IMultisessionRandomWrite& multisession) {
  ComPtr<IDiscRecorder2> recorder;
  Check(multisession.get_ImportRecorder(recorder.Put()));
  if (!recorder) throw BadParameter(L"ImportRecorder is null");
  return recorder;
}

}  // namespace virtual_drive

#include "virtual/image/multisession.h"

#include <oleauto.h>

#include <algorithm>
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

// Null in both where it is of a kind that isn't known here.
Multisession OfKnownKind(const ComPtr<IMultisession>& multisession) {
  Multisession known;
  known.random_write = multisession.As<IMultisessionRandomWrite>();
  if (!known.random_write) known.sequential = multisession.As<IMultisessionSequential>();
  return known;
}

// Sequential media only: there is no session yet.
bool IsBlank(const Multisession& multisession) {
  if (!multisession.sequential) return false;
  VARIANT_BOOL first = VARIANT_FALSE;
  Check(multisession.sequential->get_IsFirstDataSession(&first));
  return first != VARIANT_FALSE;
}

std::uint32_t Positive(LONG value, std::wstring_view name) {
  if (value <= 0) throw BadParameter(std::wstring(name) + L" is not positive");
  return static_cast<std::uint32_t>(value);
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

Multisession ChooseMultisession(SAFEARRAY* interfaces) {
  const std::vector<Variant> elements = Elements(interfaces);
  ComPtr<IMultisession> in_use;
  Multisession chosen;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const ComPtr<IMultisession> candidate = ToMultisession(elements[i].Get(), i);
    if (IsInUse(*candidate)) {
      if (in_use) throw BadParameter(L"more than one element is in use");
      in_use = candidate;
    }
    if (!chosen && IsSupported(*candidate)) chosen = OfKnownKind(candidate);
  }
  if (in_use) {
    chosen = IsSupported(*in_use) ? OfKnownKind(in_use) : Multisession();
    if (!chosen) {
      throw Error(
          hresult::IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE,
          L"The multisession interface in use is not supported with the disc in the drive.");
    }
  }
  if (!chosen) {
    throw Error(hresult::IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE,
                L"None of the MultisessionInterfaces can be used with the disc in the drive.");
  }
  // Not IMAPI_E_EMPTY_DISC, which is an import's (sdk-api: put_MultisessionInterfaces).
  if (IsBlank(chosen)) throw Error(hresult::IMAPI_E_IMPORT_SEEK_FAILURE, L"The disc is blank.");
  return chosen;
}

// CDs have a unit of one sector, which says nothing of how a session is laid out, and XP's
// IMultisessionSequential doesn't tell.
std::uint32_t WriteUnitOf(const Multisession& multisession) {
  LONG value = 0;
  if (multisession.random_write) {
    Check(multisession.random_write->get_WriteUnitSize(&value));
    return Positive(value, L"WriteUnitSize");
  }
  constexpr std::uint32_t kLeast = 16;
  const auto second = multisession.sequential.As<IMultisessionSequential2>();
  if (!second) return kLeast;
  Check(second->get_WriteUnitSize(&value));
  return std::max(kLeast, Positive(value, L"WriteUnitSize"));
}

Extents ExtentsOf(const Multisession& multisession) {
  Extents extents;
  LONG value = 0;
  if (multisession.random_write) {
    Check(multisession.random_write->get_TotalSectorsOnMedia(&value));
    extents.total_sectors = Positive(value, L"TotalSectorsOnMedia");
    extents.readable_sectors = extents.total_sectors;
    return extents;
  }
  IMultisessionSequential& sequential = *multisession.sequential;
  LONG start = 0;
  LONG last = 0;
  LONG next = 0;
  Check(sequential.get_StartAddressOfPreviousSession(&start));
  Check(sequential.get_LastWrittenAddressOfPreviousSession(&last));
  Check(sequential.get_NextWritableAddress(&next));
  Check(sequential.get_FreeSectorsOnMedia(&value));
  if (start < 0 || last <= start || next <= last || value < 0 || value > 0x7FFFFFFF - next) {
    throw BadParameter(L"the addresses of the sessions contradict each other");
  }
  extents.session_start = static_cast<std::uint32_t>(start);
  extents.readable_sectors = static_cast<std::uint32_t>(last) + 1;
  extents.next_start = static_cast<std::uint32_t>(next);
  extents.total_sectors = *extents.next_start + static_cast<std::uint32_t>(value);
  return extents;
}

ComPtr<IDiscRecorder2> RecorderOf(const Multisession& multisession) {
  ComPtr<IDiscRecorder2> recorder;
  Check(multisession.Get()->get_ImportRecorder(recorder.Put()));
  if (!recorder) throw BadParameter(L"ImportRecorder is null");
  return recorder;
}

}  // namespace virtual_drive

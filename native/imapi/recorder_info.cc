#include "imapi/recorder_info.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

#include "com/array_view.h"
#include "com/bstr.h"
#include "com/com_error.h"
#include "com/safe_array.h"
#include "com/text.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/worker.h"

namespace imapi2 {
namespace {

using com::Bstr;
using com::Check;
using com::ComPtr;

std::vector<std::wstring> RecorderIds(const com::ClassSource& classes) {
  const auto master =
      com::Create<MsftDiscMaster2, IDiscMaster2>(classes, "CoCreateInstance(MsftDiscMaster2)");
  LONG count = 0;
  Check(master->get_Count(&count), "IDiscMaster2::get_Count");
  std::vector<std::wstring> ids;
  for (LONG i = 0; i < count; ++i) {
    Bstr id;
    // A drive can go away between the two calls; the others stay.
    if (com::Expect(master->get_Item(i, id.Put()))) ids.push_back(id.Text());
  }
  return ids;
}

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

// Ordinal and without case, as Windows compares paths.
bool SameName(std::wstring_view left, std::wstring_view right) {
  return CompareStringOrdinal(left.data(), static_cast<int>(left.size()), right.data(),
                              static_cast<int>(right.size()), TRUE) == CSTR_EQUAL;
}

std::wstring_view WithoutTrailingSlash(std::wstring_view path) {
  while (!path.empty() && (path.back() == L'\\' || path.back() == L'/')) path.remove_suffix(1);
  return path;
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

RecorderInfo Broken(const std::wstring& id, std::exception_ptr error) {
  RecorderInfo info;
  info.id = id;
  info.error = std::move(error);
  return info;
}

// What a drive says is asked on a thread of its own, so that one that does not answer keeps nobody
// but that thread. A drive needs some seconds to spin up, and no more to say its name.
constexpr std::chrono::seconds kLongestAnswer{10};

RecorderInfo AskRecorder(const std::shared_ptr<const com::ClassSource>& classes,
                         const std::wstring& id) {
  struct Answer {
    std::mutex mutex;
    std::condition_variable told;
    std::optional<RecorderInfo> info;
  };
  const auto answer = std::make_shared<Answer>();
  Worker(L"imapi2 question").Post([answer, classes, id] {
    RecorderInfo info;
    try {
      info = DescribeRecorder(OpenRecorder(*classes, id).Get(), id);
    } catch (...) {
      info = Broken(id, std::current_exception());
    }
    {
      const std::scoped_lock lock(answer->mutex);
      answer->info = std::move(info);
    }
    answer->told.notify_all();
  });
  std::unique_lock lock(answer->mutex);
  if (answer->told.wait_for(lock, kLongestAnswer, [&] { return answer->info.has_value(); })) {
    return std::move(*answer->info);
  }
  return Broken(
      id, std::make_exception_ptr(Error(code::kDriveHung, "IDiscRecorder2::InitializeDiscRecorder",
                                        "The drive did not answer in time")));
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

std::vector<RecorderInfo> ListRecorders(const std::shared_ptr<const com::ClassSource>& classes) {
  std::vector<RecorderInfo> infos;
  for (const std::wstring& id : RecorderIds(*classes)) infos.push_back(AskRecorder(classes, id));
  return infos;
}

std::wstring FindRecorder(const std::shared_ptr<const com::ClassSource>& classes,
                          const std::wstring& name) {
  const std::vector<std::wstring> ids = RecorderIds(*classes);
  for (const std::wstring& id : ids) {
    if (SameName(id, name)) return id;
  }
  const std::wstring_view path = WithoutTrailingSlash(name);
  for (const RecorderInfo& info : ListRecorders(classes)) {
    for (const std::wstring& volume : info.volume_paths) {
      if (!path.empty() && SameName(WithoutTrailingSlash(volume), path)) return info.id;
    }
  }
  throw Error(code::kUnknownDrive, "IDiscMaster2::get_Item",
              "No drive has the id or the volume path '" + com::ToUtf8(name) + "'");
}

}  // namespace imapi2

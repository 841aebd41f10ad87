#include "imapi/recorder_list.h"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

#include "com/bstr.h"
#include "com/com_error.h"
#include "com/text.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2 {
namespace {

using com::Bstr;
using com::Check;

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

// Ordinal and without case, as Windows compares paths.
bool SameName(std::wstring_view left, std::wstring_view right) {
  return CompareStringOrdinal(left.data(), static_cast<int>(left.size()), right.data(),
                              static_cast<int>(right.size()), TRUE) == CSTR_EQUAL;
}

std::wstring_view WithoutTrailingSlash(std::wstring_view path) {
  while (!path.empty() && (path.back() == L'\\' || path.back() == L'/')) path.remove_suffix(1);
  return path;
}

RecorderInfo Broken(const std::wstring& id, std::exception_ptr error) {
  RecorderInfo info;
  info.id = id;
  info.error = std::move(error);
  return info;
}

// A drive needs some seconds to spin up, and no more to say its name.
constexpr std::chrono::seconds kLongestAnswer{10};

}  // namespace

RecorderList::RecorderList(std::shared_ptr<const com::ClassSource> classes)
    : classes_(std::move(classes)) {}

std::vector<RecorderInfo> RecorderList::All() {
  std::vector<RecorderInfo> infos;
  for (const std::wstring& id : RecorderIds(*classes_)) infos.push_back(Ask(id));
  return infos;
}

std::wstring RecorderList::Find(const std::wstring& name) {
  const std::vector<std::wstring> ids = RecorderIds(*classes_);
  for (const std::wstring& id : ids) {
    if (SameName(id, name)) return id;
  }
  const std::wstring_view path = WithoutTrailingSlash(name);
  for (const RecorderInfo& info : All()) {
    for (const std::wstring& volume : info.volume_paths) {
      if (!path.empty() && SameName(WithoutTrailingSlash(volume), path)) return info.id;
    }
  }
  throw Error(code::kUnknownDrive, "IDiscMaster2::get_Item",
              "No drive has the id or the volume path '" + com::ToUtf8(name) + "'");
}

RecorderInfo RecorderList::Ask(const std::wstring& id) {
  struct Answer {
    std::mutex mutex;
    std::condition_variable told;
    std::optional<RecorderInfo> info;
  };
  const auto answer = std::make_shared<Answer>();
  if (asking_ == nullptr) asking_ = std::make_unique<Worker>(L"imapi2 drives");
  asking_->Post([answer, classes = classes_, id] {
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
  asking_.reset();
  return Broken(
      id, std::make_exception_ptr(Error(code::kDriveHung, "IDiscRecorder2::InitializeDiscRecorder",
                                        "The drive did not answer in time")));
}

}  // namespace imapi2

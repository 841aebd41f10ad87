#include "imapi/drive.h"

#include <utility>

#include "com/co_task_memory.h"
#include "com/com_error.h"
#include "imapi/recorder_info.h"

namespace imapi2 {

using com::Check;

namespace {

// What Windows says of a device that is not there any more.
bool HasGone(HRESULT code) {
  constexpr DWORD kNoSuchDevice = 433;  // ERROR_NO_SUCH_DEVICE, which MinGW's headers lack
  return code == HRESULT_FROM_WIN32(ERROR_DEVICE_NOT_CONNECTED) ||
         code == HRESULT_FROM_WIN32(ERROR_DEVICE_REMOVED) ||
         code == HRESULT_FROM_WIN32(ERROR_DEV_NOT_EXIST) ||
         code == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND) ||
         code == HRESULT_FROM_WIN32(kNoSuchDevice);
}

}  // namespace

DriveObjects::DriveObjects(std::shared_ptr<const com::ClassSource> classes, std::wstring id)
    : classes_(std::move(classes)), id_(std::move(id)) {}

DriveObjects::~DriveObjects() { Detach(); }

void DriveObjects::Detach() noexcept {
  if (format_) com::Expect(format_->put_Recorder(nullptr));
}

void DriveObjects::ForgetIfGone() {
  const auto commands = recorder_ ? recorder_.TryAs<IDiscRecorder2Ex>() : nullptr;
  if (!commands) return;
  // GET CONFIGURATION: unlike most commands it leaves the drive's word of a new disc to whoever
  // asks for the disc next (MMC-6 6.6).
  com::CoTaskMemory<BYTE> page;
  ULONG size = 0;
  const HRESULT result =
      commands->GetFeaturePage(IMAPI_FEATURE_PAGE_TYPE_PROFILE_LIST, FALSE, page.Put(), &size);
  com::Expect(result);
  if (!HasGone(result)) return;
  Detach();
  format_ = nullptr;
  commands_ = nullptr;
  recorder_ = nullptr;
}

IDiscRecorder2* DriveObjects::Recorder() {
  if (!recorder_) recorder_ = OpenRecorder(*classes_, id_);
  return recorder_.Get();
}

IDiscRecorder2Ex* DriveObjects::Commands() {
  if (!commands_) {
    Check(Recorder()->QueryInterface(__uuidof(IDiscRecorder2Ex), commands_.PutVoid()),
          "IDiscRecorder2::QueryInterface(IDiscRecorder2Ex)");
  }
  return commands_.Get();
}

IDiscFormat2Data* DriveObjects::Format() {
  if (!format_) {
    auto format = com::Create<MsftDiscFormat2Data, IDiscFormat2Data>(
        *classes_, "CoCreateInstance(MsftDiscFormat2Data)");
    Check(format->put_Recorder(Recorder()), "IDiscFormat2Data::put_Recorder");
    format_ = std::move(format);
  }
  return format_.Get();
}

com::ComPtr<IDiscFormat2Erase> DriveObjects::MakeEraseFormat() const {
  return com::Create<MsftDiscFormat2Erase, IDiscFormat2Erase>(
      *classes_, "CoCreateInstance(MsftDiscFormat2Erase)");
}

Drive::Drive(std::shared_ptr<const com::ClassSource> classes, std::wstring id)
    : id_(std::move(id)),
      objects_(std::make_shared<Worker>(L"imapi2 drive"),
               std::make_unique<DriveObjects>(std::move(classes), id_)) {}

void Drive::GiveUp() {
  hung_ = true;
  std::vector<std::weak_ptr<DriveUser>> users;
  {
    const std::scoped_lock lock(mutex_);
    users = users_;
  }
  for (const auto& user : users) {
    if (const auto alive = user.lock()) alive->OnGivenUp();
  }
}

void Drive::AddUser(const std::weak_ptr<DriveUser>& user) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(users_, [](const auto& known) { return known.expired(); });
  users_.push_back(user);
}

void Drive::RequireResponsive(const char* operation) const {
  if (!hung_) return;
  throw Error(code::kDriveHung, operation, "The drive did not stop in time, and was given up.");
}

}  // namespace imapi2

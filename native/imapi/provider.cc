#include "imapi/provider.h"

#include "com/array_view.h"
#include "com/bstr.h"
#include "com/com_error.h"
#include "com/safe_array.h"
#include "com/system_classes.h"
#include "com/variant.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2 {
namespace {

using com::Check;

// `drive`: null for none in particular.
void AddFault(IVirtualImapi* session, BSTR drive, const VirtualFaultOptions& options) {
  VirtualFault fault = {};
  fault.trigger.call = options.call.empty() ? nullptr : options.call.c_str();
  fault.trigger.nth = options.nth;
  fault.trigger.sector = options.sector;
  fault.trigger.sectorsWritten = options.sectors_written;
  fault.trigger.access = static_cast<VirtualFaultAccess>(options.access);
  fault.trigger.drive = static_cast<VirtualFaultDrive>(options.drive);
  fault.effect = static_cast<VirtualFaultEffect>(options.effect);
  fault.hresult = options.hresult;
  fault.disc = options.disc.empty() ? nullptr : options.disc.c_str();
  fault.times = options.times;
  Check(session->AddFault(drive, &fault), "IVirtualImapi::AddFault");
}

std::wstring AddDriveTo(IVirtualImapi* session, const VirtualDriveOptions& options) {
  com::Bstr id;
  Check(session->AddDrive(options.disc.empty() ? nullptr : options.disc.c_str(),
                          static_cast<IMAPI_MEDIA_PHYSICAL_TYPE>(options.media), options.sectors,
                          options.sectors_per_second, id.Put()),
        "IVirtualImapi::AddDrive");
  for (const VirtualFaultOptions& fault : options.faults) AddFault(session, id.Get(), fault);
  return id.Text();
}

}  // namespace

Provider::Provider(const ProviderOptions& options) {
  const auto system = std::make_shared<com::SystemClasses>();
  if (options.virtual_drives || options.virtual_images) {
    virtual_ = std::make_shared<com::VirtualClasses>(options.virtual_server);
    // Switches first: some say what a new disc is like.
    for (const auto& [name, value] : options.switches) {
      Check(virtual_->session()->SetSwitch(name.c_str(), value.c_str()),
            "IVirtualImapi::SetSwitch");
    }
    for (const VirtualFaultOptions& fault : options.faults) {
      AddFault(virtual_->session(), nullptr, fault);
    }
    for (const VirtualDriveOptions& drive : options.drives) {
      AddDriveTo(virtual_->session(), drive);
    }
  }
  drives_ = options.virtual_drives ? std::shared_ptr<const com::ClassSource>(virtual_) : system;
  images_ = options.virtual_images ? std::shared_ptr<const com::ClassSource>(virtual_) : system;
  recorders_.emplace(drives_);

  // Made once here, so that a Windows without IMAPI2 says so when it is opened and not at the first
  // use.
  com::Create<MsftDiscMaster2, IDiscMaster2>(*drives_, "CoCreateInstance(MsftDiscMaster2)");
}

Provider::~Provider() {
  if (virtual_ != nullptr) virtual_->Close();
}

IVirtualImapi* Provider::Session(const char* operation) const {
  if (virtual_ == nullptr) {
    throw Error(code::kInvalidArgument, operation, "This provider has no virtual drive.");
  }
  return virtual_->session();
}

std::wstring Provider::AddDrive(const VirtualDriveOptions& drive) const {
  return AddDriveTo(Session("IVirtualImapi::AddDrive"), drive);
}

void Provider::RemoveDrive(const std::wstring& recorder_id) const {
  Check(Session("IVirtualImapi::RemoveDrive")->RemoveDrive(recorder_id.c_str()),
        "IVirtualImapi::RemoveDrive");
}

int64_t Provider::Counter(const std::wstring& name) const {
  LONGLONG value = 0;
  Check(Session("IVirtualImapi::GetCounter")->GetCounter(name.c_str(), &value),
        "IVirtualImapi::GetCounter");
  return value;
}

std::vector<int32_t> Provider::Writes(const std::wstring& recorder_id) const {
  com::SafeArray array;
  Check(Session("IVirtualImapi::GetWrites")->GetWrites(recorder_id.c_str(), array.Put()),
        "IVirtualImapi::GetWrites");
  // VARIANTs of type VT_I4, as in every array of IMAPI2.
  const com::VariantView view(array.Get());
  std::vector<int32_t> writes;
  for (const VARIANT& element : view.elements()) {
    writes.push_back(static_cast<int32_t>(com::LongOf(element).value_or(-1)));
  }
  return writes;
}

}  // namespace imapi2

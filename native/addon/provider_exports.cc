// supportInfo, registration, openProvider, recorders, openRecorder, and what is done to virtual
// drives.
#include "addon/calls.h"
#include "addon/exports.h"
#include "addon/failures.h"
#include "addon/js_values.h"
#include "addon/opened.h"
#include "addon/recorder_values.h"
#include "addon/virtual_server.h"
#include "imapi/drive_registry.h"
#include "imapi/iso_validation.h"
#include "imapi/registration.h"
#include "imapi/support.h"

namespace imapi2::addon {
namespace {

VirtualFaultOptions ToFault(const Napi::Object& object) {
  return {
      .call = ToOptionalWide(object.Get("call")).value_or(L""),
      .nth = object.Get("nth").As<Napi::Number>().Int32Value(),
      .sector = object.Get("sector").As<Napi::Number>().Int64Value(),
      .sectors_written = object.Get("sectorsWritten").As<Napi::Number>().Int64Value(),
      .access = object.Get("access").As<Napi::Number>().Int32Value(),
      .drive = object.Get("drive").As<Napi::Number>().Int32Value(),
      .effect = object.Get("effect").As<Napi::Number>().Int32Value(),
      // Unsigned in JavaScript, whichever way it was written.
      .hresult = static_cast<HRESULT>(object.Get("hresult").As<Napi::Number>().Int64Value()),
      .disc = ToOptionalWide(object.Get("disc")).value_or(L""),
      .times = object.Get("times").As<Napi::Number>().Int32Value(),
  };
}

std::vector<VirtualFaultOptions> ToFaults(const Napi::Value& value) {
  const auto array = value.As<Napi::Array>();
  std::vector<VirtualFaultOptions> faults;
  faults.reserve(array.Length());
  for (uint32_t i = 0; i < array.Length(); ++i) {
    faults.push_back(ToFault(array.Get(i).As<Napi::Object>()));
  }
  return faults;
}

VirtualDriveOptions ToDrive(const Napi::Object& object) {
  return {
      .disc = ToOptionalWide(object.Get("disc")).value_or(L""),
      .media = object.Get("media").As<Napi::Number>().Int32Value(),
      .sectors = object.Get("sectors").As<Napi::Number>().Int64Value(),
      .sectors_per_second = object.Get("speed").As<Napi::Number>().Int32Value(),
      .faults = ToFaults(object.Get("faults")),
  };
}

ProviderOptions ToOptions(const Napi::Object& object) {
  const auto is_virtual = [&object](const char* key) {
    return object.Get(key).As<Napi::String>().Utf8Value() == "virtual";
  };
  ProviderOptions options{
      .virtual_drives = is_virtual("provider"),
      .virtual_images = is_virtual("imageProvider"),
      .client_name = ToWide(object.Get("clientName")),
      .virtual_server = VirtualServerPath(),
      .drives = {},
      .faults = ToFaults(object.Get("faults")),
      .switches = {},
  };
  const auto drives = object.Get("drives").As<Napi::Array>();
  for (uint32_t i = 0; i < drives.Length(); ++i) {
    options.drives.push_back(ToDrive(drives.Get(i).As<Napi::Object>()));
  }
  const auto switches = object.Get("switches").As<Napi::Array>();
  for (uint32_t i = 0; i < switches.Length(); ++i) {
    const auto pair = switches.Get(i).As<Napi::Array>();
    options.switches.emplace_back(ToWide(pair.Get(0u)), ToWide(pair.Get(1u)));
  }
  return options;
}

Handle<OpenedProvider>::SharedUse UseProvider(const Napi::CallbackInfo& info,
                                              const char* operation) {
  return UnwrapHandle<OpenedProvider>(info[0], kProviderTag)->Begin(operation);
}

Napi::Value GetSupportInfo(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const SupportInfo support = ReadSupportInfo(VirtualServerPath());
  const auto object = Napi::Object::New(env);
  object.Set("system", Napi::Boolean::New(env, support.system));
  object.Set("virtual", Napi::Boolean::New(env, support.virtual_drive));
  object.Set("reasons", TextArray(env, support.reasons));
  return object;
}

Napi::Value OptionalText(Napi::Env env, const std::optional<std::wstring>& text) {
  return text ? Napi::Value(FromWide(env, *text)) : env.Null();
}

Napi::Value GetRegistration(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto classes = ReadRegisteredClasses();
  const auto array = Napi::Array::New(env, classes.size());
  for (uint32_t i = 0; i < classes.size(); ++i) {
    const auto object = Napi::Object::New(env);
    object.Set("name", Napi::String::New(env, classes[i].name));
    object.Set("clsid", FromWide(env, classes[i].clsid));
    object.Set("server", OptionalText(env, classes[i].server));
    object.Set("threadingModel", OptionalText(env, classes[i].threading_model));
    array.Set(i, object);
  }
  const auto wine = WineVersion();
  const auto result = Napi::Object::New(env);
  result.Set("classes", array);
  result.Set("wine", wine ? Napi::Value(Napi::String::New(env, *wine)) : env.Null());
  return result;
}

Napi::Value OpenProvider(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const auto options = std::make_shared<ProviderOptions>(ToOptions(info[0].As<Napi::Object>()));
    const auto worker = std::make_shared<Worker>(L"imapi2 provider");
    return RunOn(
        info.Env(), *worker, "openProvider",
        [options, worker] {
          return std::make_shared<OpenedProvider>(worker, std::make_unique<Provider>(*options),
                                                  options->client_name);
        },
        [](Napi::Env env, const std::shared_ptr<OpenedProvider>& opened) {
          return WrapHandle(env, opened, kProviderTag);
        });
  });
}

Napi::Value Recorders(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const auto use = UseProvider(info, "recorders");
    return RunOn(
        info.Env(), *(*use)->worker(), "recorders",
        [use] { return (*use)->provider().recorders().All(); },
        [](Napi::Env env, const std::vector<RecorderInfo>& infos) {
          const auto array = Napi::Array::New(env, infos.size());
          for (uint32_t i = 0; i < infos.size(); ++i) array.Set(i, FromRecorderInfo(env, infos[i]));
          return array;
        });
  });
}

struct OpenedWithInfo {
  std::shared_ptr<OpenedRecorder> opened;
  RecorderInfo info;
};

Napi::Value FromOpened(Napi::Env env, const OpenedWithInfo& result) {
  const auto object = Napi::Object::New(env);
  object.Set("handle", WrapHandle(env, result.opened, kRecorderTag));
  object.Set("info", FromRecorderInfo(env, result.info));
  return object;
}

// First on the provider's worker, which finds the drive, then on the drive's, which opens it. The
// provider is in use all the while: whoever closes it waits for both, and gives up the one that
// hangs. Refused at once while a burn has the drive: the answer would come when that has ended.
Napi::Value OpenRecorderHandle(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const auto use = UseProvider(info, "openRecorder");
    const auto pending = Pending::BeginOn(info.Env(), *(*use)->worker(), "openRecorder");
    (*use)->worker()->Post([use, pending, name = ToWide(info[1])] {
      try {
        const auto& classes = (*use)->provider().drives();
        const auto drive = OpenDrive(classes, (*use)->provider().recorders().Find(name));
        RequireFree(*drive, "openRecorder");
        const auto opened = std::make_shared<OpenedRecorder>(drive, (*use)->client_name());
        pending->PassOn(drive);
        drive->worker()->Post([use, pending, opened] {
          const auto work = [&opened] {
            Drive& device = *opened->drive();
            device.objects().ForgetIfGone();
            return OpenedWithInfo{opened,
                                  DescribeRecorder(device.objects().Recorder(), device.id())};
          };
          SettleWith(pending, work, FromOpened);
        });
      } catch (...) {
        pending->Reject(std::current_exception());
      }
    });
    return pending->promise();
  });
}

Napi::Value ValidateImage(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const auto use = UseProvider(info, "validateImage");
    return RunOn(info.Env(), *(*use)->worker(), "validateImage", [use, path = ToWide(info[1])] {
      ValidateIsoFile(*(*use)->provider().images(), path);
    });
  });
}

Napi::Value VirtualCounter(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const auto use = UseProvider(info, "virtualCounter");
    return RunOn(
        info.Env(), *(*use)->worker(), "virtualCounter",
        [use, name = ToWide(info[1])] { return (*use)->provider().Counter(name); },
        [](Napi::Env env, int64_t value) {
          return Napi::Number::New(env, static_cast<double>(value));
        });
  });
}

Napi::Value VirtualWrites(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const auto use = UseProvider(info, "virtualWrites");
    return RunOn(
        info.Env(), *(*use)->worker(), "virtualWrites",
        [use, id = ToWide(info[1])] { return (*use)->provider().Writes(id); }, FromInts);
  });
}

Napi::Value AddVirtualDrive(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const auto use = UseProvider(info, "addVirtualDrive");
    return RunOn(
        info.Env(), *(*use)->worker(), "addVirtualDrive",
        [use, drive = ToDrive(info[1].As<Napi::Object>())] {
          return (*use)->provider().AddDrive(drive);
        },
        [](Napi::Env env, const std::wstring& id) { return FromWide(env, id); });
  });
}

Napi::Value RemoveVirtualDrive(const Napi::CallbackInfo& info) {
  return Guarded(info.Env(), [&] {
    const auto use = UseProvider(info, "removeVirtualDrive");
    return RunOn(info.Env(), *(*use)->worker(), "removeVirtualDrive",
                 [use, id = ToWide(info[1])] { (*use)->provider().RemoveDrive(id); });
  });
}

// Synchronous: it asks a number of a library, and no COM object.
Napi::Value VirtualIdle(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), com::VirtualServerIsIdle(VirtualServerPath()));
}

}  // namespace

void ExportProvider(Napi::Env env, Napi::Object exports) {
  exports["supportInfo"] = Napi::Function::New(env, GetSupportInfo, "supportInfo");
  exports["registration"] = Napi::Function::New(env, GetRegistration, "registration");
  exports["openProvider"] = Napi::Function::New(env, OpenProvider, "openProvider");
  exports["recorders"] = Napi::Function::New(env, Recorders, "recorders");
  exports["openRecorder"] = Napi::Function::New(env, OpenRecorderHandle, "openRecorder");
  exports["addVirtualDrive"] = Napi::Function::New(env, AddVirtualDrive, "addVirtualDrive");
  exports["removeVirtualDrive"] =
      Napi::Function::New(env, RemoveVirtualDrive, "removeVirtualDrive");
  exports["validateImage"] = Napi::Function::New(env, ValidateImage, "validateImage");
  exports["virtualCounter"] = Napi::Function::New(env, VirtualCounter, "virtualCounter");
  exports["virtualIdle"] = Napi::Function::New(env, VirtualIdle, "virtualIdle");
  exports["virtualWrites"] = Napi::Function::New(env, VirtualWrites, "virtualWrites");
}

}  // namespace imapi2::addon

// How Windows has IMAPI2 registered: what `imapi2 doctor` reports.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace imapi2 {

struct RegisteredClass {
  std::string name;
  std::wstring clsid;
  // HKCR\CLSID\{…}\InprocServer32: the default value and ThreadingModel. Empty where there is none.
  std::optional<std::wstring> server;
  std::optional<std::wstring> threading_model;
};

// Looks into the registry only; no COM object is made. On JavaScript's thread.
std::vector<RegisteredClass> ReadRegisteredClasses();

// "9.0" where this is not Windows but Wine.
std::optional<std::string> WineVersion();

}  // namespace imapi2

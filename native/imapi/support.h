// What is installed, by looking and not by trying: no COM object is made, on JavaScript's thread.
#pragma once

#include <string>
#include <vector>

namespace imapi2 {

struct SupportInfo {
  bool system = false;
  bool virtual_drive = false;
  // A sentence for each thing that is missing.
  std::vector<std::string> reasons;
};

SupportInfo ReadSupportInfo(const std::wstring& virtual_server);

}  // namespace imapi2

#pragma once

#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace virtual_drive {

// One choice between readings of IMAPI2's behaviour, or a shape that a client must survive.
struct SwitchDescription {
  std::string_view name;
  std::string_view values;  // with spaces between them; the first is the default
};

// All that there are (switch_table.cc).
std::span<const SwitchDescription> KnownSwitches();

// The choices of one session. Any thread.
class Switches {
 public:
  // Throws Error(E_INVALIDARG) for an unknown name or value, and tells which are known.
  void Set(std::string_view name, std::string_view value);
  // `name` is one of KnownSwitches. What it returns lives as long as the library.
  std::string_view Get(std::string_view name) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string_view, std::string_view> chosen_;
};

}  // namespace virtual_drive

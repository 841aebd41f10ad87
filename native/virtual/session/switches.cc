#include "virtual/session/switches.h"

#include <windows.h>

#include <algorithm>
#include <cstdlib>

#include "virtual/com/error.h"

namespace virtual_drive {
namespace {

const SwitchDescription* Find(std::string_view name) {
  for (const SwitchDescription& known : KnownSwitches()) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

std::string_view FirstOf(std::string_view values) { return values.substr(0, values.find(' ')); }

// Names and values are ASCII.
std::wstring Widen(std::string_view text) { return std::wstring(text.begin(), text.end()); }

}  // namespace

void Switches::Set(std::string_view name, std::string_view value) {
  const SwitchDescription* known = Find(name);
  if (!known) throw Error(E_INVALIDARG, L"There is no switch '" + Widen(name) + L"'.");
  for (std::string_view rest = known->values; !rest.empty();) {
    const std::string_view possible = FirstOf(rest);
    if (possible == value) {
      const std::lock_guard lock(mutex_);
      chosen_[known->name] = possible;  // both live in the table
      return;
    }
    rest.remove_prefix(std::min(rest.size(), possible.size() + 1));
  }
  throw Error(E_INVALIDARG, L"The switch '" + Widen(name) + L"' can be one of: " +
                                Widen(known->values) + L"; not '" + Widen(value) + L"'.");
}

std::string_view Switches::Get(std::string_view name) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = chosen_.find(name); found != chosen_.end()) return found->second;
  }
  const SwitchDescription* known = Find(name);
  if (!known) std::abort();  // the source asks for a switch that it doesn't have
  return FirstOf(known->values);
}

}  // namespace virtual_drive

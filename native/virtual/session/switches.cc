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

// Names and values are ASCII.
std::wstring Widen(std::string_view text) { return std::wstring(text.begin(), text.end()); }

}  // namespace

void Switches::Set(std::string_view name, std::string_view value) {
  const SwitchDescription* known = Find(name);
  if (!known) throw Error(E_INVALIDARG, L"There is no switch '" + Widen(name) + L"'.");
  const auto found = std::find(known->values.begin(), known->values.end(), value);
  if (found == known->values.end()) {
    std::wstring text = L"The switch '" + Widen(name) + L"' can be";
    for (const std::string_view possible : known->values) text += L" '" + Widen(possible) + L"'";
    throw Error(E_INVALIDARG, text + L", not '" + Widen(value) + L"'.");
  }
  const std::lock_guard lock(mutex_);
  chosen_[known->name] = *found;  // both live in the table
}

std::string_view Switches::Get(std::string_view name) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = chosen_.find(name); found != chosen_.end()) return found->second;
  }
  const SwitchDescription* known = Find(name);
  if (!known) std::abort();  // the source asks for a switch that it doesn't have
  return known->values.front();
}

}  // namespace virtual_drive

// Access rights for a file that is nobody else's business.
#pragma once

#include <windows.h>

#include <cstddef>
#include <vector>

namespace imapi2 {

// For CreateFileW: full access for the user of this process, none for anybody else, and nothing
// inherited from the folder. Taken only where the file is new, and by file systems that have
// rights. On any thread.
class PrivateAccess {
 public:
  // com::ComError where Windows does not say who the user is.
  PrivateAccess();
  PrivateAccess(const PrivateAccess&) = delete;
  PrivateAccess& operator=(const PrivateAccess&) = delete;

  SECURITY_ATTRIBUTES* Get() noexcept { return &attributes_; }

 private:
  std::vector<std::byte> user_;
  std::vector<std::byte> list_;
  SECURITY_DESCRIPTOR descriptor_ = {};
  SECURITY_ATTRIBUTES attributes_ = {};
};

}  // namespace imapi2

#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace virtual_drive::mmc {

// The mode parameters that a host may change (MMC-6 clause 7); page 2Ah, which it can't, is made
// when it is asked for.
class ModePages {
 public:
  ModePages();

  // Whole pages, code and length first.
  using Page = std::vector<std::uint8_t>;
  const std::map<std::uint8_t, Page>& pages() const noexcept { return pages_; }
  static const std::map<std::uint8_t, Page>& Defaults();
  // The bits that MODE SELECT may change, by page.
  static const std::map<std::uint8_t, Page>& Changeable();

  // Page 05h, multi-session 11b: another session may follow the one that is closed next.
  bool next_session_allowed() const;

  // False where the page is unknown, of another length, or asks for what can't be changed.
  bool Select(const Page& page);

 private:
  std::map<std::uint8_t, Page> pages_;
};

}  // namespace virtual_drive::mmc

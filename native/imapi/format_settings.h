// What a burn sets on the format object that everybody shares, and sets back in every ending.
#pragma once

#include <imapi2.h>

#include <string>
#include <vector>

#include "com/com_ptr.h"
#include "imapi/burn_report.h"

namespace imapi2 {

class FormatSettings {
 public:
  // `mode`: what will be recorded, which may be more than what was asked for. Adds to `warnings`.
  FormatSettings(IDiscFormat2Data* format, const BurnOptions& options, BurnMode mode,
                 std::vector<std::string>* warnings);
  FormatSettings(const FormatSettings&) = delete;
  FormatSettings& operator=(const FormatSettings&) = delete;
  ~FormatSettings();

 private:
  void SetVerification(Verify verify);
  void SetSpeed(int32_t sectors_per_second, std::vector<std::string>* warnings);
  void Restore() noexcept;

  com::ComPtr<IDiscFormat2Data> format_;
  bool overwrite_set_ = false;
  bool close_set_ = false;
  bool speed_set_ = false;
  com::ComPtr<IBurnVerification> verification_;
};

}  // namespace imapi2

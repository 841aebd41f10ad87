#pragma once

#include <windows.h>

#include <imapi2.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "virtual/com/com_ptr.h"
#include "virtual/format/device.h"
#include "virtual/format/section.h"
#include "virtual/format/section_writer.h"

namespace virtual_drive {

class DiscFormatData;
class Session;

// What holds for the whole of one IDiscFormat2Data::Write.
struct DataWriteSettings {
  ComPtr<IDiscRecorder2> recorder;
  std::wstring client_name;
  bool force_overwrite;
  LONG sectors_per_second;
  IMAPI_BURN_VERIFICATION_LEVEL verification;
  bool close_media;
};

// One IDiscFormat2Data::Write: everything that it does and tells, on the thread that called it.
class DataWrite {
 public:
  DataWrite(DiscFormatData& format, Session& session, const DataWriteSettings& settings,
            const std::atomic<bool>& cancelled)
      : format_(format), session_(session), settings_(settings), cancelled_(cancelled) {}

  // S_OK, or a success code that says that the speed was adjusted. Throws Error.
  HRESULT Run(IStream& data);

 private:
  using Clock = std::chrono::steady_clock;

  std::vector<Section> ChooseSections(IStream& data, Device& device, const Device::Facts& facts,
                                      std::uint32_t stream_sectors);
  // The disc, once the sections are on it, is ready for readers.
  void EndSession(Device& device, MediaKind media, const Device::Facts& facts);
  void Verify(IStream& data, Device& device, const std::vector<Section>& sections,
              std::uint32_t stream_sectors);
  // A drive may have news once it has written.
  void RaiseUnitAttention();
  void Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION action, const WriteProgress& progress);
  // For an action that isn't about writing.
  void Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION action);
  // Whether a step that some media need before writing is told of.
  bool Shows(bool happens) const;
  void ThrowIfCancelled() const;

  DiscFormatData& format_;
  Session& session_;
  const DataWriteSettings& settings_;
  const std::atomic<bool>& cancelled_;
  // A cancel ends Write with its code although everything has been done by then.
  bool late_cancel_ = false;
  const Clock::time_point started_ = Clock::now();
  std::uint64_t sectors_to_write_ = 0;
  bool finalize_ = false;
  std::uint32_t origin_ = 0;  // where on the disc the stream begins
  WriteProgress last_;
  std::optional<WriteProgress> first_;
};

}  // namespace virtual_drive

#include "virtual/format/data_write.h"

#include <algorithm>
#include <string_view>

#include "contract/imapi_hresults.h"
#include "virtual/com/bstr.h"
#include "virtual/com/error.h"
#include "virtual/format/block_ranges.h"
#include "virtual/format/disc_format_data.h"
#include "virtual/format/recorder_holder.h"
#include "virtual/format/speed.h"
#include "virtual/format/verification.h"
#include "virtual/format/write_event_args.h"
#include "virtual/recorder/client_name.h"
#include "virtual/recorder/drive_bay.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

// The stream's length in sectors. Throws where it can't be a disc's content at all.
std::uint32_t StreamSectors(IStream& data, std::uint32_t disc_sectors) {
  STATSTG status{};
  if (FAILED(data.Stat(&status, STATFLAG_NONAME)) || status.cbSize.QuadPart == 0 ||
      status.cbSize.QuadPart % kSectorSize != 0) {
    throw Error(hresult::E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED,
                L"The stream's size is not a multiple of 2048 bytes.");
  }
  if (status.cbSize.QuadPart / kSectorSize > disc_sectors) {
    throw Error(hresult::E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
                L"The stream is larger than the disc.");
  }
  return static_cast<std::uint32_t>(status.cbSize.QuadPart / kSectorSize);
}

void RequireSessionTaken(const Device::Facts& facts) {
  if (facts.session_open) {
    throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
                L"The disc's last session was begun and never closed.");
  }
  if (!facts.next_writable) {
    throw Error(hresult::E_IMAPI_DF2DATA_INVALID_MEDIA_STATE,
                L"The disc is closed: nothing can be written to it any more.");
  }
}

// A disc of which 2 % or less would be left is closed
// (IDiscFormat2Data::put_ForceMediaToBeClosed), and so is one whose tables have no more room.
bool IsNearlyFull(const Device::Facts& facts, std::uint32_t stream_sectors) {
  const std::uint64_t left = facts.free_sectors - stream_sectors;
  return facts.last_session_is_next || left * 50 <= facts.sectors;
}

// CancelWrite is not immediate (sdk-api: IDiscFormat2Data::CancelWrite); how late it is nobody
// says.
constexpr int kCommandsAfterCancel = 8;

HRESULT SuccessCode(std::string_view chosen) {
  if (chosen == "speed-adjusted") return hresult::S_IMAPI_SPEEDADJUSTED;
  if (chosen == "rotation-adjusted") return hresult::S_IMAPI_ROTATIONADJUSTED;
  if (chosen == "both-adjusted") return hresult::S_IMAPI_BOTHADJUSTED;
  return S_OK;
}

}  // namespace

HRESULT DataWrite::Run(IStream& data) {
  if (!settings_.recorder) {
    throw Error(hresult::E_IMAPI_RECORDER_REQUIRED, L"No recorder has been set.");
  }
  if (!IsClientName(settings_.client_name)) {
    throw Error(hresult::E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID, L"No client name has been set.");
  }
  late_cancel_ = session_.Switch("cancel") == "delayed";
  Device device = Device::Of(settings_.recorder.Get());
  const DriveHold hold(settings_.recorder, settings_.client_name);

  Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION_VALIDATING_MEDIA);
  const MediaKind media = RequireMedia(device, hresult::E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
  const Device::Facts facts = device.ReadFacts();
  if (facts.sequential) RequireSessionTaken(facts);
  const std::uint32_t stream_sectors =
      StreamSectors(data, facts.sequential ? facts.free_sectors : facts.sectors);
  const std::vector<Section> sections = ChooseSections(data, device, facts, stream_sectors);
  for (const Section& section : sections) sectors_to_write_ += section.count;
  ThrowIfCancelled();

  const bool formats = facts.blank && !facts.sequential;
  if (Shows(formats)) Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION_FORMATTING_MEDIA);
  if (formats) device.Format(facts.sectors, media);
  ThrowIfCancelled();
  Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION_INITIALIZING_HARDWARE);
  device.SetWriteSpeed(ToKilobytesPerSecond(settings_.sectors_per_second, SectorBytesOf(device)));
  ThrowIfCancelled();
  if (Shows(facts.sequential)) Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION_CALIBRATING_POWER);
  if (facts.sequential) {
    finalize_ = settings_.close_media || IsNearlyFull(facts, stream_sectors);
    device.PrepareSession(finalize_);
  }
  ThrowIfCancelled();

  SectionWriter::Options options;
  options.reading.own_thread = session_.Switch("stream-reads") == "reader-thread";
  options.figures_per_image = session_.Switch("write-figures") == "per-image";
  options.next_lba = session_.Switch("last-written-lba") == "next-sector";
  if (late_cancel_) options.cancel_delay = kCommandsAfterCancel;
  options.write_unit = std::max<std::uint32_t>(facts.write_unit, 16);
  if (MediaOf(media).whole_units()) options.whole_units_of = facts.sectors;
  options.reading.origin = -std::int64_t{origin_};
  SectionWriter(session_, device, options)
      .Write(data, sections, cancelled_, [this](const WriteProgress& progress) {
        Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA, progress);
      });

  Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION);
  EndSession(device, media, facts);
  if (late_cancel_) ThrowIfCancelled();
  Verify(data, device, sections, stream_sectors);
  RaiseUnitAttention();
  Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION_COMPLETED);
  if (late_cancel_) ThrowIfCancelled();
  return SuccessCode(session_.Switch("write-result"));
}

void DataWrite::EndSession(Device& device, MediaKind media, const Device::Facts& facts) {
  device.SynchronizeCache();
  if (!facts.sequential) return;
  device.CloseTrack(facts.last_track);
  device.CloseSession(media, finalize_);
}

// A sequential disc is recorded from its next writable address on, a rewritable one always
// from sector 0; there a stream whose object is an IBlockRangeList too names the sectors that need
// it (Microsoft: IDiscFormat2Data::Write).
std::vector<Section> DataWrite::ChooseSections(IStream& data, Device& device,
                                               const Device::Facts& facts,
                                               std::uint32_t stream_sectors) {
  if (facts.sequential) {
    origin_ = *facts.next_writable;
    return {{origin_, stream_sectors}};
  }
  ComPtr<IBlockRangeList> list;
  const std::string_view reading = session_.Switch("range-list");
  const bool ignored = settings_.force_overwrite && reading == "ignored-when-forced";
  if (!ignored) data.QueryInterface(__uuidof(IBlockRangeList), list.PutVoid());

  const bool list_permits = list && session_.Switch("append-without-force") == "accepted";
  if (!settings_.force_overwrite && !list_permits && !IsHeuristicallyBlank(device, facts)) {
    throw Error(hresult::E_IMAPI_DF2DATA_MEDIA_NOT_BLANK,
                L"The disc is not blank, and ForceOverwrite is not set.");
  }
  if (!list || reading == "ignored") return {{0, stream_sectors}};
  return ReadBlockRanges(*list);
}

void DataWrite::Verify(IStream& data, Device& device, const std::vector<Section>& sections,
                       std::uint32_t stream_sectors) {
  if (settings_.verification == IMAPI_BURN_VERIFICATION_NONE) return;
  Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING);
  VerifyQuickly(data, device, sections, origin_);
  if (settings_.verification == IMAPI_BURN_VERIFICATION_QUICK) return;
  const std::vector<Section> whole = {{origin_, stream_sectors}};
  VerifyFully(data, device, session_.Switch("full-verification") == "ranges" ? sections : whole,
              origin_, [this] {
                Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION_VERIFYING);
                if (late_cancel_) ThrowIfCancelled();
              });
}

void DataWrite::RaiseUnitAttention() {
  const std::string_view chosen = session_.Switch("unit-attention");
  if (chosen == "none") return;
  Bstr id;
  Check(settings_.recorder->get_ActiveDiscRecorder(id.Put()));
  // Another session's drive has its own habits.
  const auto bay = session_.drives().Find(View(id.Get()));
  if (bay) bay->drive().RaiseUnitAttention(chosen == "reset" ? mmc::kReset : mmc::kMediumChanged);
}

bool DataWrite::Shows(bool happens) const {
  const std::string_view chosen = session_.Switch("preparing-actions");
  return chosen == "all" || (happens && chosen != "none");
}

void DataWrite::ThrowIfCancelled() const {
  if (cancelled_) throw Error(hresult::E_IMAPI_REQUEST_CANCELLED, L"The write was cancelled.");
}

void DataWrite::Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION action) {
  WriteProgress idle;
  if (session_.Switch("idle-lbas") == "stale") idle = last_;
  Tell(action, idle);
}

void DataWrite::Tell(IMAPI_FORMAT2_DATA_WRITE_ACTION action, const WriteProgress& figures) {
  const bool writing = action == IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA;
  if (writing && !first_) first_ = figures;
  if (writing) last_ = figures;
  auto elapsed = std::chrono::duration<double>(Clock::now() - started_).count();
  WriteProgress progress = figures;
  if (session_.gate().TakeMark("DDiscFormat2DataEvents::Update")) {
    progress = first_.value_or(WriteProgress{});
    elapsed = 0;
  }
  // Estimated by the selected speed, as a program has seen nothing better at first.
  double remaining = 0;
  const LONG speed = settings_.sectors_per_second > 0 ? settings_.sectors_per_second : 4390;
  if (action < IMAPI_FORMAT2_DATA_WRITE_ACTION_FINALIZATION) {
    const std::int64_t in_section = std::int64_t{progress.last_written_lba} - progress.start_lba;
    const auto left =
        static_cast<std::int64_t>(sectors_to_write_) - std::max<std::int64_t>(0, in_section);
    remaining = static_cast<double>(std::max<std::int64_t>(0, left)) / speed;
  }
  const DataEventArgs::Times times = {static_cast<LONG>(elapsed), static_cast<LONG>(remaining),
                                      static_cast<LONG>(elapsed + remaining)};
  auto arguments = MakeObject<DataEventArgs>(session_.shared_from_this(), action, progress, times);
  format_.Notify(arguments.Get());
  arguments->Expire();
}

}  // namespace virtual_drive

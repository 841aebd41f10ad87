#include "virtual/format/device.h"

#include <algorithm>
#include <array>
#include <cwchar>
#include <string>
#include <utility>

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/format/task_array.h"
#include "virtual/mmc/big_endian.h"
#include "virtual/recorder/sense_result.h"

namespace virtual_drive {
namespace {

constexpr ULONG kTimeoutSeconds = 60;

using SenseBuffer = std::array<BYTE, 18>;

// `result` is what SendCommand* returned; a success code may hide sense data.
void CheckSense(HRESULT result, const SenseBuffer& sense, BYTE opcode) {
  Check(result);
  if (result != hresult::S_IMAPI_COMMAND_HAS_SENSE_DATA) return;
  const HRESULT meaning = SenseToResult(sense, opcode);
  if (SUCCEEDED(meaning)) return;
  wchar_t text[96];
  const int length = std::swprintf(text, std::size(text),
                                   L"The drive refused command %02Xh: sense %02X/%02X/%02X.",
                                   opcode, sense[2] & 0x0F, sense[12], sense[13]);
  throw Error(meaning, std::wstring_view(text, length > 0 ? static_cast<std::size_t>(length) : 0));
}

std::optional<MediaKind> KindOfProfile(IMAPI_PROFILE_TYPE profile) {
  if (profile < 0 || profile > 0xFFFF) return std::nullopt;
  return MediaKindOfProfile(static_cast<std::uint16_t>(profile));
}

std::uint32_t SectorsIn(std::span<const std::uint8_t> data) {
  return static_cast<std::uint32_t>(data.size() / kSectorSize);
}

}  // namespace

Device Device::Of(IDiscRecorder2* recorder) {
  if (!recorder) {
    throw Error(hresult::E_IMAPI_RECORDER_REQUIRED, L"No recorder has been set.");
  }
  ComPtr<IDiscRecorder2Ex> commands;
  Check(recorder->QueryInterface(__uuidof(IDiscRecorder2Ex), commands.PutVoid()));
  return Device(std::move(commands));
}

void Device::Send(std::span<std::uint8_t> cdb) {
  SenseBuffer sense{};
  CheckSense(recorder_->SendCommandNoData(cdb.data(), static_cast<ULONG>(cdb.size()), sense.data(),
                                          kTimeoutSeconds),
             sense, cdb[0]);
}

void Device::SendData(std::span<std::uint8_t> cdb, std::span<const std::uint8_t> data) {
  SenseBuffer sense{};
  // The buffer is [in]; the interface only lacks the const.
  CheckSense(recorder_->SendCommandSendDataToDevice(
                 cdb.data(), static_cast<ULONG>(cdb.size()), sense.data(), kTimeoutSeconds,
                 const_cast<BYTE*>(data.data()), static_cast<ULONG>(data.size())),
             sense, cdb[0]);
}

std::size_t Device::Fetch(std::span<std::uint8_t> cdb, std::span<std::uint8_t> data) {
  SenseBuffer sense{};
  ULONG fetched = 0;
  CheckSense(recorder_->SendCommandGetDataFromDevice(cdb.data(), static_cast<ULONG>(cdb.size()),
                                                     sense.data(), kTimeoutSeconds, data.data(),
                                                     static_cast<ULONG>(data.size()), &fetched),
             sense, cdb[0]);
  return fetched;
}

void Device::TestUnitReady() {
  std::array<std::uint8_t, 6> cdb{0x00};
  Send(cdb);
}

std::vector<MediaKind> Device::SupportedMedia() {
  TaskArray<IMAPI_PROFILE_TYPE> profiles;
  Check(recorder_->GetSupportedProfiles(FALSE, profiles.PutData(), profiles.PutCount()));
  std::vector<MediaKind> kinds;
  for (const IMAPI_PROFILE_TYPE profile : profiles.elements()) {
    const auto kind = KindOfProfile(profile);
    if (!kind || MediaOf(*kind).read_only()) continue;
    // A DVD-RW has two profiles.
    if (std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) kinds.push_back(*kind);
  }
  return kinds;
}

std::optional<MediaKind> Device::LoadedMedia() {
  TaskArray<IMAPI_PROFILE_TYPE> profiles;
  Check(recorder_->GetSupportedProfiles(TRUE, profiles.PutData(), profiles.PutCount()));
  for (const IMAPI_PROFILE_TYPE profile : profiles.elements()) {
    if (const auto kind = KindOfProfile(profile)) return kind;
  }
  return std::nullopt;
}

std::optional<MediaKind> Device::CurrentMedia() {
  const std::optional<MediaKind> loaded = LoadedMedia();
  return loaded && !MediaOf(*loaded).read_only() ? loaded : std::nullopt;
}

Device::TrackInformation Device::ReadTrack(std::uint32_t number) {
  TaskArray<BYTE> track;
  Check(recorder_->GetTrackInformation(number, IMAPI_READ_TRACK_ADDRESS_TYPE_TRACK, track.PutData(),
                                       track.PutCount()));
  const auto bytes = track.elements();
  if (bytes.size() < 32) {
    throw Error(hresult::E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                L"The drive's track information is too short.");
  }
  // MMC-6 6.26.
  TrackInformation information;
  information.session = bytes[3];
  information.start = mmc::Get32(bytes, 8);
  information.free = mmc::Get32(bytes, 16);
  information.blocking = std::max<std::uint32_t>(1, mmc::Get32(bytes, 20));
  information.size = mmc::Get32(bytes, 24);
  if ((bytes[7] & 1) != 0) information.next_writable = mmc::Get32(bytes, 12);
  if ((bytes[7] & 2) != 0) information.last_recorded = mmc::Get32(bytes, 28);
  return information;
}

Device::Facts Device::ReadFacts() {
  TaskArray<BYTE> disc;
  Check(recorder_->GetDiscInformation(disc.PutData(), disc.PutCount()));
  const auto bytes = disc.elements();
  if (bytes.size() < 7) {
    throw Error(hresult::E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                L"The drive's disc information is too short.");
  }
  const std::optional<MediaKind> media = LoadedMedia();
  Facts facts = {};
  facts.blank = (bytes[2] & 0x03) == 0;  // MMC-6 6.21: disc status
  facts.sequential = media && MediaOf(*media).sequential();
  facts.read_only = media && MediaOf(*media).read_only();
  // The last track of the last session: the only one of media that aren't sequential.
  facts.last_track = std::max<std::uint32_t>(1, bytes[6]);
  const TrackInformation last = ReadTrack(facts.last_track);
  facts.sectors = last.start + last.size;
  facts.write_unit = last.blocking;
  if (!facts.sequential) return facts;
  facts.session_open = (bytes[2] >> 2 & 0x03) == 1;
  facts.next_writable = last.next_writable;
  facts.free_sectors = last.next_writable ? last.free : 0;
  facts.last_session_is_next = facts.last_track >= MediaOf(*media).most_tracks;
  if (!facts.blank) {
    const std::uint32_t sessions = bytes[4];
    const bool last_counts = !facts.session_open && !facts.next_writable;
    ReadPreviousSession(facts.last_track, last_counts ? sessions : sessions - 1, facts);
  }
  return facts;
}

void Device::ReadEveryTrack() {
  const std::uint32_t last = ReadFacts().last_track;
  for (std::uint32_t number = 1; number <= last; ++number) ReadTrack(number);
}

void Device::ReadPreviousSession(std::uint32_t last_track, std::uint32_t session, Facts& facts) {
  if (session == 0) return;
  for (std::uint32_t number = last_track; number > 0; --number) {
    const TrackInformation track = ReadTrack(number);
    if (track.session != session) {
      if (facts.previous) return;
      continue;
    }
    if (!facts.previous) {
      const std::uint32_t end = track.start + track.size;
      facts.previous = Facts::Session{track.start, track.last_recorded.value_or(end - 1)};
    }
    facts.previous->start = track.start;
  }
}

void Device::Read(std::uint32_t lba, std::span<std::uint8_t> data) {
  std::array<std::uint8_t, 10> cdb{0x28};
  mmc::Put32(cdb, 2, lba);
  mmc::Put16(cdb, 7, SectorsIn(data));
  if (Fetch(cdb, data) != data.size()) {
    throw Error(hresult::E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                L"The drive gave less than it was asked for.");
  }
}

void Device::Write(std::uint32_t lba, std::span<const std::uint8_t> data) {
  std::array<std::uint8_t, 10> cdb{0x2A};
  mmc::Put32(cdb, 2, lba);
  mmc::Put16(cdb, 7, SectorsIn(data));
  SendData(cdb, data);
}

void Device::WriteStreaming(std::uint32_t lba, std::span<const std::uint8_t> data) {
  std::array<std::uint8_t, 12> cdb{0xAA};
  mmc::Put32(cdb, 2, lba);
  mmc::Put32(cdb, 6, SectorsIn(data));
  cdb[10] = 0x80;
  SendData(cdb, data);
}

void Device::SynchronizeCache() {
  std::array<std::uint8_t, 10> cdb{0x35};
  Send(cdb);
}

void Device::Format(std::uint32_t sectors, MediaKind kind, bool immediately) {
  std::array<std::uint8_t, 6> cdb{0x04, 0x11};
  std::array<std::uint8_t, 12> list{};  // header and one descriptor (MMC-6 6.5)
  list[1] = immediately ? 0x02 : 0x00;
  mmc::Put16(list, 2, 8);
  mmc::Put32(list, 4, sectors);
  list[8] = static_cast<std::uint8_t>(MediaOf(kind).format_type << 2);
  SendData(cdb, list);
}

void Device::PrepareSession(bool finalize) {
  TaskArray<BYTE> page;
  Check(recorder_->GetModePage(IMAPI_MODE_PAGE_TYPE_WRITE_PARAMETERS,
                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, page.PutData(),
                               page.PutCount()));
  std::vector<BYTE> changed(page.elements().begin(), page.elements().end());
  if (changed.size() < 4) {
    throw Error(hresult::E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                L"The drive's write parameters page is too short.");
  }
  // MMC-6 7.5: bits 6 and 7 are 11b where another session may follow.
  changed[3] = static_cast<BYTE>((changed[3] & 0x3F) | (finalize ? 0x00 : 0xC0));
  Check(recorder_->SetModePage(IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, changed.data(),
                               static_cast<ULONG>(changed.size())));
  std::array<std::uint8_t, 10> calibrate{0x54, 1};
  Send(calibrate);
}

void Device::CloseTrack(std::uint32_t track) {
  std::array<std::uint8_t, 10> cdb{0x5B, 0, 1};
  mmc::Put16(cdb, 4, track);
  Send(cdb);
}

void Device::CloseSession(MediaKind kind, bool finalize) {
  // DVD+R and BD-R have a function of their own for the last session.
  const bool own =
      kind == MediaKind::kDvdPlusR || kind == MediaKind::kDvdPlusRDl || kind == MediaKind::kBdR;
  std::array<std::uint8_t, 10> cdb{0x5B, 0, static_cast<std::uint8_t>(finalize && own ? 6 : 2)};
  Send(cdb);
}

void Device::Blank(bool whole) {
  std::array<std::uint8_t, 12> cdb{0xA1, static_cast<std::uint8_t>(whole ? 0x10 : 0x11)};
  Send(cdb);
}

std::optional<double> Device::OperationProgress() {
  std::array<std::uint8_t, 6> cdb{0x00};
  SenseBuffer sense{};
  const HRESULT sent = recorder_->SendCommandNoData(cdb.data(), static_cast<ULONG>(cdb.size()),
                                                    sense.data(), kTimeoutSeconds);
  const bool goes_on = sent == hresult::S_IMAPI_COMMAND_HAS_SENSE_DATA && (sense[2] & 0x0F) == 2 &&
                       sense[12] == 0x04 && (sense[13] == 0x04 || sense[13] == 0x07);
  if (!goes_on) {
    CheckSense(sent, sense, cdb[0]);
    return std::nullopt;
  }
  return (sense[15] & 0x80) != 0 ? mmc::Get16(sense, 16) / 65536.0 : 0.0;
}

void Device::PreventRemoval(bool prevent) {
  std::array<std::uint8_t, 6> cdb{0x1E, 0, 0, 0, static_cast<std::uint8_t>(prevent ? 1 : 0)};
  Send(cdb);
}

std::vector<std::uint32_t> Device::WriteSpeeds() {
  constexpr std::size_t kMostDescriptors = 32;
  std::array<std::uint8_t, 12> cdb{0xAC};
  mmc::Put16(cdb, 8, kMostDescriptors);
  cdb[10] = 3;  // write speed descriptors
  std::vector<std::uint8_t> reply(8 + kMostDescriptors * 16);
  reply.resize(Fetch(cdb, reply));
  std::vector<std::uint32_t> speeds;
  for (std::size_t at = 8; at + 16 <= reply.size(); at += 16) {
    speeds.push_back(mmc::Get32(reply, at + 12));
  }
  return speeds;
}

std::uint32_t Device::CurrentWriteSpeed() {
  TaskArray<BYTE> page;
  Check(recorder_->GetModePage(IMAPI_MODE_PAGE_TYPE_LEGACY_CAPABILITIES,
                               IMAPI_MODE_PAGE_REQUEST_TYPE_CURRENT_VALUES, page.PutData(),
                               page.PutCount()));
  if (page.elements().size() < 30) {
    throw Error(hresult::E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                L"The drive's capabilities page is too short.");
  }
  return mmc::Get16(page.elements(), 28);
}

void Device::SetWriteSpeed(std::uint32_t speed) {
  std::array<std::uint8_t, 12> cdb{0xB6};
  std::array<std::uint8_t, 28> descriptor{};  // MMC-6 6.39: sizes in kB over times in ms
  mmc::Put16(cdb, 9, static_cast<std::uint32_t>(descriptor.size()));
  mmc::Put32(descriptor, 8, 0x7FFFFFFF);
  mmc::Put32(descriptor, 12, speed);
  mmc::Put32(descriptor, 16, 1000);
  mmc::Put32(descriptor, 20, speed);
  mmc::Put32(descriptor, 24, 1000);
  SendData(cdb, descriptor);
}

}  // namespace virtual_drive

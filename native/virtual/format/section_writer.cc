#include "virtual/format/section_writer.h"

#include <algorithm>
#include <span>
#include <utility>

#include "contract/imapi_hresults.h"
#include "virtual/com/error.h"
#include "virtual/session/session.h"

namespace virtual_drive {
namespace {

using namespace std::chrono_literals;
constexpr auto kReportInterval = 500ms;
constexpr auto kSlowCommand = 200ms;
constexpr auto kFastCommand = 20ms;

}  // namespace

void SectionWriter::Write(IStream& stream, const std::vector<Section>& sections,
                          const std::atomic<bool>& cancelled, const OnProgress& on_progress) {
  if (sections.empty()) return;
  StreamReader reader(session_, stream, sections, options_.reading);
  reader_ = &reader;
  on_progress_ = &on_progress;
  command_sectors_ = options_.write_unit;
  progress_ = {};
  progress_.total_buffer =
      static_cast<LONG>(StreamReader::kBufferSectors) * static_cast<LONG>(kSectorSize);
  if (options_.figures_per_image) {
    std::uint32_t end = 0;
    for (const Section& section : sections) end = std::max(end, section.lba + section.count);
    progress_.sector_count = static_cast<LONG>(end);
  }
  std::size_t current = sections.size();  // none yet
  while (std::optional<Block> block = reader.Next()) {
    if (block->section != current) {
      current = block->section;
      if (!options_.figures_per_image) {
        progress_.start_lba = static_cast<LONG>(sections[current].lba);
        progress_.sector_count = static_cast<LONG>(sections[current].count);
        progress_.last_written_lba = progress_.start_lba;
      }
      Report(block->section == 0);
    }
    if (options_.whole_units_of != 0) FillUp(*block);
    WriteBlock(*block, cancelled);
  }
  Report(true);
}

void SectionWriter::FillUp(Block& block) {
  const std::uint32_t unit = options_.write_unit;
  const auto end = block.lba + static_cast<std::uint32_t>(block.data.size() / kSectorSize);
  const std::uint32_t first = block.lba - block.lba % unit;
  const std::uint32_t after = std::min((end + unit - 1) / unit * unit, options_.whole_units_of);
  const auto read = [this](std::uint32_t lba, std::uint32_t until) {
    std::vector<std::uint8_t> data(std::size_t{until - lba} * kSectorSize);
    if (!data.empty()) device_.Read(lba, data);
    return data;
  };
  const auto before = read(first, block.lba);
  const auto behind = end < after ? read(end, after) : std::vector<std::uint8_t>();
  block.lba = first;
  block.data.insert(block.data.begin(), before.begin(), before.end());
  block.data.insert(block.data.end(), behind.begin(), behind.end());
}

void SectionWriter::WriteBlock(const Block& block, const std::atomic<bool>& cancelled) {
  std::uint32_t lba = block.lba;
  for (std::span<const std::uint8_t> data(block.data); !data.empty();) {
    if (cancelled && commands_since_cancel_++ >= options_.cancel_delay) {
      throw Error(hresult::E_IMAPI_REQUEST_CANCELLED, L"The write was cancelled.");
    }
    const std::size_t bytes = std::min(data.size(), std::size_t{command_sectors_} * kSectorSize);
    const auto started = Clock::now();
    try {
      if (options_.streaming_write) {
        device_.WriteStreaming(lba, data.first(bytes));
      } else {
        device_.Write(lba, data.first(bytes));
      }
    } catch (const Error& error) {
      if (error.code() != E_FAIL) throw;
      // The table of sense data has no entry for it, and imapi2error.h this name: the drive failed
      // while writing.
      throw Error(hresult::E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE, error.text());
    }
    const auto taken = Clock::now() - started;
    if (taken > kSlowCommand) command_sectors_ = options_.write_unit;
    if (taken < kFastCommand) command_sectors_ = StreamReader::kBlockSectors;
    lba += static_cast<std::uint32_t>(bytes / kSectorSize);
    data = data.subspan(bytes);
    progress_.last_written_lba = static_cast<LONG>(options_.next_lba ? lba : lba - 1);
    Report(false);
  }
}

void SectionWriter::Report(bool now) {
  const auto time = Clock::now();
  if (!now && time < next_report_) return;
  next_report_ = time + kReportInterval;
  progress_.last_read_lba = static_cast<LONG>(reader_->last_read_lba());
  progress_.used_buffer =
      static_cast<LONG>(reader_->buffered_sectors()) * static_cast<LONG>(kSectorSize);
  (*on_progress_)(progress_);
}

}  // namespace virtual_drive

#pragma once

#include <windows.h>

#include <cstdint>
#include <memory>
#include <string_view>

#include "virtual/disc/sector_store.h"

namespace virtual_drive {

struct CloseFile {
  using pointer = HANDLE;
  void operator()(HANDLE file) const noexcept { CloseHandle(file); }
};
using FileHandle = std::unique_ptr<HANDLE, CloseFile>;

// `path` for CreateFileW, of any length: a full path of a drive or share gets the prefix \\?\,
// which lifts MAX_PATH.
std::wstring ExtendedPath(std::wstring_view path);

// A disc in a sparse file: byte 0 is the first byte of sector 0, the label follows the last sector.
class FileStore final : public SectorStore {
 public:
  FileStore(FileHandle file, std::uint32_t sectors);

  void Read(std::uint32_t lba, std::span<std::uint8_t> data) override;
  void Write(std::uint32_t lba, std::span<const std::uint8_t> data) override;
  void Clear() override;
  void Save(const DiscState& state) override;
  void Flush() override;

 private:
  FileHandle file_;
  const std::uint32_t sectors_;
};

// Reads and writes at a 64-bit offset, whole or not at all. Throws std::system_error.
void ReadAt(HANDLE file, std::uint64_t offset, std::span<std::uint8_t> data);
void WriteAt(HANDLE file, std::uint64_t offset, std::span<const std::uint8_t> data);

}  // namespace virtual_drive

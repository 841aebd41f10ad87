// IFileSystemImageResult: an image as it is going to be recorded.
#pragma once

#include <imapi2fs.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "com/stream_reader.h"
#include "imapi/block_range.h"
#include "imapi/image.h"

namespace imapi2 {

struct ProgressItem {
  std::wstring description;
  uint32_t first_block;
  uint32_t last_block;
};

// The COM objects; on the image's worker, or on the drive's while a burn has both on lease.
class ResultObjects {
 public:
  ResultObjects(ImageObjects& image, const CancelToken& cancel,
                const ImageProgressListener& listener);

  int32_t total_blocks() const noexcept { return total_blocks_; }
  int32_t block_size() const noexcept { return block_size_; }
  const std::wstring& disc_id() const noexcept { return disc_id_; }
  // Of this result and no other, which DiscId may not be: Microsoft's page of
  // IFileSystemImageResult::get_DiscId calls it the name of the volume.
  const std::wstring& identity() const noexcept { return identity_; }
  com::StreamReader& stream() noexcept { return *stream_; }

  // IFileSystemImageResult2::get_ModifiedBlocks. Empty for E_NOTIMPL, the answer "record
  // everything", and for an IMAPI2 that is older than the interface. A list that can't be right is
  // an Error (kRanges).
  std::optional<BlockRanges> ModifiedBlocks() const;
  // The same asked of the stream, which is what IDiscFormat2Data::Write obeys.
  std::optional<BlockRanges> StreamBlockRanges() const;
  // Names of the interfaces that the stream answers, of those that one would look for.
  std::vector<std::string> StreamInterfaces() const;
  std::vector<ProgressItem> ProgressItems() const;
  // Whole blocks. IMAPI2FS says at best that a stream failed; this names the source file, where one
  // has.
  void Read(int64_t start_block, std::span<uint8_t> bytes);
  // The same for somebody who keeps the bytes elsewhere.
  void ReadInPieces(int64_t start_block, size_t size,
                    const std::function<void(std::span<const uint8_t> piece)>& sink);

 private:
  BlockRanges Judged(IBlockRangeList* list) const;

  const std::shared_ptr<SourceTrouble> trouble_;
  com::ComPtr<IFileSystemImageResult> result_;
  // Its own object, so that it goes before the result.
  std::unique_ptr<com::StreamReader> stream_;
  int32_t total_blocks_ = 0;
  int32_t block_size_ = 0;
  std::wstring disc_id_;
  const std::wstring identity_;
  std::vector<uint8_t> piece_;
};

class ImageResult {
 public:
  ImageResult(std::shared_ptr<Image> image, std::unique_ptr<ResultObjects> objects)
      : image_(std::move(image)), objects_(image_->worker(), std::move(objects)) {}

  const std::shared_ptr<Image>& image() const noexcept { return image_; }
  const std::shared_ptr<Worker>& worker() const noexcept { return objects_.worker(); }
  ResultObjects& objects() const noexcept { return *objects_; }

  // After one successful Write everything must be made anew: writing the same result again would
  // add it twice.
  void Spend() noexcept { spent_ = true; }
  void RequireUnspent(const char* operation) const;

 private:
  // Image, drive and sources must outlive the stream, which reads them lazily; so they stand before
  // it.
  std::shared_ptr<Image> image_;
  std::atomic<bool> spent_ = false;
  WorkerOwned<ResultObjects> objects_;
};

// Calls `work`; where it fails after a source file has, the failure names that file.
template <typename Work>
auto NamingSources(SourceTrouble& trouble, const char* operation, Work work) {
  trouble.Forget();
  try {
    return work();
  } catch (const com::ComError&) {
    if (const auto message = trouble.message()) {
      throw Error(code::kSourceUnreadable, operation, *message);
    }
    throw;
  }
}

}  // namespace imapi2

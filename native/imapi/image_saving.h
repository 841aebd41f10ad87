// saveAs: an image as an .iso file.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "imapi/cancel_token.h"
#include "imapi/partial_file.h"
#include "imapi/worker.h"

namespace imapi2 {

// Blocks that are in the file already.
struct SaveProgress {
  int64_t blocks;
  int64_t total_blocks;
};

struct SaveOrder {
  // Throws where a burn has the image. On either thread: before a read is asked for, so that it
  // does not wait for the burn's end, and before it is done.
  std::function<void()> require_free;
  // On the image's worker: fills `bytes` from that block of the image on, or throws.
  std::function<void(int64_t first_block, std::span<uint8_t> bytes)> read;
  int64_t total_blocks;
  std::wstring target;
  // The name that the file has until it is whole; beside the target.
  std::wstring partial;
  std::shared_ptr<CancelToken> cancel;
  // Both on the writing thread. `ended` comes once, when nothing is read or written any more and
  // the first two have been let go; null where the image has been saved.
  std::function<void(const SaveProgress& progress)> progress;
  std::function<void(const std::exception_ptr& failure)> ended;
};

// The image is read on its worker and the file written on a thread of its own, each into and from
// one of two buffers: a save takes as long as the slower of both, and not their sum. The worker
// gets one read at a time, so that others who want something of the image have their turn in
// between, and is never kept waiting for the disk.
class ImageSaving : public std::enable_shared_from_this<ImageSaving> {
 public:
  // `writer`: for this alone.
  ImageSaving(std::shared_ptr<Worker> image, std::shared_ptr<Worker> writer, SaveOrder order);

  void Start();
  // For a read that does not come back: the file goes, and what was read is dropped. From any
  // thread; nothing where it has ended.
  void GiveUp();

 private:
  struct Buffer {
    std::vector<uint8_t> bytes;
    int64_t blocks = 0;
  };

  // All on the writing thread, which has all that is below.
  void Begin();
  void Ask(Buffer& buffer);
  void Take(Buffer& buffer, const std::exception_ptr& read_failure);
  void Store(const Buffer& buffer);
  void End();
  template <typename Work>
  void Try(Work work);

  const std::shared_ptr<Worker> image_;
  const std::shared_ptr<Worker> writer_;
  SaveOrder order_;
  std::optional<PartialFile> file_;
  std::vector<Buffer> buffers_;
  int64_t asked_ = 0;
  int64_t stored_ = 0;
  int reads_ = 0;
  std::exception_ptr failure_;
};

}  // namespace imapi2

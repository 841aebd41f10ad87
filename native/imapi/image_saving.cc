#include "imapi/image_saving.h"

#include <algorithm>
#include <utility>

#include "com/system_text.h"
#include "com/text.h"
#include "imapi/block_range.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2 {
namespace {

constexpr char kOperation[] = "ImageResult.saveAs";

// 1 MiB: few enough hand-overs between the threads, and two of them stay in a processor's cache.
constexpr int64_t kBlocksPerRead = 512;
constexpr size_t kBuffers = 2;

Error Unwritable(const std::wstring& target, DWORD error) {
  std::string why = com::ToUtf8(com::SystemText(HRESULT_FROM_WIN32(error)));
  if (why.empty()) why = "error " + std::to_string(error);
  if (why.back() != '.') why += '.';
  return Error(code::kFileWrite, kOperation,
               "The image could not be saved as " + com::ToUtf8(target) + ": " + why +
                   " Choose another place.");
}

}  // namespace

ImageSaving::ImageSaving(std::shared_ptr<Worker> image, std::shared_ptr<Worker> writer,
                         SaveOrder order)
    : image_(std::move(image)), writer_(std::move(writer)), order_(std::move(order)) {}

void ImageSaving::Start() {
  writer_->Post([self = shared_from_this()] { self->Begin(); });
}

void ImageSaving::GiveUp() {
  writer_->Post([self = shared_from_this()] {
    self->Try([] { throw Error(code::kDriveHung, kOperation, "The image was given up."); });
    self->file_.reset();
  });
}

// The first failure is the one that is told.
template <typename Work>
void ImageSaving::Try(Work work) {
  if (failure_) return;
  try {
    work();
  } catch (...) {
    failure_ = std::current_exception();
  }
}

void ImageSaving::Begin() {
  Try([&] {
    order_.cancel->ThrowIfRequested(kOperation);
    file_.emplace(
        order_.target, order_.partial,
        PartialFile::Manner{
            .access = nullptr, .attributes = FILE_ATTRIBUTE_NORMAL, .failure = &Unwritable});
    const int64_t blocks = std::min(kBlocksPerRead, order_.total_blocks);
    buffers_.resize(kBuffers);
    for (Buffer& buffer : buffers_) buffer.bytes.resize(static_cast<size_t>(blocks * kBlockSize));
  });
  for (Buffer& buffer : buffers_) Ask(buffer);
  if (reads_ == 0) End();
}

void ImageSaving::Ask(Buffer& buffer) {
  buffer.blocks = std::min(kBlocksPerRead, order_.total_blocks - asked_);
  if (buffer.blocks == 0) return;
  Try([&] { order_.require_free(); });
  if (failure_) return;
  const int64_t first = std::exchange(asked_, asked_ + buffer.blocks);
  ++reads_;
  image_->Post([self = shared_from_this(), &buffer, first] {
    std::exception_ptr failure;
    try {
      self->order_.require_free();
      const auto bytes = static_cast<size_t>(buffer.blocks * kBlockSize);
      self->order_.read(first, std::span(buffer.bytes).first(bytes));
    } catch (...) {
      failure = std::current_exception();
    }
    self->writer_->Post([self, &buffer, failure] { self->Take(buffer, failure); });
  });
}

// In the order in which they were asked for: so both threads serve what is posted to them.
void ImageSaving::Take(Buffer& buffer, const std::exception_ptr& read_failure) {
  --reads_;
  Try([&] {
    if (read_failure) std::rethrow_exception(read_failure);
    order_.cancel->ThrowIfRequested(kOperation);
    Store(buffer);
  });
  Ask(buffer);
  if (reads_ == 0) End();
}

void ImageSaving::Store(const Buffer& buffer) {
  file_->Write(std::span(buffer.bytes).first(static_cast<size_t>(buffer.blocks * kBlockSize)));
  stored_ += buffer.blocks;
  order_.progress({.blocks = stored_, .total_blocks = order_.total_blocks});
}

// Not flushed to the disk before it takes its name: neither is any other file that is copied.
void ImageSaving::End() {
  Try([&] {
    order_.cancel->PassPointOfNoReturn(kOperation);
    file_->TakeName(true);
  });
  file_.reset();
  order_.require_free = nullptr;
  order_.read = nullptr;
  order_.ended(failure_);
}

}  // namespace imapi2

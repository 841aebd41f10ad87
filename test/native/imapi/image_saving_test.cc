#include "imapi/image_saving.h"

#include <doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <future>
#include <iterator>

#include "com/win_handle.h"
#include "imapi/block_range.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace {

using imapi2::kBlockSize;
using imapi2::Worker;

// More than the buffers hold together, and no whole number of them.
constexpr int64_t kBlocks = 2500;

uint8_t Content(int64_t block) { return static_cast<uint8_t>(block % 251); }

void FillBlocks(int64_t first, std::span<uint8_t> bytes) {
  for (size_t at = 0; at < bytes.size(); at += kBlockSize, ++first) {
    std::ranges::fill(bytes.subspan(at, kBlockSize), Content(first));
  }
}

bool Exists(const std::wstring& path) {
  return GetFileAttributesW(path.c_str()) != INVALID_FILE_ATTRIBUTES;
}

// A save of an image that is made up, and how it ended.
struct Saving {
  explicit Saving(const wchar_t* name) {
    std::array<wchar_t, MAX_PATH> folder = {};
    GetTempPathW(static_cast<DWORD>(folder.size()), folder.data());
    target = std::wstring(folder.data()) + L"imapi2-save-" +
             std::to_wstring(GetCurrentProcessId()) + name;
    partial = target + L".partial";
  }
  Saving(const Saving&) = delete;
  Saving& operator=(const Saving&) = delete;
  ~Saving() { DeleteFileW(target.c_str()); }

  // The code that it failed with; empty where it did not.
  std::string Run() {
    std::promise<std::exception_ptr> ended;
    auto result = ended.get_future();
    std::make_shared<imapi2::ImageSaving>(
        std::make_shared<Worker>(L"image"), std::make_shared<Worker>(L"save"),
        imapi2::SaveOrder{
            .require_free = require_free,
            .read = read,
            .total_blocks = kBlocks,
            .target = target,
            .partial = partial,
            .cancel = cancel,
            .progress = progress,
            .ended = [&ended](const std::exception_ptr& failure) { ended.set_value(failure); }})
        ->Start();
    try {
      if (const auto failure = result.get()) std::rethrow_exception(failure);
      return {};
    } catch (const imapi2::Error& error) {
      message = error.what();
      return error.code();
    }
  }

  // Held by a program that lets nobody else have it.
  imapi2::com::WinHandle Hold() const {
    return imapi2::com::WinHandle(CreateFileW(target.c_str(), GENERIC_WRITE, 0, nullptr,
                                              CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  }

  std::wstring target;
  std::wstring partial;
  std::string message;
  std::function<void()> require_free = [] {};
  std::function<void(int64_t, std::span<uint8_t>)> read = &FillBlocks;
  std::shared_ptr<imapi2::CancelToken> cancel = std::make_shared<imapi2::CancelToken>();
  std::function<void(const imapi2::SaveProgress&)> progress = [](const imapi2::SaveProgress&) {};
};

}  // namespace

TEST_CASE("a save writes every block in its place, and tells each step") {
  Saving saving(L"whole.iso");
  int64_t told = 0;
  saving.progress = [&](const imapi2::SaveProgress& progress) {
    CHECK(progress.blocks > told);
    CHECK(progress.total_blocks == kBlocks);
    told = progress.blocks;
  };
  CHECK(saving.Run().empty());
  CHECK(told == kBlocks);
  CHECK_FALSE(Exists(saving.partial));
  std::ifstream file(saving.target.c_str(), std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  REQUIRE(bytes.size() == static_cast<size_t>(kBlocks * kBlockSize));
  for (int64_t block = 0; block < kBlocks; ++block) {
    const auto at = static_cast<size_t>(block * kBlockSize);
    REQUIRE(static_cast<uint8_t>(bytes[at]) == Content(block));
    REQUIRE(static_cast<uint8_t>(bytes[at + kBlockSize - 1]) == Content(block));
  }
}

TEST_CASE("a save that is cancelled half way ends as cancelled and leaves no file") {
  Saving saving(L"cancelled.iso");
  saving.progress = [&](const imapi2::SaveProgress&) {
    CHECK(Exists(saving.partial));
    CHECK(saving.cancel->Request());
  };
  CHECK(saving.Run() == imapi2::code::kAborted);
  CHECK_FALSE(Exists(saving.partial));
  CHECK_FALSE(Exists(saving.target));
}

TEST_CASE(
    "a save whose image can't be read ends with that failure, reads no further and leaves no "
    "file") {
  Saving saving(L"unreadable.iso");
  int reads = 0;
  saving.read = [&](int64_t first, std::span<uint8_t> bytes) {
    ++reads;
    if (first > 0) throw imapi2::Error(imapi2::code::kSourceUnreadable, "IStream::Read", "gone");
    FillBlocks(first, bytes);
  };
  CHECK(saving.Run() == imapi2::code::kSourceUnreadable);
  // The one that failed, and the one that had been asked for meanwhile.
  CHECK(reads <= 3);
  CHECK_FALSE(Exists(saving.partial));
  CHECK_FALSE(Exists(saving.target));
}

TEST_CASE("a save asks for nothing more once a burn has the image, and leaves no file") {
  Saving saving(L"busy.iso");
  std::atomic<bool> busy = false;
  int reads = 0;
  saving.require_free = [&] {
    if (busy) throw imapi2::Error(imapi2::code::kBusy, "saveImage", "A burn has it.");
  };
  saving.read = [&](int64_t first, std::span<uint8_t> bytes) {
    ++reads;
    busy = true;
    FillBlocks(first, bytes);
  };
  CHECK(saving.Run() == imapi2::code::kBusy);
  CHECK(reads == 1);
  CHECK_FALSE(Exists(saving.partial));
  CHECK_FALSE(Exists(saving.target));
}

TEST_CASE("a target that somebody holds is named, stays as it is, and nothing is left beside it") {
  Saving saving(L"held.iso");
  const auto held = saving.Hold();
  REQUIRE(held);
  CHECK(saving.Run() == imapi2::code::kFileWrite);
  CHECK(saving.message.find("held.iso: ") != std::string::npos);
  CHECK_FALSE(Exists(saving.partial));
  CHECK(GetFileSize(held.Get(), nullptr) == 0);
}

TEST_CASE("a save never writes into a file that has its partial name already") {
  Saving saving(L"taken.iso");
  std::ofstream(saving.partial.c_str()) << "somebody else's";
  CHECK(saving.Run() == imapi2::code::kFileWrite);
  CHECK(Exists(saving.partial));
  DeleteFileW(saving.partial.c_str());
}

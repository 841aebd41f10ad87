#include <doctest.h>

#include <chrono>
#include <string>

#include "sources.h"
#include "sparse_disc.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;

namespace {

// The image that a session would make of a blank disc, rendered when it is read.
class ImageOf final : public udf::SectorSource {
 public:
  explicit ImageOf(const udf::Session& session) : session_(session) {}
  void Read(std::uint32_t lba, std::span<std::byte> buffer) override {
    for (std::size_t at = 0; at < buffer.size(); at += udf::kBlockSize, ++lba) {
      const BlockBytes block = ImageBlock(session_, nullptr, lba);
      std::copy(block.begin(), block.end(), buffer.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }

 private:
  const udf::Session& session_;
};

}  // namespace

TEST_CASE("a file of 100 GB is one extent, on a disc of 128 GB") {
  constexpr std::uint64_t kSize = 100'000'000'001;
  tree::Directory root;
  root.Add(PatternFile(u"huge", kSize, 9));
  root.Add(PatternFile(u"small", 1, 10));
  auto options = Options(0x0201, 32);
  options.capacity_blocks = 62'500'000;
  const udf::Session session(root, nullptr, options);
  ImageOf image(session);
  const udf::Volume volume = udf::ReadVolume(image, session.total_blocks());
  const auto& huge = static_cast<const tree::File&>(*volume.root->Find(u"huge"));
  CHECK(huge.size() == kSize);
  const auto& extents = std::get<tree::Imported>(huge.content()).extents;
  REQUIRE(extents.size() == 1);

  const udf::ImageExtent& extent = session.ExtentAt(extents[0].lba);
  CHECK(extent.kind == udf::BlockKind::kFileData);
  CHECK(extent.first_lba == extents[0].lba);
  CHECK(extent.bytes == kSize);
  const udf::BlockOrigin last = session.BlockAt(extent.end_lba() - 1);
  CHECK(last.bytes == kSize % 2048);
  CHECK(last.offset == kSize / 2048 * 2048);
}

TEST_CASE("100,000 files are laid out, rendered and read again in seconds") {
  const auto start = std::chrono::steady_clock::now();
  tree::Directory root;
  std::shared_ptr<tree::Directory> directory;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    const auto digits = std::to_string(i);
    const std::u16string name = u"file " + std::u16string(digits.begin(), digits.end());
    // One directory of 50,000, and many small ones.
    if (i == 0 || (i >= 50'000 && i % 100 == 0)) directory = AddDirectory(root, u"dir " + name);
    directory->Add(std::make_shared<tree::File>(name));
  }
  const udf::Session session(root, nullptr, Options());
  ImageOf image(session);
  const udf::Volume volume = udf::ReadVolume(image, session.total_blocks());
  CHECK(volume.file_count == 100'000);
  CHECK(volume.directory_count == 501);
  // Under sanitizers on a busy machine; a quadratic step anywhere would take minutes.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
}

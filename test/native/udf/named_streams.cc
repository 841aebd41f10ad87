// Named streams: what is recorded, byte for byte as ECMA-167 and UDF have it, and what is read
// back.
#include <doctest.h>

#include <map>

#include "made_disc.h"
#include "sources.h"
#include "sparse_disc.h"
#include "virtual/tree/path.h"

using namespace virtual_drive;
using namespace virtual_drive::udf::test;

namespace {

using Streams = std::map<std::u16string, std::string>;

// Stream number i, in the order of their names, has the pattern of the seed i.
std::shared_ptr<tree::File> WithStreams(std::shared_ptr<tree::File> file, const Streams& wanted) {
  std::uint32_t seed = 0;
  auto streams = tree::Directory::OfStreams();
  for (const auto& [name, bytes] : wanted) streams->Add(PatternFile(name, bytes.size(), ++seed));
  file->set_streams(streams);
  return file;
}

Streams Patterns(const std::map<std::u16string, std::size_t>& sizes) {
  Streams streams;
  std::uint32_t seed = 0;
  for (const auto& [name, size] : sizes) streams[name] = PatternBytes(size, ++seed);
  return streams;
}

Streams StreamsOf(SparseDisc& disc, const udf::Volume& volume, std::u16string_view path) {
  const auto node = tree::FindByPath(volume.root, path);
  REQUIRE(node);
  Streams found;
  const auto& streams = static_cast<const tree::File&>(*node).streams();
  if (!streams) return found;
  for (const auto& stream : streams->children())
    found[stream->name()] = BytesOf(disc, static_cast<const tree::File&>(*stream));
  return found;
}

// A second reader, which knows nothing of the first: fields by their places in ECMA-167 4/14.4,
// 4/14.6 and 4/14.17. The partition starts where the layout has it.
struct Entry {
  static constexpr std::uint32_t kPartitionStart = 544;

  Entry(SparseDisc& disc, std::uint32_t logical_block) : block(logical_block) {
    disc.Read(kPartitionStart + logical_block, bytes);
  }
  std::uint64_t At(std::size_t bp, std::size_t size) const {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;)
      value = value << 8 | std::to_integer<unsigned>(bytes[bp + i]);
    return value;
  }
  unsigned tag() const { return static_cast<unsigned>(At(0, 2)); }
  unsigned file_type() const { return static_cast<unsigned>(At(27, 1)); }
  unsigned flags() const { return static_cast<unsigned>(At(34, 2)); }
  unsigned links() const { return static_cast<unsigned>(At(48, 2)); }
  std::uint64_t information_length() const { return At(56, 8); }
  std::uint64_t object_size() const { return At(64, 8); }
  std::uint64_t blocks_recorded() const { return At(72, 8); }
  std::uint64_t unique_id() const { return At(200, 8); }
  // Of the one short allocation descriptor that all entries here have.
  std::uint32_t data() const { return static_cast<std::uint32_t>(At(220, 4)); }

  std::uint32_t block;
  BlockBytes bytes{};
};

// One file identifier, of names whose characters are all below U+0100.
struct Identifier {
  std::string name;
  unsigned characteristics;
  std::uint32_t icb;
  std::uint32_t unique_id;
};

std::vector<Identifier> IdentifiersOf(SparseDisc& disc, const Entry& directory) {
  Entry data(disc, directory.data());
  std::vector<Identifier> found;
  for (std::size_t bp = 0; bp < directory.information_length();) {
    REQUIRE(data.At(bp, 2) == 257);
    const auto length = static_cast<std::size_t>(data.At(bp + 19, 1));
    std::string name;
    for (std::size_t i = 1; i < length; ++i) name += static_cast<char>(data.At(bp + 38 + i, 1));
    found.push_back({name, static_cast<unsigned>(data.At(bp + 18, 1)),
                     static_cast<std::uint32_t>(data.At(bp + 24, 4)),
                     static_cast<std::uint32_t>(data.At(bp + 32, 4))});
    bp += (38 + length + 3) / 4 * 4;
  }
  return found;
}

std::string Bytes(SparseDisc& disc, const Entry& entry) {
  std::string all;
  for (std::uint32_t i = 0; i < entry.blocks_recorded(); ++i) {
    const Entry block(disc, entry.data() + i);
    all.append(reinterpret_cast<const char*>(block.bytes.data()), block.bytes.size());
  }
  all.resize(static_cast<std::size_t>(entry.information_length()));
  return all;
}

}  // namespace

TEST_CASE("streams are recorded as ECMA-167 and UDF have them") {
  tree::Directory root;
  root.Add(PatternFile(u"before", 10, 9));
  auto file = WithStreams(PatternFile(u"file", 3000, 8), Patterns({{u"one", 5000}, {u"two", 7}}));
  static_cast<tree::File&>(*file->streams()->Find(u"two")).set_metadata(true);
  file->set_real_time(true);
  root.Add(file);
  SparseDisc disc;
  disc.Apply(udf::Session(root, nullptr, Options()));

  // The file set names the root's entry (ECMA-167 4/14.1.14).
  const auto root_icb = static_cast<std::uint32_t>(Entry(disc, 0).At(404, 4));
  const auto in_root = IdentifiersOf(disc, Entry(disc, root_icb));
  REQUIRE(in_root.size() == 3);
  CHECK(in_root[1].name == "before");
  REQUIRE(in_root[2].name == "file");
  const Entry main(disc, in_root[2].icb);
  CHECK(main.tag() == 266);
  CHECK(main.file_type() == 249);
  CHECK(main.links() == 2);
  CHECK(main.information_length() == 3000);
  CHECK(main.object_size() == 3000 + 5000 + 7);
  CHECK(main.blocks_recorded() == 2);
  CHECK(main.unique_id() == in_root[2].unique_id);
  // The ICB of the stream directory: length, block, partition, and nothing of an implementation's.
  CHECK(main.At(152, 4) == 2048);
  CHECK(main.At(160, 8) == 0);

  const Entry directory(disc, static_cast<std::uint32_t>(main.At(156, 4)));
  CHECK(directory.tag() == 266);
  CHECK(directory.At(12, 4) == directory.block);
  CHECK(directory.file_type() == 13);
  CHECK(directory.flags() == 0);
  CHECK(directory.links() == 0);
  CHECK(directory.object_size() == directory.information_length());
  CHECK(directory.unique_id() == main.unique_id());
  CHECK(directory.At(152, 16) == 0);

  const auto streams = IdentifiersOf(disc, directory);
  REQUIRE(streams.size() == 3);
  CHECK(streams[0].characteristics == 0x0A);  // a directory, and the parent
  CHECK(streams[0].icb == main.block);
  CHECK(streams[1].name == "one");
  CHECK(streams[1].characteristics == 0);
  CHECK(streams[2].name == "two");
  CHECK(streams[2].characteristics == 0x10);
  for (std::size_t i = 1; i < 3; ++i) {
    const Entry stream(disc, streams[i].icb);
    CHECK(stream.tag() == 266);
    CHECK(stream.file_type() == 5);
    CHECK(stream.flags() == 0x2000);
    CHECK(stream.links() == 1);
    CHECK(stream.object_size() == stream.information_length());
    CHECK(stream.unique_id() == main.unique_id());
    CHECK(streams[i].unique_id == main.unique_id());
    CHECK(stream.At(152, 16) == 0);
    CHECK(Bytes(disc, stream) == PatternBytes(i == 1 ? 5000 : 7, static_cast<std::uint32_t>(i)));
  }
  CHECK(Bytes(disc, main) == PatternBytes(3000, 8));

  // Neither what the volume counts nor its next unique id knows of them (UDF 2.2.6.4, 3.2.1.1).
  BlockBytes integrity;
  disc.Read(32, integrity);
  CHECK(std::to_integer<unsigned>(integrity[40]) == 16 + 2);
  CHECK(std::to_integer<unsigned>(integrity[120]) == 2);
  CHECK(std::to_integer<unsigned>(integrity[124]) == 1);
}

TEST_CASE("a file without streams is recorded as if there were none in the world") {
  const auto image = [](bool empty_directory) {
    tree::Directory root;
    auto file = PatternFile(u"file", 3000, 1);
    if (empty_directory) WithStreams(file, {});
    root.Add(file);
    SparseDisc disc;
    disc.Apply(udf::Session(root, nullptr, Options()));
    return disc.blocks();
  };
  CHECK(image(false) == image(true));
}

TEST_CASE("streams are read back, kept by appends, and go with their file") {
  for (const std::uint32_t unit : {16u, 32u}) {
    for (const bool sequential : {false, true}) {
      CAPTURE(unit);
      CAPTURE(sequential);
      // More than one block of identifiers, and names that no file on Windows has.
      std::map<std::u16string, std::size_t> sizes{{u"\u4e2d\u6587\u0005 <>*?", 3000}, {u".", 1}};
      for (std::uint32_t i = 0; i < 60; ++i)
        sizes[Numbered(u"a stream with quite a long name, number ", i)] = 100 * i;
      const Streams many = Patterns(sizes);
      const Streams few = Patterns({{u"Zone.Identifier", 26}, {u"big", 100'000}, {u"empty", 0}});

      auto root = std::make_shared<tree::Directory>();
      root->Add(WithStreams(PatternFile(u"few", 5000, 1), few));
      AddDirectory(*root, u"dir")->Add(WithStreams(PatternFile(u"many", 0, 2), many));
      root->Add(WithStreams(PatternFile(u"removed", 10, 3), few));

      udf::SessionOptions options = Options(0x0201, unit);
      options.sequential = sequential;
      SparseDisc disc(200'000);
      const udf::Session first(*root, nullptr, options);
      disc.Apply(first);
      std::uint32_t blocks = first.total_blocks();
      std::uint32_t start = 0;
      for (int session = 2; session < 5; ++session) {
        const udf::Volume volume =
            udf::ReadVolume(disc, sequential ? blocks : disc.capacity(), {}, start);
        REQUIRE(volume.appendable());
        CHECK(volume.file_count == (session == 2 ? 3u : static_cast<unsigned>(session)));
        CHECK(StreamsOf(disc, volume, u"few") == few);
        CHECK(StreamsOf(disc, volume, u"dir\\many") == many);
        if (session == 2) volume.root->Remove(u"removed");
        volume.root->Add(WithStreams(
            PatternFile(Numbered(u"new", static_cast<std::uint32_t>(session)), 100, 5), few));
        if (sequential) start = options.sequential_start = blocks + 77;
        const udf::Session next(*volume.root, &volume, options);
        // What is on the disc already is only named again.
        CHECK(next.total_blocks() - next.first_block() < 1000);
        disc.Apply(next);
        blocks = next.total_blocks();
      }
      const udf::Volume last =
          udf::ReadVolume(disc, sequential ? blocks : disc.capacity(), {}, start);
      CHECK(StreamsOf(disc, last, u"new3") == few);
      CHECK(StreamsOf(disc, last, u"dir\\many") == many);
      CHECK_FALSE(last.root->Find(u"removed"));
    }
  }
}

TEST_CASE("UDF before 2.00 records files without their streams") {
  tree::Directory root;
  root.Add(WithStreams(PatternFile(u"file", 3000, 1), Patterns({{u"one", 50'000}})));
  SparseDisc disc;
  const udf::Session session(root, nullptr, Options(0x0102));
  disc.Apply(session);
  const udf::Volume volume = udf::ReadVolume(disc, disc.capacity());
  CHECK(StreamsOf(disc, volume, u"file").empty());
  tree::Directory without;
  without.Add(PatternFile(u"file", 3000, 1));
  CHECK(session.total_blocks() == udf::Session(without, nullptr, Options(0x0102)).total_blocks());
}

TEST_CASE("the blocks of streams are counted, and each stream is told of by its name") {
  tree::Directory root;
  auto directory = AddDirectory(root, u"dir");
  directory->Add(WithStreams(PatternFile(u"file", 3000, 1), Patterns({{u"one", 10 * 2048}})));
  const udf::Session session(root, nullptr, Options());
  CHECK(udf::MeasureImage(root, nullptr, Options()) == session.total_blocks());
  std::u16string last;
  bool found = false;
  for (std::size_t i = 0; i < session.progress_items().size(); ++i) {
    const std::u16string text = session.ProgressDescription(i);
    if (text == u"\\dir\\file:one") {
      const auto& item = session.progress_items()[i];
      CHECK(item.last_block - item.first_block + 1 == 10);
      found = true;
    }
    // A file comes last, which is where 7-Zip looks for the end.
    if (text == u"End of session") CHECK(last == u"\\dir\\file");
    last = text;
  }
  CHECK(found);
  CHECK(last == u"End of session");
  auto options = Options();
  options.capacity_blocks = session.total_blocks();
  CHECK_NOTHROW(udf::Session(root, nullptr, options));
  options.capacity_blocks -= 1;
  CHECK_THROWS_AS(udf::Session(root, nullptr, options), udf::SessionError);
}

TEST_CASE("embedded bytes that leave no room for a stream directory are refused") {
  for (const std::size_t bytes : {1832u, 1833u}) {
    tree::Directory root;
    auto file =
        std::make_shared<tree::File>(u"file", tree::Embedded{std::vector<std::byte>(bytes)});
    root.Add(WithStreams(file, Patterns({{u"one", 1}})));
    if (bytes == 1832) {
      CHECK_NOTHROW(udf::Session(root, nullptr, Options()));
    } else {
      CHECK_THROWS_AS(udf::Session(root, nullptr, Options()), udf::SessionError);
    }
  }
}

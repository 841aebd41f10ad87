// Fuzz target: trees that are recorded, read back and appended to. What is read must be what was
// recorded; and until an append's anchors are rewritten, what was there before.
#ifdef WRITE_VOLUME_FUZZ
#include <map>
#include <string>
#include <vector>

#include "../fuzz_bytes.h"
#include "sources.h"
#include "sparse_disc.h"
#include "virtual/tree/name.h"
#include "virtual/tree/path.h"

namespace virtual_drive::udf::test {
namespace {

constexpr std::size_t kMostNodes = 60;

// Every path, with content for a file and the hidden flag; what of a stream follows a colon.
using Listing = std::map<std::u16string, std::string>;

void List(const tree::Directory& directory, SectorSource& disc, Listing& listing,
          const std::u16string& file = {}) {
  for (const auto& node : directory.children()) {
    std::string what = node->hidden() ? "hidden " : "";
    if (node->is_directory()) {
      what += "directory";
      List(static_cast<const tree::Directory&>(*node), disc, listing);
    } else {
      const auto& file = static_cast<const tree::File&>(*node);
      const auto* made = std::get_if<tree::New>(&file.content());
      std::string bytes;
      if (made) {
        bytes.resize(static_cast<std::size_t>(made->source->Size()));
        made->source->Read(0, std::as_writable_bytes(std::span(bytes)));
      } else {
        bytes = BytesOf(disc, file);
      }
      what += "file " + bytes;
      if (file.streams()) List(*file.streams(), disc, listing, tree::PathOf(*node) + u':');
    }
    listing[file + tree::PathOf(*node)] = what;
  }
}

Listing ListingOf(const tree::Directory& root, SectorSource& disc) {
  Listing listing;
  List(root, disc, listing);
  return listing;
}

std::u16string TakeName(FuzzBytes& input) {
  const std::uint32_t shape = input.Byte();
  std::u16string name;
  for (std::uint32_t left = 1 + shape % 16 + (shape >= 0xF8 ? 240 : 0); left > 0; --left) {
    name.push_back(static_cast<char16_t>(shape % 3 == 0 ? input.Number16() : 'a' + input.UpTo(25)));
  }
  return name;
}

// UDF 1.02 would not give them back.
bool streams_are_recorded = false;

void AddStreams(tree::File& file, FuzzBytes& input) {
  if (!streams_are_recorded) return;
  auto streams = tree::Directory::OfStreams();
  for (std::uint32_t left = input.UpTo(5); left > 0; --left) {
    const std::u16string name = TakeName(input);
    if (tree::ProblemWithStreamName(name) != tree::NameProblem::kNone || streams->Find(name))
      continue;
    streams->Add(PatternFile(name, input.UpTo(5000), input.Byte()));
  }
  file.set_streams(std::move(streams));
}

void Change(tree::Directory& root, FuzzBytes& input) {
  std::vector<tree::Directory*> directories{&root};
  for (std::size_t steps = input.UpTo(kMostNodes); steps > 0 && !input.empty(); --steps) {
    tree::Directory& parent =
        *directories[input.UpTo(static_cast<std::uint32_t>(directories.size() - 1))];
    const std::uint32_t what = input.Byte();
    if (what % 8 == 7 && &parent == &root && !root.children().empty() && directories.size() == 1) {
      root.Remove((*root.children().begin())->name());
      continue;
    }
    const std::u16string name = TakeName(input);
    if (tree::ProblemWithName(name) != tree::NameProblem::kNone || parent.Find(name)) continue;
    std::shared_ptr<tree::Node> node;
    if (what % 8 < 2) {
      auto directory = std::make_shared<tree::Directory>(name);
      directories.push_back(directory.get());
      node = std::move(directory);
    } else {
      auto file = PatternFile(name, what % 8 == 2 ? 0 : input.UpTo(9000), input.Byte());
      if (what % 8 == 3) AddStreams(*file, input);
      node = std::move(file);
    }
    node->set_hidden(what >= 0xC0);
    parent.Add(std::move(node));
  }
}

std::uint64_t BlocksBeforeCommit(const Session& session) {
  std::uint64_t blocks = 0;
  const auto& ranges = session.modified_ranges();
  for (std::size_t i = 0; i + session.commit_range_count() < ranges.size(); ++i) {
    blocks += ranges[i].blocks();
  }
  return blocks;
}

}  // namespace
}  // namespace virtual_drive::udf::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace virtual_drive::udf;
  using namespace virtual_drive::udf::test;
  FuzzBytes input(data, size);
  const std::uint32_t shape = input.Byte();
  auto options = Options(shape % 2 == 0 ? 0x0102 : 0x0201, shape % 4 < 2 ? 16 : 32);
  options.metadata_ranges_apart = shape % 8 >= 4;
  streams_are_recorded = options.revision >= 0x0200;

  SparseDisc disc;
  Volume volume;
  volume.root = std::make_shared<virtual_drive::tree::Directory>();
  Listing before;
  for (int number = 0; number < 3 && (number == 0 || !input.empty()); ++number) {
    Change(*volume.root, input);
    const Listing wanted = ListingOf(*volume.root, disc);
    const Session session(*volume.root, number == 0 ? nullptr : &volume, options);
    if (number > 0) {
      SparseDisc cut(disc);
      cut.Apply(session, BlocksBeforeCommit(session));
      const Volume old = ReadVolume(cut, cut.capacity());
      Require(ListingOf(*old.root, cut) == before);
    }
    disc.Apply(session);
    volume = ReadVolume(disc, disc.capacity());
    Require(volume.appendable());
    Require(volume.revision == options.revision && volume.name == options.volume_name);
    before = ListingOf(*volume.root, disc);
    Require(before == wanted);
  }
  return 0;
}
#endif

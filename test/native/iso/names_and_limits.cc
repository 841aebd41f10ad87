#include <doctest.h>

#include <set>

#include "made_image.h"
#include "virtual/iso/errors.h"
#include "virtual/iso/limits.h"
#include "virtual/iso/names.h"
#include "virtual/udf/byte_order.h"
#include "virtual/udf/volume_reader.h"

using namespace virtual_drive;
using namespace virtual_drive::iso::test;
using iso::NameRules;

namespace {

std::vector<std::u16string> Names(const std::vector<std::u16string>& files, NameRules rules) {
  std::vector<iso::NameRequest> requests;
  for (const auto& file : files) requests.push_back({file, false});
  return iso::MakeNames(requests, rules);
}

using Strings = std::vector<std::u16string>;

iso::LimitKind LimitOf(const tree::Directory& root) {
  try {
    const iso::Image image(root, IsoOptions(true), {});
  } catch (const iso::LimitError& error) {
    return error.kind();
  }
  FAIL("nothing was refused");
  return {};
}

// What a layout is asked to read: any block of an image that is never in memory.
template <class Layout>
class Blocks final : public udf::SectorSource {
 public:
  explicit Blocks(const Layout& layout) : layout_(layout) {}
  void Read(std::uint32_t lba, std::span<std::byte> buffer) override {
    for (std::size_t at = 0; at < buffer.size(); at += kBlockSize, ++lba) {
      const auto block = BlockOf(layout_, lba);
      std::copy(block.begin(), block.end(), buffer.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }

 private:
  const Layout& layout_;
};

}  // namespace

TEST_CASE("directories are in the order of whole identifiers, files of names before extensions") {
  const auto before = [](std::u16string_view left, std::u16string_view right, bool directories) {
    return iso::ComesBefore({left, directories}, {right, directories});
  };
  CHECK(before(u"a.b", u"a-b", false));
  CHECK_FALSE(before(u"a-b", u"a.b", false));
  CHECK(before(u"a-b", u"a.b", true));
  CHECK_FALSE(before(u"a.b", u"a-b", true));
  // A space is what shorter ones are filled up with.
  CHECK_FALSE(before(u"a", u"a ", true));
  CHECK(iso::ComesBefore({u"a.b", false}, {u"a.b", true}));
}

TEST_CASE("names become d-characters, cut to their level, and stay different") {
  CHECK(Names({u"readme.txt"}, NameRules::kLevel1) == Strings{u"README.TXT"});
  CHECK(Names({u"Grüße an alle.html"}, NameRules::kLevel1) == Strings{u"GR__E_AN.HTM"});
  CHECK(Names({u".profile"}, NameRules::kLevel1) == Strings{u"_PROFILE"});
  CHECK(Names({u"a.tar.gz"}, NameRules::kLevel1) == Strings{u"A_TAR.GZ"});
  CHECK(Names({u"long name 1.txt", u"long name 2.txt"}, NameRules::kLevel1) ==
        Strings{u"LONG_NAM.TXT", u"LONG_NA2.TXT"});
  // A name that was right from the start is never the one that changes.
  CHECK(Names({u"long name.txt", u"LONG_NAM.TXT"}, NameRules::kLevel1) ==
        Strings{u"LONG_NA2.TXT", u"LONG_NAM.TXT"});
  CHECK(Names({u"file number 100.text"}, NameRules::kLevel2) == Strings{u"FILE_NUMBER_100.TEXT"});
  for (const auto& name : Names({std::u16string(200, u'a') + u".b",
                                 u"a." + std::u16string(90, u'b'), std::u16string(50, u'c')},
                                NameRules::kLevel2)) {
    CHECK(name.size() <= 31);
  }
  const auto alike = Names({u"a." + std::u16string(90, u'b'), u"A." + std::u16string(91, u'b')},
                           NameRules::kLevel2);
  CHECK(alike[0] != alike[1]);
  CHECK(alike[1].size() <= 31);
}

TEST_CASE("Joliet keeps names up to 64 units, whole characters, and stays different") {
  const std::u16string longest = std::u16string(60, u'x') + u".txt";
  CHECK(Names({longest}, NameRules::kJoliet) == Strings{longest});
  CHECK(Names({u"what? a*b.txt"}, NameRules::kJoliet) == Strings{u"what_ a_b.txt"});
  const auto cut = Names({std::u16string(80, u'y') + u"1.txt", std::u16string(80, u'y') + u"2.txt"},
                         NameRules::kJoliet);
  CHECK(cut[0] == std::u16string(60, u'y') + u".txt");
  CHECK(cut[1] == std::u16string(58, u'y') + u"~2.txt");
  const auto pair =
      Names({std::u16string(59, u'z') + u"\U0001F642\U0001F642.txt"}, NameRules::kJoliet);
  CHECK(pair[0] == std::u16string(59, u'z') + u".txt");
}

TEST_CASE("more than 2 GiB, more than eight levels and more than 65,535 folders are refused") {
  {
    tree::Directory root;
    root.Add(PatternFile(u"most", 2'147'483'648, 1));
    CHECK_NOTHROW(iso::Image(root, IsoOptions(true), {}));
    root.Add(PatternFile(u"more", 2'147'483'649, 1));
    CHECK(LimitOf(root) == iso::LimitKind::kFileTooBig);
  }
  {
    tree::Directory root;
    auto at = AddDirectory(root, u"2");
    for (int level = 3; level <= 9; ++level) at = AddDirectory(*at, u"d");
    CHECK(LimitOf(root) == iso::LimitKind::kTooDeep);
  }
  tree::Directory root;
  for (int i = 0; i < 65'535; ++i) {
    const std::string digits = std::to_string(i);
    root.Add(std::make_shared<tree::Directory>(std::u16string(digits.begin(), digits.end())));
  }
  CHECK(LimitOf(root) == iso::LimitKind::kTooManyFolders);
}

TEST_CASE("files are where UDF has them, and recorded once") {
  tree::Directory root;
  FillTree(root);
  const auto session = Bridge(root, IsoOptions(true));
  Blocks disc(session);
  const auto volume = udf::ReadVolume(disc, session.total_blocks());
  // The first record behind those of the root and its parent, of the primary volume descriptor.
  const auto primary = BlockOf(session, 16);
  const std::uint32_t root_lba = udf::Get32(primary, 156 + 2);
  const auto records = BlockOf(session, root_lba);
  std::size_t at = 0;
  std::set<std::uint32_t> lbas;
  while (at < records.size() && records[at] != std::byte{0}) {
    if (udf::Get8(records, at + 25) == 0 && udf::Get32(records, at + 10) != 0)
      lbas.insert(udf::Get32(records, at + 2));
    at += udf::Get8(records, at);
  }
  std::set<std::uint32_t> of_udf;
  for (const auto& child : volume.root->children()) {
    if (child->is_directory()) continue;
    const auto& content = static_cast<const tree::File&>(*child).content();
    if (const auto* imported = std::get_if<tree::Imported>(&content)) {
      if (!imported->extents.empty()) of_udf.insert(imported->extents.front().lba);
    }
  }
  CHECK(lbas.size() == 6);
  CHECK(lbas == of_udf);
  CHECK(udf::Get32(primary, 80) == session.total_blocks());
}

TEST_CASE("100,000 files in one folder have 100,000 names in each file system") {
  tree::Directory root;
  for (int i = 0; i < 100'000; ++i) {
    const std::string digits = std::to_string(i);
    root.Add(std::make_shared<tree::File>(u"a long file name " +
                                          std::u16string(digits.begin(), digits.end()) + u".txt"));
  }
  const iso::Hierarchy primary(root, NameRules::kLevel1);
  std::vector<iso::NameRequest> requests;
  for (const auto& child : root.children()) requests.push_back({child->name(), false});
  const auto names = iso::MakeNames(requests, NameRules::kLevel1);
  CHECK(std::set<std::u16string>(names.begin(), names.end()).size() == 100'000);
  CHECK(std::ranges::all_of(names, [](const auto& name) { return name.size() <= 12; }));
  CHECK(primary.root().child_count == 100'000);
}

TEST_CASE("an image that has no room says how much it needs") {
  tree::Directory root;
  root.Add(PatternFile(u"file", 100 * kBlockSize, 1));
  iso::Image::Layout layout;
  layout.capacity_blocks = 100;
  CHECK_THROWS_AS(iso::Image(root, IsoOptions(false), layout), iso::LimitError);
  layout.capacity_blocks = 128;
  CHECK(iso::Image(root, IsoOptions(false), layout).total_blocks() == 128);
}

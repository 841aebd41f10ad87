// What the reader makes of discs by genisoimage and xorriso, and what they, isoinfo and 7-Zip make
// of a session of ours behind another.
#include <doctest.h>

#include <chrono>

#include "../other_programs.h"
#include "read_disc.h"

using namespace virtual_drive;
using namespace virtual_drive::iso::test;
using namespace virtual_drive::test;
using iso::VolumeKind;

namespace {

void WriteFile(const fs::path& path, const std::string& content) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

// Files on this machine for other programs to record; path to content, as FilesOf has them.
Files MakeSource(const fs::path& folder) {
  Files files;
  for (const std::uint32_t size : {0u, 1u, 2047u, 2048u, 2049u, 100'000u}) {
    const std::string digits = std::to_string(size);
    files[u"Size " + std::u16string(digits.begin(), digits.end()) + u".bin"] =
        PatternBytes(size, size);
  }
  files[u"Grüße/日本語.txt"] = "names in any script";
  files[u"a/b/c/d/e/deep.txt"] = "deep";
  files[u"No extension"] = "none";
  // More names than one sector of a directory holds.
  for (std::uint32_t i = 0; i < 100; ++i) {
    const std::string digits = std::to_string(i);
    files[u"many/file number " + std::u16string(digits.begin(), digits.end()) + u".txt"] = digits;
  }
  for (const auto& [path, content] : files) WriteFile(folder / fs::path(path), content);
  return files;
}

Files FilesIn(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file())
      files[fs::relative(entry.path(), folder).generic_u16string()] = Content(entry.path());
  }
  return files;
}

// Sectors from 0 to `end`, as a file; holes where nothing is.
void SaveDisc(const SparseDisc& disc, std::uint32_t end, const fs::path& path) {
  std::ofstream file(path, std::ios::binary);
  for (const auto& [lba, bytes] : disc.blocks()) {
    file.seekp(std::streamoff{lba} * kBlockSize);
    file.write(reinterpret_cast<const char*>(bytes.data()), kBlockSize);
  }
  file.close();
  fs::resize_file(path, std::uint64_t{end} * kBlockSize);
}

}  // namespace

TEST_CASE("a Joliet disc of genisoimage or xorriso is read with every name, content and time") {
  for (const char* program : {"genisoimage", "xorriso -as mkisofs"}) {
    CAPTURE(program);
    if (!Has(program[0] == 'g' ? "genisoimage" : "xorriso")) continue;
    const Folder folder;
    const Files files = MakeSource(folder / "source");
    const std::string source = (folder / "source").string();
    REQUIRE(
        folder.Run("find " + source + " -exec touch -d '2020-02-03 04:05:06 UTC' {} +").succeeded);
    // Times are of the place where the disc was made, a quarter of an hour from whole ones.
    const Outcome made =
        folder.Run(std::string("env TZ=Asia/Kathmandu ") + program + " -J -V 'Made elsewhere' -o " +
                   (folder / "disc.iso").string() + " " + source);
    REQUIRE_MESSAGE(made.succeeded, made.output);
    SparseDisc disc;
    const std::uint32_t end = BurnFile(disc, (folder / "disc.iso").string());
    const iso::Volume volume = iso::ReadVolume(disc, end, VolumeKind::kJoliet);
    CHECK(FilesOf(disc, volume) == files);
    CHECK(volume.name == u"Made elsewhere");
    CHECK(volume.append_obstacle == udf::AppendObstacle::kNone);
    using namespace std::chrono;
    const tree::Time expected = sys_days(2020y / 2 / 3) + 4h + 5min + 6s;
    const auto file = tree::FindByPath(volume.root, u"a\\b\\c\\d\\e\\deep.txt");
    REQUIRE(file != nullptr);
    CHECK(file->times().modification == expected);

    const iso::Volume primary = iso::ReadVolume(disc, end, VolumeKind::kPrimary);
    CHECK(primary.file_count == files.size());
    CHECK(FilesOf(disc, primary).at(u"A/B/C/D/E/DEEP.TXT") == "deep");
    CHECK(primary.append_obstacle == udf::AppendObstacle::kNone);
  }
}

TEST_CASE("flags, relocated folders and Rock Ridge of genisoimage don't confuse the reader" *
          doctest::skip(!Has("genisoimage"))) {
  const Folder folder;
  WriteFile(folder / "source" / "hidden.txt", "hidden");
  WriteFile(folder / "source" / "1" / "2" / "3" / "4" / "5" / "6" / "7" / "8" / "9" / "deep.txt",
            "deep");
  fs::create_symlink("hidden.txt", folder / "source" / "link");
  const Outcome made =
      folder.Run("genisoimage -R -J -hidden hidden.txt -o " + (folder / "disc.iso").string() + " " +
                 (folder / "source").string());
  REQUIRE_MESSAGE(made.succeeded, made.output);
  SparseDisc disc;
  const std::uint32_t end = BurnFile(disc, (folder / "disc.iso").string());
  const iso::Volume primary = iso::ReadVolume(disc, end, VolumeKind::kPrimary);
  REQUIRE(primary.root->Find(u"HIDDEN.TXT") != nullptr);
  CHECK(primary.root->Find(u"HIDDEN.TXT")->hidden());
  CHECK(primary.root->Find(u"RR_MOVED") != nullptr);
  const iso::Volume joliet = iso::ReadVolume(disc, end, VolumeKind::kJoliet);
  CHECK(FilesOf(disc, joliet).at(u"1/2/3/4/5/6/7/8/9/deep.txt") == "deep");
}

TEST_CASE("a second session of genisoimage is read with the files of the first" *
          doctest::skip(!Has("genisoimage"))) {
  const Folder folder;
  Files files = MakeSource(folder / "first");
  WriteFile(folder / "second" / "new.txt", "new");
  files[u"new.txt"] = "new";
  const std::string first = (folder / "first.iso").string();
  const std::string second = (folder / "second.iso").string();
  const Outcome one =
      folder.Run("genisoimage -R -J -o " + first + " " + (folder / "first").string());
  REQUIRE_MESSAGE(one.succeeded, one.output);
  const Outcome two = folder.Run("genisoimage -R -J -C 0,15000 -M " + first + " -o " + second +
                                 " " + (folder / "second").string());
  REQUIRE_MESSAGE(two.succeeded, two.output);
  SparseDisc disc;
  BurnFile(disc, first);
  const std::uint32_t end = BurnFile(disc, second, 15'000);
  CHECK(FilesOf(disc, iso::ReadVolume(disc, end, VolumeKind::kJoliet, {}, 15'000)) == files);
  CHECK_FALSE(FilesOf(disc, iso::ReadVolume(disc, end, VolumeKind::kJoliet)).contains(u"new.txt"));

  // And goes on with one of ours, from which genisoimage would take over what it finds there.
  iso::Volume old = iso::ReadVolume(disc, end, VolumeKind::kJoliet, {}, 15'000);
  old.root->Add(PatternFile(u"ours.bin", 3000, 1));
  files[u"ours.bin"] = PatternBytes(3000, 1);
  iso::Image::Layout layout;
  layout.session_start = 30'000;
  const iso::Image image(*old.root, IsoOptions(true), layout);
  Burn(disc, image);
  CHECK(FilesOf(disc, iso::ReadVolume(disc, image.total_blocks(), VolumeKind::kJoliet, {},
                                      30'000)) == files);
}

TEST_CASE("xorriso and isoinfo, told where our last session starts, find the files of all" *
          doctest::skip(!Has("xorriso") || !Has("isoinfo"))) {
  const Folder folder;
  tree::Directory first;
  Files files = FillTree(first);
  SparseDisc disc;
  const iso::Image image(first, IsoOptions(true, 2), {});
  Burn(disc, image);
  iso::Volume old = iso::ReadVolume(disc, image.total_blocks(), VolumeKind::kJoliet);
  old.root->Add(PatternFile(u"added.bin", 70'000, 77));
  files[u"added.bin"] = PatternBytes(70'000, 77);
  old.root->Remove(u"size1.bin");
  files.erase(u"size1.bin");
  // In three pieces, of which the first two are a sector each.
  const std::string whole = PatternBytes(100'000, 7);
  const auto pieces = std::get<tree::Imported>(
      static_cast<const tree::File&>(*old.root->Find(u"size100000.bin")).content());
  const std::uint32_t at = pieces.extents.front().lba;
  old.root->Add(std::make_shared<tree::File>(
      u"pieces.bin",
      tree::Imported{{{at + 4, 2048, true}, {at, 2048, true}, {at + 2, 100, true}}}));
  files[u"pieces.bin"] =
      whole.substr(4 * 2048, 2048) + whole.substr(0, 2048) + whole.substr(2 * 2048, 100);
  iso::Image::Layout layout;
  layout.session_start = 12'345;
  const iso::Image session(*old.root, IsoOptions(true, 2), layout);
  Burn(disc, session);
  const fs::path path = folder / "disc.iso";
  SaveDisc(disc, session.total_blocks(), path);
  CHECK(FilesOf(disc, iso::ReadVolume(disc, session.total_blocks(), VolumeKind::kJoliet, {},
                                      12'345)) == files);

  const fs::path into = folder / "extracted";
  const Outcome extracted =
      folder.Run("xorriso -abort_on FAILURE -load sbsector 12345 -indev stdio:" + path.string() +
                 " -osirrox on -extract / " + into.string());
  REQUIRE_MESSAGE(extracted.succeeded, extracted.output);
  folder.Run("chmod -R u+w " + into.string());
  CHECK(FilesIn(into) == files);

  const Outcome list = folder.Run("isoinfo -J -l -T 12345 -i " + path.string());
  CHECK_MESSAGE(list.succeeded, list.output);
  CHECK(Contains(list.output, "added.bin"));
  CHECK(Contains(list.output, "deep.txt"));
  CHECK_FALSE(Contains(list.output, "size1.bin"));
  const Outcome info = folder.Run("isoinfo -d -T 12345 -i " + path.string());
  CHECK(Contains(info.output,
                 "Volume size is: " + std::to_string(session.total_blocks() - 12'345) + "\n"));
  const Outcome deep =
      folder.Run("isoinfo -T 12345 -i " + path.string() + " -x '/C/D/E/F/G/H/I/DEEP.TXT;1'");
  CHECK(deep.output == files.at(u"c/d/e/f/g/h/i/deep.txt"));
}

TEST_CASE("genisoimage continues a disc of ours with a session that we read" *
          doctest::skip(!Has("genisoimage"))) {
  const Folder folder;
  tree::Directory first;
  Files files = FillTree(first);
  SparseDisc disc;
  const iso::Image image(first, IsoOptions(true, 2), {});
  Burn(disc, image);
  SaveDisc(disc, image.total_blocks(), folder / "first.iso");
  WriteFile(folder / "second" / "new.txt", "new");
  const Outcome made =
      folder.Run("genisoimage -J -C 0,15000 -M " + (folder / "first.iso").string() + " -o " +
                 (folder / "second.iso").string() + " " + (folder / "second").string());
  REQUIRE_MESSAGE(made.succeeded, made.output);
  const std::uint32_t end = BurnFile(disc, (folder / "second.iso").string(), 15'000);
  const iso::Volume volume = iso::ReadVolume(disc, end, VolumeKind::kPrimary, {}, 15'000);
  CHECK(volume.file_count == files.size() + 1);
  CHECK(FilesOf(disc, volume).at(u"C/D/E/F/G/H/I/DEEP.TXT") == files.at(u"c/d/e/f/g/h/i/deep.txt"));
}

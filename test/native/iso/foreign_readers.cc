// What others make of our ISO 9660, Joliet, El Torito and bridge images: 7-Zip, isoinfo of
// genisoimage, xorriso, udfinfo.

#include <doctest.h>

#include <set>

#include "../other_programs.h"
#include "made_image.h"

using namespace virtual_drive;
using namespace virtual_drive::iso::test;
using namespace virtual_drive::test;

namespace {

// With 7-Zip's reader of one file system; relative path to content.
Files Extract(const Folder& folder, const std::string& type) {
  const fs::path into = folder / "files";
  fs::remove_all(into);
  const Outcome outcome =
      folder.Run("7z x -t" + type + " -o" + into.string() + " " + (folder / "disc.iso").string());
  CHECK_MESSAGE(outcome.succeeded, outcome.output);
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(into)) {
    if (!entry.is_regular_file()) continue;
    const std::u16string path = fs::relative(entry.path(), into).generic_u16string();
    if (!path.starts_with(u"[BOOT]")) files[path] = Content(entry.path());
  }
  return files;
}

std::multiset<std::string> ContentsOf(const Files& files) {
  std::multiset<std::string> contents;
  for (const auto& [path, content] : files) contents.insert(content);
  return contents;
}

}  // namespace

TEST_CASE("7-Zip reads a bridge image by its UDF and by its Joliet, and finds the same in both" *
          doctest::skip(!Has("7z"))) {
  for (const std::uint16_t revision : {0x0102, 0x0201}) {
    for (const std::uint32_t unit : {16u, 32u}) {
      const Folder folder;
      tree::Directory root;
      const Files files = FillTree(root);
      REQUIRE(Save(Bridge(root, IsoOptions(true), revision, unit), (folder / "disc.iso").string()));
      CHECK(Extract(folder, "Udf") == files);
      CHECK(Extract(folder, "Iso") == files);
    }
  }
}

TEST_CASE("7-Zip and isoinfo read an image that has no UDF, with and without Joliet" *
          doctest::skip(!Has("7z") || !Has("isoinfo"))) {
  for (const bool joliet : {false, true}) {
    for (const int level : {1, 2}) {
      CAPTURE(joliet);
      CAPTURE(level);
      const Folder folder;
      tree::Directory root;
      const Files files = FillTree(root);
      REQUIRE(
          Save(iso::Image(root, IsoOptions(joliet, level), {}), (folder / "disc.iso").string()));
      const Files found = Extract(folder, "Iso");
      if (joliet) {
        CHECK(found == files);
      } else {
        CHECK(ContentsOf(found) == ContentsOf(files));
      }

      const std::string disc = (folder / "disc.iso").string();
      const Outcome info = folder.Run("isoinfo -d -i " + disc);
      CHECK_MESSAGE(info.succeeded, info.output);
      CHECK_MESSAGE(Contains(info.output, "Volume id: TEST_DISC\n"), info.output);
      CHECK(Contains(info.output, "Logical block size is: 2048"));
      CHECK(Contains(info.output, "Joliet with UCS level 3 found") == joliet);
      const Outcome list = folder.Run("isoinfo -l -i " + disc);
      CHECK(Contains(list.output, "SIZE2048.BIN;1"));
      CHECK(Contains(list.output, "DEEP.TXT;1"));
      CHECK(Contains(list.output, level == 1 ? "FILE_NUM.TXT;1" : "FILE_NUMBER_100.TXT;1"));
      CHECK(Contains(list.output, "Nov 14 2023"));
      if (!joliet) continue;
      const Outcome wide = folder.Run("isoinfo -l -J -i " + disc);
      CHECK(Contains(wide.output, "file number 119.txt"));
    }
  }
}

TEST_CASE("isoinfo finds by path table L and by directories what was recorded" *
          doctest::skip(!Has("isoinfo"))) {
  const Folder folder;
  tree::Directory root;
  FillTree(root);
  REQUIRE(Save(Bridge(root, IsoOptions(true)), (folder / "disc.iso").string()));
  const std::string disc = (folder / "disc.iso").string();
  const Outcome table = folder.Run("isoinfo -p -i " + disc);
  // 11 directories: the root, three, seven levels below one another, the empty one.
  CHECK(std::ranges::count(table.output, '\n') >= 12);
  CHECK(Contains(table.output, "NAMES_AN"));
  const Outcome deep = folder.Run("isoinfo -i " + disc + " -x '/C/D/E/F/G/H/I/DEEP.TXT;1'");
  CHECK(deep.output.size() == 3000);
}

TEST_CASE("xorriso loads the tree and reports every boot image as it was given" *
          doctest::skip(!Has("xorriso"))) {
  using iso::BootEmulation;
  using iso::BootPlatform;
  for (const bool bridge : {false, true}) {
    const Folder folder;
    tree::Directory root;
    FillTree(root);
    iso::Options options = IsoOptions(true);
    options.boot_images = {Boot(BootPlatform::kX86, BootEmulation::kNone, 4096, 91),
                           Boot(BootPlatform::kEfi, BootEmulation::kNone, 1'474'560, 92),
                           Boot(BootPlatform::kX86, BootEmulation::kFloppy144, 1'474'560, 93)};
    const std::string disc = (folder / "disc.iso").string();
    REQUIRE(
        (bridge ? Save(Bridge(root, options), disc) : Save(iso::Image(root, options, {}), disc)));
    const Outcome report =
        folder.Run("xorriso -abort_on FAILURE -indev " + disc + " -report_el_torito plain -toc");
    CHECK_MESSAGE(report.succeeded, report.output);
    CHECK_MESSAGE(Contains(report.output, "El Torito catalog"), report.output);
    std::istringstream lines(report.output);
    std::vector<std::string> images;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("El Torito boot img") && !Contains(line, "path") &&
          !Contains(line, "blks")) {
        if (!Contains(line, "Pltf")) images.push_back(line);
      }
    }
    REQUIRE_MESSAGE(images.size() == 3, report.output);
    CHECK_MESSAGE(Contains(images[0], "BIOS  y   none"), images[0]);
    CHECK_MESSAGE(Contains(images[1], "UEFI  y   none"), images[1]);
    CHECK_MESSAGE(Contains(images[2], "BIOS  y  fd1.4"), images[2]);
    const Outcome tree = folder.Run("xorriso -indev " + disc + " -find / -type f -exec report_lba");
    CHECK_MESSAGE(tree.succeeded, tree.output);
    CHECK(Contains(tree.output, "Grüße.txt"));

    if (!Has("7z")) continue;
    // What 7-Zip takes out of the catalog is what went in.
    const fs::path into = folder / "boot";
    folder.Run("7z x -tIso -o" + into.string() + " " + disc + " '[BOOT]'");
    std::multiset<std::size_t> sizes;
    for (const auto& entry : fs::directory_iterator(into / "[BOOT]")) {
      const std::string content = Content(entry.path());
      sizes.insert(content.size());
      CHECK((content == PatternBytes(4096, 91) || content == PatternBytes(1'474'560, 92) ||
             content == PatternBytes(1'474'560, 93)));
    }
    CHECK(sizes == std::multiset<std::size_t>{4096, 1'474'560, 1'474'560});
  }
}

TEST_CASE("udfinfo accepts a bridge image" * doctest::skip(!Has("udfinfo"))) {
  const Folder folder;
  tree::Directory root;
  const Files files = FillTree(root);
  iso::Options options = IsoOptions(true);
  options.boot_images = {Boot(iso::BootPlatform::kEfi, iso::BootEmulation::kNone, 5000, 1)};
  REQUIRE(Save(Bridge(root, options, 0x0201), (folder / "disc.iso").string()));
  const Outcome udfinfo = folder.Run("udfinfo " + (folder / "disc.iso").string());
  CHECK_MESSAGE(udfinfo.succeeded, udfinfo.output);
  CHECK(Contains(udfinfo.output, "integrity=closed"));
  CHECK(Contains(udfinfo.output, "numfiles=" + std::to_string(files.size()) + "\n"));
}

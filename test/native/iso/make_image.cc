// make_image <image> <bridge | iso9660 | udf>
//
// Writes the tree of made_image.h as an image of these file systems, for other systems to read.

#include <cstdio>
#include <string>

#include "made_image.h"

int main(int argc, char** argv) {
  using namespace virtual_drive;
  if (argc != 3) {
    std::fputs("make_image <image> <bridge | iso9660 | udf>\n", stderr);
    return 2;
  }
  const std::string kind = argv[2];
  tree::Directory root;
  iso::test::FillTree(root);
  const auto options = iso::test::IsoOptions(true);
  const bool saved =
      kind == "iso9660" ? iso::test::Save(iso::Image(root, options, {}), argv[1])
      : kind == "udf" ? iso::test::Save(udf::Session(root, nullptr, udf::test::Options()), argv[1])
                      : iso::test::Save(iso::test::Bridge(root, options, 0x0201), argv[1]);
  return saved ? 0 : 1;
}

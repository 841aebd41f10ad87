// make_disc <image> <revision: 102|201> <write unit> <sessions> [capacity in blocks]
//
// Writes the disc of made_disc.h to a file. With a capacity the file is the whole disc, else it
// ends with the image.

#include <cstdio>
#include <cstdlib>
#include <string>

#include "made_disc.h"

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fputs("make_disc <image> <102|201> <write unit> <sessions> [capacity in blocks]\n",
               stderr);
    return 2;
  }
  const auto revision = static_cast<std::uint16_t>(std::string(argv[2]) == "102" ? 0x0102 : 0x0201);
  const auto number = [&](int i) {
    return static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10));
  };
  const std::uint32_t capacity = argc > 5 ? number(5) : 1'000'000;
  auto made = virtual_drive::udf::test::MakeDisc(revision, number(3), number(4), capacity);
  return made.Save(argv[1], argc > 5 ? capacity : made.image_blocks) ? 0 : 1;
}

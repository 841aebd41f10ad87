// What others make of our discs: udfinfo of udftools, and 7-Zip.

#include <doctest.h>

#include <sstream>

#include "../other_programs.h"
#include "made_disc.h"

using namespace virtual_drive::test;
using namespace virtual_drive::udf::test;

namespace {

template <typename Check>
void ForEachDisc(Check check) {
  for (const std::uint16_t revision : {0x0102, 0x0201}) {
    for (const std::uint32_t unit : {16u, 32u}) {
      for (const std::uint32_t sessions : {1u, 2u, 4u, 10u}) {
        for (const bool whole_disc : {false, true}) {
          CAPTURE(revision);
          CAPTURE(unit);
          CAPTURE(sessions);
          CAPTURE(whole_disc);
          Folder folder;
          MadeDisc made = MakeDisc(revision, unit, sessions, 6000);
          REQUIRE(made.Save((folder / "disc.iso").string(), whole_disc ? 6000 : made.image_blocks));
          check(folder, made);
        }
      }
    }
  }
}

// Of a sequential disc as a drive shows it: sectors from 0 to the last one that was recorded. Who
// reads it has to know where the last session starts, which a drive tells by its table of contents
// and a file can't. udfinfo takes that number. 7-Zip looks for an anchor at 256 and nowhere else:
// so it is given a copy with the last session's anchor there. All that it points at is as it was.
template <typename Check>
void ForEachSequentialDisc(Check check) {
  for (const std::uint16_t revision : {0x0102, 0x0201}) {
    for (const std::uint32_t unit : {16u, 32u}) {
      for (const std::uint32_t gap : {0u, 101u, 2048u}) {
        for (const std::uint32_t sessions : {1u, 2u, 5u}) {
          CAPTURE(revision);
          CAPTURE(unit);
          CAPTURE(gap);
          CAPTURE(sessions);
          Folder folder;
          MadeDisc made = MakeDisc(revision, unit, sessions, 30'000, gap);
          check(folder, made);
        }
      }
    }
  }
}

// From the last block of the disc to 256: the same pointers under a tag with that location
// (ECMA-167 3/7.2).
void MoveLastAnchor(MadeDisc& made) {
  BlockBytes anchor;
  made.disc.Read(made.image_blocks - 1, anchor);
  anchor[12] = std::byte{0};
  anchor[13] = std::byte{1};
  anchor[14] = anchor[15] = std::byte{0};
  unsigned sum = 0;
  for (std::size_t i = 0; i < 16; ++i) sum += i == 4 ? 0 : std::to_integer<unsigned>(anchor[i]);
  anchor[4] = static_cast<std::byte>(sum & 0xFF);
  made.disc.Write(256, anchor);
}

}  // namespace

TEST_CASE("udfinfo accepts every disc, with no remarks but the two of this layout" *
          doctest::skip(!Has("udfinfo"))) {
  ForEachDisc([](const Folder& folder, const MadeDisc& made) {
    const Outcome udfinfo = folder.Run("udfinfo " + (folder / "disc.iso").string());
    CHECK_MESSAGE(udfinfo.succeeded, udfinfo.output);
    CHECK(udfinfo.output.find("integrity=closed") != std::string::npos);
    CHECK(udfinfo.output.find("numfiles=" + std::to_string(made.files.size()) + "\n") !=
          std::string::npos);
    std::istringstream lines(udfinfo.output);
    for (std::string line; std::getline(lines, line);) {
      if (line.find("Warning") == std::string::npos && line.find("Error") == std::string::npos)
        continue;
      const bool allowed = line.find("Partition Space overlaps") != std::string::npos ||
                           line.find("Second and third Anchor") != std::string::npos;
      CHECK_MESSAGE(allowed, line);
    }
  });
}

TEST_CASE("7-Zip extracts what is on the disc, of every session, and nothing that was removed" *
          doctest::skip(!Has("7z"))) {
  ForEachDisc([](const Folder& folder, const MadeDisc& made) {
    const fs::path into = folder / "files";
    // Exit code 1 is a remark, such as data after the end; 2 would be an error.
    const Outcome extracted = folder.Run("sh -c '7z x -o" + into.string() + " " +
                                         (folder / "disc.iso").string() + "; test $? -le 1'");
    CHECK_MESSAGE(extracted.succeeded, extracted.output);
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(into)) {
      if (!entry.is_regular_file()) continue;
      ++count;
      const auto expected = made.files.find(fs::relative(entry.path(), into).generic_u16string());
      REQUIRE_MESSAGE(expected != made.files.end(), entry.path().string());
      CHECK(Content(entry.path()) == expected->second);
    }
    CHECK(count == made.files.size());
  });
}

TEST_CASE("udfinfo accepts the last session of a sequential disc, told where it starts" *
          doctest::skip(!Has("udfinfo"))) {
  ForEachSequentialDisc([](const Folder& folder, MadeDisc& made) {
    REQUIRE(made.Save((folder / "disc.iso").string(), made.image_blocks));
    const Outcome udfinfo =
        folder.Run("udfinfo --startblock=" + std::to_string(made.session_starts.back()) +
                   " --lastblock=" + std::to_string(made.image_blocks - 1) + " " +
                   (folder / "disc.iso").string());
    CHECK_MESSAGE(udfinfo.succeeded, udfinfo.output);
    CHECK(udfinfo.output.find("integrity=closed") != std::string::npos);
    CHECK_MESSAGE(udfinfo.output.find("numfiles=" + std::to_string(made.files.size()) + "\n") !=
                      std::string::npos,
                  udfinfo.output);
    std::istringstream lines(udfinfo.output);
    for (std::string line; std::getline(lines, line);) {
      if (line.find("Warning") == std::string::npos && line.find("Error") == std::string::npos)
        continue;
      const bool allowed = line.find("Partition Space overlaps") != std::string::npos ||
                           line.find("Second Anchor") != std::string::npos;
      CHECK_MESSAGE(allowed, line);
    }
  });
}

TEST_CASE("7-Zip extracts every session's files by the anchor at the end of a sequential disc" *
          doctest::skip(!Has("7z"))) {
  ForEachSequentialDisc([](const Folder& folder, MadeDisc& made) {
    MoveLastAnchor(made);
    REQUIRE(made.Save((folder / "disc.iso").string(), made.image_blocks));
    const fs::path into = folder / "files";
    const Outcome extracted = folder.Run("sh -c '7z x -o" + into.string() + " " +
                                         (folder / "disc.iso").string() + "; test $? -le 1'");
    REQUIRE_MESSAGE(extracted.succeeded, extracted.output);
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(into)) {
      if (!entry.is_regular_file()) continue;
      ++count;
      const auto expected = made.files.find(fs::relative(entry.path(), into).generic_u16string());
      REQUIRE_MESSAGE(expected != made.files.end(), entry.path().string());
      CHECK(Content(entry.path()) == expected->second);
    }
    CHECK(count == made.files.size());
  });
}

TEST_CASE("a volume of mkudffs is read, and a session behind it refused with the reason" *
          doctest::skip(!Has("mkudffs"))) {
  for (const char* revision : {"1.02", "2.01"}) {
    Folder folder;
    const std::string image = (folder / "disc.iso").string();
    const Outcome made = folder.Run("truncate -s 20M " + image +
                                    " && mkudffs -b 2048 --media-type=hd --label=\u00c4RGER" +
                                    " --udfrev=" + revision + " " + image);
    REQUIRE_MESSAGE(made.succeeded, made.output);
    const std::string bytes = Content(image);
    const auto blocks = static_cast<std::uint32_t>(bytes.size() / virtual_drive::udf::kBlockSize);
    SparseDisc disc(blocks);
    for (std::uint32_t lba = 0; lba < blocks; ++lba) {
      BlockBytes block;
      const auto* first =
          reinterpret_cast<const std::byte*>(bytes.data()) + std::size_t{lba} * block.size();
      std::copy_n(first, block.size(), block.begin());
      disc.Write(lba, block);
    }
    const auto volume = virtual_drive::udf::ReadVolume(disc, blocks);
    CHECK(volume.name == u"\u00c4RGER");
    CHECK(volume.append_obstacle == virtual_drive::udf::AppendObstacle::kPartitionNotReadOnly);
    CHECK(volume.anchors.size() == 3);
  }
}

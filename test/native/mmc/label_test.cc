// What a disc's file keeps beside the sectors, in its label.
#include <doctest.h>

#include "tested_drive.h"

namespace virtual_drive::mmc::test {

TEST_CASE("a disc's label survives, and nothing else is taken for one") {
  const DiscState state = {MediaKind::kBdRe, 12219392, true, {32, 320}};
  const Label label = ToLabel(state);
  CHECK(FromLabel(label) == state);
  for (const std::size_t damaged : {0u, 33u, 38u, 44u, 52u, 400u, 511u}) {
    Label other = label;
    other[damaged] ^= 1;
    CHECK_FALSE(FromLabel(other).has_value());
  }
  CHECK_FALSE(FromLabel(std::span(label).first(511)).has_value());
  const DiscState wounded_outside = {MediaKind::kBdRe, 1024, true, {32, 1024}, {}};
  CHECK_FALSE(FromLabel(ToLabel(wounded_outside)).has_value());
  const DiscState no_sectors = {MediaKind::kBdRe, 0, true, {}, {}};
  CHECK_FALSE(FromLabel(ToLabel(no_sectors)).has_value());
  CHECK_FALSE(FromLabel(Label{}).has_value());
}

TEST_CASE("a label keeps the tracks, and is refused where they can't be a disc's") {
  DiscState state = {MediaKind::kCdR, 359847, true, {}};
  state.tracks.recorded = {{0, 100, true}, {100, 200, false}, {11600, 11700, true}};
  state.tracks.session_open = true;
  state.tracks.track_open = true;
  CHECK(ToLabel(state).size() < kSectorSize);
  CHECK(FromLabel(ToLabel(state)) == state);
  CHECK(state.tracks.sessions() == 2);
  CHECK(state.tracks.closed_sessions() == 1);
  CHECK(state.tracks.LastClosedSession() == 0);

  DiscState overlapping = state;
  overlapping.tracks.recorded[2].start = 150;
  CHECK_FALSE(FromLabel(ToLabel(overlapping)).has_value());
  DiscState outside = state;
  outside.tracks.recorded[2].end = 359848;
  CHECK_FALSE(FromLabel(ToLabel(outside)).has_value());
  DiscState both = state;
  both.tracks.finalized = true;
  CHECK_FALSE(FromLabel(ToLabel(both)).has_value());

  DiscState backwards = state;
  backwards.tracks.recorded[2].end = 11599;
  CHECK_FALSE(FromLabel(ToLabel(backwards)).has_value());
  DiscState no_session = state;
  no_session.tracks.session_open = false;
  CHECK_FALSE(FromLabel(ToLabel(no_session)).has_value());
  DiscState no_track = state;
  no_track.tracks.recorded.clear();
  CHECK_FALSE(FromLabel(ToLabel(no_track)).has_value());
  DiscState between = state;  // a session with a closed track, which can have more of them
  between.tracks.track_open = false;
  CHECK(FromLabel(ToLabel(between)) == between);
  CHECK(between.tracks.NextWritable(MediaOf(between.kind), between.sectors) == 11700);

  DiscState most = {MediaKind::kDvdPlusR, 2295104, true, {}};
  for (std::uint32_t i = 0; i < 191; ++i)
    most.tracks.recorded.push_back({16 * i, 16 * i + 16, true});
  CHECK(FromLabel(ToLabel(most)) == most);
  CHECK(most.tracks.NextWritable(MediaOf(most.kind), most.sectors) == std::nullopt);
}

}  // namespace virtual_drive::mmc::test

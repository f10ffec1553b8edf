// How things are marked, apart from where they stand: shapes, tones, bars. A tile names a tone; which colour that is,
// and how it greys, is known in one place (draw.cpp). Plain values; any thread. Must not know pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "ingest/state/figures.h"

namespace gridwall::block {

enum class Shape : uint8_t {
  kNone,
  kDisc,
  kRing,
  kSquare,
  kFrame,
  kTriangleUp,
  kTriangleDown,
  kTriangleRight,
  kDiamond,
  kTick,  // a frame with a tick in it: done
  kBar    // a short upright bar, of a feed
};
enum class Align : uint8_t { kLeft, kCenter, kRight };

enum class Tone : uint8_t {
  kText,
  kQuiet,
  kFaint,      // not known, not there
  kAttention,  // wants somebody to look: late data, overdue matters, teams that are out
  kGood,
  kAccent,
  kTrack,   // the ground of a bar
  kSoon,    // good, and not for long
  kHollow,  // in a bar: an outline only
  kLevel1,
  kLevel2,
  kLevel3,
  kLevel4,  // levels I to IV
  kTier1,
  kTier2,
  kTier3,
  kTier4,  // grid, community, street, county
  kFeed1,
  kFeed2,
  kFeed3  // request, patrol, emergency
};
constexpr Tone tone_of_level(unsigned level) {  // 1 to 4; another is quiet
  return level >= 1 && level <= 4 ? static_cast<Tone>(static_cast<unsigned>(Tone::kLevel1) + level - 1) : Tone::kQuiet;
}
constexpr Tone tone_of_tier(size_t tier) {
  return static_cast<Tone>(static_cast<size_t>(Tone::kTier1) + tier);
}
constexpr Tone tone_of_feed(Feed feed) {
  return static_cast<Tone>(static_cast<size_t>(Tone::kFeed1) + static_cast<size_t>(feed));
}

// A shape beside a text, with a letter in it where there is one: told apart without colour.
struct Mark {
  Shape shape = Shape::kNone;
  Tone tone = Tone::kQuiet;
  std::string letter{};
  friend bool operator==(const Mark&, const Mark&) = default;
};
// The four states of a grid's visits look alike everywhere on the wall.
constexpr Shape kFreshnessShapes[4] = {Shape::kDisc, Shape::kRing, Shape::kTriangleUp, Shape::kFrame};
inline Mark mark_of(Freshness freshness) {
  constexpr Tone kTones[4] = {Tone::kGood, Tone::kGood, Tone::kAttention, Tone::kQuiet};
  return {kFreshnessShapes[static_cast<size_t>(freshness)], kTones[static_cast<size_t>(freshness)], {}};
}
// So do the three of a rescue team.
inline Mark mark_of(TeamStatus status) {
  constexpr Shape kShapes[3] = {Shape::kDisc, Shape::kTriangleRight, Shape::kSquare};
  constexpr Tone kTones[3] = {Tone::kGood, Tone::kAttention, Tone::kQuiet};
  return {kShapes[static_cast<size_t>(status)], kTones[static_cast<size_t>(status)], {}};
}
constexpr Tone bar_tone_of(Freshness freshness) {
  constexpr Tone kTones[4] = {Tone::kGood, Tone::kSoon, Tone::kAttention, Tone::kHollow};
  return kTones[static_cast<size_t>(freshness)];
}

struct BarPart {
  float share = 0;  // of the whole bar
  Tone tone = Tone::kAccent;
};

}  // namespace gridwall::block

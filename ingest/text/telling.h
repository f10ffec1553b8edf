// How each type of event is told: one row a type, read by the ticker, an incident's timeline, the duty log and the
// report. A type that a teller has no pattern for is told by the teller's general one. Pure; any thread. Knows no
// screen and no file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/text/text.h"

namespace gridwall::text {

enum class SubjectKind : uint8_t {  // what the subject of a line is
  kPlain,                           // said as it stands
  kTitle,                           // of a new request; its place is left out where the title names it
  kRequest,                         // a request's number: what and where it is, is known from its placing
  kArea,
  kTeam,
  kWord,
  kCategory,
  kStep,   // of a plan
  kAlarm,  // an alarm's number: told by its kind and place
};
enum class WordKind : uint8_t { kWord, kCategory, kArea, kTier, kTeamDetail, kMode };
enum class NumberKind : uint8_t { kCount, kLevel, kScore };

struct Telling {
  EventType type{};
  SubjectKind subject = SubjectKind::kPlain;
  WordKind word = WordKind::kWord;
  NumberKind number = NumberKind::kCount;  // of its line in the ticker
  Text ticker = Text::kTickerOther;
  Text timeline = Text::kTimelineOther;
  Text duty = Text::kDutyNote;
  std::optional<Text> report = {};  // the type's name there; none: its name on the wire
};
const Telling& telling_of(EventType type);

// One line about an event as the state keeps it, whoever tells it. Borrowed from the state.
struct Line {
  EventType type{};
  GridIndex grid = kNone;
  uint8_t level = 0;  // 1 to 4; 0: none
  TeamIndex team = kNone;
  std::string_view subject, word, text, by, to;
  int64_t number = 0, second_number = 0;
};
Line line_of(const TickerLine& line);
Line line_of(const CountyState& state, const TimelineEntry& entry);
Line line_of(const CountyState& state, const DutyNote& note);

struct Background {
  const CountyState& state;
  const County& county;
  const Texts& texts;
};

// What the subject and the word of a line are called.
std::string subject_of(const Background& background, const Line& line);
std::string word_of(const Background& background, const Line& line);

// The sentence of a line by one of the patterns of its row. What an empty value leaves behind is tidied away.
std::string tell(const Background& background, Text pattern, const Line& line);

}  // namespace gridwall::text

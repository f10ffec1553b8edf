// The wording of each type of event, used by the ticker, the timeline of an incident, the duty log and the report. Each
// of them has a general pattern for types without one of their own. Pure; any thread. Knows no screen and no file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/text/text.h"

namespace gridwall::text {

enum class SubjectKind : uint8_t {  // kinds of subjects of a line
  kPlain,                           // written as it is
  kTitle,                           // of a new request; its place is left out if the title names it
  kRequest,                         // the number of a request: its title and place come from request.placed
  kArea,
  kTeam,
  kWord,
  kCategory,
  kStep,   // of a plan
  kAlarm,  // the number of an alarm: written as its kind and place
};
enum class WordKind : uint8_t { kWord, kCategory, kArea, kTier, kTeamDetail, kMode };
enum class NumberKind : uint8_t { kCount, kLevel, kScore };

struct Telling {
  EventType type{};
  SubjectKind subject = SubjectKind::kPlain;
  WordKind word = WordKind::kWord;
  NumberKind number = NumberKind::kCount;  // of the line in the ticker
  Text ticker = Text::kTickerOther;
  Text timeline = Text::kTimelineOther;
  Text duty = Text::kDutyNote;
  std::optional<Text> report = {};  // the name of the type in the report; none: its name on the wire
};
const Telling& telling_of(EventType type);

// One line about an event as the state keeps it. Borrowed from the state.
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

// The texts for the subject and the word of a line.
std::string subject_of(const Background& background, const Line& line);
std::string word_of(const Background& background, const Line& line);

// What an alarm is and where, in words: "one-key alarm 3 Chunxiao Garden", "team silent Jinhu Street". Of one that was
// never raised, its identifier.
std::string alarm_name(const Background& background, std::string_view id);

// The sentence of a line, by one of the patterns of its row. Punctuation around empty values is removed.
std::string tell(const Background& background, Text pattern, const Line& line);

}  // namespace gridwall::text

// The table of the contract: which fields each type carries, of which kind, and which are required.
// Parsing, encoding, validation and the test of docs/EVENTS.md all read it; there is no second list.
#pragma once

#include <optional>
#include <span>

#include "ingest/event/event.h"

namespace gridwall::inline event {

enum class ValueKind : uint8_t {
  kId,       // string, 1 to 128 bytes, no control characters
  kText,     // string, at most 2,000 characters, cleaned and masked
  kLabel,    // an id, or an integer that is kept as its digits
  kCount,    // integer >= 0
  kLevel,    // integer 1 to 4, 1 the highest
  kStars,    // integer 1 to 5
  kSeconds,  // number >= 0, kept as whole seconds
  kTime,     // RFC 3339 with offset
  kBool,
  kTier,
  kScore,
  kAssessment,
  kTeamStatus,
  kTeamDetail,
  kMode,
  kWarningStatus,
};

struct FieldRule {
  Field field;
  ValueKind kind;
  bool required;
};

// Kinds of marks on the strip.
enum class MarkKind : uint8_t { kIncident, kMode, kAlarm, kBookmark, kGap };
inline constexpr int kMarkKindCount = 5;
std::string_view mark_kind_name(MarkKind kind);  // incident mode alarm bookmark gap

// The mark that events of a type leave on the strip.
struct MarkRule {
  MarkKind kind{};
  Field key{};        // identifies what is marked
  Field text{};       // the text beside the mark
  bool ends = false;  // ends the open mark with this key
};

std::span<const FieldRule> rules_of(EventType type);
// Types that must lie in a grid: those that open a matter or say where somebody was. Others take the place of their
// matter.
bool needs_place(EventType type);
const std::optional<MarkRule>& mark_of(EventType type);
// Index of the field among the type's rules, or -1.
int slot_of(EventType type, Field field);
std::optional<Field> field_from_name(std::string_view name);
std::string_view value_kind_name(ValueKind kind);
// The words of an enumerated kind in the order of their enumerators; empty for every other kind.
std::span<const std::string_view> words_of(ValueKind kind);

}  // namespace gridwall::event

#include "ingest/event/event.h"

#include <cassert>

#include "ingest/event/schema.h"

namespace gridwall::inline event {

std::string_view feed_name(Feed feed) {
  switch (feed) {
    case Feed::kRequest:
      return "request";
    case Feed::kPatrol:
      return "patrol";
    case Feed::kEmergency:
      return "emergency";
  }
  return "";
}

namespace {
template <typename Enum>
std::string_view word(ValueKind kind, Enum value) {
  return words_of(kind)[static_cast<size_t>(value)];
}
}  // namespace

std::string_view tier_name(Tier tier) {
  return word(ValueKind::kTier, tier);
}
std::string_view assessment_kind_name(AssessmentKind kind) {
  return word(ValueKind::kAssessment, kind);
}
std::string_view team_status_name(TeamStatus status) {
  return word(ValueKind::kTeamStatus, status);
}
std::string_view team_detail_name(TeamDetail detail) {
  return word(ValueKind::kTeamDetail, detail);
}
std::string_view mode_name(Mode mode) {
  return word(ValueKind::kMode, mode);
}
std::string_view warning_status_name(WarningStatus status) {
  return word(ValueKind::kWarningStatus, status);
}

std::string_view Event::text(Field field) const {
  const int slot = slot_of(type, field);
  return slot < 0 ? std::string_view{} : slots_[static_cast<size_t>(slot)].text;
}

std::string_view Event::said(Field field) const {
  const int slot = slot_of(type, field);
  if (slot < 0 || !has(field)) return {};
  const auto words = words_of(rules_of(type)[static_cast<size_t>(slot)].kind);
  return words.empty() ? text(field) : words[static_cast<size_t>(integer(field))];
}

int64_t Event::integer(Field field) const {
  const int slot = slot_of(type, field);
  return slot < 0 ? 0 : slots_[static_cast<size_t>(slot)].integer;
}

void Event::set_text(Field field, std::string_view value) {
  const int slot = slot_of(type, field);
  assert(slot >= 0);
  slots_[static_cast<size_t>(slot)].text = value;
  present_ |= uint64_t{1} << static_cast<unsigned>(field);
}

void Event::set_integer(Field field, int64_t value) {
  const int slot = slot_of(type, field);
  assert(slot >= 0);
  slots_[static_cast<size_t>(slot)].integer = value;
  present_ |= uint64_t{1} << static_cast<unsigned>(field);
}

}  // namespace gridwall::event

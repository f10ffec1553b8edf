// The envelope of an event: the members that every event has, read before its type says what the others are. Private to
// ingest/event; one thread.
#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/event/json_document.h"
#include "ingest/event/parse.h"

namespace gridwall::inline event {

// Members of the envelope; all others are fields of the type or unknown.
enum class Member : uint8_t { kV, kId, kFeed, kType, kAt, kSource, kGrid, kLon, kLat, kNone };
constexpr std::string_view kMemberNames[] = {"v", "id", "feed", "type", "at", "source", "grid", "lon", "lat"};
using Envelope = std::array<std::optional<simdjson::dom::element>, std::size(kMemberNames)>;  // indexed by Member

Member member_from_name(std::string_view name);
bool is_given(const Envelope& envelope, Member member);

bool read_number(simdjson::dom::element element, double& value);
// An integer, also when written as 3.0: other writers of JSON do that.
bool read_integer(simdjson::dom::element element, int64_t& value);

// `event` names the source as far as it has been read.
Rejection reject(const Event& event, RejectReason reason, std::string detail);

// Reads the members of the envelope; `event` names the source as far as it has been read.
class EnvelopeReader {
 public:
  EnvelopeReader(const JsonDocument& json, const Envelope& envelope, Event& event)
      : json_(json), envelope_(envelope), event_(event) {}

  std::optional<Rejection> identity();
  // `digits` keeps the code of a grid that was sent as an integer.
  std::optional<Rejection> place(std::deque<std::string>& digits);

 private:
  std::optional<Rejection> read_string(Member member, std::string_view& text) const;
  std::optional<Rejection> read_id(Member member, std::string_view& text) const;
  void read_grid(std::deque<std::string>& digits);
  void keep_unread(Member member);

  const JsonDocument& json_;
  const Envelope& envelope_;
  Event& event_;
};

// A grid, lon or lat that cannot be read may be any text, also one about a person.
bool is_unread_place(const Event& event, Member member);

}  // namespace gridwall::event

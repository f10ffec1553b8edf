#include "ingest/event/envelope.h"

#include <cmath>

#include "ingest/event/encode.h"
#include "ingest/event/identifier.h"
#include "ingest/event/mask.h"
#include "ingest/event/schema.h"
#include "ingest/event/time.h"

namespace gridwall::inline event {

namespace dom = simdjson::dom;

namespace {

const std::optional<dom::element>& element_of(const Envelope& envelope, Member member) {
  return envelope[static_cast<size_t>(member)];
}

std::string_view name_of(Member member) {
  return kMemberNames[static_cast<size_t>(member)];
}

}  // namespace

Member member_from_name(std::string_view name) {
  if (name.size() > 6) return Member::kNone;
  for (size_t i = 0; i < std::size(kMemberNames); ++i) {
    if (kMemberNames[i] == name) return static_cast<Member>(i);
  }
  return Member::kNone;
}

bool read_number(dom::element element, double& value) {
  return element.get_double().get(value) == simdjson::SUCCESS && std::isfinite(value);
}

bool read_integer(dom::element element, int64_t& value) {
  if (element.get_int64().get(value) == simdjson::SUCCESS) return true;
  double real = 0;
  if (!read_number(element, real) || real != std::floor(real) || std::abs(real) > 9e15) return false;
  value = static_cast<int64_t>(real);
  return true;
}

Rejection reject(const Event& event, RejectReason reason, std::string detail) {
  return {reason, std::move(detail), std::string(event.source)};
}

bool is_given(const Envelope& envelope, Member member) {
  return element_of(envelope, member) && !element_of(envelope, member)->is_null();
}

std::optional<Rejection> EnvelopeReader::read_string(Member member, std::string_view& text) const {
  const std::string name(name_of(member));
  if (!is_given(envelope_, member)) return reject(event_, RejectReason::kMissingField, name + ": is required");
  const std::optional<std::string_view> string = json_.string(*element_of(envelope_, member));
  if (!string) return reject(event_, RejectReason::kWrongType, name + ": must be a string");
  text = *string;
  return std::nullopt;
}

std::optional<Rejection> EnvelopeReader::read_id(Member member, std::string_view& text) const {
  if (auto rejection = read_string(member, text)) return rejection;
  if (const std::optional<std::string> fault = id_fault(text)) {
    return reject(event_, RejectReason::kInvalidId,
                  std::string(name_of(member)) + ": must be 1 to 128 bytes without control characters; it " + *fault);
  }
  return std::nullopt;
}

// Source, version, id, type and time.
std::optional<Rejection> EnvelopeReader::identity() {
  std::string_view source;
  if (auto rejection = read_id(Member::kSource, source)) return rejection;
  event_.source = source;

  int64_t version = 0;
  const std::optional<dom::element>& v = element_of(envelope_, Member::kV);
  if (!v) return reject(event_, RejectReason::kMissingField, "v: is required");
  if (!read_integer(*v, version)) return reject(event_, RejectReason::kWrongType, "v: must be the integer 1");
  if (version != 1) return reject(event_, RejectReason::kUnsupportedVersion, "v: only version 1 is known here");

  std::string_view id;
  if (auto rejection = read_id(Member::kId, id)) return rejection;
  event_.id = id;

  std::string_view feed, type_name;
  if (auto rejection = read_string(Member::kFeed, feed)) return rejection;
  if (auto rejection = read_string(Member::kType, type_name)) return rejection;
  const std::optional<EventType> type = event_type_from_name(type_name);
  if (!type) {
    return reject(event_, RejectReason::kUnknownType,
                  "type: '" + clean_text(type_name.substr(0, 64)) + "' is not of the contract");
  }
  event_.type = *type;
  if (feed != feed_name(feed_of(*type))) {
    return reject(event_, RejectReason::kFeedMismatch,
                  "feed: must be '" + std::string(feed_name(feed_of(*type))) + "' for this type");
  }

  std::string_view at;
  if (auto rejection = read_string(Member::kAt, at)) return rejection;
  const std::optional<int64_t> at_ns = parse_rfc3339(at);
  if (!at_ns && parse_rfc3339_clamped(at)) {
    return reject(event_, RejectReason::kTimeOutOfRange, "at: beyond the years 1824 to 2115, check the sender's clock");
  }
  if (!at_ns) return reject(event_, RejectReason::kWrongType, "at: must be a time as RFC 3339 with an offset");
  event_.at_ns = *at_ns;
  return std::nullopt;
}

// Kept as a member that nobody reads, so that the event is sent on as it came.
void EnvelopeReader::keep_unread(Member member) {
  if (!is_given(envelope_, member)) return;
  if (!event_.unknown_members.empty()) event_.unknown_members += ',';
  event_.unknown_members += json_string(name_of(member)) + ':';
  json_.append(event_.unknown_members, *element_of(envelope_, member));
}

void EnvelopeReader::read_grid(std::deque<std::string>& digits) {
  const dom::element element = *element_of(envelope_, Member::kGrid);
  int64_t value = 0;
  const std::optional<std::string_view> code = json_.string(element);
  if (code && !id_fault(*code)) {
    event_.grid_code = *code;
  } else if (!code && element.get_int64().get(value) == simdjson::SUCCESS) {
    event_.grid_code = digits.emplace_back(std::to_string(value));
  } else {
    event_.place_fault = PlaceFault::kGrid;
    keep_unread(Member::kGrid);
  }
}

// A bad place never costs an event: what cannot be read is noted.
std::optional<Rejection> EnvelopeReader::place(std::deque<std::string>& digits) {
  const bool has_grid = is_given(envelope_, Member::kGrid);
  const bool has_lon = is_given(envelope_, Member::kLon), has_lat = is_given(envelope_, Member::kLat);
  if (has_grid) read_grid(digits);
  if (has_lon || has_lat) {
    Position position;
    if (has_lon != has_lat) {
      event_.place_fault = PlaceFault::kAlone;
    } else if (read_number(*element_of(envelope_, Member::kLon), position.lon_deg) &&
               read_number(*element_of(envelope_, Member::kLat), position.lat_deg)) {
      event_.position = position;
    } else {
      event_.place_fault = PlaceFault::kNotNumbers;
    }
    if (!event_.position) {
      keep_unread(Member::kLon);
      keep_unread(Member::kLat);
    }
  }
  if (event_.type == EventType::kPatrolTrack && !has_lon && !has_lat) {
    return reject(event_, RejectReason::kMissingField, "lon, lat: are required");
  }
  if (event_.type == EventType::kPatrolCheckedIn && !has_grid) {
    return reject(event_, RejectReason::kMissingField, "grid: is required");
  }
  return std::nullopt;
}

bool is_unread_place(const Event& event, Member member) {
  if (member == Member::kGrid) return event.grid_code.empty();
  return (member == Member::kLon || member == Member::kLat) && !event.position;
}

}  // namespace gridwall::event

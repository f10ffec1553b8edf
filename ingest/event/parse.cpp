#include "ingest/event/parse.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <nlohmann/json.hpp>

#include <simdjson.h>

#include "ingest/event/mask.h"
#include "ingest/event/schema.h"
#include "ingest/event/time.h"
#include "ingest/event/utf8.h"

namespace gridwall::inline event {
namespace {

namespace dom = simdjson::dom;

std::string json_string(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Writes `element` again with every text cleaned and every personal member dropped, at any depth.
void append_clean(std::string& out, dom::element element) {
  if (element.is_string()) {
    out += json_string(clean_text(element.get_string().value_unsafe()));
  } else if (element.is_array()) {
    out += '[';
    bool first = true;
    const dom::array array = element;
    for (dom::element child : array) {
      if (!first) out += ',';
      first = false;
      append_clean(out, child);
    }
    out += ']';
  } else if (element.is_object()) {
    out += '{';
    bool first = true;
    const dom::object object = element;
    for (auto [key, child] : object) {
      if (is_personal_member(key)) continue;
      if (!first) out += ',';
      first = false;
      out += json_string(key) + ':';
      append_clean(out, child);
    }
    out += '}';
  } else {
    out += simdjson::minify(element);
  }
}

bool needs_clean(dom::element element) {
  if (element.is_string()) return needs_cleaning(element.get_string().value_unsafe());
  if (element.is_array()) {
    const dom::array array = element;
    for (dom::element child : array) {
      if (needs_clean(child)) return true;
    }
  }
  if (element.is_object()) {
    const dom::object object = element;
    for (auto [key, child] : object) {
      if (is_personal_member(key) || needs_clean(child)) return true;
    }
  }
  return false;
}

// Members of the envelope; all others are fields of the type or unknown.
enum class Member : uint8_t { kV, kId, kFeed, kType, kAt, kSource, kGrid, kLon, kLat, kNone };
constexpr std::string_view kMemberNames[] = {"v", "id", "feed", "type", "at", "source", "grid", "lon", "lat"};
using Envelope = std::array<std::optional<dom::element>, std::size(kMemberNames)>;  // indexed by Member

Member member_from_name(std::string_view name) {
  if (name.size() > 6) return Member::kNone;
  for (size_t i = 0; i < std::size(kMemberNames); ++i) {
    if (kMemberNames[i] == name) return static_cast<Member>(i);
  }
  return Member::kNone;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kMaxIdBytes && !has_disturbing_character(text);
}

bool number(dom::element element, double& value) {
  return element.get_double().get(value) == simdjson::SUCCESS && std::isfinite(value);
}

// An integer, also when written as 3.0: other writers of JSON do that.
bool integer(dom::element element, int64_t& value) {
  if (element.get_int64().get(value) == simdjson::SUCCESS) return true;
  double real = 0;
  if (!number(element, real) || real != std::floor(real) || std::abs(real) > 9e15) return false;
  value = static_cast<int64_t>(real);
  return true;
}

// `event` names the source as far as it has been read.
Rejection reject(const Event& event, RejectReason reason, std::string detail) {
  return {reason, std::move(detail), std::string(event.source)};
}

const std::optional<dom::element>& element_of(const Envelope& envelope, Member member) {
  return envelope[static_cast<size_t>(member)];
}

bool is_given(const Envelope& envelope, Member member) {
  return element_of(envelope, member) && !element_of(envelope, member)->is_null();
}

std::optional<Rejection> read_string(const Envelope& envelope, Member member, const Event& event,
                                     std::string_view& text) {
  const std::string name(kMemberNames[static_cast<size_t>(member)]);
  if (!is_given(envelope, member)) return reject(event, RejectReason::kMissingField, name + ": is required");
  if (element_of(envelope, member)->get_string().get(text) != simdjson::SUCCESS) {
    return reject(event, RejectReason::kWrongType, name + ": must be a string");
  }
  return std::nullopt;
}

std::optional<Rejection> read_id(const Envelope& envelope, Member member, const Event& event, std::string_view& text) {
  if (auto rejection = read_string(envelope, member, event, text)) return rejection;
  if (!is_id(text)) {
    return reject(
        event, RejectReason::kInvalidId,
        std::string(kMemberNames[static_cast<size_t>(member)]) + ": must be 1 to 128 bytes without control characters");
  }
  return std::nullopt;
}

// Source, version, id, type and time.
std::optional<Rejection> read_identity(const Envelope& envelope, Event& event) {
  std::string_view source;
  if (auto rejection = read_id(envelope, Member::kSource, event, source)) return rejection;
  event.source = source;

  int64_t version = 0;
  const std::optional<dom::element>& v = element_of(envelope, Member::kV);
  if (!v) return reject(event, RejectReason::kMissingField, "v: is required");
  if (!integer(*v, version)) return reject(event, RejectReason::kWrongType, "v: must be the integer 1");
  if (version != 1) return reject(event, RejectReason::kUnsupportedVersion, "v: only version 1 is known here");

  std::string_view id;
  if (auto rejection = read_id(envelope, Member::kId, event, id)) return rejection;
  event.id = id;

  std::string_view feed, type_name;
  if (auto rejection = read_string(envelope, Member::kFeed, event, feed)) return rejection;
  if (auto rejection = read_string(envelope, Member::kType, event, type_name)) return rejection;
  const std::optional<EventType> type = event_type_from_name(type_name);
  if (!type) {
    return reject(event, RejectReason::kUnknownType,
                  "type: '" + clean_text(type_name.substr(0, 64)) + "' is not of the contract");
  }
  event.type = *type;
  if (feed != feed_name(feed_of(*type))) {
    return reject(event, RejectReason::kFeedMismatch,
                  "feed: must be '" + std::string(feed_name(feed_of(*type))) + "' for this type");
  }

  std::string_view at;
  if (auto rejection = read_string(envelope, Member::kAt, event, at)) return rejection;
  const std::optional<int64_t> at_ns = parse_rfc3339(at);
  if (!at_ns) return reject(event, RejectReason::kWrongType, "at: must be a time as RFC 3339 with an offset");
  event.at_ns = *at_ns;
  return std::nullopt;
}

std::optional<Rejection> read_place(const Envelope& envelope, Event& event) {
  if (is_given(envelope, Member::kGrid)) {
    std::string_view code;
    if (auto rejection = read_id(envelope, Member::kGrid, event, code)) return rejection;
    event.grid_code = code;
  }
  const bool has_lon = is_given(envelope, Member::kLon);
  if (has_lon != is_given(envelope, Member::kLat)) {
    return reject(event, RejectReason::kMissingField, "lon, lat: one stands without the other");
  }
  if (has_lon) {
    Position position;
    if (!number(*element_of(envelope, Member::kLon), position.lon_deg) ||
        !number(*element_of(envelope, Member::kLat), position.lat_deg)) {
      return reject(event, RejectReason::kWrongType, "lon, lat: must be numbers in degrees (WGS-84)");
    }
    event.position = position;
  }
  if (event.type == EventType::kPatrolTrack && !event.position) {
    return reject(event, RejectReason::kMissingField, "lon, lat: are required");
  }
  if (event.type == EventType::kPatrolCheckedIn && event.grid_code.empty()) {
    return reject(event, RejectReason::kMissingField, "grid: is required");
  }
  return std::nullopt;
}

Rejection rejection_for(simdjson::error_code error) {
  switch (error) {
    case simdjson::UTF8_ERROR:
      return {RejectReason::kNotUtf8, "the message is not valid UTF-8", ""};
    case simdjson::DEPTH_ERROR:
      return {RejectReason::kTooDeep, "nested deeper than 8", ""};
    case simdjson::EMPTY:
      return {RejectReason::kNotJson, "the message is empty", ""};
    default:
      return {RejectReason::kNotJson, std::string("not JSON: ") + simdjson::error_message(error), ""};
  }
}

}  // namespace

struct Parser::Impl {
  dom::parser parser;
  std::string cleaned;
  std::deque<std::string> digits;  // of labels sent as integers, for as long as the event's views live

  explicit Impl(size_t usual_bytes) {
    // One level more than allowed: simdjson counts the document itself.
    if (parser.allocate(usual_bytes, kMaxDepth + 1) != simdjson::SUCCESS) throw std::bad_alloc();
  }

  std::optional<Rejection> parse(std::string_view message, Event& event, bool may_clean);
  std::optional<Rejection> read_members(dom::object object, Event& event, bool& dirty);
  std::optional<Rejection> read_fields(dom::object object, Event& event, bool& dirty);
  std::optional<Rejection> read_field(dom::element element, const FieldRule& rule, Event& event, bool& dirty);
};

std::optional<Rejection> Parser::Impl::read_field(dom::element element, const FieldRule& rule, Event& event,
                                                  bool& dirty) {
  const auto wrong = [&](RejectReason reason) {
    return Rejection{reason,
                     std::string(field_name(rule.field)) + ": must be " + std::string(value_kind_name(rule.kind)),
                     std::string(event.source)};
  };
  std::string_view text;
  int64_t value = 0;
  const bool is_string = element.get_string().get(text) == simdjson::SUCCESS;
  switch (rule.kind) {
    case ValueKind::kId:
      if (!is_string) return wrong(RejectReason::kWrongType);
      if (!is_id(text)) return wrong(RejectReason::kInvalidId);
      event.set_text(rule.field, text);
      return std::nullopt;
    case ValueKind::kLabel:
      if (!is_string && integer(element, value)) {
        // The digits must outlive this call; the document keeps numbers, not their text.
        event.set_text(rule.field, digits.emplace_back(std::to_string(value)));
        return std::nullopt;
      }
      if (!is_string) return wrong(RejectReason::kWrongType);
      if (!is_id(text)) return wrong(RejectReason::kInvalidId);
      event.set_text(rule.field, text);
      return std::nullopt;
    case ValueKind::kText:
      if (!is_string) return wrong(RejectReason::kWrongType);
      if (needs_cleaning(text)) dirty = true;
      // What is removed does not count, so a dirty text is measured when it comes back clean.
      if (!dirty && count_characters(text) > kMaxTextCharacters) return wrong(RejectReason::kTextTooLong);
      event.set_text(rule.field, text);
      return std::nullopt;
    case ValueKind::kCount:
      if (!integer(element, value)) return wrong(RejectReason::kWrongType);
      if (value < 0 || value > 1'000'000'000) return wrong(RejectReason::kOutOfRange);
      break;
    case ValueKind::kLevel:
    case ValueKind::kStars:
      if (!integer(element, value)) return wrong(RejectReason::kWrongType);
      if (value < 1 || value > (rule.kind == ValueKind::kLevel ? 4 : 5)) return wrong(RejectReason::kOutOfRange);
      break;
    case ValueKind::kSeconds: {
      double seconds = 0;
      if (!number(element, seconds)) return wrong(RejectReason::kWrongType);
      if (seconds < 0 || seconds > 1e9) return wrong(RejectReason::kOutOfRange);
      value = std::llround(seconds);
      break;
    }
    case ValueKind::kTime: {
      if (!is_string) return wrong(RejectReason::kWrongType);
      const std::optional<int64_t> time_ns = parse_rfc3339(text);
      if (!time_ns) return wrong(RejectReason::kWrongType);
      value = *time_ns;
      break;
    }
    case ValueKind::kBool: {
      bool flag = false;
      if (element.get_bool().get(flag) != simdjson::SUCCESS) return wrong(RejectReason::kWrongType);
      value = flag ? 1 : 0;
      break;
    }
    case ValueKind::kTier:
    case ValueKind::kScore:
    case ValueKind::kAssessment:
    case ValueKind::kTeamStatus:
    case ValueKind::kTeamDetail:
    case ValueKind::kMode:
    case ValueKind::kWarningStatus: {
      if (!is_string) return wrong(RejectReason::kWrongType);
      const std::span<const std::string_view> words = words_of(rule.kind);
      const auto word = std::find(words.begin(), words.end(), text);
      if (word == words.end()) return wrong(RejectReason::kOutOfRange);
      value = word - words.begin();
      break;
    }
  }
  event.set_integer(rule.field, value);
  return std::nullopt;
}

// Envelope first: the type decides which of the other members are fields.
std::optional<Rejection> Parser::Impl::read_members(dom::object object, Event& event, bool& dirty) {
  Envelope envelope;
  for (auto [key, element] : object) {
    const Member member = member_from_name(key);
    if (member == Member::kNone) continue;
    std::optional<dom::element>& place = envelope[static_cast<size_t>(member)];
    if (place) return reject(event, RejectReason::kDuplicateMember, std::string(key) + ": given twice");
    place = element;
  }
  if (auto rejection = read_identity(envelope, event)) return rejection;
  if (auto rejection = read_place(envelope, event)) return rejection;
  return read_fields(object, event, dirty);
}

std::optional<Rejection> Parser::Impl::read_fields(dom::object object, Event& event, bool& dirty) {
  const std::span<const FieldRule> rules = rules_of(event.type);
  for (auto [key, element] : object) {
    if (member_from_name(key) != Member::kNone) continue;
    const std::string_view name = key;
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const FieldRule& candidate) { return field_name(candidate.field) == name; });
    if (rule == rules.end()) {
      if (is_personal_member(name) || needs_clean(element)) dirty = true;
      if (!event.unknown_members.empty()) event.unknown_members += ',';
      event.unknown_members += json_string(name) + ':' + std::string(simdjson::minify(element));
      continue;
    }
    if (event.has(rule->field)) {
      return reject(event, RejectReason::kDuplicateMember, std::string(name) + ": given twice");
    }
    if (element.is_null()) continue;
    if (auto rejection = read_field(element, *rule, event, dirty)) return rejection;
  }
  for (const FieldRule& rule : rules) {
    if (rule.required && !event.has(rule.field)) {
      return reject(event, RejectReason::kMissingField, std::string(field_name(rule.field)) + ": is required");
    }
  }
  return std::nullopt;
}

std::optional<Rejection> Parser::Impl::parse(std::string_view message, Event& event, bool may_clean) {
  event.clear();
  digits.clear();
  if (message.size() > kMaxMessageBytes) {
    return Rejection{RejectReason::kTooLarge, "the message is larger than 64 KiB", ""};
  }
  dom::element root;
  if (const auto error = parser.parse(message.data(), message.size()).get(root); error != simdjson::SUCCESS) {
    return rejection_for(error);
  }
  dom::object object;
  if (root.get_object().get(object) != simdjson::SUCCESS) {
    return Rejection{RejectReason::kNotAnObject, "the message must be one JSON object", ""};
  }
  event.body = message;
  bool dirty = false;
  if (auto rejection = read_members(object, event, dirty)) return rejection;
  if (!dirty || !may_clean) return std::nullopt;

  std::string clean = "{";
  for (auto [key, element] : object) {
    const std::optional<Field> field = field_from_name(key);
    const int slot = field ? slot_of(event.type, *field) : -1;
    const bool verbatim = member_from_name(key) != Member::kNone ||
                          (slot >= 0 && rules_of(event.type)[static_cast<size_t>(slot)].kind != ValueKind::kText);
    if (!verbatim && slot < 0 && is_personal_member(key)) continue;
    if (clean.size() > 1) clean += ',';
    clean += json_string(key) + ':';
    if (verbatim) {
      clean += simdjson::minify(element);
    } else {
      append_clean(clean, element);
    }
  }
  clean += '}';
  cleaned = std::move(clean);
  return parse(cleaned, event, false);
}

Parser::Parser(size_t usual_bytes) : impl_(std::make_unique<Impl>(usual_bytes)) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

std::optional<Rejection> Parser::parse(std::string_view message, Event& event) {
  return impl_->parse(message, event, true);
}

std::string Parser::masked(std::string_view message, size_t limit_bytes) {
  std::string text;
  dom::element root;
  if (message.size() <= kMaxMessageBytes &&
      impl_->parser.parse(message.data(), message.size()).get(root) == simdjson::SUCCESS) {
    append_clean(text, root);
  } else {
    // Not JSON: what is not UTF-8 becomes a replacement character, then numbers are masked as in any text.
    const std::string quoted = json_string(message.substr(0, limit_bytes));
    text = clean_text(nlohmann::json::parse(quoted).get<std::string>());
  }
  text.resize(cut_to_bytes(text, limit_bytes).size());
  return text;
}

std::string_view reject_reason_name(RejectReason reason) {
  switch (reason) {
    case RejectReason::kTooLarge:
      return "too_large";
    case RejectReason::kNotUtf8:
      return "not_utf8";
    case RejectReason::kNotJson:
      return "not_json";
    case RejectReason::kTooDeep:
      return "too_deep";
    case RejectReason::kNotAnObject:
      return "not_an_object";
    case RejectReason::kDuplicateMember:
      return "duplicate_member";
    case RejectReason::kUnsupportedVersion:
      return "unsupported_version";
    case RejectReason::kMissingField:
      return "missing_field";
    case RejectReason::kWrongType:
      return "wrong_type";
    case RejectReason::kUnknownType:
      return "unknown_type";
    case RejectReason::kFeedMismatch:
      return "feed_mismatch";
    case RejectReason::kInvalidId:
      return "invalid_id";
    case RejectReason::kTextTooLong:
      return "text_too_long";
    case RejectReason::kOutOfRange:
      return "out_of_range";
    case RejectReason::kTimeOutOfRange:
      return "time_out_of_range";
    case RejectReason::kCoordinatesOutside:
      return "coordinates_outside";
    case RejectReason::kIdConflict:
      return "id_conflict";
    case RejectReason::kBatchTooLarge:
      return "batch_too_large";
    case RejectReason::kNotAllowed:
      return "not_allowed";
  }
  return "";
}

}  // namespace gridwall::event

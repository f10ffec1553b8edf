#include "ingest/event/parse.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <nlohmann/json.hpp>
#include <set>

#include "ingest/event/clean_json.h"
#include "ingest/event/encode.h"
#include "ingest/event/envelope.h"
#include "ingest/event/identifier.h"
#include "ingest/event/mask.h"
#include "ingest/event/schema.h"
#include "ingest/event/time.h"
#include "ingest/event/utf8.h"

namespace gridwall::inline event {
namespace {

namespace dom = simdjson::dom;

Rejection rejection_for(const JsonFault& fault) {
  switch (fault.kind) {
    case JsonFault::Kind::kNotUtf8:
      return {RejectReason::kNotUtf8, "the message is not valid UTF-8", ""};
    case JsonFault::Kind::kTooDeep:
      return {RejectReason::kTooDeep, "nested deeper than 8", ""};
    case JsonFault::Kind::kEmpty:
      return {RejectReason::kNotJson, "the message is empty", ""};
    case JsonFault::Kind::kNotJson:
    case JsonFault::Kind::kNoMemory:
      break;
  }
  return {RejectReason::kNotJson, "not JSON: " + fault.what, ""};
}

// What stands where a value of this kind should, where only the number itself is at fault.
std::string number_fault(std::string_view number) {
  const auto digits = std::count_if(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits == 0) return "it is " + std::string(number) + ", which is no number";
  if (number.find_first_of(".eE") != std::string_view::npos) {
    return "it is " + std::string(number.substr(0, 40)) + ", more than can be read";
  }
  return "it is a number of " + std::to_string(digits) + " digits, more than can be read";
}

Rejection wrong(const FieldRule& rule, const Event& event, RejectReason reason, const std::string& why = {}) {
  std::string detail(field_name(rule.field));
  detail.append(": must be ").append(value_kind_name(rule.kind));
  if (!why.empty()) detail.append("; ").append(why);
  return {reason, std::move(detail), std::string(event.source)};
}

}  // namespace

struct Parser::Impl {
  JsonDocument json;
  std::string cleaned;
  std::deque<std::string> digits;  // of labels sent as integers, for as long as the event's views live

  // One level more than allowed: simdjson counts the document itself.
  explicit Impl(size_t usual_bytes) : json(kMaxDepth + 1, usual_bytes) {}

  std::optional<Rejection> parse(std::string_view message, Event& event, bool may_clean);
  std::optional<Rejection> read_members(dom::object object, Event& event, bool may_clean, bool& dirty);
  std::optional<Rejection> read_fields(dom::object object, Event& event, bool may_clean, bool& dirty);
  std::optional<Rejection> read_field(dom::element element, const FieldRule& rule, Event& event, bool may_clean,
                                      bool& dirty);
  std::optional<Rejection> read_words(dom::element element, const FieldRule& rule, Event& event, bool may_clean,
                                      bool& dirty);
  std::string clean(dom::object object, const Event& event) const;
};

// Identifiers, labels and texts.
std::optional<Rejection> Parser::Impl::read_words(dom::element element, const FieldRule& rule, Event& event,
                                                  bool may_clean, bool& dirty) {
  std::string_view text;
  int64_t value = 0;
  if (element.get_string().get(text) != simdjson::SUCCESS) {
    if (rule.kind == ValueKind::kLabel && read_integer(element, value)) {
      // The digits must outlive this call; the document keeps numbers, not their text.
      event.set_text(rule.field, digits.emplace_back(std::to_string(value)));
      return std::nullopt;
    }
    const bool number = rule.kind == ValueKind::kLabel && element.is_number();
    return wrong(rule, event, RejectReason::kWrongType,
                 number ? "a decimal or a number of more than 18 digits must stand in quotes" : "");
  }
  if (rule.kind != ValueKind::kText) {
    if (const auto fault = id_fault(text)) return wrong(rule, event, RejectReason::kInvalidId, "it " + *fault);
  } else {
    if (may_clean && needs_cleaning(text)) dirty = true;
    // What is removed does not count, so a dirty text is measured when it comes back clean.
    if (!dirty && count_characters(text) > kMaxTextCharacters) return wrong(rule, event, RejectReason::kTextTooLong);
  }
  event.set_text(rule.field, text);
  return std::nullopt;
}

std::optional<Rejection> Parser::Impl::read_field(dom::element element, const FieldRule& rule, Event& event,
                                                  bool may_clean, bool& dirty) {
  const auto fault = [&](RejectReason reason, const std::string& why = {}) { return wrong(rule, event, reason, why); };
  if (const std::optional<std::string_view> unread = json.unread_number(element)) {
    return fault(RejectReason::kWrongType, number_fault(*unread));
  }
  std::string_view text;
  int64_t value = 0;
  const bool is_string = element.get_string().get(text) == simdjson::SUCCESS;
  switch (rule.kind) {
    case ValueKind::kId:
    case ValueKind::kLabel:
    case ValueKind::kText:
      return read_words(element, rule, event, may_clean, dirty);
    case ValueKind::kCount:
      if (!read_integer(element, value)) return fault(RejectReason::kWrongType);
      if (value < 0 || value > 1'000'000'000) return fault(RejectReason::kOutOfRange);
      break;
    case ValueKind::kLevel:
    case ValueKind::kStars:
      if (!read_integer(element, value)) return fault(RejectReason::kWrongType);
      if (value < 1 || value > (rule.kind == ValueKind::kLevel ? 4 : 5)) return fault(RejectReason::kOutOfRange);
      break;
    case ValueKind::kSeconds: {
      double seconds = 0;
      if (!read_number(element, seconds)) return fault(RejectReason::kWrongType);
      if (seconds < 0 || seconds > 1e9) return fault(RejectReason::kOutOfRange);
      value = std::llround(seconds);
      break;
    }
    case ValueKind::kTime: {
      if (!is_string) return fault(RejectReason::kWrongType);
      const std::optional<int64_t> time_ns = parse_rfc3339(text);
      if (!time_ns && parse_rfc3339_clamped(text)) {
        return fault(RejectReason::kOutOfRange, "it must lie between the years 1824 and 2115");
      }
      if (!time_ns) return fault(RejectReason::kWrongType);
      value = *time_ns;
      break;
    }
    case ValueKind::kBool: {
      bool flag = false;
      if (element.get_bool().get(flag) != simdjson::SUCCESS) return fault(RejectReason::kWrongType);
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
      if (!is_string) return fault(RejectReason::kWrongType);
      const std::span<const std::string_view> words = words_of(rule.kind);
      const auto word = std::find(words.begin(), words.end(), text);
      if (word == words.end()) return fault(RejectReason::kOutOfRange);
      value = word - words.begin();
      break;
    }
  }
  event.set_integer(rule.field, value);
  return std::nullopt;
}

// Envelope first: the type decides which of the other members are fields.
std::optional<Rejection> Parser::Impl::read_members(dom::object object, Event& event, bool may_clean, bool& dirty) {
  Envelope envelope;
  for (auto [key, element] : object) {
    const Member member = member_from_name(key);
    if (member == Member::kNone) continue;
    std::optional<dom::element>& place = envelope[static_cast<size_t>(member)];
    if (place) return reject(event, RejectReason::kDuplicateMember, std::string(key) + ": given twice");
    place = element;
  }
  EnvelopeReader reader(json, envelope, event);
  if (auto rejection = reader.identity()) return rejection;
  if (auto rejection = reader.place(digits)) return rejection;
  for (const Member member : {Member::kGrid, Member::kLon, Member::kLat}) {
    if (!may_clean || !is_given(envelope, member) || !is_unread_place(event, member)) continue;
    if (needs_clean(json, *envelope[static_cast<size_t>(member)])) dirty = true;
  }
  return read_fields(object, event, may_clean, dirty);
}

std::optional<Rejection> Parser::Impl::read_fields(dom::object object, Event& event, bool may_clean, bool& dirty) {
  const std::span<const FieldRule> rules = rules_of(event.type);
  std::set<std::string_view> unknown;
  for (auto [key, element] : object) {
    if (member_from_name(key) != Member::kNone) continue;
    const std::string_view name = key;
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const FieldRule& candidate) { return field_name(candidate.field) == name; });
    if (rule == rules.end()) {
      // What a log holds may be older than this rule.
      if (may_clean && !unknown.insert(name).second) {
        return reject(event, RejectReason::kDuplicateMember, clean_text(name.substr(0, 64)) + ": given twice");
      }
      if (may_clean && (is_personal_member(name) || needs_clean(json, element))) dirty = true;
      if (!event.unknown_members.empty()) event.unknown_members += ',';
      event.unknown_members += json_string(name) + ':';
      json.append(event.unknown_members, element);
      continue;
    }
    if (event.has(rule->field)) {
      return reject(event, RejectReason::kDuplicateMember, std::string(name) + ": given twice");
    }
    if (element.is_null()) continue;
    if (auto rejection = read_field(element, *rule, event, may_clean, dirty)) return rejection;
  }
  for (const FieldRule& rule : rules) {
    if (rule.required && !event.has(rule.field)) {
      return reject(event, RejectReason::kMissingField, std::string(field_name(rule.field)) + ": is required");
    }
  }
  return std::nullopt;
}

// The message again, without personal data and without what disturbs a line of text.
std::string Parser::Impl::clean(dom::object object, const Event& event) const {
  std::string clean = "{";
  for (auto [key, element] : object) {
    const Member member = member_from_name(key);
    const std::optional<Field> field = field_from_name(key);
    const int slot = field ? slot_of(event.type, *field) : -1;
    const bool verbatim = (member != Member::kNone && !is_unread_place(event, member)) ||
                          (slot >= 0 && rules_of(event.type)[static_cast<size_t>(slot)].kind != ValueKind::kText);
    if (member == Member::kNone && slot < 0 && is_personal_member(key)) continue;
    if (clean.size() > 1) clean += ',';
    clean += json_string(key) + ':';
    if (verbatim) {
      json.append(clean, element);
    } else {
      append_clean(clean, json, element);
    }
  }
  clean += '}';
  return clean;
}

std::optional<Rejection> Parser::Impl::parse(std::string_view message, Event& event, bool may_clean) {
  event.clear();
  digits.clear();
  message = without_byte_order_mark(message);
  if (message.size() > kMaxMessageBytes) {
    return Rejection{RejectReason::kTooLarge, "the message is larger than 64 KiB", ""};
  }
  if (const std::optional<JsonFault> fault = json.parse(message)) return rejection_for(*fault);
  dom::object object;
  if (json.root().get_object().get(object) != simdjson::SUCCESS) {
    return Rejection{RejectReason::kNotAnObject, "the message must be one JSON object", ""};
  }
  event.body = message;
  bool dirty = json.has_words_for_numbers();  // the log holds JSON
  if (auto rejection = read_members(object, event, may_clean, dirty)) return rejection;
  if (!dirty || !may_clean) return std::nullopt;
  cleaned = clean(object, event);
  return parse(cleaned, event, false);
}

Parser::Parser(size_t usual_bytes) : impl_(std::make_unique<Impl>(usual_bytes)) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

std::optional<Rejection> Parser::parse(std::string_view message, Event& event) {
  return impl_->parse(message, event, true);
}

std::optional<Rejection> Parser::parse_logged(std::string_view body, Event& event) {
  return impl_->parse(body, event, false);
}

std::string Parser::masked(std::string_view message, size_t limit_bytes) {
  std::string text;
  if (message.size() <= kMaxMessageBytes && !impl_->json.parse(message)) {
    append_clean(text, impl_->json, impl_->json.root());
  } else {
    // Not JSON: what is not UTF-8 becomes a replacement character, then numbers are masked as in any text.
    const std::string quoted = json_string(message.substr(0, limit_bytes));
    text = clean_text(nlohmann::json::parse(quoted).get<std::string>());
  }
  text.resize(cut_to_bytes(text, limit_bytes).size());
  return text;
}

}  // namespace gridwall::event

#include "ingest/event/encode.h"

#include <nlohmann/json.hpp>

#include "ingest/event/schema.h"
#include "ingest/event/time.h"

namespace gridwall::inline event {

std::string encode(const Event& event, int offset_s) {
  nlohmann::ordered_json json;
  json["v"] = 1;
  json["id"] = event.id;
  json["feed"] = feed_name(event.feed());
  json["type"] = event_type_name(event.type);
  json["at"] = format_rfc3339(event.at_ns, offset_s);
  json["source"] = event.source;
  if (!event.grid_code.empty()) json["grid"] = event.grid_code;
  if (event.position) {
    json["lon"] = event.position->lon_deg;
    json["lat"] = event.position->lat_deg;
  }
  for (const FieldRule& rule : rules_of(event.type)) {
    if (!event.has(rule.field)) continue;
    const std::string name(field_name(rule.field));
    switch (rule.kind) {
      case ValueKind::kId:
      case ValueKind::kText:
      case ValueKind::kLabel:
        json[name] = event.text(rule.field);
        break;
      case ValueKind::kCount:
      case ValueKind::kLevel:
      case ValueKind::kStars:
      case ValueKind::kSeconds:
        json[name] = event.integer(rule.field);
        break;
      case ValueKind::kTime:
        json[name] = format_rfc3339(event.time_ns(rule.field), offset_s);
        break;
      case ValueKind::kBool:
        json[name] = event.flag(rule.field);
        break;
      case ValueKind::kTier:
      case ValueKind::kScore:
      case ValueKind::kAssessment:
      case ValueKind::kTeamStatus:
      case ValueKind::kTeamDetail:
      case ValueKind::kMode:
      case ValueKind::kWarningStatus:
        json[name] = words_of(rule.kind)[static_cast<size_t>(event.integer(rule.field))];
        break;
    }
  }
  std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (!event.unknown_members.empty()) {
    text.pop_back();
    text += ',' + event.unknown_members + '}';
  }
  return text;
}

std::string json_string(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string members_of_place(std::string_view lon, std::string_view lat) {
  std::string members = lon.empty() ? "" : "\"lon\":" + json_string(lon);
  if (!lat.empty()) members += (members.empty() ? "\"lat\":" : ",\"lat\":") + json_string(lat);
  return members;
}

}  // namespace gridwall::event

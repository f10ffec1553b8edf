#include "ingest/feed/heartbeat.h"

#include <nlohmann/json.hpp>

#include <simdjson.h>

#include "ingest/event/time.h"

namespace gridwall::feed {
namespace {

namespace dom = simdjson::dom;

std::string text_of(dom::element object, std::string_view key) {
  std::string_view text;
  return object[key].get_string().get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

uint64_t count_of(dom::element object, std::string_view key) {
  uint64_t value = 0;
  return object[key].get_uint64().get(value) == simdjson::SUCCESS ? value : 0;
}

}  // namespace

std::string encode_heartbeat(const Heartbeat& heartbeat) {
  nlohmann::ordered_json json;
  json["log_id"] = heartbeat.log_id;
  json["seq"] = heartbeat.seq;
  for (int i = 0; i < kFeedCount; ++i) {
    json["feed_seq"][std::string(feed_name(static_cast<Feed>(i)))] = heartbeat.feed_seq[static_cast<size_t>(i)];
  }
  json["hash"] = heartbeat.hash;
  json["county"] = heartbeat.county_mark;
  json["server_time"] = format_rfc3339(heartbeat.server_time_ns);
  if (heartbeat.degraded.empty()) {
    json["degraded"] = nullptr;
  } else {
    json["degraded"] = heartbeat.degraded;
  }
  json["walls"] = heartbeat.walls;
  json["refused"] = heartbeat.refused;
  json["unanswered"] = heartbeat.unanswered;
  json["sources"] = nlohmann::ordered_json::array();
  for (const SourceHealth& source : heartbeat.sources) {
    nlohmann::ordered_json entry;
    entry["source"] = source.source;
    entry["accepted"] = source.accepted;
    entry["duplicates"] = source.duplicates;
    entry["rejected"] = source.rejected;
    entry["shed"] = source.shed;
    entry["gaps"] = source.gaps;
    if (source.last_received_age_s) {
      entry["last_received_age_s"] = *source.last_received_age_s;
    } else {
      entry["last_received_age_s"] = nullptr;
    }
    json["sources"].push_back(std::move(entry));
  }
  if (heartbeat.training) json["training"] = true;
  json["desks"] = nlohmann::ordered_json::array();
  for (const DeskHealth& desk : heartbeat.desks) {
    json["desks"].push_back({{"desk", desk.desk}, {"form", desk.form}, {"about", desk.about}});
  }
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::optional<Heartbeat> parse_heartbeat(std::string_view text) {
  dom::parser parser;
  dom::element json;
  if (parser.parse(text.data(), text.size()).get(json) != simdjson::SUCCESS || !json.is_object()) return std::nullopt;
  Heartbeat heartbeat;
  heartbeat.log_id = text_of(json, "log_id");
  if (heartbeat.log_id.empty() || json["seq"].get_uint64().get(heartbeat.seq) != simdjson::SUCCESS) return std::nullopt;
  for (int i = 0; i < kFeedCount; ++i) {
    dom::element feeds;
    if (json["feed_seq"].get(feeds) != simdjson::SUCCESS) break;
    heartbeat.feed_seq[static_cast<size_t>(i)] = count_of(feeds, feed_name(static_cast<Feed>(i)));
  }
  heartbeat.hash = text_of(json, "hash");
  heartbeat.county_mark = text_of(json, "county");
  heartbeat.server_time_ns = parse_rfc3339(text_of(json, "server_time")).value_or(0);
  heartbeat.degraded = text_of(json, "degraded");
  heartbeat.walls = count_of(json, "walls");
  heartbeat.refused = count_of(json, "refused");
  heartbeat.unanswered = count_of(json, "unanswered");
  bool training = false;
  heartbeat.training = json["training"].get_bool().get(training) == simdjson::SUCCESS && training;
  dom::array desks;
  if (json["desks"].get_array().get(desks) == simdjson::SUCCESS) {
    heartbeat.takes_presence = true;
    for (const dom::element entry : desks) {
      heartbeat.desks.push_back({text_of(entry, "desk"), text_of(entry, "form"), text_of(entry, "about")});
    }
  }
  dom::array sources;
  if (json["sources"].get_array().get(sources) == simdjson::SUCCESS) {
    for (const dom::element entry : sources) {
      SourceHealth source;
      source.source = text_of(entry, "source");
      source.accepted = count_of(entry, "accepted");
      source.duplicates = count_of(entry, "duplicates");
      source.rejected = count_of(entry, "rejected");
      source.shed = count_of(entry, "shed");
      source.gaps = count_of(entry, "gaps");
      double age_s = 0;
      if (entry["last_received_age_s"].get_double().get(age_s) == simdjson::SUCCESS) source.last_received_age_s = age_s;
      heartbeat.sources.push_back(std::move(source));
    }
  }
  return heartbeat;
}

}  // namespace gridwall::feed

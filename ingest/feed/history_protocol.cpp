#include "ingest/feed/history_protocol.h"

#include <nlohmann/json.hpp>

#include <simdjson.h>

#include "ingest/event/time.h"
#include "ingest/feed/wire.h"

namespace gridwall::feed {
namespace {

namespace dom = simdjson::dom;
using Json = nlohmann::ordered_json;

constexpr size_t kMaxRequestBytes = 4096;
constexpr size_t kMaxAnswerDepth = 16;

std::string_view name_of(HistoryRequest::Get get) {
  switch (get) {
    case HistoryRequest::Get::kHello:
      return "hello";
    case HistoryRequest::Get::kCounty:
      return "county";
    case HistoryRequest::Get::kSnapshot:
      return "snapshot";
    case HistoryRequest::Get::kRange:
      return "range";
    case HistoryRequest::Get::kPlace:
      return "place";
    case HistoryRequest::Get::kIndex:
      return "index";
  }
  return "";
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <typename T>
void read(dom::element object, std::string_view key, T& value) {
  dom::element member;
  if (object[key].get(member) != simdjson::SUCCESS) return;
  if constexpr (std::is_same_v<T, std::string>) {
    std::string_view text;
    if (member.get_string().get(text) == simdjson::SUCCESS) value = text;
  } else if constexpr (std::is_same_v<T, uint64_t>) {
    uint64_t number = 0;
    if (member.get_uint64().get(number) == simdjson::SUCCESS) value = number;
  } else {
    int64_t number = 0;
    if (member.get_int64().get(number) == simdjson::SUCCESS) value = static_cast<T>(number);
  }
}

template <typename T>
void read_numbers(dom::element object, std::string_view key, std::array<T, kFeedCount>& values) {
  dom::array list;
  if (object[key].get_array().get(list) != simdjson::SUCCESS) return;
  size_t i = 0;
  for (const dom::element number : list) {
    if (i == values.size()) return;
    T value{};
    if (number.get(value) == simdjson::SUCCESS) values[i] = value;
    ++i;
  }
}

}  // namespace

std::string encode_request(const HistoryRequest& request) {
  Json json;
  json["get"] = name_of(request.get);
  json["request"] = request.request;
  if (request.get == HistoryRequest::Get::kRange) {
    json["from"] = request.from;
    json["to"] = request.to;
  }
  if (request.get == HistoryRequest::Get::kSnapshot) {
    json["version"] = request.version;
    if (request.seq) json["seq"] = *request.seq;
    if (request.before) json["before"] = *request.before;
  }
  if (request.get == HistoryRequest::Get::kCounty && request.of) json["of"] = *request.of;
  if (request.get == HistoryRequest::Get::kPlace) {
    if (request.at_ns) json["at"] = *request.at_ns;
    if (request.seq) json["seq"] = *request.seq;
  }
  if (request.get == HistoryRequest::Get::kIndex) {
    json["from"] = request.from;
    json["late"] = request.late_after_s;
    json["received"] = request.received_ns;
    json["feed_seq"] = request.feed_seq;
  }
  if (request.offset != 0) json["offset"] = request.offset;
  return dump(json);
}

std::optional<std::string> parse_request(std::string_view text, HistoryRequest& request) {
  request = {};
  if (text.size() > kMaxRequestBytes) return "a request has at most " + std::to_string(kMaxRequestBytes) + " bytes";
  dom::parser parser(kMaxRequestBytes);
  dom::element json;
  if (parser.allocate(kMaxRequestBytes, 4) != simdjson::SUCCESS ||
      parser.parse(text.data(), text.size()).get(json) != simdjson::SUCCESS || !json.is_object()) {
    return "a request is one JSON object";
  }
  read(json, "request", request.request);
  std::string get;
  read(json, "get", get);
  using Get = HistoryRequest::Get;
  bool known = false;
  for (const Get candidate : {Get::kHello, Get::kCounty, Get::kSnapshot, Get::kRange, Get::kPlace, Get::kIndex}) {
    if (name_of(candidate) == get) request.get = candidate, known = true;
  }
  if (!known) return "get: must be one of hello, county, snapshot, range, place, index";
  read(json, "from", request.from);
  read(json, "to", request.to);
  read(json, "offset", request.offset);
  read(json, "version", request.version);
  uint64_t seq = 0;
  if (json["seq"].get_uint64().get(seq) == simdjson::SUCCESS) request.seq = seq;
  if (json["before"].get_uint64().get(seq) == simdjson::SUCCESS) request.before = seq;
  if (json["of"].get_uint64().get(seq) == simdjson::SUCCESS) request.of = seq;
  int64_t at_ns = 0;
  if (json["at"].get_int64().get(at_ns) == simdjson::SUCCESS) request.at_ns = at_ns;
  read_numbers(json, "late", request.late_after_s);
  read_numbers(json, "received", request.received_ns);
  read_numbers(json, "feed_seq", request.feed_seq);
  if (request.get == Get::kRange && (request.from == 0 || request.to < request.from)) {
    return "range: needs 1 <= from <= to";
  }
  if (request.get == Get::kIndex && request.from == 0) return "index: needs 1 <= from";
  if (request.get == Get::kPlace && request.seq.has_value() == request.at_ns.has_value()) {
    return "place: needs either at or seq";
  }
  return std::nullopt;
}

std::string encode_answer(const HistoryAnswer& answer, HistoryRequest::Get get) {
  Json json;
  json["request"] = answer.request;
  json["get"] = name_of(get);
  switch (get) {
    case HistoryRequest::Get::kHello:
      json["protocol"] = answer.protocol;
      json["state_version"] = answer.state_version;
      json["log_id"] = answer.log_id;
      json["head"] = answer.head;
      for (int i = 0; i < kFeedCount; ++i) {
        json["feed_seq"][std::string(feed_name(static_cast<Feed>(i)))] = answer.feed_seq[static_cast<size_t>(i)];
      }
      json["hash"] = answer.hash;
      json["county"] = answer.county_mark;
      json["intake"] = answer.intake;
      json["publish"] = answer.publish;
      json["server_time"] = format_rfc3339(answer.server_time_ns);
      break;
    case HistoryRequest::Get::kSnapshot:
      json["seq"] = answer.seq;
      json["state_version"] = answer.state_version;
      [[fallthrough]];
    case HistoryRequest::Get::kCounty:
      json["bytes"] = answer.bytes;
      json["offset"] = answer.offset;
      if (get == HistoryRequest::Get::kCounty) json["county"] = answer.county_mark;
      break;
    case HistoryRequest::Get::kRange:
      json["from"] = answer.from;
      json["last"] = answer.last;
      json["count"] = answer.count;
      json["head"] = answer.head;
      break;
    case HistoryRequest::Get::kPlace:
      json["seq"] = answer.seq;
      json["received_ns"] = answer.received_ns;
      json["base"] = answer.base;
      json["head"] = answer.head;
      json["first_ns"] = answer.first_ns;
      json["head_ns"] = answer.head_ns;
      json["county_from"] = answer.county_from;
      json["county_until"] = answer.county_until;
      if (answer.has_checkpoint) json["checkpoint"] = answer.checkpoint;
      break;
    case HistoryRequest::Get::kIndex:
      json["bytes"] = answer.bytes;
      json["last"] = answer.last;
      break;
  }
  return dump(json);
}

std::string encode_error(const HistoryAnswer& answer) {
  Json json;
  json["request"] = answer.request;
  json["error"] = answer.error;
  json["detail"] = answer.detail;
  if (answer.first != 0) json["first"] = answer.first;
  return dump(json);
}

std::optional<HistoryAnswer> parse_history_answer(std::string_view text) {
  dom::parser parser;
  dom::element json;
  if (text.size() > kChunkBytes || parser.allocate(text.size(), kMaxAnswerDepth) != simdjson::SUCCESS ||
      parser.parse(text.data(), text.size()).get(json) != simdjson::SUCCESS || !json.is_object()) {
    return std::nullopt;
  }
  HistoryAnswer answer;
  read(json, "request", answer.request);
  read(json, "error", answer.error);
  read(json, "detail", answer.detail);
  read(json, "first", answer.first);
  read(json, "protocol", answer.protocol);
  read(json, "state_version", answer.state_version);
  read(json, "log_id", answer.log_id);
  read(json, "hash", answer.hash);
  read(json, "county", answer.county_mark);
  read(json, "intake", answer.intake);
  read(json, "publish", answer.publish);
  read(json, "head", answer.head);
  dom::element feeds;
  if (json["feed_seq"].get(feeds) == simdjson::SUCCESS) {
    for (int i = 0; i < kFeedCount; ++i) {
      read(feeds, feed_name(static_cast<Feed>(i)), answer.feed_seq[static_cast<size_t>(i)]);
    }
  }
  std::string time;
  read(json, "server_time", time);
  answer.server_time_ns = parse_rfc3339(time).value_or(0);
  read(json, "bytes", answer.bytes);
  read(json, "offset", answer.offset);
  read(json, "seq", answer.seq);
  read(json, "from", answer.from);
  read(json, "last", answer.last);
  read(json, "count", answer.count);
  read(json, "base", answer.base);
  read(json, "first_ns", answer.first_ns);
  read(json, "head_ns", answer.head_ns);
  read(json, "received_ns", answer.received_ns);
  read(json, "county_from", answer.county_from);
  read(json, "county_until", answer.county_until);
  answer.has_checkpoint = json["checkpoint"].get_uint64().get(answer.checkpoint) == simdjson::SUCCESS;
  return answer;
}

}  // namespace gridwall::feed

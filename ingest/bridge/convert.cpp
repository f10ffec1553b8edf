#include "ingest/bridge/convert.h"

#include <sstream>

#include "ingest/bridge/body_events.h"
#include "ingest/event/encode.h"
#include "ingest/event/parse.h"
#include "ingest/event/utf8.h"

namespace gridwall::bridge {
namespace {

// A mapping of JSON reads a list of objects.
Result<std::string> as_list(std::string_view body) {
  const std::string_view text = trimmed(without_byte_order_mark(body));
  if (!text.starts_with('{')) return std::string(text);
  const Result<std::vector<std::string>> objects = events_of_body(text, SIZE_MAX);
  if (!objects) return objects.error();
  std::string list = "[";
  for (const std::string& object : *objects) list.append(list.size() > 1 ? "," : "").append(object);
  return list + "]";
}

}  // namespace

Result<Converted> convert(const import::Mapping& mapping, const std::vector<std::string>& languages,
                          std::string_view body, const std::string& name) {
  Converted converted;
  std::string text(body);
  if (mapping.format == import::SourceFormat::kOpen311Json) {
    Result<std::string> list = as_list(body);
    if (!list) return Error{list.error().code, name + ": " + list.error().message};
    text = std::move(*list);
  }
  std::istringstream input(std::move(text));
  import::ImportIo io;
  io.input = &input;
  io.input_name = name;
  Parser parser;
  Event event;
  io.write = [&](std::string_view line) {
    converted.events.emplace_back(line);
    converted.ids.emplace_back(parser.parse(line, event) ? std::string_view() : event.id);
    return true;
  };
  io.progress = [](uint64_t) { return true; };
  const bool warnings = mapping.format == import::SourceFormat::kCap;
  Result<import::ImportSummary> summary =
      warnings ? import::run_cap_import(mapping, {{&input, name}}, languages, io) : import::run_import(mapping, io);
  if (!summary) return summary.error();
  converted.summary = std::move(*summary);
  return converted;
}

std::string left_out_json(const import::ImportSummary& summary) {
  std::string json = "[";
  for (const auto* tallies : {&summary.bad_rows, &summary.skipped}) {
    for (const auto& [reason, tally] : *tallies) {
      if (json.size() > 1) json += ',';
      json += "{\"reason\":" + json_string(reason) + ",\"count\":" + std::to_string(tally.count) +
              ",\"first\":" + std::to_string(tally.first_line) + "}";
    }
  }
  return json + "]";
}

}  // namespace gridwall::bridge

#include "viewer/playback/link.h"

#include <utility>

#include <fmt/format.h>

#include "ingest/event/time.h"

namespace gridwall::playback {
namespace {

// As a shell takes it, whatever is in it.
std::string quoted(const std::string& word) {
  const bool plain = !word.empty() && word.find_first_not_of(
                                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789_./:+-*,") == std::string::npos;
  if (plain) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

std::string link_for(const Link& link) {
  std::string text = "gridwall";
  const std::pair<const char*, std::string> parts[] = {
      {"--replay", link.log},
      {"--connect", link.log.empty() ? link.connect : std::string()},
      {"--at", format_rfc3339(link.at_ns, link.offset_s)},
      {"--scene", link.scene},
      {"--area", link.area},
      {"--view", link.map_place ? fmt::format("{:.5f},{:.5f},{:.2f}", link.map_place->center.lon_deg,
                                              link.map_place->center.lat_deg, link.map_place->nearer)
                                : std::string()},
      {"--compare", link.compare_ns ? format_rfc3339(*link.compare_ns, link.offset_s) : std::string()},
      {"--compare-view", link.compare_ns ? std::string(compare_view_name(link.compare_view)) : std::string()},
  };
  for (const auto& [option, value] : parts) {
    if (!value.empty()) text += std::string(" ") + option + " " + quoted(value);
  }
  return text;
}

}  // namespace gridwall::playback

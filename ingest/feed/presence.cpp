#include "ingest/feed/presence.h"

#include "ingest/event/utf8.h"
#include "ingest/feed/wire.h"

namespace gridwall::feed {
namespace {

constexpr std::string_view kPrefix = "presence ";
constexpr size_t kMostBytes = 1024, kMostTextBytes = 256;

}  // namespace

std::string encode_presence(const DeskHealth& desk) {
  const auto cut = [](const std::string& text) { return cut_to_bytes(text, kMostTextBytes); };
  return std::string(kPrefix) + pack_texts({cut(desk.desk), cut(desk.form), cut(desk.about)});
}

bool is_presence(std::string_view frame) {
  return frame.starts_with(kPrefix);
}

std::optional<DeskHealth> parse_presence(std::string_view frame) {
  if (!is_presence(frame) || frame.size() > kMostBytes) return std::nullopt;
  std::optional<std::vector<std::string>> texts = unpack_texts(frame.substr(kPrefix.size()), 3);
  if (!texts) return std::nullopt;
  for (const std::string& text : *texts) {
    if (text.size() > kMostTextBytes || !is_utf8(text)) return std::nullopt;
  }
  DeskHealth desk{std::move((*texts)[0]), std::move((*texts)[1]), std::move((*texts)[2])};
  if (desk.desk.empty()) return std::nullopt;
  return desk;
}

bool PresenceBoard::take(std::string_view frame, int64_t steady_ns) {
  std::optional<DeskHealth> desk = parse_presence(frame);
  if (!desk) return false;
  std::erase_if(heard_, [&](const auto& one) { return steady_ns - one.second.at_ns > kPresenceLastsNs; });
  const auto known = heard_.find(desk->desk);
  if (known == heard_.end()) {
    if (heard_.size() >= kMostDesks) return false;
    std::string name = desk->desk;
    heard_.emplace(std::move(name), Heard{std::move(*desk), steady_ns});
    return true;
  }
  const bool changed = known->second.desk.form != desk->form || known->second.desk.about != desk->about;
  known->second = {std::move(*desk), steady_ns};
  return changed;
}

std::vector<DeskHealth> PresenceBoard::desks(int64_t steady_ns) const {
  std::vector<DeskHealth> desks;
  for (const auto& [name, heard] : heard_) {
    if (steady_ns - heard.at_ns <= kPresenceLastsNs) desks.push_back(heard.desk);
  }
  return desks;
}

}  // namespace gridwall::feed

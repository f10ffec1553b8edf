#include "viewer/playback/session.h"

#include "ingest/event/time.h"
#include "viewer/playback/playback_session.h"

namespace gridwall::playback {
namespace {

// As a shell takes it, whatever is in it.
std::string quoted(const std::string& word) {
  const bool plain = !word.empty() && word.find_first_not_of(
                                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789_./:+-*") == std::string::npos;
  if (plain) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

const Figures& Session::figures(int64_t now_ns, Scope scope) {
  const bool another_second = now_ns / kNsPerSecond != figures_.now_ns / kNsPerSecond;
  if (figures_stale_ || another_second || !(scope == figures_scope_)) {
    figures_ = compute_figures(*shown_, *county_, now_ns, scope);
    figures_scope_ = scope;
    figures_stale_ = false;
  }
  return figures_;
}

std::unique_ptr<Session> follow(std::unique_ptr<source::EventSource> source, source::PastFactory past,
                                std::function<void()> wake) {
  return std::make_unique<PlaybackSession>(std::move(source), std::move(past), std::move(wake));
}

Result<std::unique_ptr<Session>> replay(source::PastFactory past, const ReplayOptions& options) {
  auto session = std::make_unique<PlaybackSession>(nullptr, std::move(past), options.wake);
  if (const Status begun = session->begin_at(options.at_ns, options.speed); !begun) return begun.error();
  return std::unique_ptr<Session>(std::move(session));
}

Result<std::unique_ptr<Session>> replay(const std::filesystem::path& log, const ReplayOptions& options) {
  return replay(source::past_of_log(log), options);
}

std::string link_for(const Link& link) {
  std::string text = "gridwall";
  const std::pair<const char*, std::string> parts[] = {
      {"--replay", link.log},
      {"--connect", link.log.empty() ? link.connect : std::string()},
      {"--at", format_rfc3339(link.at_ns, link.offset_s)},
      {"--scene", link.scene},
      {"--area", link.area},
      {"--compare", link.compare_ns ? format_rfc3339(*link.compare_ns, link.offset_s) : std::string()},
      {"--compare-view", link.compare_ns ? std::string(compare_view_name(link.compare_view)) : std::string()},
  };
  for (const auto& [option, value] : parts) {
    if (!value.empty()) text += std::string(" ") + option + " " + quoted(value);
  }
  return text;
}

}  // namespace gridwall::playback

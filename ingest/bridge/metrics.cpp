// Counters for Prometheus: what the bridge counted itself, what the daemon's heartbeat says, and what follows from the
// log and the clock.
#include <fmt/core.h>

#include <algorithm>

#include "ingest/bridge/answers.h"
#include "ingest/bridge/reading.h"
#include "ingest/event/clock.h"
#include "ingest/state/alarms.h"

namespace gridwall::bridge {
namespace {

// A value of a label: a backslash, a quote and a line end are written with a backslash.
std::string escaped(std::string_view text) {
  std::string value;
  for (const char c : text) {
    if (c == '\n') {
      value += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') value += '\\';
    value += c;
  }
  return value;
}

class Exposition {
 public:
  void family(const char* name, const char* kind, const char* help) {
    text_ += fmt::format("# HELP gridwall_{} {}\n# TYPE gridwall_{} {}\n", name, help, name, kind);
    name_ = name;
  }
  void value(double number) { text_ += fmt::format("gridwall_{} {}\n", name_, number); }
  void value(const std::string& labels, double number) {
    text_ += fmt::format("gridwall_{}{{{}}} {}\n", name_, labels, number);
  }
  // Of a histogram: `_bucket`, `_sum`, `_count`.
  void part(const char* suffix, const std::string& labels, double number) {
    text_ += fmt::format("gridwall_{}{}{{{}}} {}\n", name_, suffix, labels, number);
  }
  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
  std::string name_;
};

std::string label(const char* name, std::string_view value) {
  return fmt::format("{}=\"{}\"", name, escaped(value));
}

double age_s(int64_t now_ns, int64_t then_ns) {
  return static_cast<double>(std::max<int64_t>(0, now_ns - then_ns)) / 1e9;
}

void add_requests(Exposition& out, const Counters& counters) {
  out.family("bridge_requests_total", "counter", "HTTP requests answered, by what was asked for and the status.");
  for (const auto& [key, count] : counters.requests) {
    out.value(label("route", key.first) + "," + label("status", std::to_string(key.second)),
              static_cast<double>(count));
  }
  out.family("bridge_events_total", "counter", "Events sent by HTTP, by the answer to each.");
  for (const auto& [answer, count] : counters.events) out.value(label("answer", answer), static_cast<double>(count));
  out.family("bridge_answer_seconds", "histogram", "Time from a whole request to its answer.");
  for (const auto& [route, times] : counters.times) {
    uint64_t below = 0;
    for (size_t i = 0; i < times.counts.size(); ++i) {
      below += times.counts[i];
      const std::string bound = i < AnswerTimes::kBounds.size() ? fmt::format("{}", AnswerTimes::kBounds[i]) : "+Inf";
      out.part("_bucket", label("route", route) + "," + label("le", bound), static_cast<double>(below));
    }
    out.part("_sum", label("route", route), times.sum_s);
    out.part("_count", label("route", route), static_cast<double>(below));
  }
}

void add_sources(Exposition& out, const Desk& desk) {
  const auto each = [&](const char* name, const char* kind, const char* help, auto&& of) {
    out.family(name, kind, help);
    for (const auto& [source, counts] : desk.counters.sources) out.value(label("source", source), of(counts));
  };
  each("bridge_fetched_total", "counter", "Answers of sources that are asked, and messages of subscriptions.",
       [](const SourceCounts& counts) { return static_cast<double>(counts.fetched); });
  each("bridge_fetch_failures_total", "counter", "Times a source did not answer, or what came could not be read.",
       [](const SourceCounts& counts) { return static_cast<double>(counts.failed); });
  each("bridge_fetched_events_total", "counter", "Events of such sources that are in the log.",
       [](const SourceCounts& counts) { return static_cast<double>(counts.in_log); });
  each("bridge_fetched_rejects_total", "counter", "Events of such sources that were rejected.",
       [](const SourceCounts& counts) { return static_cast<double>(counts.rejected); });
  each("bridge_source_failing", "gauge", "1 while the last time went wrong.",
       [](const SourceCounts& counts) { return counts.problem.empty() ? 0.0 : 1.0; });
  out.family("bridge_fetch_age_seconds", "gauge", "Since the last time that went well; none before the first.");
  for (const auto& [source, counts] : desk.counters.sources) {
    if (counts.last_good_ns != 0) out.value(label("source", source), age_s(desk.now_ns, counts.last_good_ns));
  }
}

void add_http(Exposition& out, const HttpCounts& http, const Desk& desk) {
  out.family("bridge_connections", "gauge", "Open HTTP connections.");
  out.value(static_cast<double>(http.open));
  out.family("bridge_slow_connections_total", "counter", "Connections closed because they took too long.");
  out.value(static_cast<double>(http.too_slow));
  out.family("bridge_large_bodies_total", "counter", "Bodies refused for their size.");
  out.value(static_cast<double>(http.refused_size));
  out.family("bridge_owed_submissions", "gauge", "Requests that wait for the daemon's answer.");
  out.value(static_cast<double>(desk.link.owed()));
}

void add_heartbeat(Exposition& out, const Desk& desk) {
  const bool beats = desk.pulse.beats(desk.now_ns);
  out.family("daemon_up", "gauge", "1 if the daemon's last heartbeat is at most three seconds old.");
  out.value(beats ? 1 : 0);
  const std::optional<feed::Heartbeat>& last = desk.pulse.last();
  if (!last) return;
  out.family("heartbeat_age_seconds", "gauge", "Since the last heartbeat.");
  out.value(age_s(desk.now_ns, desk.pulse.heard_ns()));
  out.family("log_seq", "counter", "Number of the last event in the log.");
  out.value(static_cast<double>(last->seq));
  out.family("log_degraded", "gauge", "1 while the log cannot be written.");
  out.value(last->degraded.empty() ? 0 : 1);
  out.family("feed_events_total", "counter", "Events in the log, by feed.");
  for (size_t i = 0; i < kFeedCount; ++i) {
    out.value(label("feed", feed_name(static_cast<Feed>(i))), static_cast<double>(last->feed_seq[i]));
  }
  out.family("walls", "gauge", "Subscribers to all that the daemon sends.");
  out.value(static_cast<double>(last->walls));
  out.family("wall_refused_total", "counter", "Events dropped because a wall's queue was full; it fetches them.");
  out.value(static_cast<double>(last->refused));
  out.family("unanswered_total", "counter", "Batches whose sender was gone when its answers came.");
  out.value(static_cast<double>(last->unanswered));
  const auto each = [&](const char* name, const char* help, auto&& of) {
    out.family(name, "counter", help);
    for (const feed::SourceHealth& source : last->sources) {
      out.value(label("source", source.source), static_cast<double>(of(source)));
    }
  };
  each("source_accepted_total", "Events accepted since the daemon started, by source; a rate is its derivative.",
       [](const feed::SourceHealth& source) { return source.accepted; });
  each("source_duplicates_total", "Events that were in the log already.",
       [](const feed::SourceHealth& source) { return source.duplicates; });
  each("source_rejected_total", "Events that were rejected.",
       [](const feed::SourceHealth& source) { return source.rejected; });
  each("source_shed_total", "Events answered `retry rate`.",
       [](const feed::SourceHealth& source) { return source.shed; });
  each("source_gaps_total", "Messages lost on the way from a system that only publishes.",
       [](const feed::SourceHealth& source) { return source.gaps; });
  out.family("source_age_seconds", "gauge", "Since the last message of a source.");
  for (const feed::SourceHealth& source : last->sources) {
    if (source.last_received_age_s) out.value(label("source", source.source), *source.last_received_age_s);
  }
}

// On the log's thread.
std::string log_metrics(const replay::LogMoment& moment, uint64_t seq_of_daemon, const AlarmHealth& health) {
  Exposition out;
  const int64_t now_ns = std::max(system_clock_ns(), moment.at_ns);
  const CountyState& state = moment.state;
  out.family("log_lag_events", "gauge", "Events in the log that the figures below do not have yet.");
  out.value(seq_of_daemon > moment.seq ? static_cast<double>(seq_of_daemon - moment.seq) : 0);
  out.family("feed_age_seconds", "gauge", "Since the last event of a feed was received.");
  for (size_t i = 0; i < kFeedCount; ++i) {
    if (!is_time(state.feed_received_ns[i])) continue;
    out.value(label("feed", feed_name(static_cast<Feed>(i))), age_s(now_ns, state.feed_received_ns[i]));
  }
  out.family("log_rejects_total", "counter", "Events rejected since the log began.");
  out.value(static_cast<double>(moment.intake.rejected));
  out.family("requests_open", "gauge", "Requests that are not resolved.");
  out.value(static_cast<double>(state.open_requests.size()));
  const AlarmCounts alarms = alarm_counts_at(state, moment.county, now_ns, ScopePlaces(moment.county, {}), health);
  out.family("alarms", "gauge", "Alarms of the duty list, by their state.");
  out.value(label("state", "active_unacknowledged"), static_cast<double>(alarms.active_unacknowledged));
  out.value(label("state", "active_acknowledged"), static_cast<double>(alarms.active_acknowledged));
  out.value(label("state", "cleared_unacknowledged"), static_cast<double>(alarms.cleared_unacknowledged));
  out.value(label("state", "shelved"), static_cast<double>(alarms.shelved));
  out.value(label("state", "suppressed"), static_cast<double>(alarms.suppressed));
  out.family("alarms_by_kind", "gauge", "The same but those suppressed, by kind.");
  for (int i = 0; i < kAlarmKindCount; ++i) {
    out.value(label("kind", alarm_kind_name(static_cast<AlarmKind>(i))),
              static_cast<double>(alarms.by_kind[static_cast<size_t>(i)]));
  }
  out.family("alarm_flood", "gauge", "1 while alarms come faster than a person can take them in.");
  out.value(alarms.flood ? 1 : 0);
  return std::move(out).text();
}

}  // namespace

void answer_metrics(Desk& desk, const std::shared_ptr<Exchange>& exchange) {
  Exposition out;
  add_http(out, desk.http_counts(), desk);
  add_requests(out, desk.counters);
  add_sources(out, desk);
  add_heartbeat(out, desk);
  HttpAnswer answer;
  answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
  answer.body = std::move(out).text();
  if (desk.log == nullptr) return exchange->answer(std::move(answer));
  const uint64_t seq = desk.pulse.last() ? desk.pulse.last()->seq : 0;
  AlarmHealth health;
  if (desk.pulse.beats(desk.now_ns)) health.log_degraded = desk.pulse.last()->degraded;
  const auto look = [&desk, exchange, answer, seq, health](const Result<const replay::LogMoment*>& moment) {
    HttpAnswer whole = answer;
    // Without the log the rest still says why: a scrape that fails altogether would say nothing.
    Exposition readable;
    readable.family("log_readable", "gauge", "1 if the bridge could read the log for what follows.");
    readable.value(moment ? 1 : 0);
    whole.body += std::move(readable).text();
    if (moment) whole.body += log_metrics(**moment, seq, health);
    desk.mailbox.post([exchange, whole = std::move(whole)] { exchange->answer(whole); });
  };
  if (!desk.log->look_at_head(look)) exchange->answer(try_later("too many ask for figures; ask again"));
}

}  // namespace gridwall::bridge

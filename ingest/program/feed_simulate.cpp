#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ingest/county/time_word.h"
#include "ingest/event/clock.h"
#include "ingest/event/duration.h"
#include "ingest/event/time.h"
#include "ingest/program/feed_clock.h"
#include "ingest/program/feed_commands.h"
#include "ingest/program/line_output.h"
#include "ingest/program/line_sender.h"
#include "ingest/program/program.h"
#include "ingest/simulate/history/history.h"
#include "ingest/simulate/life.h"

namespace gridwall::program {
namespace {

Result<std::optional<int64_t>> time_option(const char* name, const std::string& text, int64_t now_ns,
                                           const County& county) {
  if (text.empty()) return std::optional<int64_t>();
  const std::optional<int64_t> time_ns = read_time_word(text, now_ns, county.zone);
  if (time_ns) return time_ns;
  return Error{ErrorCode::kInvalidArgument,
               std::string(name) + ": '" + text +
                   "' is not a time; write now, now-30d, 2026-11-01 or 2026-11-01T08:00:00+08:00"};
}

// The beginning of the local day so many days before.
int64_t midnight_before_ns(const County& county, int64_t time_ns, int64_t days) {
  return county.zone.day_start_ns(county.zone.local_day(time_ns) - static_cast<int32_t>(days));
}

Result<simulate::LifeOptions> life_options(const SimulateCommand& command, const County& county, int64_t now_ns) {
  simulate::LifeOptions options;
  options.seed = command.seed;
  options.requests_per_day = command.rate;
  options.workers = command.workers;
  if (command.events > 0) options.max_events = command.events;
  const std::optional<int64_t> interval_ns =
      command.track_interval.empty() ? 0 : read_duration_ns(command.track_interval);
  if (!interval_ns || (*interval_ns > 0 && *interval_ns < kNsPerSecond)) {
    return Error{ErrorCode::kInvalidArgument, "--track-interval: '" + command.track_interval +
                                                  "' is not a duration; write 300s or 5m, or 0s for no tracks"};
  }
  if (!command.track_interval.empty()) options.track_interval_s = *interval_ns / kNsPerSecond;

  const auto from = time_option("--from", command.from, now_ns, county);
  if (!from) return from.error();
  const auto until = time_option("--until", command.until, now_ns, county);
  if (!until) return until.error();
  const auto since = time_option("--since", command.since, now_ns, county);
  if (!since) return since.error();
  const auto story = time_option("--story", command.story, now_ns, county);
  if (!story) return story.error();

  const int64_t days = command.days > 0 ? command.days : 30;
  if (*from) {
    options.from_ns = **from;
    if (!command.live && command.events == 0) options.until_ns = options.from_ns + days * kNsPerDay;
  } else if (command.live) {
    options.from_ns = command.days > 0 ? midnight_before_ns(county, now_ns, command.days) : now_ns;
  } else {
    const int64_t end_ns = *until ? **until : now_ns;
    // With --events but without a time, events start a year ago and take as long as they need.
    options.from_ns = midnight_before_ns(county, end_ns, command.events > 0 && command.days == 0 ? 365 : days);
    if (command.events == 0) options.until_ns = end_ns;
  }
  if (*until) options.until_ns = **until;
  options.since_ns = *since ? **since : options.from_ns;
  options.after_history = command.after_history;
  options.story_ns = *story;
  if (command.live && !*story && command.feeds.empty()) options.story_ns = now_ns + 15 * kNsPerSecond;
  if (command.live) options.roll_call_ns = now_ns;
  if (options.until_ns <= options.from_ns) {
    return Error{ErrorCode::kInvalidArgument, "--until " + format_rfc3339(options.until_ns) + " is not after --from " +
                                                  format_rfc3339(options.from_ns)};
  }
  if (options.since_ns > options.from_ns) {
    return Error{ErrorCode::kInvalidArgument,
                 "--since " + format_rfc3339(options.since_ns) + " is after --from " + format_rfc3339(options.from_ns)};
  }
  return options;
}

Result<std::vector<Draft>> history_of(const SimulateCommand& command, const County& county, int64_t now_ns) {
  const auto until = time_option("--until", command.until, now_ns, county);
  if (!until) return until.error();
  std::filesystem::path file = command.targets;
  if (file.empty()) {
    const Result<std::filesystem::path> home = find_home();
    if (!home) return home.error();
    file = *home / "config" / "histories" / (county.key + ".toml");
  }
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) {
    return Error{ErrorCode::kNotFound,
                 file.string() +
                     ": cannot be read; name another file of figures with --targets, see config/histories/README.md"};
  }
  const Result<simulate::history::HistoryTargets> targets =
      simulate::history::read_history(text.str(), file.string(), county);
  if (!targets) return targets.error();
  return simulate::history::make_history(county, *targets, {command.seed, *until ? **until : now_ns});
}

bool tells(const SimulateCommand& command, Feed feed) {
  return command.feeds.empty() ||
         std::find(command.feeds.begin(), command.feeds.end(), feed_name(feed)) != command.feeds.end();
}

Status write_history(const SimulateCommand& command, const County& county, int64_t now_ns) {
  const Result<std::vector<Draft>> history = history_of(command, county, now_ns);
  if (!history) return history.error();
  Result<LineOutput> output = LineOutput::open(command.out);
  if (!output) return output.error();
  for (const Draft& draft : *history) {
    if (stop_requested().load()) return Error{ErrorCode::kUnavailable, "stopped before the end"};
    if (!tells(command, feed_of(draft.type))) continue;
    if (!output->write(to_line(draft, county.zone.offset_s(draft.at_ns)))) break;
  }
  return output->close();
}

// What lies before `now_ns` goes out at once; from then on the life runs `speed` times as fast as the clock, its times
// drawn together so that an event's `at` is when it goes out.
Status tell(simulate::Life& life, const County& county, const simulate::LifeOptions& options,
            const SimulateCommand& command, int64_t now_ns, LineOutput& output) {
  ProgressBar bar(command.live ? "history" : "simulating");
  const bool endless = options.until_ns == std::numeric_limits<int64_t>::max();
  const int64_t end_ns = command.live ? std::min(now_ns, options.until_ns) : options.until_ns;
  uint64_t told = 0;
  while (!stop_requested().load()) {
    const std::optional<Draft> draft = life.next();
    if (!draft) break;
    int64_t shift_ns = 0;
    if (command.live && draft->at_ns > now_ns) {
      const auto ahead_ns = static_cast<double>(draft->at_ns - now_ns);
      const int64_t due_ns = whole_milliseconds(now_ns + static_cast<int64_t>(ahead_ns / command.speed));
      shift_ns = due_ns - draft->at_ns;
      if (due_ns > system_clock_ns() && (!output.flush() || !wait_until(due_ns))) break;
    } else if (++told % 256 == 0) {
      if (!endless || command.live) {
        bar.show(static_cast<uint64_t>((draft->at_ns - options.from_ns) / kNsPerSecond),
                 static_cast<uint64_t>((end_ns - options.from_ns) / kNsPerSecond));
      } else {
        bar.show(told, options.max_events);
      }
    }
    if (!tells(command, feed_of(draft->type))) continue;
    if (!output.write(to_line(*draft, county.zone.offset_s(draft->at_ns), shift_ns))) break;
  }
  if (stop_requested().load() && !command.live) return Error{ErrorCode::kUnavailable, "stopped before the end"};
  return Done{};
}

}  // namespace

Status run_simulate(const SimulateCommand& command) {
  if (!command.scenario.empty()) return run_scenario(command);
  if (!command.at.empty() || command.drill || command.training)
    return Error{ErrorCode::kInvalidArgument, "--at, --drill and --training need --scenario"};
  if (command.speed <= 0) return Error{ErrorCode::kInvalidArgument, "--speed must be above 0"};
  if (command.speed != 1 && !command.live)
    return Error{ErrorCode::kInvalidArgument, "--speed needs --live; gridwall-feed send has a --speed of its own"};
  if (!command.out.empty() && !command.to.endpoint.empty())
    return Error{ErrorCode::kInvalidArgument, "--out and --to: give only one of them"};
  const Result<County> county = county_named(command.county);
  if (!county) return county.error();
  const int64_t now_ns = whole_milliseconds(system_clock_ns());
  if (command.history) return write_history(command, *county, now_ns);
  const Result<simulate::LifeOptions> options = life_options(command, *county, now_ns);
  if (!options) return options.error();
  simulate::Life life(*county, *options);
  if (!command.to.endpoint.empty()) {
    return send_lines(command.to,
                      [&](LineOutput& output) { return tell(life, *county, *options, command, now_ns, output); });
  }
  Result<LineOutput> output = LineOutput::open(command.out);
  if (!output) return output.error();
  if (Status told = tell(life, *county, *options, command, now_ns, *output); !told) return told;
  return output->close();
}

}  // namespace gridwall::program

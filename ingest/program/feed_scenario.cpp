#include <cmath>
#include <cstdio>

#include "ingest/county/time_word.h"
#include "ingest/event/clock.h"
#include "ingest/event/time.h"
#include "ingest/program/feed_clock.h"
#include "ingest/program/feed_commands.h"
#include "ingest/program/line_output.h"
#include "ingest/program/line_sender.h"
#include "ingest/program/program.h"
#include "ingest/program/scenario_file.h"
#include "ingest/simulate/scenario/scenario.h"

namespace gridwall::program {
namespace {

void say_phase(const simulate::scenario::Playing& playing, size_t phase) {
  const simulate::scenario::Playing::Phase& now = playing.phases[phase];
  print_to(stderr, "phase {}/{} {}: {}\n", phase + 1, playing.phases.size(), now.name, now.label.zh);
}

// Live, every event goes out at its own time; otherwise at once.
Status tell(const simulate::scenario::Playing& playing, const County& county, bool live, LineOutput& output) {
  size_t phase = 0;
  const auto begin_phases = [&](int64_t until_ns) {
    while (phase < playing.phases.size() && playing.phases[phase].at_ns <= until_ns) {
      if (live && (!output.flush() || !wait_until(playing.phases[phase].at_ns))) return false;
      say_phase(playing, phase++);
    }
    return true;
  };
  for (const Draft& draft : playing.events) {
    if (!begin_phases(draft.at_ns)) break;
    if (live && draft.at_ns > system_clock_ns() && (!output.flush() || !wait_until(draft.at_ns))) break;
    if (!output.write(to_line(draft, county.zone.offset_s(draft.at_ns)))) break;
  }
  if (live && output.flush() && begin_phases(playing.end_ns)) wait_until(playing.end_ns);
  if (stop_requested().load() && !live) return Error{ErrorCode::kUnavailable, "stopped before the end"};
  return Done{};
}

}  // namespace

Status run_scenario(const SimulateCommand& command) {
  if (!(command.speed > 0) || !std::isfinite(command.speed))
    return Error{ErrorCode::kInvalidArgument, "--speed must be above 0"};
  if (!command.out.empty() && !command.to.endpoint.empty())
    return Error{ErrorCode::kInvalidArgument, "--out and --to: give only one of them"};
  if (command.live && !command.at.empty())
    return Error{ErrorCode::kInvalidArgument, "--at and --live: give only one of them; a live scenario begins now"};
  const Result<simulate::scenario::Scenario> scenario = read_scenario(command.scenario);
  if (!scenario) return scenario.error();
  const Result<County> county = county_named(command.county);
  if (!county) return county.error();

  const int64_t now_ns = whole_milliseconds(system_clock_ns());
  simulate::scenario::PlayOptions options;
  options.seed = command.seed;
  options.speed = command.speed;
  options.drill = command.drill;
  options.training = options.injects_only = command.training;
  options.start_ns = now_ns;
  if (!command.at.empty()) {
    const std::optional<int64_t> at_ns = read_time_word(command.at, now_ns, county->zone);
    if (!at_ns) {
      return Error{ErrorCode::kInvalidArgument, "--at: '" + command.at +
                                                    "' is not a time; write now, now-6h, 2026-01-20 or "
                                                    "2026-01-20T18:00:00+08:00"};
    }
    options.start_ns = *at_ns;
  } else if (!command.live) {
    const double lasts_s = static_cast<double>(scenario->lasts_s) / command.speed;
    options.start_ns = now_ns - static_cast<int64_t>(lasts_s) * kNsPerSecond;
  }
  const Result<simulate::scenario::Playing> playing = simulate::scenario::play_scenario(*scenario, *county, options);
  if (!playing) return playing.error();
  if (!command.to.endpoint.empty()) {
    return send_lines(command.to, [&](LineOutput& output) { return tell(*playing, *county, command.live, output); });
  }
  Result<LineOutput> output = LineOutput::open(command.out);
  if (!output) return output.error();
  if (Status told = tell(*playing, *county, command.live, *output); !told) return told;
  return output->close();
}

}  // namespace gridwall::program

#include "ingest/program/log_show_command.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "ingest/event/time.h"
#include "ingest/program/program.h"
#include "ingest/replay/log_moment.h"
#include "ingest/state/state_json.h"
#include "ingest/state/state_text.h"

namespace gridwall::program {
namespace {

struct StateWords {
  std::string log, at, area;
  bool json = false, grids = false, full_fold = false;
};

struct EventWords {
  std::string log, from, to;
  uint64_t limit = 0;
};

Result<int64_t> time_option(const std::string& name, const std::string& text, int64_t otherwise) {
  if (text.empty()) return otherwise;
  const std::optional<int64_t> time_ns = parse_rfc3339(text);
  if (!time_ns) {
    return Error{ErrorCode::kInvalidArgument,
                 name + ": '" + text + "' is not a time; write it like 2026-11-21T14:32:08+08:00"};
  }
  return *time_ns;
}

std::string number(uint64_t seq) {
  return std::to_string(seq);
}

// What was printed is right as far as it goes; the exit code must say that it is not everything.
Status not_whole(const log::LogReader& reader, const std::string& printed) {
  if (reader.damage().empty()) return Done{};
  return Error{ErrorCode::kCorrupt, reader.damage() + "; " + printed};
}

Status print_state(const StateWords& words) {
  const Result<int64_t> asked_ns = time_option("--at", words.at, INT64_MAX);
  if (!asked_ns) return asked_ns.error();
  const Result<log::LogReader> reader = log::LogReader::open_sound(words.log);
  if (!reader) return reader.error();
  const std::optional<int64_t> at_ns = words.at.empty() ? std::nullopt : std::optional<int64_t>(*asked_ns);
  const Result<log::LogHead> head = reader->head();
  if (!head) return head.error();
  ProgressBar bar("folding");
  const Result<replay::LogMoment> moment = replay::moment_of(*reader, at_ns, !words.full_fold, [&](uint64_t done) {
    bar.show(done, head->seq);
    return !stop_requested().load();
  });
  if (!moment) return moment.error();
  Scope scope;
  if (!words.area.empty()) {
    const Result<Scope> named = scope_of(moment->county, words.area);
    if (!named) return Error{named.error().code, "--area: " + named.error().message};
    scope = *named;
  }
  if (moment->counts_damaged) {
    print_to(stderr, "{}: the counts of intake cannot be read; they are printed as 0\n", kLogProgram);
  }
  const std::string text =
      words.json ? state_json(moment->state, moment->county, moment->at_ns, moment->intake, {words.grids, scope})
                 : state_text(moment->state, moment->county, moment->at_ns, moment->intake, scope);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
    return Error{ErrorCode::kIo, "the figures could not be written"};
  }
  return not_whole(*reader, "the figures printed are those of event " + number(moment->seq));
}

// Prints events `from` to `last`. Names the events that are missing in the middle and continues after them.
Status print_range(const log::LogReader& reader, uint64_t from, uint64_t last, uint64_t limit) {
  uint64_t printed = 0, next = from, missing = 0;
  bool stopped = false;
  const auto print = [&](const log::LogRow& row) {
    next = row.seq + 1;
    if (row.pruned) {
      print_to(stderr, "{}: event {}: retention took its text\n", kLogProgram, number(row.seq));
      return true;
    }
    const bool written =
        std::fwrite(row.body.data(), 1, row.body.size(), stdout) == row.body.size() && std::fputc('\n', stdout) != EOF;
    stopped = !written || stop_requested().load() || (limit != 0 && ++printed >= limit);
    return !stopped;
  };
  while (next <= last && !stopped) {
    const Result<uint64_t> read = reader.events(next, last - next + 1, print);
    if (read) break;
    if (read.error().code != ErrorCode::kCorrupt) return read.error();
    const Result<std::optional<uint64_t>> sound = reader.first_readable(next);
    if (!sound) return sound.error();
    const uint64_t behind = std::min(sound->value_or(last + 1), last + 1);
    if (behind == next) return read.error();  // the row is there, but it is not an event
    print_to(stderr, "{}: events {} to {} cannot be read\n", kLogProgram, number(next), number(behind - 1));
    missing += behind - next;
    next = behind;
  }
  if (missing == 0) return not_whole(reader, "printed up to event " + number(next - 1));
  return Error{ErrorCode::kCorrupt, reader.path().string() + ": " + number(missing) +
                                        " events are missing or cannot be read; the others are printed. A backup may "
                                        "have them"};
}

Status print_events(const EventWords& words) {
  const Result<int64_t> from_ns = time_option("--from", words.from, INT64_MIN);
  if (!from_ns) return from_ns.error();
  const Result<int64_t> to_ns = time_option("--to", words.to, INT64_MAX);
  if (!to_ns) return to_ns.error();
  const Result<log::LogReader> reader = log::LogReader::open_sound(words.log);
  if (!reader) return reader.error();
  const Result<uint64_t> last = reader->seq_at(*to_ns);
  if (!last) return last.error();
  uint64_t before = reader->base().head.seq;
  if (*from_ns > INT64_MIN) {
    const Result<uint64_t> found = reader->seq_at(*from_ns - 1);
    if (!found) return found.error();
    before = *found;
  }
  return print_range(*reader, before + 1, *last, words.limit);
}

}  // namespace

void add_state_command(CLI::App& app, Status& outcome) {
  const auto words = std::make_shared<StateWords>();
  CLI::App* state = app.add_subcommand("state", "print the figures of the wall at the last event, or at --at");
  state->add_option("LOG", words->log, "the log file")->required();
  state->add_option("--at", words->at,
                    "the moment, as RFC 3339 with an offset; default: when the last event was received");
  state->add_option("--area", words->area, "only for the area or grid with this code; default: the county");
  state->add_flag("--grids", words->grids, "with --json: add an entry for each grid");
  state->add_flag("--json", words->json, "all figures as JSON; default: the main figures as a table");
  state->add_flag("--full-fold", words->full_fold, "fold from the first event on, without checkpoints");
  state->callback([words, &outcome] { outcome = print_state(*words); });
}

void add_events_command(CLI::App& app, Status& outcome) {
  const auto words = std::make_shared<EventWords>();
  CLI::App* events = app.add_subcommand("events", "print the events as they are in the log, one JSON line each");
  events->add_option("LOG", words->log, "the log file")->required();
  events->add_option("--from", words->from, "only events received at or after this time");
  events->add_option("--to", words->to, "only events received at or before this time");
  events->add_option("--limit", words->limit, "print at most this many; 0: all");
  events->callback([words, &outcome] { outcome = print_events(*words); });
}

}  // namespace gridwall::program

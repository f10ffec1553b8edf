#include "ingest/program/log_export_command.h"

#include <cstdio>
#include <limits>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "ingest/event/time.h"
#include "ingest/program/program.h"
#include "ingest/replay/log_export.h"

namespace gridwall::program {
namespace {

struct Words {
  std::string log, out, from, to, incident;
  double before_min = 10, after_min = 30;
};

Result<int64_t> time_of(const char* name, const std::string& text, int64_t otherwise) {
  if (text.empty()) return otherwise;
  if (const std::optional<int64_t> time_ns = parse_rfc3339(text)) return *time_ns;
  return Error{ErrorCode::kInvalidArgument,
               std::string(name) + ": '" + text + "' is not a time; write it like 2026-11-21T14:32:08+08:00"};
}

Status run_export(const Words& words) {
  replay::ExportOptions options;
  ProgressBar bar("exporting");
  options.progress = [&](std::string_view, uint64_t done, uint64_t total) {
    bar.show(done, total);
    return !stop_requested().load();
  };
  if (words.incident.empty()) {
    if (words.from.empty() && words.to.empty()) {
      return Error{ErrorCode::kInvalidArgument, "name a time with --from and --to, or an incident with --incident"};
    }
    const Result<int64_t> from_ns = time_of("--from", words.from, INT64_MIN);
    if (!from_ns) return from_ns.error();
    const Result<int64_t> to_ns = time_of("--to", words.to, INT64_MAX);
    if (!to_ns) return to_ns.error();
    if (*from_ns > *to_ns) return Error{ErrorCode::kInvalidArgument, "--from: lies after --to"};
    options.from_ns = *from_ns;
    options.to_ns = *to_ns;
  } else {
    if (!words.from.empty() || !words.to.empty()) {
      return Error{ErrorCode::kInvalidArgument,
                   "--incident: give it with --before and --after, not with --from and --to"};
    }
    const Result<log::LogReader> reader = log::LogReader::open_sound(words.log);
    if (!reader) return reader.error();
    const Result<replay::IncidentTimes> times =
        replay::find_incident(*reader, words.incident, [&](uint64_t done, uint64_t total) {
          bar.show(done, total);
          return !stop_requested().load();
        });
    if (!times) return times.error();
    constexpr double kNsPerMinute = 60e9;
    options.from_ns = times->opened_ns - static_cast<int64_t>(words.before_min * kNsPerMinute);
    if (times->closed_ns) options.to_ns = *times->closed_ns + static_cast<int64_t>(words.after_min * kNsPerMinute);
  }
  const Result<replay::ExportReport> report = replay::export_range(words.log, words.out, options);
  if (!report) return report.error();
  print_to(stdout, "{}: events {} to {}, received {} to {}, head {}\n", words.out, report->first_seq, report->last_seq,
           format_rfc3339(report->first_ns), format_rfc3339(report->last_ns),
           log::to_hex(report->head.hash).substr(0, 16));
  if (!report->drills.empty()) print_to(stdout, "it holds drills and is marked so: {}\n", report->drills);
  return Done{};
}

}  // namespace

void add_export_command(CLI::App& app, Status& outcome) {
  const auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand(
      "export", "cut a part out of a log: a log of its own, which can be verified and replayed anywhere");
  command->add_option("LOG", words->log, "the log file; the daemon may run")->required();
  command->add_option("OUT", words->out, "the file to create; must not exist")->required();
  command->add_option("--from", words->from, "first moment of the part, as RFC 3339 with an offset");
  command->add_option("--to", words->to, "last moment of the part");
  command->add_option("--incident", words->incident,
                      "instead of --from and --to: from the opening of this incident to its end");
  command->add_option("--before", words->before_min, "with --incident: minutes before the opening; default: 10")
      ->check(CLI::Range(0.0, 1e6));
  command->add_option("--after", words->after_min, "with --incident: minutes after the end; default: 30")
      ->check(CLI::Range(0.0, 1e6));
  command->callback([words, &outcome] { outcome = run_export(*words); });
}

}  // namespace gridwall::program

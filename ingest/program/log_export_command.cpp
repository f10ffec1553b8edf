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
               std::string(name) + ": '" + text + "' is no time; write it like 2026-11-21T14:32:08+08:00"};
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
      return Error{ErrorCode::kInvalidArgument, "--incident: goes with --before and --after, not with --from and --to"};
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
  std::printf("%s: events %llu to %llu, received %s to %s, head %s\n", words.out.c_str(),
              static_cast<unsigned long long>(report->first_seq), static_cast<unsigned long long>(report->last_seq),
              format_rfc3339(report->first_ns).c_str(), format_rfc3339(report->last_ns).c_str(),
              log::to_hex(report->head.hash).substr(0, 16).c_str());
  if (!report->drills.empty()) std::printf("it holds drills and is marked so: %s\n", report->drills.c_str());
  return Done{};
}

}  // namespace

void add_export_command(CLI::App& app, Status& outcome) {
  const auto words = std::make_shared<Words>();
  CLI::App* command =
      app.add_subcommand("export", "cut a part out into a log that stands alone, verifies and replays anywhere");
  command->add_option("LOG", words->log, "the log file; may be in use")->required();
  command->add_option("OUT", words->out, "the part; must not exist")->required();
  command->add_option("--from", words->from, "received at or after, as RFC 3339 with an offset");
  command->add_option("--to", words->to, "received at or before");
  command->add_option("--incident", words->incident, "instead: from its opening to its end, with margins");
  command->add_option("--before", words->before_min, "with --incident: minutes before it; default: 10")
      ->check(CLI::Range(0.0, 1e6));
  command->add_option("--after", words->after_min, "with --incident: minutes after its end; default: 30")
      ->check(CLI::Range(0.0, 1e6));
  command->callback([words, &outcome] { outcome = run_export(*words); });
}

}  // namespace gridwall::program

// gridwall-log: looks into a log, checks it, fills one from the past, copies it.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "ingest/event/clock.h"
#include "ingest/event/time.h"
#include "ingest/log/backup.h"
#include "ingest/log/verify.h"
#include "ingest/pipeline/log_import.h"
#include "ingest/program/log_export_command.h"
#include "ingest/program/log_show_command.h"
#include "ingest/program/program.h"
#include "ingest/program/report_command.h"
#include "ingest/program/situation_command.h"
#include "ingest/replay/log_fold.h"
#include "ingest/state/checkpoint.h"

namespace gridwall::program {
namespace {

struct Options {
  std::string log, county, file, out;
  bool accept_loss = false;
  bool strict = false;
  int64_t keep_days = 90;
  std::string feed = "patrol";
};

Status print_rejects(const Options& options) {
  const Result<log::LogReader> reader = log::LogReader::open(options.log);
  if (!reader) return reader.error();
  uint64_t next = 1;
  while (!stop_requested().load()) {
    const Result<uint64_t> read = reader->rejects(next, 1'000, [&](const log::LogReject& reject) {
      next = reject.seq + 1;
      nlohmann::ordered_json json = {{"reject", reject.seq},    {"received", format_rfc3339(reject.received_ns)},
                                     {"source", reject.source}, {"reason", reject.reason},
                                     {"detail", reject.detail}, {"payload", reject.payload}};
      const std::string line = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
      return std::fwrite(line.data(), 1, line.size(), stdout) == line.size();
    });
    if (!read) return read.error();
    if (*read == 0) break;
  }
  return Done{};
}

Status import_file(const Options& options) {
  const Result<std::filesystem::path> home = find_home();
  if (!home) return home.error();
  const Result<std::filesystem::path> config = find_county(options.county, *home / "config" / "counties");
  if (!config) return config.error();
  const Result<CountySource> source = read_county_source(*config);
  if (!source) return source.error();
  if (std::error_code ignored; !std::filesystem::exists(options.file, ignored)) {
    return Error{ErrorCode::kNotFound, options.file + ": no such file; name a file of JSON lines"};
  }
  pipeline::PipelineOptions pipeline_options;
  pipeline_options.log = options.out;
  pipeline_options.writer.accept_loss = options.accept_loss;
  Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(*source, pipeline_options);
  if (!pipeline) return pipeline.error();
  ProgressBar bar("importing");
  const Result<pipeline::ImportReport> report =
      pipeline::import_lines(*pipeline, options.file, steady_clock_ns, [&](uint64_t done, uint64_t total) {
        bar.show(done, total);
        return !stop_requested().load();
      });
  if (!report) return report.error();
  if (const Status closed = pipeline->close(steady_clock_ns()); !closed) return closed;
  print_to(stderr, "{}: {}", options.out, pipeline::format_report(*report));
  if (report->rejected > 0) print_to(stderr, "  gridwall-log rejects {} lists all\n", options.out);
  if (report->accepted + report->duplicates + report->rejected < report->lines) {
    return Error{ErrorCode::kUnavailable, "stopped; run the same command again to continue"};
  }
  if (options.strict && report->rejected > 0) {
    return Error{ErrorCode::kInvalidEvent, std::to_string(report->rejected) + " of " + std::to_string(report->lines) +
                                               " lines were rejected, and --strict lets none pass; the others are in " +
                                               options.out};
  }
  return Done{};
}

// A part names the log it was cut from, and the drills in it: a drill must not be taken for a real incident.
Status print_origin(const std::string& path) {
  const Result<log::LogReader> reader = log::LogReader::open_sound(path);
  if (!reader) return reader.error();
  const Result<log::LogReader::Cut> cut = reader->cut();
  if (!cut) return cut.error();
  if (!cut->is_cut()) return Done{};
  const log::LogHead& before = reader->base().head;
  print_to(stdout, "note: cut out of log {}, where event {} has the hash {}\n", cut->from_log_id, before.seq,
           log::to_hex(before.hash));
  if (!cut->drills.empty()) print_to(stdout, "note: it holds drills: {}\n", cut->drills);
  return Done{};
}

// Checks the log against itself, then compares the fold with checkpoints and the fold without.
Status verify_log(const Options& options) {
  ProgressBar bar("verifying");
  log::VerifyOptions verify_options;
  verify_options.progress = [&](uint64_t done, uint64_t total) { bar.show(done, total); };
  const Result<log::VerifyReport> report = log::verify(options.log, verify_options);
  if (!report) return report.error();
  for (const log::VerifyProblem& problem : report->problems) {
    print_to(stdout, "problem: {}\n", problem.text);
  }
  if (!report->head_file_present) {
    print_to(stdout, "note: there is no head file beside the log, so a lost tail cannot be noticed\n");
  }
  if (const Status printed = print_origin(options.log); !printed) return printed;
  if (!report->ok()) {
    return Error{ErrorCode::kCorrupt,
                 options.log + ": " + std::to_string(report->problem_count) +
                     " problems; restore a backup, or print what is sound with 'gridwall-log events'"};
  }
  const Result<log::LogReader> reader = log::LogReader::open(options.log);
  if (!reader) return reader.error();
  const Result<County> county = replay::county_of(*reader, report->head.seq);
  if (!county) return county.error();
  const auto progress = [&](uint64_t done) {
    bar.show(done, report->head.seq);
    return !stop_requested().load();
  };
  if (report->pruned > 0) {
    print_to(stdout, "{}: sound; its texts are partly pruned, so the folds cannot be compared\n", options.log);
    return Done{};
  }
  const Result<CountyState> quick = replay::state_at(*reader, *county, report->head.seq, true, progress);
  if (!quick) return quick.error();
  const Result<CountyState> full = replay::state_at(*reader, *county, report->head.seq, false, progress);
  if (!full) return full.error();
  if (stop_requested().load()) return Error{ErrorCode::kUnavailable, "stopped before the end"};
  if (serialize(*quick) != serialize(*full)) {
    return Error{ErrorCode::kCorrupt,
                 options.log +
                     ": a checkpoint does not agree with the events; "
                     "delete the checkpoints with 'gridwall-log prune --checkpoints', no event is lost"};
  }
  print_to(stdout, "{}: sound. log {}, {} events ({} pruned), {} rejects, {} checkpoints, head {}\n", options.log,
           log::to_hex(report->log_id), report->events, report->pruned, report->rejects, report->checkpoints,
           log::to_hex(report->head.hash).substr(0, 16));
  return Done{};
}

Status prune_log(const Options& options, bool checkpoints) {
  log::WriterOptions writer_options;
  writer_options.create = false;
  Result<log::LogWriter> writer = log::LogWriter::open(options.log, writer_options);
  if (!writer) return writer.error();
  if (checkpoints) {
    const Result<log::LogReader> reader = log::LogReader::open(options.log);
    if (!reader) return reader.error();
    for (uint8_t feed = 0; feed < kFeedCount; ++feed) {
      const Result<uint64_t> pruned = reader->pruned_through(feed);
      if (!pruned) return pruned.error();
      if (*pruned > 0) {
        return Error{ErrorCode::kInvalidArgument, options.log +
                                                      ": some texts are pruned, so the checkpoints hold figures that "
                                                      "can no longer be folded from the events"};
      }
    }
    if (const Status dropped = writer->drop_checkpoints(); !dropped) return dropped;
    if (const Status dropped = writer->drop_index_parts(writer->head().seq); !dropped) return dropped;
    if (const Status committed = writer->commit(); !committed) return committed;
    print_to(stdout, "{}: checkpoints dropped\n", options.log);
    return writer->close();
  }
  std::optional<Feed> feed;
  for (int i = 0; i < kFeedCount; ++i) {
    if (options.feed == feed_name(static_cast<Feed>(i))) feed = static_cast<Feed>(i);
  }
  if (!feed) return Error{ErrorCode::kInvalidArgument, "--feed: must be request, patrol or emergency"};
  if (options.keep_days < 1) return Error{ErrorCode::kInvalidArgument, "--keep-days: must be 1 or more"};
  const int64_t before_ns = writer->head().received_ns - options.keep_days * kNsPerDay;
  uint64_t total = 0;
  while (!stop_requested().load()) {
    const Result<uint64_t> pruned = writer->prune(static_cast<uint8_t>(*feed), before_ns);
    if (!pruned) return pruned.error();
    if (*pruned == 0) break;
    total += *pruned;
  }
  if (feed == Feed::kEmergency && total > 0) {  // the index holds texts of the pruned events
    const Result<log::LogReader> reader = log::LogReader::open(options.log);
    if (!reader) return reader.error();
    const Result<uint64_t> through = reader->pruned_through(static_cast<uint8_t>(*feed));
    if (!through) return through.error();
    if (const Status dropped = writer->drop_index_parts(*through); !dropped) return dropped;
    if (const Status committed = writer->commit(); !committed) return committed;
  }
  print_to(stdout, "{}: the texts of {} events of '{}' older than {} days are gone; their rows and hashes stay\n",
           options.log, total, options.feed, options.keep_days);
  return writer->close();
}

Status backup_log(const Options& options) {
  ProgressBar bar("copying");
  const Result<log::LogHead> head =
      log::backup(options.log, options.out, [&](uint64_t done, uint64_t total) { bar.show(done, total); });
  if (!head) return head.error();
  print_to(stdout, "{}: {} events\n", options.out, head->seq);
  return Done{};
}

int run(int argc, char** argv) {
  CLI::App app{"Shows, verifies, imports, copies, prunes and exports logs, and writes reports from them.",
               std::string(kLogProgram)};
  app.set_version_flag("--version", version_line(kLogProgram));
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  gridwall-log state county.log --json\n"
      "  gridwall-log state county.log --json --at 2026-11-21T03:10:00+08:00\n"
      "  gridwall-log state county.log --json --area 320925101\n"
      "  gridwall-log import --county jianhu past.jsonl --out county.log\n"
      "  gridwall-log verify county.log");
  Options options;
  Status outcome = Done{};

  add_state_command(app, outcome);
  add_events_command(app, outcome);

  CLI::App* rejects =
      app.add_subcommand("rejects", "print the rejected messages with their reasons, one JSON line each");
  rejects->add_option("LOG", options.log, "the log file")->required();
  rejects->callback([&] { outcome = print_rejects(options); });

  CLI::App* import_command =
      app.add_subcommand("import", "import JSON lines into a log, sorted by their time, as if received then");
  import_command->add_option("FILE", options.file, "JSON lines, one event each")->required();
  import_command->add_option("--county", options.county, "a county's name or its TOML file")->required();
  import_command->add_option("--out", options.out, "the log; created if it does not exist, otherwise extended")
      ->required();
  import_command->add_flag("--accept-loss", options.accept_loss,
                           "open a log even if events at its end are lost; the loss is recorded");
  import_command->add_flag("--strict", options.strict, "end with an error if any line was rejected");
  import_command->callback([&] { outcome = import_file(options); });

  CLI::App* verify = app.add_subcommand(
      "verify",
      "check the hash chain, the head file and the checkpoints, and compare folds with and without checkpoints");
  verify->add_option("LOG", options.log, "the log file")->required();
  verify->callback([&] { outcome = verify_log(options); });

  bool checkpoints = false;
  CLI::App* prune = app.add_subcommand("prune", "delete the texts of old events of a feed; rows and hashes stay");
  prune->add_option("LOG", options.log, "the log file; stop the daemon first")->required();
  prune->add_option("--feed", options.feed, "the feed: request, patrol or emergency; default: patrol");
  prune->add_option("--keep-days", options.keep_days,
                    "delete texts older than this many days before the last event; default: 90");
  prune->add_flag("--checkpoints", checkpoints, "delete the checkpoints instead; they are only caches");
  prune->callback([&] { outcome = prune_log(options, checkpoints); });

  CLI::App* backup = app.add_subcommand("backup", "copy a log, even one in use, into a new file and verify the copy");
  backup->add_option("LOG", options.log, "the log file")->required();
  backup->add_option("--out", options.out, "the copy; must not exist")->required();
  backup->callback([&] { outcome = backup_log(options); });

  add_export_command(app, outcome);
  add_report_command(app, outcome);
  add_situation_command(app, outcome);
  add_debrief_command(app, outcome);

  catch_stop_signals();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  return outcome ? kExitOk : report_error(kLogProgram, outcome.error());
}

}  // namespace
}  // namespace gridwall::program

int main(int argc, char** argv) {
  return gridwall::program::run(argc, argv);
}

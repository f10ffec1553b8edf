// gridwall-feed: simulates the events of a county, turns files of other systems into events, and sends events to
// intake.
#include <CLI/CLI.hpp>

#include "ingest/program/feed_commands.h"
#include "ingest/program/program.h"

namespace gridwall::program {
namespace {

constexpr const char* kAbout = "Simulates, imports and sends events as JSON lines; docs/EVENTS.md describes them.";
constexpr const char* kExamples = R"(Examples:
  gridwall-feed simulate --county jianhu --days 30 --out life.jsonl     a month that ends now
  gridwall-feed simulate --county jianhu --days 2 --live --to tcp://127.0.0.1:5550
                                                    the last two days at once, then in real time until Ctrl-C
  gridwall-feed simulate --county chishui --history --out past.jsonl    a past that ends in published figures
  gridwall-feed import --mapping la_311 requests_la_2020.csv --out la.jsonl
  gridwall-feed send la.jsonl --to tcp://127.0.0.1:5550 --speed 60
Every command explains its options, for example: gridwall-feed simulate --help)";

constexpr const char* kSimulateExamples =
    R"(The same county, seed and beginning (--since) give the same events, so a later run can continue where an earlier one ended.
Give both the same --since, --seed, --rate, --workers and --track-interval:
  gridwall-feed simulate --since 2026-11-01 --from 2026-11-01 --until now --out history.jsonl
  gridwall-log import --county jianhu history.jsonl --out county.gridwall
  gridwall-feed simulate --since 2026-11-01 --from now-10m --live --to tcp://127.0.0.1:5550
Overlapping runs do no harm: intake recognises the events and answers `duplicate`.

With --history the events add up exactly to the figures of config/histories/COUNTY.toml. They end at --until, and another run
can continue from that moment:
  gridwall-feed simulate --county chishui --history --until 2026-11-21T08:00:00+08:00 --out past.jsonl
  gridwall-feed simulate --county chishui --from 2026-11-21T08:00:00+08:00 --after-history --live --to ENDPOINT

With --scenario the events follow a script, phase by phase; config/scenarios/README.md says how to write one:
  gridwall-feed simulate --scenario snow --county xishui --at 2026-01-20T18:00:00+08:00 --out snow.jsonl
  gridwall-feed simulate --scenario snow --county xishui --live --speed 120 --to tcp://127.0.0.1:5550

TIME is now, now-30d, now+20s (s m h d), 2026-11-01 (midnight in the county) or RFC 3339.
A county of 272 grids makes about 50,000 events a day, most of them tracks; a province of 19,000 grids makes 270,000, since
requests and visits grow more slowly beyond 1,000 grids. Ten million events for a benchmark:
  gridwall-feed simulate --events 10000000 --track-interval 60s --out big.jsonl)";

constexpr const char* kImportExamples =
    R"(A mapping says which rows become which events; config/mappings has some, docs/REAL_DATA.md says how to write others.
The lines are sorted by time and written after the whole file was read; more than 256 MiB of them go through TMPDIR.
Rows that lack something are counted and reported at the end with the first line affected. A file that cannot be read to
its end (wrong encoding, cut off inside a quote, broken XML) gives no line at all and exit code 1.
  gridwall-feed import --mapping la_311 requests_la_2020.csv --out la.jsonl
  gridwall-feed import --mapping cap --language zh warnings/*.xml --out warnings.jsonl
  gridwall-feed import --mapping my_hotline.toml calls.csv | gridwall-feed send - --to tcp://127.0.0.1:5550)";

constexpr const char* kCheckExamples =
    R"(The file goes the whole way, through the mapping and the checks of intake, into a log that is thrown away.
  gridwall-feed check la.jsonl --county los_angeles
  gridwall-feed check requests_la_2020.csv --mapping la_311
  gridwall-feed check calls.xlsx                         which sheets and columns it has
  gridwall-feed check my_hotline.toml                    whether the mapping can be used)";

constexpr const char* kSendExamples =
    R"(Every line is sent until intake gives a final answer: ack, duplicate or reject. FILE.sent records the progress, so the
same command continues after an interruption.
  gridwall-feed send la.jsonl --to tcp://127.0.0.1:5550                as fast as possible
  gridwall-feed send la.jsonl --to tcp://127.0.0.1:5550 --speed 60     a minute in each second
  gridwall-feed send calls.xlsx --mapping my_hotline.toml --to tcp://127.0.0.1:5550    a table in one step
  gridwall-feed send la.jsonl --to tcp://127.0.0.1:5550 --speed 1 --now    as if it started now)";

void add_target(CLI::App& app, SendTarget& to, bool needed) {
  CLI::Option* endpoint =
      app.add_option("--to", to.endpoint, "Intake endpoint of gridwall-ingest, for example tcp://127.0.0.1:5550");
  endpoint->type_name("ENDPOINT");
  if (needed) endpoint->required();
  app.add_option("--server-key", to.server_key, "Public key of gridwall-ingest, 40 characters")->type_name("KEY");
  app.add_option("--key", to.secret_key, "File with the key pair of this sender; see gridwall-ingest keygen")
      ->type_name("FILE");
}

CLI::App* add_simulate(CLI::App& app, SimulateCommand& life) {
  CLI::App* simulate =
      app.add_subcommand("simulate", "Simulate the requests, patrols and emergencies of a county as JSON lines");
  simulate->footer(kSimulateExamples);
  simulate->add_option("--county", life.county, "Name of a county, or path of its configuration")
      ->capture_default_str();
  simulate
      ->add_option("--days", life.days,
                   "Whole local days before the end (default 30), or before now with --live (default none)")
      ->check(CLI::Range(1, 40'000));
  simulate->add_option("--from", life.from, "Time of the first event")->type_name("TIME");
  simulate->add_option("--until", life.until, "End (default: now, unless --from, --events or --live is given)")
      ->type_name("TIME");
  simulate
      ->add_option("--since", life.since, "Start of the simulation; what is open at --from continues (default: --from)")
      ->type_name("TIME");
  simulate->add_option("--seed", life.seed, "Another seed gives other events")->capture_default_str();
  simulate->add_option("--rate", life.rate, "Requests per day (default 600 for 272 grids)")
      ->check(CLI::Range(0.0, 1e7))
      ->type_name("N");
  simulate->add_option("--workers", life.workers, "Number of grid workers (default 420 for 272 grids)")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  simulate->add_option(
      "--track-interval", life.track_interval,
      "Time between two positions of a worker; 0s: no positions (default 300s, longer above 1,000 workers)");
  simulate->add_option("--events", life.events, "Stop after this many events")->type_name("N");
  simulate
      ->add_option(
          "--story", life.story,
          "When a water pipe bursts; the incident takes two minutes (default with --live: 15 s after the start)")
      ->type_name("TIME");
  simulate
      ->add_option("--feeds", life.feeds,
                   "Write only these feeds, such as request,patrol, when another system sends the rest")
      ->delimiter(',')
      ->check(CLI::IsMember({"request", "patrol", "emergency"}))
      ->type_name("FEEDS");
  simulate
      ->add_option("--scenario", life.scenario, "Play a script instead: one of config/scenarios, or the path of one")
      ->type_name("NAME");
  simulate
      ->add_option("--at", life.at, "With --scenario: when it begins (default: so that it ends now; with --live: now)")
      ->type_name("TIME");
  simulate->add_flag(
      "--training", life.training,
      "With --scenario: for a gridwall-ingest --training, without what the officer on duty does: that is "
      "for those who train");
  simulate->add_flag("--drill", life.drill,
                     "With --scenario: mark incidents, warnings and texts as a drill, and leave out everything else");
  simulate->add_option("--out", life.out, "File to write (default: standard output)")->type_name("FILE");
  simulate->add_flag("--live", life.live, "Continue in real time, without end");
  simulate->add_option("--speed", life.speed, "With --live or --scenario: how many times as fast as real time")
      ->capture_default_str();
  add_target(*simulate, life.to, false);
  CLI::Option* history = simulate->add_flag("--history", life.history,
                                            "Make a past that ends at --until with the figures of config/histories");
  simulate->add_option("--targets", life.targets, "With --history: another file of figures")
      ->type_name("FILE")
      ->needs(history);
  simulate->add_flag("--after-history", life.after_history, "Continue the history of this seed, which ended at --from")
      ->excludes(history);
  for (const char* other : {"--days", "--from", "--since", "--rate", "--events", "--story", "--live", "--speed",
                            "--workers", "--track-interval", "--to"}) {
    history->excludes(simulate->get_option(other));
  }
  return simulate;
}

CLI::App* add_import(CLI::App& app, ImportCommand& files) {
  CLI::App* import =
      app.add_subcommand("import", "Turn CSV, .xlsx, Open311 JSON or CAP warnings into JSON lines, by a mapping");
  import->footer(kImportExamples);
  import->add_option("--mapping", files.mapping, "Path of a mapping, or the name of one in config/mappings")
      ->required();
  import->add_option("FILE", files.files, "File to read, or several files of warnings; - is standard input")
      ->required();
  import->add_option("--language", files.languages, "Preferred language of warnings, such as zh or en; can be repeated")
      ->type_name("L")
      ->allow_extra_args(false);
  import->add_option("--out", files.out, "File to write (default: standard output)")->type_name("FILE");
  import->add_flag("--strict", files.strict, "End with an error and write nothing if any row or event is left out");
  return import;
}

CLI::App* add_check(CLI::App& app, CheckCommand& check) {
  CLI::App* command =
      app.add_subcommand("check", "Say what would become of a file, without a daemon and without a log");
  command->footer(kCheckExamples);
  command->add_option("FILE", check.file, "JSON lines, CSV, .xlsx, Open311 JSON, a CAP warning or a mapping")
      ->required();
  command->add_option("--mapping", check.mapping, "Path of a mapping, or the name of one in config/mappings");
  command->add_option("--county", check.county, "A county's name or its TOML file (default: the mapping's)");
  command->add_flag("--strict", check.strict, "End with an error if any row or event would be left out");
  return command;
}

CLI::App* add_send(CLI::App& app, SendCommand& lines) {
  CLI::App* send = app.add_subcommand(
      "send", "Send JSON lines, or a table with --mapping, to intake, until each line has its answer");
  send->footer(kSendExamples);
  send->add_option("FILE", lines.file, "JSON lines in order of time; - is standard input")->required();
  CLI::Option* mapping = send->add_option(
      "--mapping", lines.mapping, "FILE is a table or page; path of a mapping, or the name of one in config/mappings");
  send->add_option("--speed", lines.speed, "How many times as fast as the times in the lines, or max")
      ->capture_default_str();
  send->add_flag("--now", lines.now, "Move all times so that the first event happens now");
  send->add_flag("--from-start", lines.from_start,
                 "Send from the first line, even if FILE.sent says that some were sent");
  for (const char* other : {"--speed", "--now", "--from-start"}) mapping->excludes(send->get_option(other));
  add_target(*send, lines.to, true);
  return send;
}

int run(int argc, char** argv) {
  CLI::App app(kAbout, std::string(kFeedProgram));
  app.set_version_flag("--version", version_line(kFeedProgram));
  app.footer(kExamples);
  app.require_subcommand(1);
  SimulateCommand life;
  ImportCommand files;
  SendCommand lines;
  const CLI::App* simulate = add_simulate(app, life);
  const CLI::App* import = add_import(app, files);
  CheckCommand checked;
  const CLI::App* check = add_check(app, checked);
  add_send(app, lines);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  catch_stop_signals();
  const Status done = *simulate ? run_simulate(life)
                      : *import ? run_import(files)
                      : *check  ? run_check(checked)
                                : run_send(lines);
  return done ? kExitOk : report_error(kFeedProgram, done.error());
}

}  // namespace
}  // namespace gridwall::program

int main(int argc, char** argv) {
  return gridwall::program::run(argc, argv);
}

// gridwall-feed: a county's life, simulated; somebody's files, as events of the contract; and the way of both to
// intake.
#include <CLI/CLI.hpp>

#include "ingest/program/feed_commands.h"
#include "ingest/program/program.h"

namespace gridwall::program {
namespace {

constexpr const char* kAbout =
    "Makes and sends the events that a county's systems send: JSON lines of the contract in docs/EVENTS.md.";
constexpr const char* kExamples = R"(Examples:
  gridwall-feed simulate --county jianhu --days 30 --out life.jsonl     a month that ends now
  gridwall-feed simulate --county jianhu --days 2 --live --to tcp://127.0.0.1:5550
                                                    two days at once, then on with the clock until Ctrl-C
  gridwall-feed simulate --county chishui --history --out past.jsonl    years that end in published figures
  gridwall-feed import --mapping la_311 requests_la_2020.csv --out la.jsonl
  gridwall-feed send la.jsonl --to tcp://127.0.0.1:5550 --speed 60
Each command explains itself: gridwall-feed simulate --help)";

constexpr const char* kSimulateExamples =
    R"(One seed is one life: the same county, seed and beginning give the same events, so a later run goes on where an earlier
one ended. Give both the same --since, --seed, --rate, --workers and --track-interval:
  gridwall-feed simulate --since 2026-11-01 --from 2026-11-01 --until now --out history.jsonl
  gridwall-log import --county jianhu history.jsonl --out county.gridwall
  gridwall-feed simulate --since 2026-11-01 --from now-10m --live --to tcp://127.0.0.1:5550
Overlapping runs do no harm: intake knows the events again and answers `duplicate`.

With --history it is not a life of so many days but a past that comes to the figures of config/histories/COUNTY.toml
exactly. It ends at --until, and a life can go on from that moment:
  gridwall-feed simulate --county chishui --history --until 2026-11-21T08:00:00+08:00 --out past.jsonl
  gridwall-feed simulate --county chishui --from 2026-11-21T08:00:00+08:00 --after-history --live --to ENDPOINT

A script goes through one night phase by phase; config/scenarios/README.md says how to write one:
  gridwall-feed simulate --scenario snow --county xishui --at 2026-01-20T18:00:00+08:00 --out snow.jsonl
  gridwall-feed simulate --scenario snow --county xishui --live --speed 120 --to tcp://127.0.0.1:5550

TIME is now, now-30d, now+20s (s m h d), 2026-11-01 (midnight in the county) or RFC 3339.
A county of 272 grids makes some 50,000 events a day, most of them tracks; a province of 19,000 grids 270,000, since
beyond 1,000 grids requests and visits grow more slowly. Ten million for a measurement:
  gridwall-feed simulate --events 10000000 --track-interval 60s --out big.jsonl)";

constexpr const char* kImportExamples =
    R"(A mapping says which rows become which events; config/mappings has some, docs/REAL_DATA.md teaches the rest.
Lines come out sorted by their time, after the whole file was read; more than 256 MiB of them pass through TMPDIR.
What a row lacks is counted and told at the end with the line it came first; a file that cannot be read to its end
(not the encoding it should be, cut off inside a quote, broken XML) gives no line at all and exit code 1.
  gridwall-feed import --mapping la_311 requests_la_2020.csv --out la.jsonl
  gridwall-feed import --mapping cap --language zh warnings/*.xml --out warnings.jsonl
  gridwall-feed import --mapping my_hotline.toml calls.csv | gridwall-feed send - --to tcp://127.0.0.1:5550)";

constexpr const char* kSendExamples =
    R"(Every line is sent until intake has answered it for good: ack, duplicate or reject. FILE.sent remembers how far that
is, so the same command goes on after an interruption.
  gridwall-feed send la.jsonl --to tcp://127.0.0.1:5550                as fast as intake takes them
  gridwall-feed send la.jsonl --to tcp://127.0.0.1:5550 --speed 60     a minute in a second
  gridwall-feed send la.jsonl --to tcp://127.0.0.1:5550 --speed 1 --now    as if it began now)";

void add_target(CLI::App& app, SendTarget& to, bool needed) {
  CLI::Option* endpoint =
      app.add_option("--to", to.endpoint, "Intake of gridwall-ingest, for example tcp://127.0.0.1:5550");
  endpoint->type_name("ENDPOINT");
  if (needed) endpoint->required();
  app.add_option("--server-key", to.server_key, "Public key of the server, 40 characters")->type_name("KEY");
  app.add_option("--key", to.secret_key, "File with this sender's own key pair")->type_name("FILE");
}

int run(int argc, char** argv) {
  CLI::App app(kAbout, std::string(kFeedProgram));
  app.set_version_flag("--version", version_line(kFeedProgram));
  app.footer(kExamples);
  app.require_subcommand(1);

  SimulateCommand life;
  CLI::App* simulate = app.add_subcommand("simulate", "A county's life as JSON lines: requests, patrols, emergencies");
  simulate->footer(kSimulateExamples);
  simulate->add_option("--county", life.county, "Name of a county or path of its configuration")->capture_default_str();
  simulate->add_option("--days", life.days, "Whole local days before the end (30), or before now with --live (none)")
      ->check(CLI::Range(1, 40'000));
  simulate->add_option("--from", life.from, "Time of the first event")->type_name("TIME");
  simulate->add_option("--until", life.until, "End; now, unless --from, --events or --live say otherwise")
      ->type_name("TIME");
  simulate->add_option("--since", life.since, "When this life began; what was open before --from goes on (as --from)")
      ->type_name("TIME");
  simulate->add_option("--seed", life.seed, "Which life")->capture_default_str();
  simulate->add_option("--rate", life.rate, "Requests a day (600 for 272 grids)")
      ->check(CLI::Range(0.0, 1e7))
      ->type_name("N");
  simulate->add_option("--workers", life.workers, "Grid workers (420 for 272 grids)")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  simulate->add_option("--track-interval", life.track_interval,
                       "Between two positions of a worker (300s; longer above 1,000 workers); 0s: none");
  simulate->add_option("--events", life.events, "Stop after so many events")->type_name("N");
  simulate
      ->add_option("--story", life.story,
                   "When a water pipe bursts, two minutes from report to return (15 s after the start with --live)")
      ->type_name("TIME");
  simulate
      ->add_option("--feeds", life.feeds, "Tell only these, such as request,patrol: what another system sends already")
      ->delimiter(',')
      ->check(CLI::IsMember({"request", "patrol", "emergency"}))
      ->type_name("FEEDS");
  simulate
      ->add_option("--scenario", life.scenario,
                   "Instead of a life: a script of config/scenarios, or the path of one, played into the county")
      ->type_name("NAME");
  simulate->add_option("--at", life.at, "With --scenario: when it begins (so that it ends now; now with --live)")
      ->type_name("TIME");
  simulate->add_flag("--drill", life.drill,
                     "With --scenario: as an exercise; incidents, warnings and texts say so, and the rest is left out");
  simulate->add_option("--out", life.out, "File for the lines (standard output)")->type_name("FILE");
  simulate->add_flag("--live", life.live, "Go on with the clock, without end");
  simulate->add_option("--speed", life.speed, "With --live or --scenario: how many times as fast as the clock")
      ->capture_default_str();
  add_target(*simulate, life.to, false);
  CLI::Option* history = simulate->add_flag("--history", life.history,
                                            "A past that comes to the figures of config/histories, ending at --until");
  simulate->add_option("--targets", life.targets, "With --history: another file of figures")
      ->type_name("FILE")
      ->needs(history);
  simulate->add_flag("--after-history", life.after_history, "The history of this seed ended at --from: go on from it")
      ->excludes(history);
  for (const char* other : {"--days", "--from", "--since", "--rate", "--events", "--story", "--live", "--speed",
                            "--workers", "--track-interval", "--to"}) {
    history->excludes(simulate->get_option(other));
  }

  ImportCommand files;
  CLI::App* import = app.add_subcommand("import", "CSV, Open311 JSON or CAP warnings as JSON lines, by a mapping");
  import->footer(kImportExamples);
  import->add_option("--mapping", files.mapping, "Path of a mapping, or the name of one in config/mappings")
      ->required();
  import->add_option("FILE", files.files, "The file to read, of warnings also several; - is standard input")
      ->required();
  import
      ->add_option("--language", files.languages,
                   "Of warnings in several languages: the one wanted, such as zh or en; may be given again")
      ->type_name("L")
      ->allow_extra_args(false);
  import->add_option("--out", files.out, "File for the lines (standard output)")->type_name("FILE");

  SendCommand lines;
  CLI::App* send = app.add_subcommand("send", "JSON lines to intake, answered line by line");
  send->footer(kSendExamples);
  send->add_option("FILE", lines.file, "JSON lines in order of time; - is standard input")->required();
  send->add_option("--speed", lines.speed, "How many times as fast as the lines' own times, or max")
      ->capture_default_str();
  send->add_flag("--now", lines.now, "Move all times so that the first event happens now");
  send->add_flag("--from-start", lines.from_start, "Do not go on where FILE.sent says");
  add_target(*send, lines.to, true);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  catch_stop_signals();
  const Status done = *simulate ? run_simulate(life) : *import ? run_import(files) : run_send(lines);
  return done ? kExitOk : report_error(kFeedProgram, done.error());
}

}  // namespace
}  // namespace gridwall::program

int main(int argc, char** argv) {
  return gridwall::program::run(argc, argv);
}

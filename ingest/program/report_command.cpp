#include "ingest/program/report_command.h"

#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include "ingest/program/program.h"
#include "ingest/report/folder.h"
#include "ingest/report/pictures.h"

namespace gridwall::program {
namespace {

struct CommandWords {
  std::string log, incident, out;
  std::string language = "zh-CN";
  bool no_pictures = false, no_log = false;
};

Status run_report(const CommandWords& words) {
  report::ReportOptions options;
  options.log = words.log;
  options.incident = words.incident;
  options.folder = words.out;
  options.english = words.language == "en";
  options.pictures = !words.no_pictures;
  options.cut_log = !words.no_log;
  options.wall = report::wall_program();
  ProgressBar bar("reading");
  options.progress = [&](uint64_t done, uint64_t total) {
    bar.show(done, total);
    return !stop_requested().load();
  };
  const Result<report::Written> written = report::write_report(options);
  if (!written) return written.error();
  std::printf("%s: %zu files: %zu lines of timeline, %zu teams, %zu alarms, %zu pictures, %llu events of the log\n",
              words.out.c_str(), written->files, written->timeline, written->teams, written->alarms, written->pictures,
              static_cast<unsigned long long>(written->cut_events));
  if (!written->note.empty()) std::printf("%s\n", written->note.c_str());
  if (written->damage.empty()) return Done{};
  return Error{ErrorCode::kCorrupt, written->damage + "; the report goes as far as the log can be read"};
}

}  // namespace

void add_report_command(CLI::App& app, Status& outcome) {
  const auto words = std::make_shared<CommandWords>();
  CLI::App* report = app.add_subcommand("report", "write what there is to say about one incident into a folder");
  report->add_option("LOG", words->log, "the log file")->required();
  report->add_option("--incident", words->incident, "its identifier; an unknown one prints those there are")
      ->required();
  report->add_option("--out", words->out, "the folder; new or empty")->required();
  report->add_option("--language", words->language, "zh-CN (default) or en")->check(CLI::IsMember({"zh-CN", "en"}));
  report->add_flag("--no-pictures", words->no_pictures, "without pictures of the wall at the key moments");
  report->add_flag("--no-log", words->no_log, "without the incident's part of the log");
  report->callback([words, &outcome] { outcome = run_report(*words); });
}

}  // namespace gridwall::program

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
  std::string log, incident, out, workbook;
  std::string language = "zh-CN";
  bool no_pictures = false, no_log = false;
};

Status run_report(const CommandWords& words) {
  if (words.out.empty() && words.workbook.empty()) {
    return Error{ErrorCode::kInvalidArgument, "report: --out FOLDER, --xlsx FILE, or both say where it is written"};
  }
  report::ReportOptions options;
  options.log = words.log;
  options.incident = words.incident;
  options.folder = words.out;
  options.workbook = words.workbook;
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
  print_to(stdout, "{}: {} files: {} lines of timeline, {} teams, {} alarms, {} pictures, {} events of the log\n",
           words.out.empty() ? words.workbook : words.out, written->files, written->timeline, written->teams,
           written->alarms, written->pictures, written->cut_events);
  if (!written->note.empty()) print_to(stdout, "{}\n", written->note);
  if (written->damage.empty()) return Done{};
  return Error{ErrorCode::kCorrupt, written->damage + "; the report ends where the log cannot be read"};
}

}  // namespace

void add_report_command(CLI::App& app, Status& outcome) {
  const auto words = std::make_shared<CommandWords>();
  CLI::App* report = app.add_subcommand("report", "write a report on one incident into a folder or a spreadsheet");
  report->add_option("LOG", words->log, "the log file")->required();
  report
      ->add_option("--incident", words->incident, "identifier of the incident; an unknown one prints those in the log")
      ->required();
  report->add_option("--out", words->out, "the folder; must be new or empty");
  report->add_option("--xlsx", words->workbook, "a spreadsheet with the summary and all tables; must be new");
  report->add_option("--language", words->language, "zh-CN (default) or en")->check(CLI::IsMember({"zh-CN", "en"}));
  report->add_flag("--no-pictures", words->no_pictures, "leave out the pictures of the wall at the key moments");
  report->add_flag("--no-log", words->no_log, "leave out the part of the log with the incident");
  report->callback([words, &outcome] { outcome = run_report(*words); });
}

}  // namespace gridwall::program

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "ingest/county/load.h"
#include "ingest/event/clock.h"
#include "ingest/event/position.h"
#include "ingest/event/utf8.h"
#include "ingest/import/table.h"
#include "ingest/pipeline/log_import.h"
#include "ingest/program/feed_files.h"
#include "ingest/program/line_output.h"
#include "ingest/program/program.h"

namespace gridwall::program {
namespace {

namespace fs = std::filesystem;

// For a log and lines that nobody keeps.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code error;
    std::string pattern = (fs::temp_directory_path(error) / "gridwall-check-XXXXXX").string();
    if (!error && mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;  // what stays lies in the folder for such things
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

enum class Kind : uint8_t { kEvents, kRows, kTable, kWarning, kMap, kMapping };

Result<Kind> kind_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string head(size_t{64} * 1024, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (stream.bad() || (!stream.eof() && stream.fail())) {
    return Error{ErrorCode::kNotFound, file + ": no such file, or it cannot be read"};
  }
  head.resize(static_cast<size_t>(stream.gcount()));
  const std::string_view text = trimmed(without_byte_order_mark(head));
  if (text.empty()) return Error{ErrorCode::kInvalidEvent, file + ": it is empty"};
  const fs::path extension = fs::path(file).extension();
  if (extension == ".toml") return Kind::kMapping;
  for (const char* table : {".csv", ".xlsx", ".xls", ".et"}) {
    if (extension == table) return Kind::kTable;  // also a web page that is only named so
  }
  if (text.front() == '<') return Kind::kWarning;
  if (text.front() == '[') return Kind::kRows;
  if (text.front() != '{') return Kind::kTable;
  for (const std::string_view word : {"\"FeatureCollection\"", "\"Topology\""}) {
    if (text.find(word) != std::string_view::npos) return Kind::kMap;
  }
  return Kind::kEvents;
}

size_t count_filled(const std::vector<std::string>& row) {
  return static_cast<size_t>(
      std::count_if(row.begin(), row.end(), [](const std::string& cell) { return !trimmed(cell).empty(); }));
}

// Without a mapping the row that names the columns is the first of the fullest at the top.
Status tell_sheet(const std::string& file, const std::string& sheet, import::TableReader& table) {
  constexpr uint64_t kTopRows = 10;
  std::vector<std::string> row, header;
  uint64_t rows = 0, header_line = 0, odd = 0;
  while (true) {
    const Result<bool> read = table.next(row);
    if (!read) return read.error();
    if (!*read) break;
    if (rows < kTopRows && count_filled(row) > count_filled(header)) {
      header = row;
      header_line = table.line();
      odd = 0;
      rows = 0;
      continue;
    }
    ++rows;
    if (!table.is_grid() && (row.size() != header.size() || !table.problem().empty())) ++odd;
  }
  std::string columns;
  for (const std::string& column : header) columns.append(columns.empty() ? "" : ", ").append(trimmed(column));
  const std::string named = sheet.empty() ? file : file + ", sheet '" + sheet + "'";
  print_to(stdout, "{}: a table of {} rows with {} columns, named in line {}: {}\n", named, rows, header.size(),
           header_line, columns);
  print_to(stdout, "read as {}\n", table.form());
  if (odd > 0) print_to(stdout, "  {:>10}  rows that would be left out: they have other columns\n", odd);
  for (const std::string& note : table.notes(header_line)) print_to(stdout, "  {}\n", note);
  return Done{};
}

// What can be said of a table without a mapping.
Status tell_columns(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  const Result<std::unique_ptr<import::TableFile>> table = import::open_table(stream, file, {});
  if (!table) return table.error();
  for (size_t i = 0; i < (*table)->sheets().size(); ++i) {
    if ((*table)->is_hidden(i)) {
      print_to(stdout, "{}, sheet '{}': hidden\n", file, (*table)->sheets()[i]);
      continue;
    }
    const Result<std::unique_ptr<import::TableReader>> reader = (*table)->open(i);
    if (!reader) return reader.error();
    if (const Status told = tell_sheet(file, (*table)->sheets()[i], **reader); !told) return told.error();
  }
  return Error{ErrorCode::kInvalidArgument,
               "a mapping says which rows become which events: --mapping NAME or FILE (docs/REAL_DATA.md)"};
}

// Through the pipeline into a log that is thrown away: what is said is what would happen.
Status tell_events(const CheckCommand& command, const std::string& county, const fs::path& lines, const fs::path& log) {
  const Result<fs::path> home = find_home();
  if (!home) return home.error();
  const Result<fs::path> config = find_county(county, *home / "config" / "counties");
  if (!config) return config.error();
  const Result<CountySource> source = read_county_source(*config);
  if (!source) return source.error();
  pipeline::PipelineOptions options;
  options.log = log;
  Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(*source, options);
  if (!pipeline) return pipeline.error();
  ProgressBar bar("checking");
  const Result<pipeline::ImportReport> report =
      pipeline::import_lines(*pipeline, lines, steady_clock_ns, [&](uint64_t done, uint64_t total) {
        bar.show(done, total);
        return !stop_requested().load();
      });
  if (!report) return report.error();
  print_to(stdout, "{} in {}: {}", command.file, county, pipeline::format_report(*report));
  int64_t unlocated = 0, anomalies = 0;
  PlaceFaults faults{};
  const CountyState& state = pipeline->state();
  for (const SourceState& sender : state.sources) unlocated += sender.unlocated, anomalies += sender.anomalies;
  for (const auto& [sender, of_sender] : state.bad_places) {
    for (size_t i = 0; i < faults.size(); ++i) faults[i] += of_sender[i];
  }
  print_to(stdout, "  {:>10}  unlocated: in the figures, but nowhere on the map\n", unlocated);
  print_to(stdout, "  {:>10}  anomalies: they do not fit what came before, or their place cannot be used\n", anomalies);
  for (size_t i = 0; i < faults.size(); ++i) {
    if (faults[i] > 0)
      print_to(stdout, "  {:>10}  bad places: {}\n", faults[i], place_fault_name(static_cast<PlaceFault>(i)));
  }
  if (command.strict && report->rejected > 0) {
    return Error{ErrorCode::kInvalidEvent, std::to_string(report->rejected) + " lines would be rejected"};
  }
  return Done{};
}

}  // namespace

Status run_check(const CheckCommand& command) {
  const Result<Kind> kind = kind_of(command.file);
  if (!kind) return kind.error();
  if (*kind == Kind::kMap) {
    return Error{ErrorCode::kInvalidArgument,
                 command.file + ": it is a map; gridwall-map check COUNTY reads it through the file of a county"};
  }
  if (*kind == Kind::kMapping && command.mapping.empty()) {
    const Result<import::Mapping> mapping = read_mapping(command.file);
    if (!mapping) return mapping.error();
    print_to(stdout, "{}: a mapping that can be used: {}\n", command.file, mapping->name);
    return Done{};
  }
  const ScratchFolder scratch;
  if (scratch.path().empty())
    return Error{ErrorCode::kIo, "no folder for temporary files can be made; is TMPDIR full?"};
  fs::path lines = command.file;
  std::string county = command.county;
  const std::string name = command.mapping.empty() && *kind == Kind::kWarning ? "cap" : command.mapping;
  if (*kind != Kind::kEvents || !name.empty()) {
    if (name.empty() && *kind == Kind::kTable) return tell_columns(command.file);
    if (name.empty()) {
      return Error{ErrorCode::kInvalidArgument, command.file +
                                                    ": a list of JSON objects; a mapping says what they become: "
                                                    "--mapping open311, or one of your own (docs/REAL_DATA.md)"};
    }
    const Result<import::Mapping> mapping = read_mapping(name);
    if (!mapping) return mapping.error();
    lines = scratch.path() / "lines.jsonl";
    Result<LineOutput> output = LineOutput::open(lines.string());
    if (!output) return output.error();
    ImportCommand import_command;
    import_command.files = {command.file};
    import_command.strict = command.strict;
    const Result<import::ImportSummary> summary =
        import_files(*mapping, import_command, [&](std::string_view line) { return output->write(line); });
    if (!summary) return summary.error();
    if (const Status closed = output->close(); !closed) return closed;
    print_to(stdout, "{}: {}", mapping->name, import::format_summary(*summary));
    if (county.empty()) county = mapping->county;
  }
  if (county.empty()) {
    return Error{ErrorCode::kInvalidArgument, "--county NAME says where the events would lie; it is needed to go on"};
  }
  return tell_events(command, county, lines, scratch.path() / "check.gwlog");
}

}  // namespace gridwall::program

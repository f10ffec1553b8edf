#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "ingest/program/feed_files.h"
#include "ingest/program/line_output.h"
#include "ingest/program/program.h"

namespace gridwall::program {
namespace {

// A path that exists, or the name of a mapping that comes with the program.
Result<std::filesystem::path> find_mapping(const std::string& name) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(name, ignored)) return std::filesystem::path(name);
  const Result<std::filesystem::path> home = find_home();
  std::string known;
  if (home) {
    const std::filesystem::path folder = *home / "config" / "mappings";
    if (std::filesystem::is_regular_file(folder / (name + ".toml"), ignored)) return folder / (name + ".toml");
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
      if (entry.path().extension() == ".toml")
        known += (known.empty() ? "; there are " : ", ") + entry.path().stem().string();
    }
  }
  return Error{ErrorCode::kInvalidArgument,
               "--mapping " + name + ": neither a file nor a mapping that comes with gridwall" + known};
}

}  // namespace

Result<import::Mapping> read_mapping(const std::string& name) {
  const Result<std::filesystem::path> path = find_mapping(name);
  if (!path) return path.error();
  std::ifstream mapping_file(*path, std::ios::binary);
  std::stringstream text;
  text << mapping_file.rdbuf();
  if (!mapping_file) return Error{ErrorCode::kIo, path->string() + ": cannot be read"};
  return import::load_mapping(text.str(), path->string());
}

Result<import::ImportSummary> import_files(const import::Mapping& mapping, const ImportCommand& command,
                                           const std::function<bool(std::string_view)>& write) {
  const bool warnings = mapping.format == import::SourceFormat::kCap;
  if (!warnings && command.files.size() > 1)
    return Error{ErrorCode::kInvalidArgument,
                 mapping.name + ": one FILE at a time; only warnings (CAP) can be several"};
  if (!warnings && !command.languages.empty())
    return Error{ErrorCode::kInvalidArgument, "--language needs a mapping of warnings (CAP)"};

  std::vector<std::unique_ptr<std::ifstream>> opened;
  std::vector<import::ImportFile> files;
  uint64_t total_bytes = 0;
  for (const std::string& name : command.files) {
    if (name == "-") {
      files.push_back({&std::cin, "standard input"});
      continue;
    }
    std::error_code error;
    total_bytes += std::filesystem::file_size(name, error);
    if (!error) opened.push_back(std::make_unique<std::ifstream>(name, std::ios::binary));
    if (error || !*opened.back()) return Error{ErrorCode::kNotFound, name + ": no such file, or it cannot be read"};
    files.push_back({opened.back().get(), name});
  }
  ProgressBar bar("reading");
  import::ImportIo io;
  io.input = files.front().input;
  io.input_name = files.size() == 1 ? files.front().name : std::to_string(files.size()) + " files";
  io.strict = command.strict;
  io.write = write;
  io.progress = [&](uint64_t done) {
    if (const uint64_t total = warnings ? files.size() : total_bytes; total > 0) bar.show(done, total);
    return !stop_requested().load();
  };
  return warnings ? import::run_cap_import(mapping, files, command.languages, io) : import::run_import(mapping, io);
}

Status run_import(const ImportCommand& command) {
  const Result<import::Mapping> mapping = read_mapping(command.mapping);
  if (!mapping) return mapping.error();
  Result<LineOutput> output = LineOutput::open(command.out);
  if (!output) return output.error();
  const Result<import::ImportSummary> summary =
      import_files(*mapping, command, [&](std::string_view line) { return output->write(line); });
  if (!summary) {
    const Status closed = summary.error().code == ErrorCode::kIo ? output->close() : Status(Done{});
    return closed ? summary.error() : closed.error();
  }
  if (const Status closed = output->close(); !closed) return closed;
  print_to(stderr, "{}: {}", mapping->name, import::format_summary(*summary));
  if (!mapping->county.empty()) {
    const std::string lines = command.out.empty() || command.out == "-" ? "FILE" : command.out;
    print_to(stderr, "next: gridwall-log import --county {} {} --out LOG\n", mapping->county, lines);
  }
  return Done{};
}

}  // namespace gridwall::program

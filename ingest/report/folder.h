// Writes a report into a folder of its own, with checksums, or its tables into one spreadsheet. One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "ingest/event/result.h"

namespace gridwall::report {

struct ReportOptions {
  std::filesystem::path log;
  std::string incident;
  std::filesystem::path folder;    // made when it is not there; must be empty when it is. Empty: none is written
  std::filesystem::path workbook;  // the tables as a spreadsheet (.xlsx); empty: only in the folder
  bool english = false;
  bool pictures = true;
  bool cut_log = true;         // add the part of the log from ten minutes before the incident to half an hour after it
  std::filesystem::path wall;  // the program that takes the pictures
  std::function<bool(uint64_t, uint64_t)> progress;
};

struct Written {
  size_t files = 0, timeline = 0, teams = 0, alarms = 0, pictures = 0;
  uint64_t cut_events = 0;  // in that part
  std::string note;         // what was left out, and why; empty: nothing
  std::string damage;       // what of the log could not be read: the report ends there
};

// kInvalidArgument when the folder is not empty, the spreadsheet exists, or the incident is unknown.
Result<Written> write_report(const ReportOptions& options);

}  // namespace gridwall::report

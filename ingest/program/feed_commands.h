// The commands of gridwall-feed and their options. One thread; only sending runs on a second one beside the generator.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"

namespace gridwall::program {

inline constexpr std::string_view kFeedProgram = "gridwall-feed";

struct SendTarget {
  std::string endpoint;    // empty: standard output or a file
  std::string server_key;  // its 40 characters; empty: no CURVE
  std::string secret_key;  // a file
};

struct SimulateCommand {
  std::string county = "jianhu";
  std::string from, until, since, story;  // times as typed; empty: derived from the other options
  int64_t days = 0;
  uint64_t seed = 1;
  double rate = 0;
  uint32_t workers = 0;
  std::string track_interval;  // empty: depends on the number of workers
  uint64_t events = 0;
  std::string out;
  bool live = false;
  double speed = 1;
  bool history = false;
  std::string targets;             // a file; empty: the one of the county
  bool after_history = false;      // continues the history of the same seed that ended at --from
  std::vector<std::string> feeds;  // that are written; empty: all
  std::string scenario;            // the name or path of a script; empty: simulate
  std::string at;                  // when the scenario begins
  bool drill = false;
  bool training = false;  // the scenario's injects, for a daemon of exercises
  SendTarget to;
};
Status run_simulate(const SimulateCommand& command);
Status run_scenario(const SimulateCommand& command);

struct ImportCommand {
  std::string mapping, out;
  std::vector<std::string> files;      // several only for warnings
  std::vector<std::string> languages;  // for warnings only
  bool strict = false;                 // what is left out is an error
};
Status run_import(const ImportCommand& command);

struct CheckCommand {
  std::string file, mapping, county;
  bool strict = false;  // what is left out is an error
};
Status run_check(const CheckCommand& command);

struct SendCommand {
  std::string file;
  std::string mapping;  // the file is another system's; empty: it holds events as JSON lines
  SendTarget to;
  std::string speed = "max";
  bool from_start = false;
  bool now = false;
};
Status run_send(const SendCommand& command);

}  // namespace gridwall::program

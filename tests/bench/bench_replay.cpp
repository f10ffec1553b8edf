// Replay on a long log: opening, seeking, playing, memory. The log is made in a temporary folder through the pipeline,
// as an import makes it.
//   bench_replay [EVENTS | --full | --log FILE]    default: 1 million; --full: 10 million
//   bench_replay EVENTS FILE                       keeps the log, for --log
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "ingest/event/time.h"
#include "ingest/log/compress.h"
#include "ingest/pipeline/pipeline.h"
#include "ingest/replay/log_fold.h"
#include "ingest/state/checkpoint.h"
#include "tests/bench/table.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/temporary_folder.h"
#include "viewer/playback/session.h"

namespace gridwall {
namespace {

constexpr int64_t kStartNs = 1'790'000'000'000'000'000;
constexpr int64_t kEveryNs = 864'000'000;  // 100,000 events a day, as a county of 200 workers sends
constexpr uint64_t kRequestEvery = 100;

int64_t received_ns(uint64_t number) {
  return kStartNs + static_cast<int64_t>(number) * kEveryNs;
}

void die(const std::string& why) {
  std::fprintf(stderr, "bench_replay: %s\n", why.c_str());
  std::exit(1);
}

CountySource county() {  // 17 x 16 grids
  CountySource source = testing::fishnet_county();
  const std::string small = "119.043, 33.036";
  source.config_text.replace(source.config_text.find(small), small.size(), "119.178, 33.141");
  return source;
}

// Of a hundred events one request through its loop, the rest tracks, visits and teams.
void write_line(uint64_t number, std::string& out) {
  const uint64_t turn = number % kRequestEvery;
  const std::string request = R"(,"request":"R)" + std::to_string(number / kRequestEvery) + '"';
  char place[64];
  std::snprintf(place, sizeof place, R"(,"lon":%.5f,"lat":%.5f)",
                119.0 + static_cast<double>(number * 7919 % 17'000) / 1e5,
                33.0 + static_cast<double>(number * 104'729 % 13'000) / 1e5);
  const char* type = "patrol.track";
  std::string rest = R"(,"worker":"w)" + std::to_string(number % 199) + '"' + place;
  if (turn == 1) {
    type = "request.placed";
    rest = request + R"(,"category":"噪音","channel":"12345","title":"夜间施工扰民","tier":"grid")" + place;
  } else if (turn == 20 || turn == 60 || turn == 90) {
    type = turn == 20 ? "request.accepted" : turn == 60 ? "request.resolved" : "request.rated";
    rest = request + (turn == 90 ? R"(,"score":"satisfied")" : R"(,"by":"网格员")");
  } else if (turn % 12 == 5) {
    type = "patrol.visited";
    rest += R"(,"households":3,"people":8)";
  } else if (turn == 77) {
    type = "emergency.team_status";
    rest = R"(,"team":"T)" + std::to_string(number % 18) + R"(","status":"assigned","detail":"en_route")";
  }
  const std::string_view word(type);
  out = R"({"v":1,"id":"b)" + std::to_string(number) + R"(","feed":")" + std::string(word.substr(0, word.find('.'))) +
        R"(","type":")" + type + R"(","at":")" + format_rfc3339(received_ns(number), 28'800) + R"(","source":"bench")" +
        rest + "}";
}

void make_log(const std::filesystem::path& file, uint64_t events) {
  pipeline::PipelineOptions options;
  options.log = file;
  Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(county(), options);
  if (!pipeline) die(pipeline.error().message);
  std::string line;
  const auto clock_ns = [] { return std::chrono::steady_clock::now().time_since_epoch().count(); };
  for (uint64_t number = 1; number <= events; ++number) {
    write_line(number, line);
    if (pipeline->take(line, received_ns(number)).kind != pipeline::Verdict::Kind::kAccepted)
      die("an event was not accepted");
    if (!pipeline->group_full()) continue;
    if (!pipeline->commit() || !pipeline->maintain(clock_ns())) die("the log could not be written");
  }
  if (!pipeline->close(clock_ns())) die("the log could not be closed");
}

// In a process of its own, so that what is measured afterwards begins as a wall begins.
void make_apart(const std::filesystem::path& file, uint64_t events) {
  const pid_t child = fork();
  if (child < 0) die("no process could be started");
  if (child == 0) {
    make_log(file, events);
    _exit(0);
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child || status != 0) die("the log could not be made");
}

double resident_mib() {
  std::ifstream file("/proc/self/statm");
  uint64_t all = 0, resident = 0;
  file >> all >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1048576.0;
}

void line(const char* what, const std::string& value, const char* limit) {
  std::printf("%-58s %16s %16s %8s %8s\n", what, value.c_str(), "", "", limit);
  std::fflush(stdout);
}

std::string measured(const char* format, double value) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, format, value);
  return buffer;
}

double percentile(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<size_t>(share * static_cast<double>(values.size())))];
}

std::unique_ptr<playback::Session> open(const std::filesystem::path& file, const playback::ReplayOptions& options) {
  auto session = playback::replay(file, options);
  if (!session) die(session.error().message);
  if (!(*session)->settle(0)) die("the log cannot be shown");
  return std::move(*session);
}

// A checkpoint of 100,000 open requests: how long a state takes out of one.
void decode_checkpoint() {
  const County loaded = *load_county(county());
  CountyState state(loaded);
  Parser parser;
  Event event;
  std::string message;
  for (uint64_t i = 0; i < 100'000; ++i) {
    write_line(i * kRequestEvery + 1, message);
    if (parser.parse(message, event)) die("an event was not of the contract");
    apply(state, loaded, event, {i + 1, i + 1, event.at_ns, GridIndex(i % 272)});
  }
  const std::string bytes = serialize(state);
  const std::string compressed = log::compress_blob(bytes);
  std::string back;
  const double inflate_s = bench::seconds([&] { back = *log::decompress_blob(compressed); });
  const double decode_s = bench::seconds([&] {
    if (!deserialize(back, loaded)) die("a state did not come back");
  });
  const double copy_s = bench::seconds([&] { const CountyState copy(state); });
  line("100,000 open requests: checkpoint in the log",
       measured("%.1f MiB", static_cast<double>(compressed.size()) / 1048576), "-");
  line("  inflated", measured("%.1f ms", inflate_s * 1000), "-");
  line("  decoded", measured("%.1f ms", decode_s * 1000), "-");
  line("  copied in memory", measured("%.1f ms", copy_s * 1000), "-");
}

void seek(playback::Session& session, uint64_t events) {
  std::mt19937_64 random(9);
  std::vector<double> far_ms, near_ms;
  for (int i = 0; i < 200; ++i) {
    session.seek_seq(1 + random() % events);
    far_ms.push_back(1000 * bench::seconds([&] { (void)session.settle(0); }));
  }
  for (int i = 0; i < 100; ++i) {
    session.step_events(-1);
    near_ms.push_back(1000 * bench::seconds([&] { (void)session.settle(0); }));
  }
  line("200 random seeks, p50", measured("%.1f ms", percentile(far_ms, 0.5)), "-");
  line("  p99", measured("%.1f ms", percentile(far_ms, 0.99)), "<= 100");
  line("100 single steps back, p50", measured("%.1f ms", percentile(near_ms, 0.5)), "-");
  line("  p99", measured("%.1f ms", percentile(near_ms, 0.99)), "<= 100");
}

// Plays for some real seconds as frames would, each step timed; then as fast as it folds.
void play(const std::filesystem::path& file, uint64_t events) {
  const auto session = open(file, {std::nullopt, 10'000, {}});
  session->seek_seq(events / 10);
  session->play();
  (void)session->settle(0);
  const int64_t began_ns = session->now_ns(0);
  const auto start = std::chrono::steady_clock::now();
  std::vector<double> step_ms;
  double passed_s = 0;
  for (; passed_s < 4; passed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()) {
    step_ms.push_back(1000 * bench::seconds([&] { (void)session->step(static_cast<int64_t>(passed_s * 1e9)); }));
    std::this_thread::sleep_for(std::chrono::milliseconds(8));
    if (session->time_status().at_end) break;
  }
  const double county_s = static_cast<double>(session->now_ns(0) - began_ns) / 1e9;
  line("playing at 10,000 x: real speed", measured("%.0f x", county_s / passed_s), ">= 9900");
  line("  longest step of a frame", measured("%.1f ms", *std::max_element(step_ms.begin(), step_ms.end())), "<= 16");

  session->seek_seq(events / 10);
  (void)session->settle(0);
  const uint64_t before = session->state().seq;
  const int64_t from_ns = session->now_ns(0);
  const double flat_out_s = bench::seconds([&] {
    session->advance_to(from_ns + (session->time_status().last_ns - from_ns) / 2);
    (void)session->settle(0);
  });
  const auto folded = static_cast<double>(session->state().seq - before);
  const double shown_s = static_cast<double>(session->now_ns(0) - from_ns) / 1e9;
  line("playing as fast as it folds", bench::rate_text(folded, flat_out_s), "-");
  line("  of this log", measured("%.0f x", shown_s / flat_out_s), ">= 10000");
}

void run(const std::filesystem::path& file, uint64_t events) {
  std::unique_ptr<playback::Session> session;
  line("opening, to the state at its end",
       measured("%.0f ms", 1000 * bench::seconds([&] { session = open(file, {}); })), "<= 1000");
  const double before_mib = resident_mib();
  seek(*session, events);
  const double strip_s = bench::seconds([&] {
    while (session->strip()->through_seq() < events) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  line("index of the whole log, in the background", measured("%.2f s", strip_s), "-");
  line("  its memory", measured("%.1f MiB", static_cast<double>(session->strip()->bytes()) / 1048576), "-");
  session.reset();
  play(file, events);
  line("memory after opening, and after all of this",
       measured("%.0f", before_mib) + " " + measured("%.0f MiB", resident_mib()), "-");
}

}  // namespace
}  // namespace gridwall

int main(int argc, char** argv) {
  using namespace gridwall;
  const std::string word = argc > 1 ? argv[1] : "";
  const testing::TemporaryFolder folder;
  std::filesystem::path file = folder / "bench.gwlog";
  uint64_t events = word == "--full" ? 10'000'000 : 1'000'000;
  if (word == "--log" && argc == 3) {
    file = argv[2];
    const auto reader = log::LogReader::open(file);
    if (!reader) die(reader.error().message);
    events = reader->head()->seq;
  } else if (!word.empty() && word != "--full") {
    events = std::strtoull(word.c_str(), nullptr, 10);
    if (events < 10'000 || argc > 3) die("usage: bench_replay [EVENTS [FILE] | --full | --log FILE]");
    if (argc == 3) file = argv[2];
  }
  bench::head();
  decode_checkpoint();
  if (word != "--log") {
    const double made_s = bench::seconds([&] { make_apart(file, events); });
    line(("a log of " + std::to_string(events) + " events is made").c_str(), measured("%.0f s", made_s), "-");
  }
  line("  its size", measured("%.0f MiB", static_cast<double>(std::filesystem::file_size(file)) / 1048576), "-");
  run(file, events);
}

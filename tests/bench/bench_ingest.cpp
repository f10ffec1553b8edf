// Fold beside parsing alone; durable pipeline beside a bare SQLite insert of the same rows; joining with a long past.
#include <simdjson.h>
#include <sqlite3.h>

#include <cstdlib>
#include <random>
#include <vector>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/log/log_reader.h"
#include "ingest/pipeline/pipeline.h"
#include "ingest/replay/log_fold.h"
#include "ingest/state/figures.h"
#include "ingest/state/fold.h"
#include "tests/bench/table.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/temporary_folder.h"

namespace gridwall {
namespace {

constexpr int64_t kStartNs = 1'790'000'000 * kNsPerSecond;

// Requests through their loop, patrols and teams, as a county sends them; ten seconds apart from one another.
std::vector<std::string> make_lines(int count) {
  std::mt19937 random(1);
  std::vector<std::string> lines;
  lines.reserve(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    const int matter = i / 8;
    const char* type[] = {"request.placed",   "request.dispatched", "request.accepted", "patrol.track",
                          "request.resolved", "patrol.visited",     "request.rated",    "emergency.team_status"};
    const std::string name = type[i % 8];
    std::string line = R"({"v":1,"id":"e)" + std::to_string(i) + R"(","feed":")" + name.substr(0, name.find('.')) +
                       R"(","type":")" + name + R"(","at":")" + format_rfc3339(kStartNs + i * kNsPerSecond, 8 * 3600) +
                       R"(","source":"bench")";
    const std::string place =
        R"(,"lon":119.0)" + std::to_string(1 + random() % 3) + R"(,"lat":33.0)" + std::to_string(1 + random() % 3);
    const std::string request = R"(,"request":"R)" + std::to_string(matter) + '"';
    switch (i % 8) {
      case 0:
        line +=
            place + request + R"(,"category":"噪音","channel":"12345","title":"夜间施工扰民，请处理","tier":"grid")";
        break;
      case 1:
        line += request + R"(,"to":"城管局")";
        break;
      case 2:
        line += request + R"(,"by":"网格员")";
        break;
      case 3:
        line += place + R"(,"worker":"w)" + std::to_string(random() % 420) + '"';
        break;
      case 4:
        line += request + R"(,"by":"城管局","tier":"community")";
        break;
      case 5:
        line += place + R"(,"worker":"w)" + std::to_string(random() % 420) + R"(","households":3,"people":8)";
        break;
      case 6:
        line += request + R"(,"score":"satisfied")";
        break;
      default:
        line += R"(,"team":"T)" + std::to_string(random() % 18) + R"(","status":"available","detail":"standby")";
        break;
    }
    lines.push_back(line + "}");
  }
  return lines;
}

void fold_beside_parsing(const std::vector<std::string>& lines) {
  const County county = *load_county(testing::fishnet_county());
  // One parser a line keeps its views alive; folding is then timed alone.
  const size_t batch = 2'000;
  double fold_s = 0, parse_s = 0;
  CountyState state(county);
  std::vector<Parser> parsers(batch);
  std::vector<Event> events(batch);
  simdjson::dom::parser bare;
  for (size_t from = 0; from + batch <= lines.size(); from += batch) {
    parse_s += bench::seconds([&] {
      for (size_t i = 0; i < batch; ++i) {
        simdjson::dom::element element;
        if (bare.parse(lines[from + i].data(), lines[from + i].size()).get(element) != simdjson::SUCCESS) std::abort();
      }
    });
    for (size_t i = 0; i < batch; ++i) {
      if (parsers[i].parse(lines[from + i], events[i])) std::abort();
    }
    fold_s += bench::seconds([&] {
      for (size_t i = 0; i < batch; ++i) {
        apply(state, county, events[i], {state.seq + 1, 0, events[i].at_ns, GridIndex(i % 16)});
      }
    });
  }
  const auto count = static_cast<double>(lines.size() / batch * batch);
  bench::row("fold, beside parsing alone with simdjson", bench::rate_text(count, fold_s),
             bench::rate_text(count, parse_s), parse_s / fold_s, ">= 0.5");
  const double figures_s = bench::seconds([&] { (void)compute_figures(state, county, state.received_ns); });
  bench::row("figures once, beside folding 1,000 events", bench::ms_text(figures_s),
             bench::ms_text(fold_s / count * 1000), figures_s / (fold_s / count * 1000), "-");
}

void exec(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
}

void insert_bare(const std::filesystem::path& file, const std::vector<std::string>& lines) {
  sqlite3* database = nullptr;
  if (sqlite3_open(file.c_str(), &database) != SQLITE_OK) std::abort();
  exec(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
  exec(database,
       "CREATE TABLE event(seq INTEGER PRIMARY KEY, feed_seq INTEGER NOT NULL, received_ns INTEGER NOT NULL,"
       "at_ns INTEGER NOT NULL, feed INTEGER NOT NULL, type TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL,"
       "grid INTEGER, hash BLOB NOT NULL, body_hash BLOB, body TEXT, UNIQUE(source, id)) STRICT");
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO event VALUES(?,?,?,?,?,?,?,?,?,?,NULL,?)", -1, &insert, nullptr);
  const unsigned char hash[32] = {};
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i % 1'000 == 0) exec(database, "BEGIN");
    const auto number = static_cast<sqlite3_int64>(i + 1);
    const std::string id = "e" + std::to_string(i);
    for (int column = 1; column <= 4; ++column) sqlite3_bind_int64(insert, column, kStartNs + number);
    sqlite3_bind_int64(insert, 1, number);
    sqlite3_bind_int64(insert, 5, number % 3);
    sqlite3_bind_text(insert, 6, "request.placed", -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 7, "bench", -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 8, id.data(), static_cast<int>(id.size()), SQLITE_STATIC);
    sqlite3_bind_int64(insert, 9, number % 16);
    sqlite3_bind_text(insert, 11, lines[i].data(), static_cast<int>(lines[i].size()), SQLITE_STATIC);
    sqlite3_bind_blob(insert, 10, hash, sizeof hash, SQLITE_STATIC);
    if (sqlite3_step(insert) != SQLITE_DONE) std::abort();
    sqlite3_reset(insert);
    if (i % 1'000 == 999 || i + 1 == lines.size()) exec(database, "COMMIT");
  }
  sqlite3_finalize(insert);
  sqlite3_close(database);
}

int64_t clock_ns() {
  return std::chrono::system_clock::now().time_since_epoch().count();
}

constexpr int64_t kDaemonGapNs = 5 * kNsPerSecond;  // between checkpoints, as gridwall-ingest keeps it

void take_all(const std::filesystem::path& file, const std::vector<std::string>& lines, int64_t checkpoint_gap_ns) {
  pipeline::PipelineOptions options;
  options.log = file;
  options.checkpoint_gap_ns = checkpoint_gap_ns;
  Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(testing::fishnet_county(), options);
  if (!pipeline) std::abort();
  int64_t now_ns = kStartNs;
  const std::vector<std::string_view> messages(lines.begin(), lines.end());
  for (size_t from = 0; from < messages.size(); from += 1'000) {  // as batches come in
    const auto batch = std::span(messages).subspan(from, std::min<size_t>(1'000, messages.size() - from));
    const pipeline::ReadAhead::Batch ahead = pipeline->read_ahead(batch);
    for (const std::string_view message : batch) {
      now_ns += kNsPerSecond;
      if (pipeline->take(message, now_ns).kind != pipeline::Verdict::Kind::kAccepted) std::abort();
    }
    if (!pipeline->commit() || !pipeline->maintain(clock_ns())) std::abort();
  }
  if (!pipeline->close(now_ns)) std::abort();
}

void pipeline_beside_inserts(const std::vector<std::string>& lines) {
  int round = 0;
  const testing::TemporaryFolder folder;
  const auto file = [&](const char* name) { return folder / (std::string(name) + std::to_string(round++)); };
  const bench::Pair pair = bench::best_of(
      3, [&] { take_all(file("ours"), lines, kDaemonGapNs); }, [&] { insert_bare(file("bare"), lines); });
  const auto count = static_cast<double>(lines.size());
  bench::row("durable pipeline, groups of 1,000, beside a bare insert", bench::rate_text(count, pair.ours_s),
             bench::rate_text(count, pair.reference_s), pair.reference_s / pair.ours_s, ">= 0.8");
}

void opening_beside_folding(const std::vector<std::string>& lines) {
  const testing::TemporaryFolder folder;
  take_all(folder / "past", lines, 0);
  const Result<log::LogReader> reader = log::LogReader::open(folder / "past");
  const County county = *load_county(testing::fishnet_county());
  const bench::Pair pair = bench::best_of(
      3,
      [&] {
        if (!replay::state_at(*reader, county, lines.size() - 7)) std::abort();
      },
      [&] {
        if (!replay::state_at(*reader, county, lines.size() - 7, false)) std::abort();
      });
  bench::row("state of a log by checkpoint and tail, beside a full fold", bench::ms_text(pair.ours_s),
             bench::ms_text(pair.reference_s), pair.reference_s / pair.ours_s, "-");
}

}  // namespace
}  // namespace gridwall

int main() {
  using namespace gridwall;
  bench::head();
  const std::vector<std::string> lines = make_lines(200'000);
  fold_beside_parsing(lines);
  pipeline_beside_inserts(lines);
  opening_beside_folding(lines);
}

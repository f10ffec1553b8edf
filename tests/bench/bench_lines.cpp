// bench_lines RATE SECONDS COLUMNS ROWS: events of a fishnet county at an even rate, for the wall's benchmarks.
// The mix is that of a county: requests through their loop, tracks and visits, teams.
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "ingest/event/time.h"

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: bench_lines RATE SECONDS COLUMNS ROWS\n");
    return 2;
  }
  const double rate = std::atof(argv[1]);
  const auto count = static_cast<long>(rate * std::atof(argv[2]));
  const auto columns = static_cast<unsigned>(std::atoi(argv[3]));
  const auto rows = static_cast<unsigned>(std::atoi(argv[4]));
  std::mt19937 random(1);
  const char* const types[] = {"request.placed",   "patrol.track",   "request.accepted", "patrol.track",
                               "request.resolved", "patrol.visited", "patrol.track",     "emergency.team_status"};
  for (long i = 0; i < count; ++i) {
    const std::string type = types[i % 8];
    char grid[32];
    std::snprintf(grid, sizeof grid, "r%03uc%03u", static_cast<unsigned>(random() % rows),
                  static_cast<unsigned>(random() % columns));
    std::string rest = std::string(R"(,"grid":")") + grid + '"';
    const std::string request = R"(,"request":"R)" + std::to_string(i / 8) + '"';
    const std::string worker = R"(,"worker":"w)" + std::to_string(random() % 400) + '"';
    switch (i % 8) {
      case 0:
        rest += request + R"(,"category":"噪音","channel":"12345","title":"夜间施工扰民，请处理","tier":"grid")";
        break;
      case 2:
        rest = request + R"(,"by":"网格员")";
        break;
      case 4:
        rest = request + R"(,"by":"城管局","tier":"community")";
        break;
      case 5:
        rest += worker + R"(,"households":3,"people":8)";
        break;
      case 7:
        rest = R"(,"team":"T)" + std::to_string(random() % 18) + R"(","status":"assigned","detail":)" +
               (random() % 2 == 0 ? R"("en_route")" : R"("on_scene")");
        break;
      default: {
        char place[64];
        std::snprintf(place, sizeof place, R"(,"lon":%.6f,"lat":%.6f)",
                      119.0 + static_cast<double>(random() % 1000) / 8000,
                      33.0 + static_cast<double>(random() % 1000) / 8000);
        rest += worker + place;
      }
    }
    const auto at_ns = static_cast<int64_t>(1.79e18) + static_cast<int64_t>(static_cast<double>(i) * 1e9 / rate);
    std::printf(R"({"v":1,"id":"b%ld","feed":"%s","type":"%s","at":"%s","source":"bench"%s})"
                "\n",
                i, type.substr(0, type.find('.')).c_str(), type.c_str(), gridwall::format_rfc3339(at_ns, 28800).c_str(),
                rest.c_str());
  }
}

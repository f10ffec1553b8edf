// The same 100,000 rows of a hotline as a spreadsheet and as CSV, through the same mapping to events.
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>

#include "ingest/event/time.h"
#include "ingest/import/import.h"
#include "tests/bench/table.h"
#include "tests/support/workbook_bytes.h"

namespace gridwall {
namespace {

constexpr int kRows = 100'000;
constexpr const char* kMapping = R"(
name = "calls"
source = "hotline"
format = "csv"
time_zone = "Asia/Shanghai"
time_format = "%Y-%m-%d %H:%M:%S"
[[event]]
type = "request.placed"
id = "{编号}/placed"
at = "来电时间"
lon = "{经度}"
lat = "{纬度}"
[event.fields]
request = "{编号}"
category = "{类别}"
channel = "{渠道}"
title = "{内容}"
place = "{地点}"
tier = "grid"
[[event]]
type = "request.resolved"
id = "{编号}/resolved"
at = "办结时间"
when = { column = "办结时间", empty = false }
[event.fields]
request = "{编号}"
by = "{单位}"
)";
const char* const kColumns[] = {"编号", "来电时间", "渠道", "类别", "内容", "地点", "单位", "办结时间", "经度", "纬度"};

// Writes both files in step, a text of the spreadsheet once.
class Files {
 public:
  Files() {
    begin();
    for (const char* column : kColumns) text(column);
    end();
    for (int i = 0; i < kRows; ++i) add(i);
  }
  std::string csv() const { return csv_; }
  std::string xlsx() const {
    return testing::workbook_bytes(
        {{{"工单", rows_, "", ""}}, "", R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>)", texts_});
  }

 private:
  void add(int i) {
    const int64_t placed_s = 1'767'225'600 + i * 60;
    begin();
    text("20260101" + std::to_string(100'000 + i));
    time(placed_s);
    text("12345热线");
    text(i % 3 == 0 ? "噪音扰民" : "市容环境");
    text("小区门口夜间施工扰民，请有关部门处理，第" + std::to_string(i) + "次来电");
    text("近湖街道建华园" + std::to_string(i % 500) + "号楼");
    text("城管局");
    if (i % 4 == 0) {
      skip();
    } else {
      time(placed_s + 7'200);
    }
    number("119." + std::to_string(700'000 + i % 100'000));
    number("33." + std::to_string(400'000 + i % 90'000));
    end();
  }
  void begin() {
    rows_ += "<row r=\"" + std::to_string(++row_) + "\">";
    column_ = 0;
  }
  void end() {
    rows_ += "</row>";
    csv_.back() = '\n';
  }
  void cell(const std::string& attributes, const std::string& value, const std::string& text) {
    rows_ += "<c r=\"" + std::string(1, static_cast<char>('A' + column_++)) + std::to_string(row_) + "\"" + attributes +
             "><v>" + value + "</v></c>";
    csv_ += text + ",";
  }
  void skip() {
    ++column_;
    csv_ += ',';
  }
  void text(const std::string& text) {
    texts_ += "<si><t>" + text + "</t></si>";
    cell(" t=\"s\"", std::to_string(text_count_++), text);
  }
  void number(const std::string& digits) { cell("", digits, digits); }
  void time(int64_t local_s) {
    std::string text = format_rfc3339(local_s * kNsPerSecond, 0).substr(0, 19);
    text[10] = ' ';
    char serial[32];  // to the microsecond
    std::snprintf(serial, sizeof serial, "%.11f", static_cast<double>(local_s) / 86'400 + 25'569);
    cell(" s=\"1\"", serial, text);
  }

  std::string csv_, rows_, texts_;
  int row_ = 0, column_ = 0, text_count_ = 0;
};

uint64_t import_all(const import::Mapping& mapping, const std::string& bytes) {
  std::istringstream input(bytes);
  import::ImportIo io;
  io.input = &input;
  io.input_name = "bench";
  io.write = [](std::string_view) { return true; };
  const Result<import::ImportSummary> summary = import::run_import(mapping, io);
  if (!summary) {
    std::fprintf(stderr, "bench_import: %s\n", summary.error().message.c_str());
    std::abort();
  }
  return summary->events;
}

}  // namespace
}  // namespace gridwall

int main() {
  using namespace gridwall;
  const Result<import::Mapping> mapping = import::load_mapping(kMapping, "bench.toml");
  if (!mapping) std::abort();
  const Files files;
  const std::string csv = files.csv(), xlsx = files.xlsx();
  uint64_t from_csv = 0, from_xlsx = 0;
  const bench::Pair pair = bench::best_of(
      3, [&] { from_xlsx = import_all(*mapping, xlsx); }, [&] { from_csv = import_all(*mapping, csv); });
  if (from_csv != from_xlsx || from_csv != kRows + kRows * 3 / 4) std::abort();
  bench::row("import of 100,000 rows of .xlsx, beside the same as CSV", bench::rate_text(kRows, pair.ours_s),
             bench::rate_text(kRows, pair.reference_s), pair.reference_s / pair.ours_s, ">= 0.3");
}

// Where the fuzz targets begin: inputs that are right, made from what the tests and the shipped configuration use.
// fuzz_seeds FOLDER writes FOLDER/TARGET/*, and FOLDER/TARGET.dict where words help.
#include <fstream>
#include <iostream>
#include <sstream>

#include "ingest/event/schema.h"
#include "ingest/feed/heartbeat.h"
#include "ingest/feed/history_protocol.h"
#include "ingest/feed/wire.h"
#include "ingest/pipeline/log_import.h"
#include "ingest/replay/log_index.h"
#include "ingest/state/checkpoint.h"
#include "tests/ingest/county/samples.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/temporary_folder.h"

namespace gridwall {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

std::string read(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

class Seeds {
 public:
  Seeds(fs::path folder, std::string target) : folder_(std::move(folder)), target_(std::move(target)) {
    fs::create_directories(folder_ / target_);
  }
  void add(std::string_view bytes) {
    std::ofstream(folder_ / target_ / std::to_string(++count_), std::ios::binary) << bytes;
  }
  // Words the target looks for: the fuzzer finds them slowly by itself.
  void word(std::string_view word) { words_.append("\"").append(word).append("\"\n"); }
  ~Seeds() {
    if (!words_.empty()) std::ofstream(folder_ / (target_ + ".dict")) << words_;
  }

 private:
  const fs::path folder_;
  const std::string target_;
  std::string words_;
  int count_ = 0;
};

std::vector<std::string> golden_nights() {
  std::vector<std::string> nights;
  for (const auto& entry : fs::directory_iterator(fs::path(GRIDWALL_SOURCE_DIR) / "tests/golden")) {
    if (entry.is_directory()) nights.push_back(read(entry.path() / "events.jsonl"));
  }
  return nights;
}

void add_events(Seeds& seeds) {
  for (const std::string& night : golden_nights()) {
    std::istringstream lines(night);
    for (std::string line; std::getline(lines, line);) seeds.add(line);
    for (size_t from = 0; from < night.size(); from = night.find('\n', std::min(night.size(), from + 4000))) {
      seeds.add(std::string_view(night).substr(from, 8000));
    }
  }
  for (int type = 0; type < kEventTypeCount; ++type) {
    seeds.word(event_type_name(static_cast<EventType>(type)));
    for (const FieldRule& rule : rules_of(static_cast<EventType>(type))) {
      for (const std::string_view word : words_of(rule.kind)) seeds.word(word);
    }
  }
  for (int field = 0; field < kFieldCount; ++field) seeds.word(field_name(static_cast<Field>(field)));
}

void add_requests(Seeds& seeds) {
  for (const char* body :
       {R"(b{"v":1,"id":"a"})", R"(b[{"a":"]"},{"b":[1,2]}])", "b{\"a\":1}\n{\"b\":2}\n",
        "qservice_code=a%20b&status=open,closed&start_date=2026-11-21T14:32:08Z",
        R"(f<feed><entry><id>1</id><updated>u</updated><link type="application/cap+xml" href="x"/></entry></feed>)",
        "f<rss><channel><item><guid>g</guid><link>http://x</link></item></channel></rss>",
        "f<feed><entry><id>1</id><content><alert/></content></entry></feed>"}) {
    seeds.add(body);
  }
}

void add_counties(Seeds& seeds) {
  using namespace county;
  const std::string two = feature("a", square(119, 33)) + "," + feature("b", square(120, 33), R"(,"street":"s2")");
  seeds.add(sample_config() + '\0' + collection(two));
  seeds.add(sample_config("", "gcj02") + '\0' + collection(two));
  const CountySource fishnet = testing::fishnet_county();
  seeds.add(fishnet.config_text + '\0');
  for (const auto& entry : fs::directory_iterator(fs::path(GRIDWALL_SOURCE_DIR) / "config/counties")) {
    if (entry.path().extension() == ".toml") seeds.add(read(entry.path()) + '\0' + collection(two));
  }
}

void add_frames(Seeds& seeds) {
  using namespace feed;
  const auto stamp = encode_stamp({7, 3, 1'795'242'728'000'000'000, GridIndex(4)});
  seeds.add({stamp.data(), stamp.size()});
  const auto tag = encode_tag(77);
  seeds.add({tag.data(), tag.size()});
  std::string text;
  append_answer(text, {Answer::Kind::kAck, 17, {}, {}});
  seeds.add(text);
  append_answer(text = {}, {Answer::Kind::kReject, 0, "not_json", "a brace is missing"});
  seeds.add(text);
  Heartbeat heartbeat;
  heartbeat.sources.push_back({"12345", 10, 1, 2, 3, 4, 0.5});
  seeds.add(encode_heartbeat(heartbeat));
  for (const auto get : {HistoryRequest::Get::kHello, HistoryRequest::Get::kCounty, HistoryRequest::Get::kSnapshot,
                         HistoryRequest::Get::kRange, HistoryRequest::Get::kPlace, HistoryRequest::Get::kIndex}) {
    HistoryRequest request;
    request.get = get;
    request.seq = 3;
    seeds.add(encode_request(request));
    seeds.add(encode_answer({}, get));
  }
  std::string chunk;
  append_record(chunk, {{1, 1, 100, GridIndex(3)}, Feed::kRequest, false, "first"});
  append_record(chunk, {{2, 1, 101, kNone}, Feed::kPatrol, true, ""});
  seeds.add(chunk);
  seeds.add(pack_texts({"name", "config", "map"}));
  replay::IndexPart part;
  part.slots[29'920'712] = {1, 2, 3};
  part.marks.push_back({replay::MarkKind::kIncident, 7, 8, 9, 2, true, -1, "i1", "fire"});
  part.ends.push_back({replay::MarkKind::kIncident, "i1", 10});
  seeds.add(replay::pack_index_part(part, {}));
  seeds.add(replay::pack_kept_index({{}, {}, {}, part}));
}

void add_sheets(Seeds& seeds) {
  const std::string styles =
      R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d\ h:mm;@"/><numFmt numFmtId="165" )"
      R"(formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf )"
      R"(numFmtId="46"/></cellXfs></styleSheet>)";
  const std::string texts = R"(<sst><si><t>no_x000D_</t></si><si><r><t>a</t></r><rPh><t>b</t></rPh></si></sst>)";
  const std::string sheet =
      R"(<worksheet><sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="D1" )"
      R"(t="inlineStr"><is><t>x</t></is></c></row><row><c s="1"><v>45987.6042</v></c><c s="2"><v>12</v></c><c )"
      R"(s="3"><v>1.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c><c t="d">)"
      R"(<v>2025-11-26T14:30:05</v></c><c><v>3.2E+17</v></c></row></sheetData><mergeCells><mergeCell )"
      R"(ref="A1:B2"/></mergeCells></worksheet>)";
  seeds.add(sheet + '\0' + styles + '\0' + texts);
  for (const char* word : {"<row>", "<c>", "<v>", "</v></c>", "<is><t>", "_x0041_", "[h]:mm"}) {
    seeds.word(word);
  }
}

void add_imports(Seeds& seeds) {
  const auto mapping = [](const char* name) {
    return read(fs::path(GRIDWALL_SOURCE_DIR) / "config/mappings" / name) + '\0';
  };
  seeds.add(R"(name = "calls"
source = "hotline"
format = "csv"
encoding = "gbk"
time_zone = "Asia/Shanghai"
time_format = "%Y-%m-%d %H:%M"
[[event]]
type = "request.placed"
id = "{no}/placed"
at = ["opened", "closed"]
when = [{ column = "kind", is_not = ["X"] }]
lon = "{lon}"
lat = "{lat}"
[event.fields]
request = "{no}"
category = { from = "{kind}", map = { N = "noise" }, otherwise = "dirt" }
channel = "12345"
title = "{what}"
tier = "grid"
)"s + '\0' +
            "no,kind,what,opened,closed,lon,lat\n1,N,\"a \"\"b\"\"\",2026-01-01 08:00,,119.8,33.4\n"
            "2,D,\xc4\xe3\xba\xc3,2026-01-02 08:00,2026-01-03 09:30,,\n");
  seeds.add(mapping("la_311.toml") +
            "SRNumber,CreatedDate,RequestType,Status\n1,01/02/2020 03:04:05 PM,Graffiti,Open\n");
  seeds.add(mapping("sffd_units.toml") + "Call Number,Unit ID\n1,E01\n");
  seeds.add(mapping("open311.toml") +
            R"([{"service_request_id":"1","status":"open","service_name":"Noise","requested_datetime":)"
            R"("2026-01-01T08:00:00Z","updated_datetime":"2026-01-02T08:00:00Z","lat":42.3,"long":-71.0,)"
            R"("notes":[{"datetime":"2026-01-01T09:00:00Z","type":"submitted"}]}])");
  seeds.add(mapping("cap.toml") +
            R"(<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">)"
            "<identifier>a</identifier><sender>w@x.cn</sender><sent>2026-01-20T18:00:00+08:00</sent>"
            "<status>Actual</status><msgType>Update</msgType><scope>Public</scope>"
            "<references>w@x.cn,b,2026-01-20T17:00:00+08:00</references><info><language>zh-CN</language>"
            "<event>暴雪橙色预警</event><urgency>Immediate</urgency><severity>Severe</severity>"
            "<certainty>Likely</certainty><expires>2026-01-21T18:00:00+08:00</expires><headline>暴雪</headline>"
            "<area><areaDesc>习水县</areaDesc></area></info></alert>");
}

// The states are those of a county of as many grids as the target has.
bool add_logs_and_states(Seeds& logs, Seeds& states) {
  for (const std::string& night : golden_nights()) {
    const testing::TemporaryFolder folder;
    std::ofstream(folder / "events.jsonl") << night;
    pipeline::PipelineOptions options;
    options.log = folder / "county.log";
    options.checkpoint_events = 10;
    Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(testing::fishnet_county(), options);
    if (!pipeline || !pipeline::import_lines(*pipeline, folder / "events.jsonl", [] { return int64_t{0}; }, {}) ||
        !pipeline->close(0)) {
      return false;
    }
    logs.add(read(options.log));
    states.add(serialize(pipeline->state()));
  }
  return true;
}

bool write_seeds(const fs::path& folder) {
  Seeds events(folder, "fuzz_event"), counties(folder, "fuzz_county"), frames(folder, "fuzz_frames"),
      imports(folder, "fuzz_import"), sheets(folder, "fuzz_sheet"), states(folder, "fuzz_state"),
      logs(folder, "fuzz_log");
  add_events(events);
  Seeds requests(folder, "fuzz_bridge");
  add_requests(requests);
  add_counties(counties);
  add_frames(frames);
  add_imports(imports);
  add_sheets(sheets);
  return add_logs_and_states(logs, states);
}

}  // namespace
}  // namespace gridwall

int main(int argc, char** argv) {
  if (argc != 2 || !gridwall::write_seeds(argv[1])) {
    std::cerr << "usage: fuzz_seeds FOLDER; nothing may stand in the way there\n";
    return 1;
  }
}

// The words between a wall and the history server. A request is one JSON frame; an answer is one JSON frame and, for
// chunks, one frame of bytes. Used by both ends; pure values, any thread.
//
//   {"get":"hello","request":N}
//   {"get":"county","request":N,"offset":O}               chunk of zstd(name, configuration, map), see pack_texts
//   {"get":"snapshot","request":N,"version":V}            the latest checkpoint of that state version
//   {"get":"snapshot","request":N,"version":V,"seq":S,"offset":O}       the rest of it, piece by piece
//   {"get":"range","request":N,"from":A,"to":B}           records from A on, at most a chunk; ask again from `last` + 1
//
// Errors: {"request":N,"error":"bad_request"|"too_old"|"unknown"|"gone"|"unavailable","detail":"…","first":SEQ}
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/event/event.h"

namespace gridwall::feed {

struct HistoryRequest {
  enum class Get : uint8_t { kHello, kCounty, kSnapshot, kRange };
  Get get = Get::kHello;
  uint64_t request = 0;                        // comes back with the answer
  uint64_t from = 0, to = 0;                   // kRange
  std::optional<uint64_t> seq = std::nullopt;  // kSnapshot: of the one already begun
  uint64_t offset = 0;                         // kCounty, kSnapshot
  int64_t version = 0;                         // kSnapshot
};
std::string encode_request(const HistoryRequest& request);
// The reason when it is none; `request.request` is filled as far as it can be read.
std::optional<std::string> parse_request(std::string_view json, HistoryRequest& request);

struct HistoryAnswer {
  uint64_t request = 0;
  std::string error;  // empty: it went well
  std::string detail;
  uint64_t first = 0;  // error too_old: the first event there still is

  // hello
  int protocol = 0;
  int64_t state_version = 0;
  std::string log_id;
  std::string hash;
  std::string county_mark;
  std::string intake, publish;  // endpoints
  uint64_t head = 0;            // hello, range: the last event in the log
  std::array<uint64_t, kFeedCount> feed_seq{};
  int64_t server_time_ns = 0;
  // county, snapshot
  uint64_t bytes = 0;   // of the whole blob; 0: there is none, begin after `seq` with an empty state
  uint64_t offset = 0;  // of this chunk
  uint64_t seq = 0;     // snapshot: the state as of this event
  // range
  uint64_t from = 0, last = 0, count = 0;
};
std::string encode_answer(const HistoryAnswer& answer, HistoryRequest::Get get);
std::string encode_error(const HistoryAnswer& answer);
std::optional<HistoryAnswer> parse_history_answer(std::string_view json);

}  // namespace gridwall::feed

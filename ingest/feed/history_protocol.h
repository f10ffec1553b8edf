// The messages between a wall and the history server. A request is one JSON frame; an answer is one JSON frame and, for
// chunks, one frame of bytes. Used by both ends; pure values, any thread.
//
//   {"get":"hello","request":N}
//   {"get":"county","request":N,"offset":O}               chunk of zstd(name, configuration, map), see pack_texts
//   {"get":"snapshot","request":N,"version":V}            the latest checkpoint of that state version
//   {"get":"snapshot","request":N,"version":V,"seq":S,"offset":O}       the rest of it, chunk by chunk
//   {"get":"range","request":N,"from":A,"to":B}           records from A on, at most a chunk; ask again from `last` + 1
// For going back in time:
//   {"get":"place","request":N,"at":NS} or "seq":S        where that is: the event, its receipt, its county, the log's
//   ends
//   {"get":"county","request":N,"of":S}                   the county in force for event S, as above
//   {"get":"snapshot","request":N,"version":V,"before":S} the newest checkpoint at or before S; its rest as above
//   {"get":"index","request":N,"from":A,"late":[s,s,s],"received":[ns,ns,ns],"feed_seq":[n,n,n]}
//                                                         the next piece of the index of the log, see log_index.h
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
  enum class Get : uint8_t { kHello, kCounty, kSnapshot, kRange, kPlace, kIndex };
  Get get = Get::kHello;
  uint64_t request = 0;                            // returned with the answer
  uint64_t from = 0, to = 0;                       // kRange, kIndex
  std::optional<uint64_t> seq = std::nullopt;      // kSnapshot: of the one being fetched; kPlace
  std::optional<int64_t> at_ns = std::nullopt;     // kPlace
  std::optional<uint64_t> before = std::nullopt;   // kSnapshot
  std::optional<uint64_t> of = std::nullopt;       // kCounty
  std::array<int64_t, kFeedCount> late_after_s{};  // kIndex
  std::array<int64_t, kFeedCount> received_ns{};   // kIndex
  std::array<uint64_t, kFeedCount> feed_seq{};     // kIndex
  uint64_t offset = 0;                             // kCounty, kSnapshot
  int64_t version = 0;                             // kSnapshot
};
std::string encode_request(const HistoryRequest& request);
// The reason when it is none; `request.request` is filled as far as it can be read.
std::optional<std::string> parse_request(std::string_view json, HistoryRequest& request);

struct HistoryAnswer {
  uint64_t request = 0;
  std::string error;  // empty: it went well
  std::string detail;
  uint64_t first = 0;  // error too_old: the first event that is left

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
  uint64_t bytes = 0;   // of the whole blob; 0: there is none, start after `seq` with an empty state
  uint64_t offset = 0;  // of this chunk
  uint64_t seq = 0;     // snapshot: the state as of this event
  // range
  uint64_t from = 0, last = 0, count = 0;
  // place
  uint64_t base = 0;  // the first event is base + 1
  int64_t first_ns = 0, head_ns = 0;
  int64_t received_ns = 0;                     // of `seq`
  uint64_t county_from = 0, county_until = 0;  // the events the county of `seq` holds for
  uint64_t checkpoint = 0;                     // the newest one of this state version at or before `seq`
  bool has_checkpoint = false;
};
std::string encode_answer(const HistoryAnswer& answer, HistoryRequest::Get get);
std::string encode_error(const HistoryAnswer& answer);
std::optional<HistoryAnswer> parse_history_answer(std::string_view json);

}  // namespace gridwall::feed

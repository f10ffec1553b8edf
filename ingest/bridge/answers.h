// The daemon's answers as an HTTP answer: the status says what the whole came to, the body what each event did. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/bridge/http_server.h"
#include "ingest/bridge/intake_link.h"

namespace gridwall::bridge {

// 200: all are in the log. 400: all are rejected. 429, 503: none is known to be in the log; the same again later.
// 207: some of each.
int status_of(const std::vector<EventAnswer>& answers, bool left_out = false);
std::string_view answer_name(EventAnswer::Kind kind);  // ack, duplicate, reject; retry, of kNone, too
// `more` is JSON members for the beginning of the body, each with a comma behind it. With `ids`, one an event, those
// that are not in the log are named.
HttpAnswer http_answer(const std::vector<EventAnswer>& answers, std::string_view more = {}, bool left_out = false,
                       const std::vector<std::string>& ids = {});
// 503 with Retry-After.
HttpAnswer try_later(std::string_view why);

}  // namespace gridwall::bridge

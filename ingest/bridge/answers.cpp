#include "ingest/bridge/answers.h"

#include <algorithm>

#include "ingest/event/encode.h"

namespace gridwall::bridge {
namespace {

using Kind = EventAnswer::Kind;

constexpr const char* kRetryAfterS = "2";

void append(std::string& json, const EventAnswer& answer, std::string_view id) {
  json.append("{\"answer\":\"").append(answer_name(answer.kind)).append("\"");
  if (answer.in_log()) json.append(",\"seq\":").append(std::to_string(answer.seq));
  const std::string_view reason = answer.kind == Kind::kNone ? "no_answer" : std::string_view(answer.reason);
  if (!answer.in_log()) json.append(",\"reason\":").append(json_string(reason));
  if (!answer.in_log() && !id.empty()) json.append(",\"id\":").append(json_string(id));
  if (!answer.detail.empty()) json.append(",\"detail\":").append(json_string(answer.detail));
  json += '}';
}

}  // namespace

std::string_view answer_name(Kind kind) {
  switch (kind) {
    case Kind::kAck:
      return "ack";
    case Kind::kDuplicate:
      return "duplicate";
    case Kind::kReject:
      return "reject";
    case Kind::kRetry:
    case Kind::kNone:
      break;
  }
  return "retry";
}

int status_of(const std::vector<EventAnswer>& answers, bool left_out) {
  size_t in_log = 0, rejected = 0, too_fast = 0;
  for (const EventAnswer& answer : answers) {
    in_log += answer.in_log();
    rejected += answer.kind == Kind::kReject;
    too_fast += answer.kind == Kind::kRetry && answer.reason == "rate";
  }
  if (in_log == answers.size()) return left_out ? 207 : 200;
  if (rejected == answers.size()) return 400;
  if (too_fast == answers.size()) return 429;
  if (in_log == 0 && rejected == 0) return 503;
  return 207;
}

HttpAnswer http_answer(const std::vector<EventAnswer>& answers, std::string_view more, bool left_out,
                       const std::vector<std::string>& ids) {
  HttpAnswer http;
  http.status = status_of(answers, left_out);
  const auto count = [&](auto&& counts) {
    return std::to_string(std::count_if(answers.begin(), answers.end(), counts));
  };
  const auto in_log = [](const EventAnswer& answer) { return answer.in_log(); };
  const auto rejected = [](const EventAnswer& answer) { return answer.kind == Kind::kReject; };
  const auto again = [](const EventAnswer& answer) { return !answer.is_final(); };
  http.body.reserve(80 + answers.size() * 32);
  http.body.append("{").append(more);
  http.body.append("\"events\":").append(std::to_string(answers.size()));
  http.body.append(",\"in_log\":").append(count(in_log)).append(",\"rejected\":").append(count(rejected));
  http.body.append(",\"send_again\":").append(count(again)).append(",\"answers\":[");
  for (size_t i = 0; i < answers.size(); ++i) {
    if (i > 0) http.body += ',';
    append(http.body, answers[i], i < ids.size() ? std::string_view(ids[i]) : std::string_view());
  }
  http.body += "]}\n";
  if (std::any_of(answers.begin(), answers.end(), again)) http.headers.emplace_back("Retry-After", kRetryAfterS);
  return http;
}

HttpAnswer try_later(std::string_view why) {
  HttpAnswer answer = http_error(503, why);
  answer.headers.emplace_back("Retry-After", kRetryAfterS);
  return answer;
}

}  // namespace gridwall::bridge

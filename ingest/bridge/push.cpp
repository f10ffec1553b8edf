#include "ingest/bridge/push.h"

#include "ingest/bridge/answers.h"
#include "ingest/bridge/body_events.h"
#include "ingest/bridge/convert.h"

namespace gridwall::bridge {
namespace {

// Answers what intake need not be asked for, and what it answered, in the order of the events.
std::vector<EventAnswer> merged(std::vector<std::optional<EventAnswer>> refused, std::vector<EventAnswer> answers) {
  std::vector<EventAnswer> all;
  all.reserve(refused.size());
  size_t next = 0;
  for (std::optional<EventAnswer>& one : refused) all.push_back(one ? std::move(*one) : std::move(answers[next++]));
  return all;
}

}  // namespace

void take_events(Desk& desk, const std::shared_ptr<Exchange>& exchange) {
  const Caller* caller = desk.doorkeeper.caller_of(exchange->request());
  Result<std::vector<std::string>> events = events_of_body(exchange->request().body, desk.config.events_of_request);
  std::string().swap(exchange->request().body);
  if (!events) return exchange->answer(http_error(400, events.error().message));
  std::vector<std::optional<EventAnswer>> refused(events->size());
  std::vector<std::string> allowed;
  allowed.reserve(events->size());
  for (size_t i = 0; i < events->size(); ++i) {
    refused[i] = desk.doorkeeper.refuse_event(*caller, (*events)[i]);
    if (!refused[i]) allowed.push_back(std::move((*events)[i]));
  }
  desk.submit(std::move(allowed), [exchange, refused = std::move(refused)](std::vector<EventAnswer> answers) {
    exchange->answer(http_answer(merged(refused, std::move(answers))));
  });
}

void take_hook(Desk& desk, const Hook& hook, const std::shared_ptr<Exchange>& exchange) {
  const auto convert_body = [&desk, &hook, exchange] {
    auto converted =
        std::make_shared<Result<Converted>>(convert(hook.mapping, {}, exchange->request().body, "hook " + hook.name));
    desk.mailbox.post([&desk, exchange, converted] {
      std::string().swap(exchange->request().body);
      if (!*converted) return exchange->answer(http_error(400, converted->error().message));
      const std::string left_out = left_out_json((*converted)->summary);
      const std::string more =
          "\"rows\":" + std::to_string((*converted)->summary.rows) + ",\"left_out\":" + left_out + ",";
      desk.submit(std::move((*converted)->events),
                  [exchange, more, left_out, converted](const std::vector<EventAnswer>& answers) {
                    exchange->answer(http_answer(answers, more, left_out != "[]", (*converted)->ids));
                  });
    });
  };
  if (!desk.converting.post(convert_body))
    exchange->answer(try_later("too many bodies wait to be read; send it again"));
}

}  // namespace gridwall::bridge

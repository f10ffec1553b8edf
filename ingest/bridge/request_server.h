// Open311 GeoReport v2 as a server (wiki.open311.org/GeoReport_v2): reports of clients become request.placed, and what
// became of them is read from the log. JSON only. The loop's thread.
#pragma once

#include <memory>

#include "ingest/bridge/desk.h"

namespace gridwall::bridge {

void take_report(Desk& desk, const std::shared_ptr<Exchange>& exchange);      // POST /requests.json
void answer_requests(Desk& desk, const std::shared_ptr<Exchange>& exchange);  // GET /requests.json
void answer_services(Desk& desk, const std::shared_ptr<Exchange>& exchange);  // GET /services.json

}  // namespace gridwall::bridge

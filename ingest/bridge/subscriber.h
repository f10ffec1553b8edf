// A subscription to topics of an MQTT broker, each message through a mapping. A message is acknowledged to the broker
// when the daemon has answered for its events, and not before: until then the broker keeps it and delivers it again.
// Wraps libmosquitto. Runs on a thread of its own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ingest/bridge/bridge_config.h"
#include "ingest/bridge/source_thread.h"

namespace gridwall::bridge {

class Subscriber {
 public:
  Subscriber(Subscription subscription, std::unique_ptr<IntakeLink> link, SourceReport::Publish publish);
  ~Subscriber();

  void run(StopSign& stop);

 private:
  struct Session;

  Status converse(StopSign& stop);  // until the connection ends or the daemon does not answer
  Status connect(Session& session, const StopSign& stop);
  void wait(Session& session) const;
  Status read(Session& session) const;
  Status pass_on(Session& session, const StopSign& stop);

  const Subscription subscription_;
  std::unique_ptr<IntakeLink> link_;
  SourceReport report_;
  unsigned failures_ = 0;
};

}  // namespace gridwall::bridge

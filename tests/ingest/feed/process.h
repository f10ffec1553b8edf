// gridwall-ingest as a process of its own, with its output caught: to be killed, or to be seen refusing to start.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "ingest/feed/daemon.h"

namespace gridwall::feed::testing {

class IngestProcess {
 public:
  explicit IngestProcess(const std::vector<std::string>& arguments);
  ~IngestProcess();  // kills it
  IngestProcess(const IngestProcess&) = delete;
  IngestProcess& operator=(const IngestProcess&) = delete;

  // Reads its standard output until the ready line; false when it ended before.
  bool wait_ready();
  const Endpoints& endpoints() const { return endpoints_; }
  void signal(int number);
  // Exit status, or 128 + the signal that ended it.
  int wait();
  const std::string& errors();  // its standard error so far

 private:
  pid_t process_ = -1;
  int out_ = -1, error_ = -1;
  std::string out_text_, error_text_;
  Endpoints endpoints_;
};

}  // namespace gridwall::feed::testing

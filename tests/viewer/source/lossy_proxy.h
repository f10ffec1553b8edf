// Stands between a daemon's publish endpoint and a wall, and loses what it is told to: seeded, in user space.
#pragma once

#include <atomic>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "ingest/feed/socket.h"

namespace gridwall::source::testing {

class LossyProxy {
 public:
  LossyProxy(const std::string& upstream, uint32_t seed);
  ~LossyProxy();
  const std::string& endpoint() const { return endpoint_; }
  void lose(double share) { share_ = share; }  // of all but heartbeats
  void black_hole(bool all) { black_hole_ = all; }
  uint64_t lost() const { return lost_; }

 private:
  void run();

  feed::Context context_;
  feed::Socket in_, out_;
  std::string endpoint_;
  std::mt19937 random_;
  std::atomic<double> share_ = 0;
  std::atomic<bool> black_hole_ = false;
  std::atomic<uint64_t> lost_ = 0;
  feed::WakeUp wake_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace gridwall::source::testing

#include "tests/viewer/source/lossy_proxy.h"

#include <gtest/gtest.h>

namespace gridwall::source::testing {

LossyProxy::LossyProxy(const std::string& upstream, uint32_t seed) : random_(seed) {
  feed::SocketOptions options;
  options.receive_queue = options.send_queue = 100'000;
  in_ = feed::Socket::open(context_, feed::SocketKind::kSub, options).value();
  out_ = feed::Socket::open(context_, feed::SocketKind::kXpub, options).value();
  EXPECT_TRUE(in_.subscribe(""));
  EXPECT_TRUE(in_.connect(upstream));
  EXPECT_TRUE(out_.bind("tcp://127.0.0.1:*"));
  endpoint_ = out_.endpoint();
  thread_ = std::thread([this] { run(); });
}

LossyProxy::~LossyProxy() {
  stopping_ = true;
  wake_.notify();
  thread_.join();
}

void LossyProxy::run() {
  std::vector<feed::Frame> frames;
  std::vector<std::string_view> views;
  std::uniform_real_distribution<double> chance(0, 1);
  while (!stopping_) {
    feed::PollItem items[] = {{&in_, -1}, {&out_, -1}, {nullptr, wake_.descriptor()}};
    feed::poll(items, 100);
    while (out_.receive(frames)) {
    }
    while (in_.receive(frames)) {
      const bool beat = frames[0].bytes() == "heartbeat";
      if (black_hole_ || (!beat && chance(random_) < share_)) {
        ++lost_;
        continue;
      }
      views.clear();
      for (const feed::Frame& frame : frames) views.push_back(frame.bytes());
      out_.send(views);
    }
  }
}

}  // namespace gridwall::source::testing

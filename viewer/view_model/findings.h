// Hazards and disputes found on patrol and followed to their end (隐患、矛盾纠纷): how many stand open, since when, of
// what kind. UI thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

bool is_open(const Finding& finding);

// The findings that stand open. What was found once is closed once, so only new ones and those still open are looked
// at; the past costs nothing.
class OpenFindings {
 public:
  // `seq` is of the state that holds `findings`; a lower one than last time is a state gone back, and all is looked at.
  const std::vector<uint32_t>& update(const std::vector<Finding>& findings, uint64_t seq);

 private:
  std::vector<uint32_t> open_;
  size_t looked_at_ = 0;
  uint64_t seq_ = 0;
};

struct FindingsTile {
  struct Side {  // hazards, or disputes
    std::string label;
    std::string open;
    Change change;  // of the open ones
    bool any_open = false;
    std::string oldest;  // of the open ones; empty without any
    std::string found;   // in the window, with how many were closed
  };
  struct Category {
    std::string label;
    std::string count;
    Change change;
    float share = 0;  // of the largest
    bool dispute = false;
  };
  std::string title, window;
  DataAge age;
  std::string categories_caption;
  Side hazards, disputes;
  std::vector<Category> categories;  // of the open ones, the most first; the last may stand for all others
  std::string none;                  // when none is open
};

struct OpenOnPatrol {
  OpenFindings hazards, disputes;
};
FindingsTile build_findings(const ViewContext& context, OpenOnPatrol& open);

}  // namespace gridwall::view_model

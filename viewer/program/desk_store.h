// What a desk must not lose when its wall is killed: events on their way to intake, and texts begun and not sent. Two
// small files in a folder of the desk's own; each is on disk before it counts. UI thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"
#include "viewer/view_model/form.h"

namespace gridwall::program {

// $XDG_STATE_HOME/gridwall, else ~/.local/state/gridwall.
std::filesystem::path default_desk_folder();

class DeskStore {
 public:
  // Makes the folder. kBusy: another wall on this machine is that desk; kIo names what cannot be written.
  static Result<DeskStore> open(const std::filesystem::path& folder, std::string_view desk);
  DeskStore(DeskStore&& other) noexcept;
  DeskStore& operator=(DeskStore&&) = delete;
  ~DeskStore();

  // Events that were not answered when the last wall ended, in their order.
  const std::vector<std::string>& unanswered() const { return waiting_; }
  Status add(const std::string& event);     // one JSON object without line breaks
  Status remove(const std::string& event);  // it has been answered
  std::vector<view_model::FormDraft> drafts() const;
  Status keep(const std::vector<view_model::FormDraft>& drafts);

 private:
  DeskStore(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}
  Status write_waiting() const;

  std::filesystem::path folder_;
  int lock_ = -1;
  std::vector<std::string> waiting_;
};

}  // namespace gridwall::program

// A source that is asked every so often: an Open311 server, a feed of warnings, a folder of them. What it gave before
// is kept in a file, and counts as seen only when the daemon has answered for it. Runs on a thread of its own.
#pragma once

#include <memory>
#include <string>

#include "ingest/bridge/bridge_config.h"
#include "ingest/bridge/seen_file.h"
#include "ingest/bridge/source_thread.h"

namespace gridwall::bridge {

class Poller {
 public:
  // The file of what was seen must be readable; the source need not be there.
  static Result<std::unique_ptr<Poller>> make(Pull pull, const std::filesystem::path& seen_folder,
                                              std::unique_ptr<IntakeLink> link, SourceReport::Publish publish);

  void run(StopSign& stop);

 private:
  Poller(Pull pull, SeenFile seen, std::unique_ptr<IntakeLink> link, SourceReport report)
      : pull_(std::move(pull)), seen_(std::move(seen)), link_(std::move(link)), report_(std::move(report)) {}

  Status round(const StopSign& stop);
  Status ask_for_rows(const StopSign& stop);
  Status ask_for_warnings(const StopSign& stop);
  Status read_folder(const StopSign& stop);
  Status take_message(const std::string& name, const std::string& place, std::string_view message,
                      const StopSign& stop);
  Result<std::string> fetch_from(const std::string& url, const StopSign& stop) const;

  const Pull pull_;
  SeenFile seen_;
  std::unique_ptr<IntakeLink> link_;
  SourceReport report_;
  unsigned failures_ = 0;
};

}  // namespace gridwall::bridge

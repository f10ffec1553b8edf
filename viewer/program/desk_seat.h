// A wall with a desk: carries out what the officer asks for, tells what became of it, keeps what is begun on disk, and
// tells other desks what this one is at. UI thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "viewer/app/surface.h"
#include "viewer/playback/session.h"
#include "viewer/program/desk_line.h"
#include "viewer/scene/wall.h"

namespace gridwall::program {

class DeskSeat {
 public:
  // `folder` holds what is not sent yet and the situation reports; empty: default_desk_folder(). kBusy: the desk is
  // taken on this machine. Another fault of the folder is told on standard error: the desk works without it.
  static Result<std::unique_ptr<DeskSeat>> open(source::LiveSource& source, std::string desk,
                                                std::filesystem::path folder);

  const std::string& name() const { return desk_; }
  void sit_down(scene::Wall& wall, const view_model::Texts& texts);  // at a wall that was just made
  // True when the action was the desk's.
  bool act(const view_model::Action& action, scene::Wall& wall, const playback::Session& session,
           const view_model::Texts& texts, int64_t now_ns, app::Surface& surface);
  // Once a frame.
  void step(scene::Wall& wall, const playback::Session& session, const view_model::Texts& texts);

 private:
  DeskSeat(source::LiveSource& source, std::string desk, std::filesystem::path folder, std::optional<DeskStore> store)
      : desk_(std::move(desk)), folder_(std::move(folder)), line_(source, std::move(store)) {}
  std::string write_situation(const std::string& incident, const playback::Session& session,
                              const view_model::Texts& texts, int64_t now_ns, app::Surface& surface) const;

  const std::string desk_;
  const std::filesystem::path folder_;
  DeskLine line_;
  bool seated_ = false, sent_ = false;
};

}  // namespace gridwall::program

#include "viewer/program/wall_program.h"

#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

#include "ingest/event/clock.h"
#include "ingest/event/time.h"
#include "ingest/feed/curve.h"
#include "ingest/log/log_reader.h"
#include "ingest/program/program.h"
#include "viewer/app/burn_in.h"
#include "viewer/app/frame_loop.h"
#include "viewer/app/imgui_bridge.h"
#include "viewer/app/screenshot.h"
#include "viewer/app/surface.h"
#include "viewer/playback/compared_moment.h"
#include "viewer/playback/link.h"
#include "viewer/playback/session.h"
#include "viewer/program/desk_seat.h"
#include "viewer/program/measure.h"
#include "viewer/program/own_layers_file.h"
#include "viewer/program/time_bar.h"
#include "viewer/program/time_keys.h"
#include "viewer/render/retained_picture.h"
#include "viewer/render/shader_library.h"
#include "viewer/scene/waiting.h"
#include "viewer/scene/wall.h"
#include "viewer/source/live_source.h"

namespace gridwall::program {
namespace {

constexpr int64_t kStripPatienceNs = 10 * kNsPerSecond;  // for the time strip of a very long log, likewise
constexpr int64_t kPatienceNs = 30 * kNsPerSecond;       // for a daemon, when a picture is all that is wanted

int64_t ns(double seconds) {
  return static_cast<int64_t>(seconds * 1e9);
}

class WallProgram {
 public:
  explicit WallProgram(const WallOptions& options) : options_(options) {}

  Status run() {
    if (Status opened = open_surface(); !opened) return opened;
    if (Status opened = open_session(); !opened) return opened;
    if (Status loaded = find_layout(); !loaded) return loaded;
    auto texts = view_model::Texts::builtin(options_.language);
    if (!texts) return texts.error();
    texts_ = std::move(*texts);
    started_ns_ = clock_.now_ns();
    session_->keep_times = measures();
    if (options_.render) return render();
    const Status ended = loop_->run([&](int64_t steady_ns) { return tick(steady_ns); });
    if (ended && !options_.shot.empty() && !shot_made_) return no_picture();
    return ended && measures() ? measure_.write(options_.measure, system_clock_ns()) : ended;
  }

 private:
  Status render() {
    return render_session(
        *session_, *options_.render,
        [this](const playback::StepReport& report, int64_t steady_ns) -> Result<std::vector<uint8_t>> {
          if (wall_ == nullptr || report.county_changed) {
            if (Status made = make_wall(); !made) return made.error();
          } else if (report.state_replaced) {
            wall_->on_state_replaced();
          }
          app::TickAnswer ignored;
          if (Status drawn = draw(steady_ns, ignored); !drawn) return drawn.error();
          return picture_->read_pixels();
        });
  }

  Status open_surface() {
    Result<std::unique_ptr<app::Surface>> surface =
        options_.shot.empty() && !options_.render
            ? app::create_window_surface(
                  {options_.size, options_.fullscreen, options_.monitor, "gridwall", !options_.desk.empty()})
            : app::create_offscreen_surface(options_.size);
    if (!surface) return surface.error();
    surface_ = std::move(*surface);
    auto shaders = render::ShaderLibrary::open(render::ShaderLibrary::default_directory());
    if (!shaders) return shaders.error();
    shaders_ = std::move(*shaders);
    auto picture = render::RetainedPicture::create(*shaders_, surface_->size(), app::color::kGround);
    if (!picture) return picture.error();
    picture_ = std::move(*picture);
    auto bridge = app::ImguiBridge::create(surface_->size());
    if (!bridge) return bridge.error();
    bridge_ = std::move(*bridge);
    loop_ = std::make_unique<app::FrameLoop>(*surface_, clock_);
    return Done{};
  }

  Status open_session() {
    if (!options_.replay.empty()) {
      const Result<log::LogReader> reader = log::LogReader::open(options_.replay);
      training_ = reader && reader->training().ok() && *reader->training();
      auto session = playback::replay(
          options_.replay, {options_.replay_at_ns, options_.replay_speed, [loop = loop_.get()] { loop->wake(); }});
      if (!session) return session.error();
      session_ = std::move(*session);
      compared_ = std::make_unique<playback::ComparedMoment>(source::past_of_log(options_.replay),
                                                             [loop = loop_.get()] { loop->wake(); });
      return Done{};
    }
    source::LiveOptions live;
    auto keys = feed::client_keys(options_.server_key, options_.key_file);
    if (!keys) return keys.error();
    live.endpoint = options_.connect;
    live.curve = std::move(*keys);
    live.wake = [loop = loop_.get()] { loop->wake(); };
    auto source = source::LiveSource::open(live);
    if (!source) return source.error();
    if (!options_.desk.empty()) {
      auto seat = DeskSeat::open(**source, options_.desk, options_.desk_store);
      if (!seat) return seat.error();
      seat_ = std::move(*seat);
    }
    session_ = playback::follow(std::move(*source), source::past_of_daemon(live), live.wake);
    compared_ = std::make_unique<playback::ComparedMoment>(source::past_of_daemon(live), live.wake);
    return Done{};
  }

  Status find_layout() {
    layout_file_ = options_.layout;
    if (layout_file_.empty()) {
      const Result<std::filesystem::path> home = find_home();
      if (!home) return home.error();
      layout_file_ = *home / "config" / "wall.toml";
    }
    return load_layout();
  }

  Status load_layout() {
    std::error_code ignored;  // a file that is not there fails to open below
    layout_time_ = std::filesystem::last_write_time(layout_file_, ignored);
    std::ifstream stream(layout_file_);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) {
      return Error{ErrorCode::kNotFound, layout_file_.string() + ": cannot be read; name another with --layout"};
    }
    auto layouts = scene::parse_layouts(text.str(), layout_file_.string());
    if (!layouts) return layouts.error();
    layouts_ = std::move(*layouts);
    return Done{};
  }

  // A saved layout takes effect at once; a wrong one is reported and the last good one stays.
  void reload_layout(int64_t steady_ns) {
    if (wall_ == nullptr || steady_ns < layout_looked_ns_ + kNsPerSecond) return;
    layout_looked_ns_ = steady_ns;
    std::error_code gone;
    const auto time = std::filesystem::last_write_time(layout_file_, gone);
    if (gone || time == layout_time_) return;
    if (const Status loaded = load_layout(); !loaded) {
      print_to(stderr, "gridwall: {}\n", loaded.error().message);
      return;
    }
    wall_->set_layouts(layouts_);
  }

  Status make_wall() {
    auto wall = scene::Wall::create(session_->county(), *texts_, layouts_, *shaders_);
    if (!wall) return wall.error();
    wall_ = std::move(*wall);
    if (seat_) seat_->sit_down(*wall_, *texts_);
    wall_->set_window(options_.window);
    if (options_.scene) wall_->set_scene(*options_.scene);
    if (options_.map_mode) wall_->set_map_mode(*options_.map_mode);
    wall_->set_per_households(options_.per_households);
    wall_->set_compare_view(options_.compare_view);
    if (options_.map_place) wall_->set_map_place(*options_.map_place);
    if (Status layers = set_own_layers(*wall_, options_.layers, session_->county(), *texts_); !layers) return layers;
    if (options_.area.empty()) return Done{};
    const Result<Scope> scope = scope_of(session_->county(), options_.area);
    if (!scope) {
      return Error{
          ErrorCode::kInvalidArgument,
          "--area: '" + options_.area + "' is not the code of an area or grid of " + session_->county().name.zh};
    }
    wall_->set_scope(*scope);
    return Done{};
  }

  Result<app::TickAnswer> tick(int64_t steady_ns) {
    app::TickAnswer answer;
    answer.quit = stop_requested().load() || (options_.seconds > 0 && steady_ns - started_ns_ >= ns(options_.seconds));
    if (measures()) measure_.begin_tick(system_clock_ns());
    const Result<playback::StepReport> step = session_->step(steady_ns);
    if (!step) return step.error();
    for (const int64_t received_ns : step->received_ns) measure_.shown(received_ns);
    tell_problem();
    go_to_moment();
    reload_layout(steady_ns);
    if (step->county_changed) {
      if (Status made = make_wall(); !made) return made.error();
    } else if (step->state_replaced && wall_ != nullptr) {
      wall_->on_state_replaced();
    }
    if (wall_ != nullptr) {
      if (Status drawn = draw(steady_ns, answer); !drawn) return drawn.error();
    } else if (Status waited = wait_for_county(steady_ns, answer); !waited) {
      return waited.error();
    }
    if (!options_.shot.empty()) {
      if (Status shot = shoot(steady_ns, answer); !shot) return shot.error();
    }
    if (options_.seconds > 0) answer.next_tick_ns = std::min(answer.next_tick_ns, started_ns_ + ns(options_.seconds));
    // A stop signal does not wake the loop by itself.
    answer.next_tick_ns = std::min(answer.next_tick_ns, steady_ns + kNsPerSecond);
    return answer;
  }

  Status follow_size() {
    if (surface_->size() == picture_->size()) return Done{};
    bridge_->resize(surface_->size());
    return picture_->resize(surface_->size());
  }

  // Draws what differs and shows it, if anything does or the picture has to move.
  Result<bool> show(std::span<const render::Layer> layers, int64_t steady_ns) {
    bridge_->upload_atlas(picture_->panels());
    const Result<render::FrameReport> report = picture_->draw(layers);
    if (!report) return report.error();
    const render::ShiftPx shift = burn_in_.at(steady_ns);
    if (report->changed || !(shift == shift_) || surface_->needs_present()) {
      shift_ = shift;
      const std::vector<render::RectPx> damage(report->rects.begin(), report->rects.end());
      if (Status shown = surface_->present(picture_->framebuffer(), picture_->size(), shift, damage); !shown) {
        return shown.error();
      }
    }
    return report->changed;
  }

  Status wait_for_county(int64_t steady_ns, app::TickAnswer& answer) {
    if (Status sized = follow_size(); !sized) return sized;
    surface_->take_input();  // nothing can be pressed yet
    const double waited_s = static_cast<double>(steady_ns - started_ns_) / 1e9;
    const std::vector<render::Layer> layers = scene::draw_waiting(
        *bridge_, *texts_, {options_.connect, waited_s, session_->connection().trouble, steady_ns, picture_->size()});
    answer.next_tick_ns = steady_ns + kNsPerSecond;
    const Result<bool> shown = show(layers, steady_ns);
    return shown ? Status(Done{}) : shown.error();
  }

  Status draw(int64_t steady_ns, app::TickAnswer& answer) {
    if (Status sized = follow_size(); !sized) return sized;
    const int64_t now_ns = session_->now_ns(steady_ns);
    view_model::Connection connection = session_->connection();
    connection.training = connection.training || training_;
    connection.endpoint = options_.connect;
    if (Status compared = step_comparison(now_ns); !compared) return compared;
    const std::vector<app::InputEvent> input = surface_->take_input();
    if (connection.replay) {
      time_bar_ = build_time_bar(*session_, steady_ns, *texts_, time_keys_.loop_from_ns(), compared_->at_ns());
    }
    const scene::WallFrame frame = wall_->frame(
        *bridge_, {session_->state(), session_->county(), session_->figures(now_ns, wall_->scope()), now_ns, steady_ns,
                   picture_->size(), input, connection, wall_->scope(), connection.replay ? &time_bar_ : nullptr,
                   desk(), surface_->sure_of_keys(), compared_->comparison(session_->county(), wall_->scope())});
    const Result<bool> changed = show(frame.layers, steady_ns);
    if (!changed) return changed.error();
    answer.next_tick_ns = frame.next_frame_ns;
    surface_->set_caret(frame.caret);
    take_actions(frame.actions, steady_ns);
    // The clock of a replay advances at its speed, however often the picture changes by itself.
    if (connection.replay && connection.replay_speed > 0) answer.moving = true;
    current_ = connection.phase == view_model::Connection::Phase::kLive;
    if (measures()) take_measure(*changed, frame.build_ns, steady_ns, answer);
    return Done{};
  }

  // What the command line asks for must exist; what a key asks for may be missing. Waits for a log, but not for a
  // daemon.
  Status step_comparison(int64_t now_ns) {
    const auto wrong = [](const Error& error) { return Error{error.code, "--compare: " + error.message}; };
    if (options_.compare && !compare_begun_) {
      compare_begun_ = true;
      const int64_t at_ns = options_.compare->moment(options_.replay_at_ns.value_or(now_ns));
      if (options_.replay.empty()) {
        compared_->mark(at_ns);
        compare_awaited_ = true;
      } else if (Status found = compared_->find_now(at_ns); !found) {
        return wrong(found.error());
      }
    }
    const Status found = compared_->step();
    const bool awaited = std::exchange(compare_awaited_, compare_awaited_ && compared_->searching());
    if (found) return Done{};
    if (awaited) return wrong(found.error());
    wall_->notify(view_model::fill((*texts_)[view_model::Text::kCompareNone], {{"why", found.error().message}}));
    return Done{};
  }

  void mark_comparison(int64_t steady_ns) {
    if (compared_->on()) {
      compared_->end();
      wall_->notify((*texts_)[view_model::Text::kCompareEnded]);
      return;
    }
    // A live clock runs on after the last event; a replay ends with it.
    const int64_t now_ns = std::min(session_->now_ns(steady_ns), session_->time_status().last_ns);
    compared_->mark(now_ns);
    wall_->notify(view_model::fill((*texts_)[view_model::Text::kCompareWith],
                                   {{"time", view_model::format_compared(now_ns, session_->county().zone)}}));
  }

  // Nobody acts on the past, and only a named desk acts at all.
  std::string_view desk() const {
    return session_->time_status().following && seat_ ? std::string_view(options_.desk) : std::string_view();
  }

  void take_actions(std::span<const view_model::Action> actions, int64_t steady_ns) {
    for (const view_model::Action& action : actions) {
      if (seat_ && seat_->act(action, *wall_, *session_, *texts_, session_->now_ns(steady_ns), *surface_)) {
      } else if (std::holds_alternative<view_model::CopyLink>(action)) {
        copy_link(steady_ns);
      } else if (std::holds_alternative<view_model::MarkComparison>(action)) {
        mark_comparison(steady_ns);
      } else {
        time_keys_.act(action, *session_);
      }
    }
    if (seat_ && session_->time_status().following) seat_->step(*wall_, *session_, *texts_);
  }

  void copy_link(int64_t steady_ns) {
    const int64_t now_ns = session_->now_ns(steady_ns);
    const std::string link = playback::link_for({options_.replay.string(), options_.connect, now_ns,
                                                 session_->county().zone.offset_s(now_ns),
                                                 std::string(view_model::scene_name(wall_->scene())),
                                                 view_model::scope_code(session_->county(), wall_->scope()),
                                                 compared_->at_ns(), wall_->compare_view(), wall_->map_place()});
    surface_->set_clipboard(link);
    print_to(stdout, "{}\n", link);
    std::fflush(stdout);
    wall_->notify(view_model::fill((*texts_)[view_model::Text::kTimeLinkCopied], {{"link", link}}));
  }

  bool measures() const { return !options_.measure.empty(); }

  void take_measure(bool changed, int64_t build_ns, int64_t steady_ns, app::TickAnswer& answer) {
    measure_.end_tick(changed, build_ns);
    // A measurement ends with the next frame; without measuring that frame is not needed.
    if (measure_.waits_for_next_tick()) answer.moving = true;
    if (current_ && settled_ns_ < 0) settled_ns_ = steady_ns + ns(options_.settle_s);
    if (settled_ns_ >= 0 && !measuring_ && steady_ns >= settled_ns_) {
      measuring_ = true;
      measure_.restart(system_clock_ns());
    }
  }

  // The past of a daemon is available once its county is here; a log was opened at the moment.
  void go_to_moment() {
    if (options_.connect.empty() || !options_.replay_at_ns || !session_->has_county()) return;
    if (!asked_for_moment_) {
      asked_for_moment_ = true;
      session_->seek_time(*options_.replay_at_ns);
      if (options_.replay_speed > 0) return session_->set_speed(options_.replay_speed);
      return session_->pause();
    }
    moment_shown_ = moment_shown_ || !session_->time_status().following;
  }

  bool strip_is_read(int64_t steady_ns) const {
    const playback::TimeStatus status = session_->time_status();
    if (status.following || steady_ns - started_ns_ > kStripPatienceNs) return true;
    // The log of a daemon keeps growing: as far as the events shown is enough.
    return session_->strip()->through_seq() >= (options_.replay.empty() ? status.seq : status.last_seq);
  }

  // Whoever waits for the picture must learn that there is none.
  Error no_picture() const {
    const std::string where = options_.connect.empty() ? options_.replay.string() : options_.connect;
    std::string why = "it was stopped before the wall was up to date";
    if (!options_.connect.empty() && !session_->has_county()) why = told_trouble();
    return {ErrorCode::kUnavailable, where + ": no picture was written to " + options_.shot.string() + ": " + why};
  }

  std::string told_trouble() const {
    switch (session_->connection().trouble) {
      case feed::ConnectionTrouble::kWrongKey:
        return "somebody answers there and refuses the key; check --server-key and --key, and that the daemon's "
               "configuration lists this wall's public key";
      case feed::ConnectionTrouble::kUnreachable:
        return "nobody answers there; start gridwall-ingest, or name its history endpoint";
      case feed::ConnectionTrouble::kNone:
        break;
    }
    return "no daemon has answered there yet; start gridwall-ingest, or name its history endpoint";
  }

  Status write_shot() {
    if (options_.shot.extension() == ".txt") {
      if (wall_ == nullptr) return Done{};  // there is nothing to write yet
      shot_made_ = true;
      return app::write_text(options_.shot, wall_->text());
    }
    shot_made_ = true;
    return app::write_png(options_.shot, picture_->read_pixels(), picture_->size());
  }

  Status shoot(int64_t steady_ns, app::TickAnswer& answer) {
    const bool waits_for_moment = !options_.connect.empty() && options_.replay_at_ns && !moment_shown_;
    if (waits_for_moment && asked_for_moment_ && !session_->problem().empty()) {
      return Error{ErrorCode::kUnavailable, "--at: that moment cannot be shown: " + session_->problem()};
    }
    // A series of pictures also shows the waiting; a single one shows an up-to-date wall with a complete strip.
    if (shot_due_ns_ < 0 &&
        ((current_ && !waits_for_moment && !compare_awaited_ && strip_is_read(steady_ns)) || options_.every_s > 0)) {
      shot_due_ns_ = steady_ns + std::max<int64_t>(1, ns(options_.after_s));  // the next frame shows all of it
    }
    if (shot_due_ns_ < 0) {
      answer.next_tick_ns = std::min(answer.next_tick_ns, steady_ns + kNsPerSecond / 10);
      if (options_.seconds > 0 || steady_ns - started_ns_ < kPatienceNs) return Done{};
      return no_picture();
    }
    if (steady_ns < shot_due_ns_) {
      answer.next_tick_ns = std::min(answer.next_tick_ns, shot_due_ns_);
      return Done{};
    }
    if (Status written = write_shot(); !written) return written;
    if (options_.every_s > 0 && wall_ != nullptr) tell_figures(steady_ns);
    answer.quit = answer.quit || options_.every_s <= 0;
    shot_due_ns_ = steady_ns + ns(options_.every_s);
    answer.next_tick_ns = std::min(answer.next_tick_ns, shot_due_ns_);
    return Done{};
  }

  // One line for each picture, for those who watch a terminal instead of a wall.
  void tell_figures(int64_t steady_ns) {
    const int64_t now_ns = session_->now_ns(steady_ns);
    const Figures& figures = session_->figures(now_ns);
    const DayTally& month = figures.window(Window::k30Days).tally;
    const std::string time =
        format_rfc3339(now_ns / kNsPerSecond * kNsPerSecond, session_->county().zone.offset_s(now_ns));
    print_to(stdout, "{} event {}: 30 days collected {} resolved {}, backlog {} overdue {}, grids covered {} of {}\n",
             time, session_->state().seq, month.collected, month.resolved, figures.backlog, figures.overdue,
             figures.coverage.covered(), figures.coverage.grids);
    std::fflush(stdout);
  }

  void tell_problem() {
    std::string problem = session_->problem();
    if (problem == told_problem_) return;
    if (!problem.empty()) print_to(stderr, "gridwall: {}\n", problem);
    told_problem_ = std::move(problem);
  }

  const WallOptions& options_;
  app::SteadyFrameClock clock_;
  std::unique_ptr<app::Surface> surface_;
  std::unique_ptr<render::ShaderLibrary> shaders_;
  std::unique_ptr<render::RetainedPicture> picture_;
  std::unique_ptr<app::ImguiBridge> bridge_;
  std::unique_ptr<app::FrameLoop> loop_;
  std::unique_ptr<playback::Session> session_;            // its source wakes the loop: gone before it
  std::unique_ptr<playback::ComparedMoment> compared_;    // likewise
  bool compare_begun_ = false, compare_awaited_ = false;  // what the command line asks for
  std::unique_ptr<DeskSeat> seat_;                        // at the session's source; none without a desk
  bool training_ = false;                                 // the log that is replayed holds exercises
  TimeKeys time_keys_;
  view_model::TimeBar time_bar_;
  std::filesystem::path layout_file_;
  std::filesystem::file_time_type layout_time_{};
  int64_t layout_looked_ns_ = 0;
  scene::Layouts layouts_;
  std::unique_ptr<scene::Wall> wall_;
  std::optional<view_model::Texts> texts_;  // from the start of run() on
  app::BurnInShift burn_in_;
  render::ShiftPx shift_{};
  int64_t started_ns_ = 0;
  int64_t shot_due_ns_ = -1;
  bool shot_made_ = false;
  bool current_ = false;
  bool asked_for_moment_ = false, moment_shown_ = false;  // of a daemon's past
  std::string told_problem_;
  Measure measure_;
  int64_t settled_ns_ = -1;
  bool measuring_ = false;
};

}  // namespace

Status run_wall(const WallOptions& options) {
  return WallProgram(options).run();
}

}  // namespace gridwall::program

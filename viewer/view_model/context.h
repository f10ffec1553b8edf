// What every builder is given: the county at a moment, how well the wall is connected, and what the viewer chose.
// Borrowed for one call; UI thread. Must not know ImGui, OpenGL or sockets.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/feed/connection_phase.h"
#include "ingest/state/county_state.h"
#include "ingest/state/figures.h"
#include "viewer/view_model/comparison.h"
#include "viewer/view_model/navigation.h"
#include "viewer/view_model/text.h"

namespace gridwall::view_model {

// What another desk is at: a form it fills in, and what that is about; both empty while it does nothing.
struct DeskPresence {
  std::string desk, form, about;
  friend bool operator==(const DeskPresence&, const DeskPresence&) = default;
};

// How the source of events is doing; filled by whoever owns the source.
struct Connection {
  using Phase = feed::ConnectionPhase;
  Phase phase = Phase::kConnecting;
  uint64_t done = 0;           // kCatchingUp, kRepairing: events applied so far, of `wanted`
  uint64_t wanted = 0;         // 0: not known yet
  double silent_s = 0;         // kConnecting, kStale: since the last sign of life
  bool replay = false;         // the clock is not the present
  double replay_speed = 1;     // 0 when paused
  std::string log_degraded{};  // why the daemon's log cannot be written; empty: it can
  int64_t log_degraded_since_ns = kNever;
  feed::ConnectionTrouble trouble = feed::ConnectionTrouble::kNone;  // why nobody answers, as far as it is known
  std::string endpoint{};                                            // of the daemon
  bool training = false;                                             // all of it is an exercise
  std::vector<DeskPresence> desks{};                                 // the other desks, by name
  friend bool operator==(const Connection&, const Connection&) = default;
};

struct ViewContext {
  const CountyState& state;
  const County& county;
  const Figures& figures;
  int64_t now_ns;
  const Connection& connection;
  const Texts& texts;
  Window window = Window::k30Days;  // of the rates and what goes with them
  Scene scene = Scene::kOverview;
  Scope scope = {};                   // what `figures` are of; panels show no more than what lies in it
  std::optional<Scope> pointed = {};  // the part of it the keyboard points to
  bool per_households = false;        // the map's modes per 100 households
  std::string_view selected_incident = {}, selected_alarm = {}, selected_team = {};
  std::string_view selected_mode = {};              // the area whose emergency is shown; empty: the gravest
  std::string_view opened_alarms = {};              // AlarmGroup::key of the row that stands open; empty: none
  std::span<const std::string> marked_alarms = {};  // to be acknowledged together
  bool definitions = false;                         // tiles say what their figures mean, instead of the figures
  std::string_view desk = {};                       // who may act from here; empty: nobody
  bool resources = false;                           // stand on the map
  bool sure_of_keys = true;  // no key that the input method took comes here: see app::Surface::sure_of_keys
  const Comparison* comparison = nullptr;  // the moment this one is compared with; null: none
  CompareView compare_view = CompareView::kDifference;

  // Figures that may be shown as the present's. Otherwise they keep their value, greyed.
  bool live() const { return connection.phase == Connection::Phase::kLive; }
  // Of the other moment; null where there is none, or the place was not there.
  const Figures* figures_then() const { return comparison == nullptr ? nullptr : comparison->figures; }
  // The same at the other moment, for what a builder counts itself; nothing is compared there.
  std::optional<ViewContext> then() const;
  bool side_by_side() const { return comparison != nullptr && compare_view == CompareView::kSideBySide; }
};

inline std::optional<ViewContext> ViewContext::then() const {
  if (figures_then() == nullptr) return std::nullopt;
  ViewContext then{
      comparison->state, comparison->county, *comparison->figures, comparison->at_ns, connection, texts, window};
  then.scene = scene;
  then.scope = comparison->scope;
  then.per_households = per_households;
  return then;
}

// How a count differs from the other moment's; `count_at` counts it at any.
template <typename CountAt>
Change change_of(const ViewContext& context, CountAt count_at) {
  const std::optional<ViewContext> then = context.then();
  return then ? change_of_count(count_at(context), count_at(*then)) : Change{};
}

}  // namespace gridwall::view_model

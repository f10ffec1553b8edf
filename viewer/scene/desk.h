// The duty officer's desk: turns keys and presses into events, with a form where something has to be said. It sends
// nothing itself: what comes out is handed on and becomes true when the log has it. UI thread.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ingest/state/alarms.h"
#include "viewer/app/surface.h"
#include "viewer/view_model/action.h"
#include "viewer/view_model/alarm_list.h"
#include "viewer/view_model/context.h"
#include "viewer/view_model/form.h"
#include "viewer/view_model/keys.h"

namespace gridwall::scene {

class Desk {
 public:
  static constexpr size_t kMostTextBytes = 600;

  const view_model::Form* form() const { return form_ ? &*form_ : nullptr; }
  // Why the last key could not be followed; empty when it could. For a moment of the frame clock's.
  const std::string& notice() const { return notice_; }
  uint64_t notices_said() const { return notices_said_; }  // the same words again are another notice
  void say(std::string notice);

  // What was written and not sent, the open form's included: it comes back when that form is opened again.
  std::vector<view_model::FormDraft> drafts() const;
  void set_drafts(std::vector<view_model::FormDraft> drafts) { drafts_ = std::move(drafts); }
  // What other desks may see of this one.
  view_model::DeskPresence presence(const view_model::ViewContext& context) const;

  // True when the desk took the event; what it means comes as `events`: drafts of the source `desk:NAME`, without an id
  // and a time, and what the wall is to do about it.
  bool take(const app::InputEvent& event, const view_model::ViewContext& context,
            std::vector<view_model::Action>& events);
  // Likewise for what was pressed.
  bool act(const view_model::Action& action, const view_model::ViewContext& context,
           std::vector<view_model::Action>& events);

 private:
  void open(view_model::DeskForm form, const view_model::ViewContext& context);
  bool fill_shelve(view_model::Form& form, const view_model::ViewContext& context);
  void fill_emergency(view_model::Form& form, const view_model::ViewContext& context);
  bool fill_stand_down(view_model::Form& form, const view_model::ViewContext& context);
  bool fill_acknowledge(view_model::Form& form, const view_model::ViewContext& context);
  bool fill_propose(view_model::Form& form, const view_model::ViewContext& context);
  void say_consequence(const view_model::ViewContext& context);
  std::string consequence_of_emergency(const view_model::ViewContext& context) const;

  bool key_in_form(const app::InputEvent& event, const view_model::ViewContext& context,
                   std::vector<view_model::Action>& events);
  void run(const view_model::KeyBinding& binding, const view_model::ViewContext& context,
           std::vector<view_model::Action>& events);
  void run(view_model::DeskCommand command, const view_model::ViewContext& context,
           std::vector<view_model::Action>& events);
  view_model::FormField& field_in_focus() { return form_->fields[static_cast<size_t>(form_->focus)]; }
  size_t chosen(size_t field) const { return static_cast<size_t>(form_->fields[field].chosen); }
  void go_to_field(int steps);  // round the end
  void note_plan_chosen();
  void choose(int steps);  // likewise
  bool asks_first(const view_model::ViewContext& context) const;
  std::vector<std::string> written_texts() const;  // of the open form
  void keep_draft();
  void drop_draft();
  void restore_draft(const view_model::ViewContext& context);
  void cancel();
  std::optional<size_t> empty_needed_field() const;
  void tick_next_step(const view_model::ViewContext& context, std::vector<view_model::Action>& events);
  void send(const view_model::ViewContext& context, std::vector<view_model::Action>& events);
  Draft event_of_form(const view_model::ViewContext& context) const;
  Draft order_of_form(const view_model::ViewContext& context) const;
  void add_acknowledgement(const view_model::ViewContext& context, const std::string& alarm, const std::string& note,
                           std::vector<view_model::Action>& events);
  void acknowledge(const view_model::ViewContext& context, std::vector<view_model::Action>& events);
  void acknowledge_chosen(const view_model::ViewContext& context, std::vector<view_model::Action>& events);
  void write_situation(const view_model::ViewContext& context, std::vector<view_model::Action>& events);
  void unshelve(const view_model::ViewContext& context, std::vector<view_model::Action>& events);

  // What stands behind a choice of alarms: those it acknowledges, and how many of level I it leaves.
  struct AlarmChoice {
    std::vector<std::string> alarms;
    int64_t left_at_level_1 = 0;
  };

  view_model::DeskForm kind_{};
  std::optional<view_model::Form> form_;
  bool plan_chosen_ = false;                     // by somebody, not by the form itself
  bool skip_text_ = false;                       // the letter that opened the form is not part of it
  std::string alarm_;                            // of a shelving
  std::vector<std::string> areas_;               // codes behind the choices of an area
  std::vector<std::string> plans_;               // codes behind the choices of a plan, after "none"
  std::vector<AlarmChoice> alarm_choices_;       // of an acknowledging
  std::vector<std::string> teams_;               // codes behind the choices of a proposal
  std::string incident_;                         // of a proposal
  std::vector<std::string> proposed_;            // what the open form proposed itself for its written fields
  std::vector<view_model::FormDraft> drafts_;    // of forms that are closed
  std::map<std::string, int64_t> acknowledged_;  // alarms, by when: for as long as the log may take to say so
  std::string notice_;
  uint64_t notices_said_ = 0;
};

}  // namespace gridwall::scene

#include "viewer/view_model/data_age.h"

#include <algorithm>
#include <cmath>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

bool is_late(const ViewContext& context, Feed feed, double age_s) {
  return age_s > static_cast<double>(context.county.feed_late_after_s[static_cast<size_t>(feed)]);
}

}  // namespace

DataAge build_data_age(const ViewContext& context, Feed feed) {
  const int64_t received_ns = context.state.feed_life[static_cast<size_t>(feed)].heard_ns;
  if (received_ns == kNever) return {context.texts[Text::kAgeNever], false, true};
  if (!context.live()) {
    return {fill(context.texts[Text::kAgeFrozen],
                 {{"clock", format_moment(received_ns, context.now_ns, context.county.zone)}}),
            true, true};
  }
  const double age_s = seconds_between(received_ns, context.now_ns);
  const bool late = is_late(context, feed, age_s);
  const bool young = age_s < 50;
  const std::string time =
      format_duration(young ? (std::floor(age_s / 10) + 1) * 10 : std::max(age_s, 60.0), context.texts);
  const Text pattern = late ? Text::kAgeLate : young ? Text::kAgeWithin : Text::kAgeAgo;
  return {fill(context.texts[pattern], {{"time", time}}), late, late};
}

std::string widest_trust_age(const Texts& texts) {
  return fill(texts[Text::kAgeTrustLate], {{"time", format_duration(59, texts)}});
}

FeedTrust build_feed_trust(const ViewContext& context, Feed feed) {
  const int64_t received_ns = context.state.feed_life[static_cast<size_t>(feed)].heard_ns;
  FeedTrust trust;
  trust.name = context.texts.at(Text::kFeedRequest, static_cast<size_t>(feed));
  if (received_ns == kNever) {
    trust.age = context.texts[Text::kAgeNever];
    trust.late = true;
    return trust;
  }
  const double age_s = seconds_between(received_ns, context.now_ns);
  trust.known = true;
  const bool late = is_late(context, feed, age_s);
  trust.late = late || !context.live();
  const std::string time = format_duration(age_s, context.texts);
  trust.age = late ? fill(context.texts[Text::kAgeTrustLate], {{"time", time}}) : time;
  return trust;
}

}  // namespace gridwall::view_model

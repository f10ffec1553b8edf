#include "viewer/view_model/banner.h"

#include <algorithm>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

std::string frozen(const ViewContext& context) {
  if (context.state.received_ns == kNever) return context.texts[Text::kAgeNever];
  return fill(context.texts[Text::kBannerFrozen],
              {{"clock", format_moment(context.state.received_ns, context.now_ns, context.county.zone)}});
}

}  // namespace

TroubleTexts tell_trouble(const Texts& texts, feed::ConnectionTrouble trouble, std::string_view endpoint) {
  switch (trouble) {
    case feed::ConnectionTrouble::kUnreachable:
      return {fill(texts[Text::kBannerUnreachable], {{"endpoint", endpoint}}), texts[Text::kBannerUnreachableHelp]};
    case feed::ConnectionTrouble::kWrongKey:
      return {texts[Text::kBannerWrongKey], texts[Text::kBannerWrongKeyHelp]};
    case feed::ConnectionTrouble::kNone:
      break;
  }
  return {texts[Text::kBannerConnecting], {}};
}

std::optional<Banner> build_banner(const ViewContext& context) {
  const Texts& texts = context.texts;
  const Connection& connection = context.connection;
  Banner banner;
  switch (connection.phase) {
    case Connection::Phase::kLive:
      return std::nullopt;
    case Connection::Phase::kConnecting:
      banner.alarming = connection.trouble != feed::ConnectionTrouble::kNone;
      banner.text = tell_trouble(texts, connection.trouble, connection.endpoint).text;
      banner.detail = frozen(context);
      return banner;
    case Connection::Phase::kStale:
      banner.alarming = true;
      banner.text = connection.trouble == feed::ConnectionTrouble::kNone
                        ? fill(texts[Text::kBannerStale], {{"time", format_duration(connection.silent_s, texts)}})
                        : tell_trouble(texts, connection.trouble, connection.endpoint).text;
      banner.detail = frozen(context);
      return banner;
    case Connection::Phase::kCatchingUp:
    case Connection::Phase::kRepairing:
      break;
  }
  const bool catching_up = connection.phase == Connection::Phase::kCatchingUp;
  banner.text = texts[catching_up ? Text::kBannerCatchingUp : Text::kBannerRepairing];
  if (connection.wanted > 0) {
    const uint64_t done = std::min(connection.done, connection.wanted);
    banner.detail = fill(texts[Text::kBannerProgress], {{"n", format_count(static_cast<int64_t>(done))},
                                                        {"m", format_count(static_cast<int64_t>(connection.wanted))}});
    banner.progress = static_cast<float>(static_cast<double>(done) / static_cast<double>(connection.wanted));
  }
  return banner;
}

}  // namespace gridwall::view_model

// The bytes of one message -> Event. The only parser: intake, import, replay and the wall all use it.
// It also cleans and masks, so that the log never holds personal data. One thread per parser; no clock, no county.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/event/event.h"

namespace gridwall::inline event {

enum class RejectReason : uint8_t {
  kTooLarge,
  kNotUtf8,
  kNotJson,
  kTooDeep,
  kNotAnObject,
  kDuplicateMember,
  kUnsupportedVersion,
  kMissingField,
  kWrongType,
  kUnknownType,
  kFeedMismatch,
  kInvalidId,
  kTextTooLong,
  kOutOfRange,
  kTimeOutOfRange,
  kIdConflict,
  kBatchTooLarge,
  kNotAllowed,
};
std::string_view reject_reason_name(RejectReason reason);  // "too_large", ...: stable, on the wire and in the log

struct Rejection {
  RejectReason reason{};
  std::string detail;  // names the field and what was expected
  std::string source;  // the sender as far as it could be read
};

class Parser {
 public:
  // Reserves memory for messages of `usual_bytes`; a larger one takes more.
  explicit Parser(size_t usual_bytes = kMaxMessageBytes);
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;

  // Fills `event`, whose views are valid until the next call. Returns a rejection if the message violates the contract.
  std::optional<Rejection> parse(std::string_view message, Event& event);

  // The same for what the log holds: it was cleaned when it was logged, so it is read as it stands, and newer rules of
  // masking change no replay.
  std::optional<Rejection> parse_logged(std::string_view body, Event& event);

  // What may be recorded of a rejected message: cleaned, masked, valid UTF-8, at most `limit_bytes`.
  std::string masked(std::string_view message, size_t limit_bytes);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::event

#include "ingest/event/parse.h"

namespace gridwall::inline event {

std::string_view reject_reason_name(RejectReason reason) {
  switch (reason) {
    case RejectReason::kTooLarge:
      return "too_large";
    case RejectReason::kNotUtf8:
      return "not_utf8";
    case RejectReason::kNotJson:
      return "not_json";
    case RejectReason::kTooDeep:
      return "too_deep";
    case RejectReason::kNotAnObject:
      return "not_an_object";
    case RejectReason::kDuplicateMember:
      return "duplicate_member";
    case RejectReason::kUnsupportedVersion:
      return "unsupported_version";
    case RejectReason::kMissingField:
      return "missing_field";
    case RejectReason::kWrongType:
      return "wrong_type";
    case RejectReason::kUnknownType:
      return "unknown_type";
    case RejectReason::kFeedMismatch:
      return "feed_mismatch";
    case RejectReason::kInvalidId:
      return "invalid_id";
    case RejectReason::kTextTooLong:
      return "text_too_long";
    case RejectReason::kOutOfRange:
      return "out_of_range";
    case RejectReason::kTimeOutOfRange:
      return "time_out_of_range";
    case RejectReason::kIdConflict:
      return "id_conflict";
    case RejectReason::kBatchTooLarge:
      return "batch_too_large";
    case RejectReason::kNotAllowed:
      return "not_allowed";
  }
  return "";
}

}  // namespace gridwall::event

// Frames as a stranger may send them to the daemon, to a sender or to a wall.
#include "ingest/feed/heartbeat.h"
#include "ingest/feed/history_protocol.h"
#include "ingest/feed/peek.h"
#include "ingest/feed/wire.h"
#include "ingest/replay/log_index.h"

extern "C" int LLVMFuzzerTestOneInput(const char* data, size_t size) {
  using namespace gridwall;
  const std::string_view frame(data, size);
  feed::peek(frame);
  feed::peek_number(frame, "offset");
  feed::decode_stamp(frame);
  feed::decode_tag(frame);
  feed::feed_from_name(frame);
  feed::parse_answer(frame);
  feed::parse_heartbeat(frame);
  feed::parse_history_answer(frame);
  feed::unpack_texts(frame, 3);
  feed::HistoryRequest request;
  if (!feed::parse_request(frame, request)) feed::encode_request(request);
  feed::RecordReader records(frame);
  LoggedEvent record;
  while (records.next(record)) feed::encode_stamp(record.stamp);
  replay::IndexPart part;
  replay::IndexCursor cursor;
  if (replay::unpack_index_part(frame, part, cursor)) replay::pack_index_part(part, cursor);
  replay::KeptIndex kept;
  if (replay::unpack_kept_index(frame, kept)) replay::pack_kept_index(kept);
  return 0;
}

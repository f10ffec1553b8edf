#include <algorithm>

#include "ingest/event/utf8.h"
#include "ingest/log/compress.h"
#include "ingest/log/log_writer_impl.h"
#include "ingest/log/schema.h"

namespace gridwall::log {

namespace {

constexpr size_t kMaxRejectTextBytes = 512;

// The counts and the kept rejects are shown as text.
std::string_view cut(std::string_view text) {
  return cut_to_bytes(text, kMaxRejectTextBytes);
}

}  // namespace

Result<Statement> LogWriter::Impl::prepared_in_transaction(std::string_view sql) {
  if (Status begun = begin(); !begun) return begun.error();
  Result<Statement> statement = database_.prepare(sql);
  if (!statement) return abort(statement.error());
  return statement;
}

Status LogWriter::Impl::append_reject(const NewReject& reject) {
  if (Status begun = begin(); !begun) return begun;
  const std::string_view source = cut(reject.source);
  const std::string_view reason = cut(reject.reason);
  tallies_.note(TallyKind::kReject, source, reason, reject.received_ns);
  if (options_.max_rejects == 0) return Done{};

  const uint64_t seq = ++last_reject_seq_;
  insert_reject_.bind_unsigned(1, seq).bind(2, reject.received_ns).bind_text(3, source).bind_text(4, reason);
  insert_reject_.bind_text(5, cut(reject.detail));
  insert_reject_.bind_blob(6, reject.payload.substr(0, kRejectPayloadBytes));
  if (Status inserted = insert_reject_.run(); !inserted) return abort(inserted.error());
  if (seq <= options_.max_rejects) return Done{};
  drop_rejects_.bind_unsigned(1, seq - options_.max_rejects);
  if (Status dropped = drop_rejects_.run(); !dropped) return abort(dropped.error());
  return Done{};
}

Status LogWriter::Impl::append_checkpoint(uint64_t seq, int64_t received_ns, int64_t version,
                                          std::string_view compressed) {
  if (seq > pending_.head.seq || seq < base_.head.seq) {
    return Error{ErrorCode::kInvalidArgument, "a checkpoint of event " + std::to_string(seq) +
                                                  " does not fit the log, which "
                                                  "ends at " +
                                                  std::to_string(pending_.head.seq)};
  }
  Result<Statement> insert = prepared_in_transaction(
      "INSERT OR REPLACE INTO checkpoint(seq, received_ns, version, bytes, hash, data) VALUES(?, ?, ?, ?, ?, ?)");
  if (!insert) return insert.error();
  const Hash hash = blake2b(compressed);
  insert->bind_unsigned(1, seq).bind(2, received_ns).bind(3, version).bind_unsigned(4, compressed.size());
  insert->bind_blob(5, hash).bind_blob(6, compressed);
  if (Status inserted = insert->run(); !inserted) return abort(inserted.error());
  return Done{};
}

Status LogWriter::Impl::append_index_part(uint64_t from_seq, uint64_t last_seq, std::string_view compressed) {
  if (from_seq <= base_.head.seq || last_seq < from_seq || last_seq > pending_.head.seq) {
    return Error{ErrorCode::kInvalidArgument, "an index of events " + std::to_string(from_seq) + " to " +
                                                  std::to_string(last_seq) + " does not fit the log"};
  }
  if (Status made = make_index_table(); !made) return made;
  Result<Statement> insert =
      prepared_in_transaction("INSERT OR REPLACE INTO index_part(from_seq, last_seq, hash, data) VALUES(?, ?, ?, ?)");
  if (!insert) return insert.error();
  const Hash hash = blake2b(compressed);
  insert->bind_unsigned(1, from_seq).bind_unsigned(2, last_seq).bind_blob(3, hash).bind_blob(4, compressed);
  if (Status inserted = insert->run(); !inserted) return abort(inserted.error());
  return Done{};
}

Status LogWriter::Impl::set_county(std::string_view name, std::string_view config_toml, std::string_view map_geojson) {
  Result<Statement> latest =
      prepared_in_transaction("SELECT name, config, map FROM county ORDER BY number DESC LIMIT 1");
  if (!latest) return latest.error();
  Result<bool> row = latest->step();
  if (!row) return abort(row.error());
  if (*row && latest->text(0) == name && latest->text(1) == config_toml) {
    const std::span<const uint8_t> stored = latest->blob(2);
    Result<std::string> map = decompress_blob({reinterpret_cast<const char*>(stored.data()), stored.size()});
    if (map && *map == map_geojson) return Done{};
  }
  latest->reset();

  const std::string map = compress_blob(map_geojson, 12);  // once in a blue moon, and large
  const uint64_t from = pending_.head.seq + 1;
  const Hash hash = hasher_.county(pending_.head.hash, from, name, config_toml, map);
  Result<Statement> insert =
      prepared_in_transaction("INSERT INTO county(effective_from_seq, name, config, map, hash) VALUES(?, ?, ?, ?, ?)");
  if (!insert) return insert.error();
  insert->bind_unsigned(1, from).bind_text(2, name).bind_text(3, config_toml).bind_blob(4, map).bind_blob(5, hash);
  if (Status inserted = insert->run(); !inserted) return abort(inserted.error());
  pending_.head.hash = hash;
  return Done{};
}

Result<uint64_t> LogWriter::Impl::prune(uint8_t feed, int64_t before_ns, uint64_t max_rows) {
  if (in_transaction_ || feed >= kMaxFeeds || max_rows == 0) {
    return Error{ErrorCode::kInvalidArgument, "pruning takes a feed, a number of rows, and no open transaction"};
  }
  Result<Statement> done = prepared_in_transaction("SELECT pruned_through_seq FROM retention WHERE feed=?");
  if (!done) return done.error();
  Result<bool> known = done->bind(1, feed).step();
  if (!known) return abort(known.error());
  const uint64_t through = std::max(*known ? done->unsigned_integer(0) : 0, base_.head.seq);
  done->reset();
  Result<uint64_t> last = find_seq_at(database_, base_, before_ns - 1);
  if (!last) return abort(last.error());
  if (*last <= through) return rollback(), uint64_t{0};

  Result<Statement> select = prepared_in_transaction(
      "SELECT seq, body FROM event WHERE seq > ? AND seq <= ? AND feed=? AND body IS NOT NULL ORDER BY seq LIMIT ?");
  if (!select) return select.error();
  select->bind_unsigned(1, through).bind_unsigned(2, *last).bind(3, feed).bind_unsigned(4, max_rows);
  std::vector<std::pair<uint64_t, Hash>> rows;
  for (;;) {
    Result<bool> row = select->step();
    if (!row) return abort(row.error());
    if (!*row) break;
    rows.emplace_back(select->unsigned_integer(0), blake2b(select->text(1)));
  }
  select->reset();
  Result<Statement> update = prepared_in_transaction("UPDATE event SET body_hash=?, body=NULL WHERE seq=?");
  if (!update) return update.error();
  for (const auto& [seq, hash] : rows) {
    if (Status updated = update->bind_blob(1, hash).bind_unsigned(2, seq).run(); !updated)
      return abort(updated.error());
  }
  Result<Statement> note =
      prepared_in_transaction("INSERT OR REPLACE INTO retention(feed, pruned_through_seq) VALUES(?, ?)");
  if (!note) return note.error();
  const uint64_t now_through = rows.size() < max_rows ? *last : rows.back().first;
  if (Status noted = note->bind(1, feed).bind_unsigned(2, now_through).run(); !noted) return abort(noted.error());
  if (Status committed = commit(); !committed) return committed.error();
  return rows.size();
}

Status LogWriter::Impl::thin_checkpoints(int64_t before_ns, uint64_t min_gap) {
  Result<Statement> list = prepared_in_transaction("SELECT seq, received_ns FROM checkpoint ORDER BY seq");
  if (!list) return list.error();
  std::vector<std::pair<uint64_t, int64_t>> kept;
  for (;;) {
    Result<bool> row = list->step();
    if (!row) return abort(row.error());
    if (!*row) break;
    kept.emplace_back(list->unsigned_integer(0), list->integer(1));
  }
  list->reset();
  Result<Statement> remove = prepared_in_transaction("DELETE FROM checkpoint WHERE seq=?");
  if (!remove) return remove.error();
  uint64_t previous = base_.head.seq;
  for (size_t i = 0; i + 1 < kept.size(); ++i) {
    const bool stands_for_the_past = base_.head.seq > 0 && kept[i].first == base_.head.seq;
    if (!stands_for_the_past && kept[i].second < before_ns && kept[i + 1].first - previous < min_gap) {
      if (Status removed = remove->bind_unsigned(1, kept[i].first).run(); !removed) return abort(removed.error());
    } else {
      previous = kept[i].first;
    }
  }
  return Done{};
}

Status LogWriter::Impl::drop_checkpoints() {
  // The first checkpoint of a part is not a cache: the events before it are not in the part.
  Result<Statement> remove = prepared_in_transaction("DELETE FROM checkpoint WHERE seq > ? OR seq = 0");
  if (!remove) return remove.error();
  remove->bind_unsigned(1, base_.head.seq);
  if (Status removed = remove->run(); !removed) return abort(removed.error());
  return Done{};
}

// An older log has no such table yet.
Status LogWriter::Impl::make_index_table() {
  Result<Statement> make = prepared_in_transaction(kIndexPartSql);
  if (!make) return make.error();
  if (Status made = make->run(); !made) return abort(made.error());
  return Done{};
}

Status LogWriter::Impl::drop_index_parts(uint64_t through_seq) {
  if (Status made = make_index_table(); !made) return made;
  Result<Statement> drop = prepared_in_transaction("DELETE FROM index_part WHERE from_seq <= ?");
  if (!drop) return drop.error();
  if (Status dropped = drop->bind_unsigned(1, through_seq).run(); !dropped) return abort(dropped.error());
  return Done{};
}

}  // namespace gridwall::log

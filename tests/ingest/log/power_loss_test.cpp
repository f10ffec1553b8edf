// A power cut at any write or sync, with whatever was not synced lost, torn or reordered: nothing acked is gone.
#include <fstream>
#include <map>
#include <random>

#include "tests/ingest/log/fault_vfs.h"
#include "tests/ingest/log/log_fixture.h"

namespace gridwall::log {
namespace {

namespace fs = std::filesystem;

// What a disk holds of one file: what was synced, and writes that may or may not have arrived.
struct DiskFile {
  std::string durable;
  std::vector<const RecordedOperation*> floating;
};

void apply(std::string& bytes, const RecordedOperation& operation, size_t length) {
  if (operation.operation == FileOperation::kTruncate) {
    bytes.resize(static_cast<size_t>(operation.offset));
    return;
  }
  const auto offset = static_cast<size_t>(operation.offset);
  if (bytes.size() < offset + length) bytes.resize(offset + length);
  bytes.replace(offset, length, operation.bytes, 0, length);
}

std::string after_power_cut(const DiskFile& file, std::mt19937_64& random) {
  std::string bytes = file.durable;
  for (const RecordedOperation* operation : file.floating) {
    switch (random() % 3) {
      case 0:
        break;  // never arrived
      case 1:
        apply(bytes, *operation, operation->bytes.size());
        break;
      default:
        apply(bytes, *operation, operation->bytes.size() / 512 * (random() % 8) / 8 * 512);
        break;  // torn
    }
  }
  return bytes;
}

TEST(PowerLossTest, NothingAckedIsLostWhereverThePowerFails) {
  struct Ack {
    size_t operations;
    uint64_t seq;
    std::string head_file;
  };
  const TempFolder folder;
  const fs::path path = folder / "county.log";
  FaultVfs vfs;
  WriterOptions options;
  options.vfs = FaultVfs::kName;
  options.wal_checkpoint_kib = 64;
  { LogWriter writer = open_writer(path, options); }
  std::map<std::string, DiskFile> disk;
  disk[path.string()].durable = read_bytes(path);
  std::vector<Ack> acks = {{0, 0, read_bytes(path.string() + ".head")}};
  {
    vfs.start_recording();
    LogWriter writer = open_writer(path, options);
    std::mt19937_64 random(20'240'505);
    while (writer.head().seq < 1000) {
      for (uint64_t left = 1 + random() % 20; left > 0; --left) {
        ASSERT_OK(writer.append(test_row(writer.next_seq()).row()));
      }
      ASSERT_OK(writer.commit());
      acks.push_back({vfs.recorded().size(), writer.head().seq, read_bytes(path.string() + ".head")});
      ASSERT_OK(writer.maintain(writer.head().received_ns));
    }
    vfs.stop_recording();
  }
  const std::vector<RecordedOperation>& recorded = vfs.recorded();
  ASSERT_GT(recorded.size(), 1000U);

  std::mt19937_64 random(20'240'506);
  const size_t every = rounds(0, 1) == 1 ? 1 : 4;  // with every write instead of every fourth in a long run
  size_t ack = 0;
  int cuts = 0;
  int into_database = 0;
  for (size_t next = 0; next <= recorded.size(); ++next) {
    while (ack + 1 < acks.size() && acks[ack + 1].operations <= next) ++ack;
    // Every sync, and every few writes: power fails just before operation `next`.
    const bool at_sync = next < recorded.size() && recorded[next].operation == FileOperation::kSync;
    if (at_sync || next % every == 0 || next == recorded.size()) {
      ++cuts;
      const fs::path image = folder / "image.log";
      for (const char* suffix : {"", "-wal"}) {
        const std::string bytes = after_power_cut(disk[path.string() + suffix], random);
        std::ofstream(image.string() + suffix, std::ios::binary | std::ios::trunc) << bytes;
      }
      fs::remove(image.string() + "-shm");
      std::ofstream(image.string() + ".head", std::ios::binary | std::ios::trunc) << acks[ack].head_file;

      SCOPED_TRACE("power cut before operation " + std::to_string(next) + " of " + std::to_string(recorded.size()));
      const Result<LogWriter> writer = LogWriter::open(image);
      ASSERT_OK(writer);
      ASSERT_GE(writer->head().seq, acks[ack].seq);
      const Result<VerifyReport> report = verify(image);
      ASSERT_OK(report);
      ASSERT_TRUE(report->ok()) << problems_of(*report);
      ASSERT_EQ(report->events, writer->head().seq);
    }
    if (next == recorded.size()) break;
    DiskFile& file = disk[recorded[next].file];
    if (at_sync) {
      for (const RecordedOperation* operation : file.floating) apply(file.durable, *operation, operation->bytes.size());
      file.floating.clear();
    } else {
      file.floating.push_back(&recorded[next]);
      into_database += recorded[next].file == path.string();
    }
  }
  EXPECT_GT(cuts, 200);
  EXPECT_GT(into_database, 50) << "the script must also cut into moving the WAL";
}

}  // namespace
}  // namespace gridwall::log

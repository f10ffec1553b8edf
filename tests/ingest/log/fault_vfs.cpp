#include "tests/ingest/log/fault_vfs.h"

#include <sqlite3.h>

#include <cassert>
#include <cstddef>
#include <memory>
#include <new>

namespace gridwall::log {

namespace {

FaultVfs* current = nullptr;
sqlite3_vfs* below = nullptr;
sqlite3_vfs layer{};

// SQLite allocates szOsFile bytes; ours first, the real file's behind it.
struct LayerFile {
  sqlite3_file base;
  std::string* name;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(this) + kBehind); }
  static constexpr size_t kBehind = 64;
};
static_assert(sizeof(sqlite3_file) + sizeof(std::string*) <= LayerFile::kBehind);

LayerFile* of(sqlite3_file* file) {
  return reinterpret_cast<LayerFile*>(file);
}

int close_file(sqlite3_file* file) {
  const int code = of(file)->real()->pMethods->xClose(of(file)->real());
  delete of(file)->name;
  return code;
}

int read_file(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  return of(file)->real()->pMethods->xRead(of(file)->real(), out, size, offset);
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  if (const int code = current->judge(FileOperation::kWrite, *of(file)->name)) return code;
  current->record({FileOperation::kWrite, *of(file)->name, offset,
                   std::string(static_cast<const char*>(bytes), static_cast<size_t>(size))});
  return of(file)->real()->pMethods->xWrite(of(file)->real(), bytes, size, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (const int code = current->judge(FileOperation::kTruncate, *of(file)->name)) return code;
  current->record({FileOperation::kTruncate, *of(file)->name, size, {}});
  return of(file)->real()->pMethods->xTruncate(of(file)->real(), size);
}

int sync_file(sqlite3_file* file, int flags) {
  if (const int code = current->judge(FileOperation::kSync, *of(file)->name)) return code;
  current->record({FileOperation::kSync, *of(file)->name, 0, {}});
  return of(file)->real()->pMethods->xSync(of(file)->real(), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return of(file)->real()->pMethods->xFileSize(of(file)->real(), size);
}
int lock_file(sqlite3_file* file, int level) {
  return of(file)->real()->pMethods->xLock(of(file)->real(), level);
}
int unlock_file(sqlite3_file* file, int level) {
  return of(file)->real()->pMethods->xUnlock(of(file)->real(), level);
}
int check_reserved(sqlite3_file* file, int* out) {
  return of(file)->real()->pMethods->xCheckReservedLock(of(file)->real(), out);
}
int control(sqlite3_file* file, int operation, void* argument) {
  return of(file)->real()->pMethods->xFileControl(of(file)->real(), operation, argument);
}
int sector_size(sqlite3_file* file) {
  return of(file)->real()->pMethods->xSectorSize(of(file)->real());
}
// Nothing is promised about the order or the atomicity of writes.
int characteristics(sqlite3_file*) {
  return 0;
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return of(file)->real()->pMethods->xShmMap(of(file)->real(), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return of(file)->real()->pMethods->xShmLock(of(file)->real(), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) {
  of(file)->real()->pMethods->xShmBarrier(of(file)->real());
}
int shm_unmap(sqlite3_file* file, int remove) {
  return of(file)->real()->pMethods->xShmUnmap(of(file)->real(), remove);
}

const sqlite3_io_methods kMethods = {2,           close_file,  read_file,       write_file,  truncate_file,
                                     sync_file,   file_size,   lock_file,       unlock_file, check_reserved,
                                     control,     sector_size, characteristics, shm_map,     shm_lock,
                                     shm_barrier, shm_unmap,   nullptr,         nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  LayerFile* layered = of(file);
  layered->base.pMethods = nullptr;
  const std::string text = name ? name : "temporary";
  if (const int code = current->judge(FileOperation::kOpen, text)) return code;
  const int code = below->xOpen(below, name, layered->real(), flags, out_flags);
  if (!layered->real()->pMethods) return code;
  if (code != SQLITE_OK) {
    layered->real()->pMethods->xClose(layered->real());
    return code;
  }
  layered->name = new std::string(text);
  layered->base.pMethods = &kMethods;
  return SQLITE_OK;
}

}  // namespace

FaultVfs::FaultVfs() {
  assert(!current);
  current = this;
  below = sqlite3_vfs_find(nullptr);
  layer = *below;
  layer.zName = kName;
  layer.pNext = nullptr;
  layer.szOsFile = static_cast<int>(LayerFile::kBehind) + below->szOsFile;
  layer.xOpen = open_file;
  sqlite3_vfs_register(&layer, 0);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&layer);
  current = nullptr;
}

int FaultVfs::judge(FileOperation operation, const std::string& file) {
  return plan_.verdict ? plan_.verdict(operation, file) : SQLITE_OK;
}

void FaultVfs::record(RecordedOperation operation) {
  if (recording_) recorded_.push_back(std::move(operation));
}

}  // namespace gridwall::log

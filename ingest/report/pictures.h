// Pictures of the wall at the key moments: runs the program gridwall as a child, since a report knows no OpenGL.
#pragma once

#include <filesystem>

#include "ingest/report/words.h"
#include "ingest/report/write.h"

namespace gridwall::report {

struct PictureOptions {
  std::filesystem::path wall;  // the program; if it is missing there are no pictures, and the note says so
  std::filesystem::path log;
  std::filesystem::path folder;
  int64_t limit_s = 60;  // for one picture
};

// Fills `extras`; never fails: a report without pictures is a report.
void take_pictures(const IncidentReport& report, const County& county, const PictureOptions& options,
                   const Words& words, Extras& extras);

// The program `gridwall` beside the one that runs.
std::filesystem::path wall_program();

}  // namespace gridwall::report

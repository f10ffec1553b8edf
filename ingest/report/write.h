// Makes the files of the report in memory from what was gathered; folder.h writes them. Pure.
#pragma once

#include <string>
#include <vector>

#include "ingest/report/document.h"
#include "ingest/report/incident_report.h"
#include "ingest/report/words.h"

namespace gridwall::report {

struct Picture {
  std::string file;  // in the folder of the report; empty: it could not be made
  KeyMoment moment;
};

struct Extras {  // files besides the tables
  std::vector<Picture> pictures;
  std::string pictures_note;  // why some or all are missing; empty: all are there
  std::string cut_log;        // the part of the log, in the folder of the report; empty: none
  std::string cut_log_note;   // what it holds, or why it is missing
};

Document summary_document(const IncidentReport& report, const County& county, const Texts& texts, const Extras& extras);

// CSV with a byte order mark, so that a spreadsheet reads the Chinese. Column names are the same in both languages.
std::string timeline_csv(const IncidentReport& report, const County& county, const Texts& texts);
std::string team_minutes_csv(const IncidentReport& report, const County& county, const Texts& texts);
std::string alarms_csv(const IncidentReport& report, const County& county, const Texts& texts);

}  // namespace gridwall::report

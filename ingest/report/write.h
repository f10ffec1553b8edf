// The report's files from what was gathered, in memory: the folder is written by folder.h.
#pragma once

#include <string>
#include <vector>

#include "ingest/report/document.h"
#include "ingest/report/incident_report.h"
#include "ingest/report/words.h"

namespace gridwall::report {

struct Picture {
  std::string file;  // in the report's folder; empty: it could not be made
  KeyMoment moment;
};

struct Extras {  // what was made beside the tables
  std::vector<Picture> pictures;
  std::string pictures_note;  // why there are none or fewer; empty: all are there
  std::string cut_log;        // the incident's own part of the log, in the report's folder; empty: not here
  std::string cut_log_note;   // what it holds, or why it is not here
};

Document summary_document(const IncidentReport& report, const County& county, const Texts& texts, const Extras& extras);

// CSV with a byte order mark, so that a spreadsheet reads the Chinese. Column names are the same in both languages.
std::string timeline_csv(const IncidentReport& report, const County& county, const Texts& texts);
std::string team_minutes_csv(const IncidentReport& report, const County& county, const Texts& texts);
std::string alarms_csv(const IncidentReport& report, const County& county, const Texts& texts);

}  // namespace gridwall::report

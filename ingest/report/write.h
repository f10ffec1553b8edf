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
  std::string workbook;       // the tables as a spreadsheet, in the folder of the report
};

Document summary_document(const IncidentReport& report, const County& county, const Texts& texts, const Extras& extras);

// Tables; the first row names the columns, in both languages alike.
using Rows = std::vector<std::vector<std::string>>;
Rows timeline_rows(const IncidentReport& report, const County& county, const Texts& texts);
Rows team_minutes_rows(const IncidentReport& report, const County& county, const Texts& texts);
Rows alarms_rows(const IncidentReport& report, const County& county, const Texts& texts);
// With a byte order mark, so that a spreadsheet reads the Chinese.
std::string to_csv(const Rows& rows);

}  // namespace gridwall::report

// The handles of what a CountyState keeps, and of its words. Places of records, given out in the order in which their
// keys first came and never again to others. Any thread. Knows none of the records.
#pragma once

#include "ingest/event/handle.h"

namespace gridwall::inline state {

using WordId = Handle<struct WordTag>;             // in CountyState::words
using SourceIndex = Handle<struct SourceTag>;      // in source_names and sources
using RequestIndex = Handle<struct RequestTag>;    // in request_ids and requests
using OpenPosition = Handle<struct OpenTag>;       // in open_requests; changes while others are closed
using WorkerIndex = Handle<struct WorkerTag>;      // in worker_ids and workers
using FindingIndex = Handle<struct FindingTag>;    // in hazard_ids and hazards, or dispute_ids and disputes
using TeamIndex = Handle<struct TeamTag>;          // in team_ids and teams; County::teams may have another order
using IncidentIndex = Handle<struct IncidentTag>;  // in incident_ids and incidents
using AlarmIndex = Handle<struct AlarmTag>;        // in alarm_ids and alarms
using ModeIndex = Handle<struct ModeTag>;          // in mode_areas and modes
using WarningIndex = Handle<struct WarningTag>;    // in warning_ids and warnings
using ResourceIndex = Handle<struct ResourceTag>;  // in resource_ids and resources
using WhistleIndex = Handle<struct WhistleTag>;    // in whistle_ids and whistles

}  // namespace gridwall::state

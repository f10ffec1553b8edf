// The list of all texts: enumerator and key in assets/text/*.toml. Runs of keys that stand for an
// enumeration (tiers of freshness, weekdays, team details) keep its order; see Texts::at.
#pragma once

#include <cstdint>

// clang-format off
#define GRIDWALL_TEXT_KEYS(X) \
  X(kSceneOverview, "scene.overview") X(kSceneRequests, "scene.requests") X(kScenePatrol, "scene.patrol") \
  X(kSceneEmergency, "scene.emergency") \
  X(kNavGrids, "nav.grids") X(kNavHouseholds, "nav.households") X(kNavPeople, "nav.people") \
  X(kNavResponsible, "nav.responsible") \
  X(kModeRoutine, "mode.routine") X(kModeEmergency, "mode.emergency") \
  X(kModeEmergencyLevel, "mode.emergency_level") X(kModeEmergencyAreas, "mode.emergency_areas") \
  X(kDate, "date.format") \
  X(kWeekday0, "date.weekday_0") X(kWeekday1, "date.weekday_1") X(kWeekday2, "date.weekday_2") \
  X(kWeekday3, "date.weekday_3") X(kWeekday4, "date.weekday_4") X(kWeekday5, "date.weekday_5") \
  X(kWeekday6, "date.weekday_6") \
  X(kMonth1, "date.month_1") X(kMonth2, "date.month_2") X(kMonth3, "date.month_3") X(kMonth4, "date.month_4") \
  X(kMonth5, "date.month_5") X(kMonth6, "date.month_6") X(kMonth7, "date.month_7") X(kMonth8, "date.month_8") \
  X(kMonth9, "date.month_9") X(kMonth10, "date.month_10") X(kMonth11, "date.month_11") X(kMonth12, "date.month_12") \
  X(kFeedRequest, "feed.request") X(kFeedPatrol, "feed.patrol") X(kFeedEmergency, "feed.emergency") \
  X(kAgeWithin, "age.within") X(kAgeAgo, "age.ago") X(kAgeLate, "age.late") X(kAgeNever, "age.never") \
  X(kAgeFrozen, "age.frozen") X(kAgeTrustLate, "age.trust_late") \
  X(kSeconds, "duration.seconds") X(kMinutes, "duration.minutes") X(kHours, "duration.hours") \
  X(kDays, "duration.days") X(kYears, "duration.years") X(kUnderAMinute, "duration.under_a_minute") \
  X(kNone, "number.none") \
  X(kWindowToday, "window.today") X(kWindow7Days, "window.days_7") X(kWindow30Days, "window.days_30") \
  X(kWindowYear, "window.year") X(kWindowAll, "window.all") \
  X(kRatesTitle, "rates.title") X(kRatesResolution, "rates.resolution") X(kRatesOnTime, "rates.on_time") \
  X(kRatesSatisfaction, "rates.satisfaction") X(kRatesUnrated, "rates.unrated") X(kRatesPromise, "rates.promise") \
  X(kRatesOverdue, "rates.overdue") X(kRatesBacklog, "rates.backlog") X(kRatesDeferred, "rates.deferred") \
  X(kRatesNoneCollected, "rates.none_collected") X(kRatesNoneDue, "rates.none_due") \
  X(kRatesNoneRated, "rates.none_rated") X(kRatesNonePromised, "rates.none_promised") \
  X(kRatesUndecided, "rates.undecided") \
  X(kPipelineTitle, "pipeline.title") X(kPipelineOpen, "pipeline.open") X(kPipelineCount, "pipeline.count") \
  X(kPipelineMedian, "pipeline.median") X(kPipelineOldest, "pipeline.oldest") X(kPipelineDone, "pipeline.done") \
  X(kPipelineNone, "pipeline.none") \
  X(kStagePlaced, "stage.placed") X(kStageDispatched, "stage.dispatched") X(kStageAccepted, "stage.accepted") \
  X(kStageSupervised, "stage.supervised") X(kStageResolved, "stage.resolved") X(kStagePublished, "stage.published") \
  X(kStageRated, "stage.rated") \
  X(kTiersTitle, "tiers.title") X(kTiersResolved, "tiers.resolved") X(kTiersNone, "tiers.none") \
  X(kTierGrid, "tier.grid") X(kTierCommunity, "tier.community") X(kTierStreet, "tier.street") \
  X(kTierCounty, "tier.county") \
  X(kTrendTitle, "trend.title") X(kTrendResolved, "trend.resolved") X(kTrendMost, "trend.most") \
  X(kScoresTitle, "scores.title") X(kScoresCollected, "scores.collected") X(kScoresDue, "scores.due") \
  X(kScoresClosing, "scores.closing") X(kScoresOverdue, "scores.overdue") X(kScoresReopened, "scores.reopened") \
  X(kMattersTitle, "matters.title") X(kMattersOverdue, "matters.overdue") X(kMattersDueSoon, "matters.due_soon") \
  X(kMattersNotDue, "matters.not_due") X(kMattersLeft, "matters.left") X(kMattersOver, "matters.over") \
  X(kMattersAge, "matters.age") X(kMattersUnlocated, "matters.unlocated") X(kMattersNoneOpen, "matters.none_open") \
  X(kMattersNoneDue, "matters.none_due") X(kMattersMore, "matters.more") X(kMattersMerged, "matters.merged") \
  X(kSubjectsTitle, "subjects.title") X(kSubjectsCategories, "subjects.categories") \
  X(kSubjectsChannels, "subjects.channels") X(kSubjectsGroups, "subjects.groups") \
  X(kSubjectsCaption, "subjects.caption") X(kSubjectsMore, "subjects.more") X(kSubjectsCount, "subjects.count") \
  X(kWhistlesTitle, "whistles.title") X(kWhistlesDepartment, "whistles.department") \
  X(kWhistlesBlown, "whistles.blown") X(kWhistlesAcknowledged, "whistles.acknowledged") \
  X(kWhistlesArrived, "whistles.arrived") X(kWhistlesClosed, "whistles.closed") \
  X(kWhistlesUnanswered, "whistles.unanswered") X(kWhistlesWaiting, "whistles.waiting") \
  X(kWhistlesCount, "whistles.count") X(kWhistlesMore, "whistles.more") X(kWhistlesNone, "whistles.none") \
  X(kMechanismsTitle, "mechanisms.title") \
  X(kPromiseTitle, "promise.title") X(kPromiseTimes, "promise.times") \
  X(kPromiseWaiting, "promise.waiting") X(kPromiseNoneWaiting, "promise.none_waiting") \
  X(kMeetingsTitle, "meetings.title") X(kMeetingsHeld, "meetings.held") X(kMeetingsIssues, "meetings.issues") \
  X(kMeetingsMeasures, "meetings.measures") X(kMeetingsSolved, "meetings.solved") X(kMeetingsAll, "meetings.all") \
  X(kReportedTitle, "reported.title") X(kReportedLine, "reported.line") \
  X(kOrgsTitle, "orgs.title") X(kOrgsRed, "orgs.red") X(kOrgsBlack, "orgs.black") X(kOrgsStars, "orgs.stars") X(kOrgsStarCounts, "orgs.star_counts") \
  X(kOrgsScores, "orgs.scores") X(kOrgsFormula, "orgs.formula") X(kOrgsSample, "orgs.sample") \
  X(kOrgsTooFew, "orgs.too_few") \
  X(kTeamsTitle, "teams.title") X(kTeamsSummary, "teams.summary") X(kTeamsAvailable, "teams.available") \
  X(kTeamsAssigned, "teams.assigned") X(kTeamsOutOfService, "teams.out_of_service") X(kTeamsNone, "teams.none") \
  X(kTeamsMore, "teams.more") X(kTeamsUnreported, "teams.unreported") X(kTeamsLost, "teams.lost") \
  X(kTeamsArrives, "teams.arrives") \
  X(kDetailStandby, "team_detail.standby") X(kDetailDispatched, "team_detail.dispatched") \
  X(kDetailEnRoute, "team_detail.en_route") X(kDetailOnScene, "team_detail.on_scene") \
  X(kDetailReturning, "team_detail.returning") X(kDetailResting, "team_detail.resting") \
  X(kDetailMaintenance, "team_detail.maintenance") X(kDetailOffDuty, "team_detail.off_duty") \
  X(kAlarmsTitle, "alarms.title") X(kAlarmsUnacknowledged, "alarms.unacknowledged") \
  X(kAlarmsShelved, "alarms.shelved") X(kAlarmsFlood, "alarms.flood") \
  X(kAlarmsNone, "alarms.none") X(kAlarmsMore, "alarms.more") X(kAlarmsCleared, "alarms.cleared") \
  X(kTickerTitle, "ticker.title") X(kTickerNone, "ticker.none") \
  X(kTickerPlaced, "ticker.placed") X(kTickerSupervised, "ticker.supervised") X(kTickerResolved, "ticker.resolved") \
  X(kTickerRated, "ticker.rated") X(kTickerReopened, "ticker.reopened") X(kTickerMeeting, "ticker.meeting") \
  X(kTickerVisited, "ticker.visited") X(kTickerHazard, "ticker.hazard") X(kTickerDispute, "ticker.dispute") \
  X(kTickerIncidentOpened, "ticker.incident_opened") X(kTickerIncidentUpdated, "ticker.incident_updated") \
  X(kTickerIncidentClosed, "ticker.incident_closed") X(kTickerTeam, "ticker.team") \
  X(kTickerMode, "ticker.mode") X(kTickerToEmergency, "ticker.to_emergency") X(kTickerToRoutine, "ticker.to_routine") \
  X(kTickerWarning, "ticker.warning") X(kTickerAlarm, "ticker.alarm") X(kTickerWhistle, "ticker.whistle") \
  X(kTickerOther, "ticker.other") \
  X(kScoreSatisfied, "score.satisfied") X(kScoreBasic, "score.basic") X(kScoreUnsatisfied, "score.unsatisfied") \
  X(kStripTitle, "strip.title") X(kStripScale, "strip.scale") X(kStripIncident, "strip.incident") \
  X(kStripMode, "strip.mode") X(kStripAlarm, "strip.alarm") X(kStripNone, "strip.none") \
  X(kCoverageTitle, "coverage.title") X(kCoverageGrids, "coverage.grids") X(kCoverageFresh, "coverage.fresh") \
  X(kCoverageDueSoon, "coverage.due_soon") X(kCoverageOverdue, "coverage.overdue") \
  X(kCoverageNever, "coverage.never") X(kCoverageNone, "coverage.none") \
  X(kBannerConnecting, "banner.connecting") X(kBannerCatchingUp, "banner.catching_up") \
  X(kBannerRepairing, "banner.repairing") X(kBannerProgress, "banner.progress") X(kBannerStale, "banner.stale") \
  X(kBannerFrozen, "banner.frozen") X(kReplay, "replay.title") X(kReplayPaused, "replay.paused") \
  X(kReplaySpeed, "replay.speed") \
  X(kMapHeat, "map.heat") X(kMapOpen, "map.open") X(kMapOverdue, "map.overdue") X(kMapRate, "map.rate") \
  X(kMapPatrol, "map.patrol") \
  X(kLegendHeat, "legend.heat") X(kLegendOpen, "legend.open") X(kLegendOverdue, "legend.overdue") \
  X(kLegendRate, "legend.rate") X(kLegendPatrol, "legend.patrol") \
  X(kLegendHeatPer, "legend.heat_per") X(kLegendOpenPer, "legend.open_per") X(kLegendOverduePer, "legend.overdue_per") \
  X(kLegendHatchedPer, "legend.hatched_per") X(kLegendHatchedRate, "legend.hatched_rate") \
  X(kLegendHatchedPatrol, "legend.hatched_patrol") \
  X(kMapPerHouseholds, "map.per_households") \
  X(kBesideNamesOpen, "map.beside_open") X(kBesideNamesOverdue, "map.beside_overdue") \
  X(kBesideNamesRate, "map.beside_rate") X(kBesideNamesPatrol, "map.beside_patrol") \
  X(kBesideNamesOpenPer, "map.beside_open_per") X(kBesideNamesOverduePer, "map.beside_overdue_per") \
  X(kKeyIncident, "map.incident") X(kKeyTeam, "map.team") X(kKeyWorker, "map.worker") \
  X(kKeyNightWorker, "map.night_worker") X(kKeyTeamOut, "map.team_out") \
  X(kKeyDrillDown, "map.drill_down") X(kMapNone, "map.none") \
  X(kVisitsTitle, "visits.title") X(kVisitsHouseholds, "visits.households") X(kVisitsPeople, "visits.people") \
  X(kVisitsTimes, "visits.times") \
  X(kShiftsTitle, "shifts.title") X(kShiftsOn, "shifts.on") X(kShiftsNight, "shifts.night") \
  X(kShiftsPost, "shifts.post") \
  X(kFindingsTitle, "findings.title") X(kFindingsHazards, "findings.hazards") X(kFindingsDisputes, "findings.disputes") \
  X(kFindingsFound, "findings.found") X(kFindingsClosed, "findings.closed") \
  X(kFindingsResolved, "findings.resolved") X(kFindingsOldest, "findings.oldest") \
  X(kFindingsByCategory, "findings.by_category") X(kFindingsOther, "findings.other") \
  X(kFindingsNone, "findings.none") \
  X(kPlacesTitle, "places.title") X(kPlacesWorstFirst, "places.worst_first") X(kPlacesCovered, "places.covered") \
  X(kPlacesLastVisit, "places.last_visit") X(kPlacesMore, "places.more") X(kPlacesWorst, "places.worst") \
  X(kCampaignsTitle, "campaigns.title") X(kCampaignEstates, "campaigns.estates") \
  X(kCampaignVisits, "campaigns.visits") X(kCampaignsMore, "campaigns.more") \
  X(kGridTitle, "grid.title") X(kGridLevel1, "grid.level_1") X(kGridLevel2, "grid.level_2") \
  X(kGridLevel3, "grid.level_3") X(kGridSize, "grid.size") X(kGridResponsible, "grid.responsible") \
  X(kGridLastVisit, "grid.last_visit") X(kGridInterval, "grid.interval") X(kGridOpen, "grid.open") \
  X(kGridOverdue, "grid.overdue") X(kGridFindings, "grid.findings") X(kGridOnShift, "grid.on_shift") \
  X(kGridUnknown, "grid.unknown") \
  X(kLevel1, "level.level_1") X(kLevel2, "level.level_2") X(kLevel3, "level.level_3") X(kLevel4, "level.level_4") \
  X(kLevelMark1, "level.mark_1") X(kLevelMark2, "level.mark_2") X(kLevelMark3, "level.mark_3") \
  X(kLevelMark4, "level.mark_4") \
  X(kIncidentsTitle, "incidents.title") X(kIncidentsOpen, "incidents.open") X(kIncidentsNone, "incidents.none") \
  X(kIncidentsTeams, "incidents.teams") X(kIncidentsNoTeams, "incidents.no_teams") \
  X(kCommandTitle, "command.title") X(kCommandOthers, "command.others") \
  X(kCommandNoPlan, "command.no_plan") X(kWarningsTitle, "warnings.title") \
  X(kWarningsRow, "warnings.row") X(kWarningsUntil, "warnings.until") X(kWarningsTest, "warnings.test") \
  X(kWarningsNone, "warnings.none") X(kWarningColor1, "warning_color.level_1") \
  X(kWarningColor2, "warning_color.level_2") X(kWarningColor3, "warning_color.level_3") \
  X(kWarningColor4, "warning_color.level_4") X(kTimelineTitle, "timeline.title") \
  X(kTimelineOpened, "timeline.opened") X(kTimelineClosed, "timeline.closed") X(kTimelineTeam, "timeline.team") \
  X(kTimelineStep, "timeline.step") X(kTimelineAlarm, "timeline.alarm") \
  X(kTimelineAcknowledged, "timeline.acknowledged") X(kTimelineBookmark, "timeline.bookmark") \
  X(kTimelineMode, "timeline.mode") X(kTimelineOther, "timeline.other") X(kDutyTitle, "duty.title") \
  X(kDutyNone, "duty.none") X(kDutyNote, "duty.note") X(kDutyBookmark, "duty.bookmark") \
  X(kDutyHandover, "duty.handover") X(kDutyAcknowledged, "duty.acknowledged") X(kDutyShelved, "duty.shelved") \
  X(kDutyUnshelved, "duty.unshelved") X(kDutyMode, "duty.mode") X(kDutyStep, "duty.step") \
  X(kRoutineTitle, "routine.title") X(kRoutineCollected, "routine.collected") \
  X(kDeskDoAcknowledge, "desk.acknowledge") X(kDeskDoShelve, "desk.shelve") \
  X(kDeskDoNote, "desk.note") X(kDeskDoBookmark, "desk.bookmark") X(kDeskDoEmergency, "desk.emergency") \
  X(kDeskDoStandDown, "desk.stand_down") X(kDeskDoHandover, "desk.handover") X(kDeskSend, "desk.send") \
  X(kDeskCancel, "desk.cancel") X(kDeskUntil, "desk.until") \
  X(kDeskReason, "desk.reason") X(kDeskRemark, "desk.remark") X(kDeskText, "desk.text") X(kDeskArea, "desk.area") \
  X(kDeskLevel, "desk.level") X(kDeskPlan, "desk.plan") X(kDeskTo, "desk.to") X(kDeskMinutes30, "desk.minutes_30") \
  X(kDeskHours1, "desk.hours_1") X(kDeskHours4, "desk.hours_4") X(kDeskHours8, "desk.hours_8") \
  X(kDeskHours24, "desk.hours_24") X(kDeskShelveReason1, "desk.shelve_reason_1") \
  X(kDeskShelveReason2, "desk.shelve_reason_2") X(kDeskShelveReason3, "desk.shelve_reason_3") \
  X(kDeskShelveReason4, "desk.shelve_reason_4") X(kDeskEmergencyReason1, "desk.emergency_reason_1") \
  X(kDeskEmergencyReason2, "desk.emergency_reason_2") X(kDeskEmergencyReason3, "desk.emergency_reason_3") \
  X(kDeskEmergencyReason4, "desk.emergency_reason_4") X(kDeskStandDownReason1, "desk.stand_down_reason_1") \
  X(kDeskStandDownReason2, "desk.stand_down_reason_2") X(kDeskStandDownReason3, "desk.stand_down_reason_3") \
  X(kDeskStandDownReason4, "desk.stand_down_reason_4") X(kDeskNoPlan, "desk.no_plan") X(kDeskNeeded, "desk.needed") \
  X(kDeskNothingToStandDown, "desk.nothing_to_stand_down") X(kDeskNoAlarm, "desk.no_alarm") \
  X(kDeskLevel1Stays, "desk.level_1_stays") X(kDeskSent, "desk.sent") X(kDeskAccepted, "desk.accepted") \
  X(kDeskRefused, "desk.refused") X(kDeskDisplayOnly, "desk.display_only") X(kDeskHelp, "desk.help") \
  X(kTimeIncidents, "time.incidents") X(kTimeModes, "time.modes") X(kTimeAlarms, "time.alarms") \
  X(kTimeBookmarks, "time.bookmarks") X(kTimeGaps, "time.gaps") X(kTimeSeeking, "time.seeking") \
  X(kTimeAtEnd, "time.at_end") X(kTimeSlower, "time.slower") X(kTimeLooping, "time.looping") \
  X(kTimeLive, "time.live") X(kTimeLiveAlarms, "time.live_alarms") X(kTimeLinkCopied, "time.link_copied") \
  X(kTimeSpeed, "time.speed") \
  X(kCompareWith, "compare.with") X(kCompareEnded, "compare.ended") X(kCompareNone, "compare.none") X(kCompareBeside, "compare.beside") \
  X(kCompareLess, "compare.less") X(kCompareMore, "compare.more") X(kCompareHatched, "compare.hatched") \
  X(kCompareHeat, "compare.heat") X(kCompareOpen, "compare.open") X(kCompareOverdue, "compare.overdue") \
  X(kCompareRate, "compare.rate") X(kComparePatrol, "compare.patrol") \
  X(kCompareHeatPer, "compare.heat_per") X(kCompareOpenPer, "compare.open_per") \
  X(kCompareOverduePer, "compare.overdue_per") X(kCompareSideBySide, "compare.side_by_side") \
  X(kAlarmsStanding, "alarms.standing") X(kAlarmsRest, "alarms.rest") \
  X(kIncidentsMore, "incidents.more") \
  X(kReportTitle, "report.title") X(kReportDrill, "report.drill") X(kReportStillRunning, "report.still_running") \
  X(kReportFact, "report.fact") X(kReportValue, "report.value") X(kReportCounty, "report.county") \
  X(kReportKind, "report.kind") X(kReportLevelLast, "report.level_last") \
  X(kReportLevelHighest, "report.level_highest") X(kReportGrade, "report.grade") X(kReportPlace, "report.place") \
  X(kReportGrid, "report.grid") X(kReportBegan, "report.began") X(kReportEnded, "report.ended") \
  X(kReportStillOpen, "report.still_open") X(kReportDuration, "report.duration") \
  X(kReportLastWord, "report.last_word") X(kReportFacts, "report.facts") X(kReportMoments, "report.moments") \
  X(kReportTime, "report.time") X(kReportMoment, "report.moment") X(kReportAfterOpening, "report.after_opening") \
  X(kReportWhat, "report.what") X(kReportBy, "report.by") X(kReportReason, "report.reason") \
  X(kReportModes, "report.modes") X(kReportModesNone, "report.modes_none") X(kReportTeams, "report.teams") \
  X(kReportTeamsNone, "report.teams_none") X(kReportTeam, "report.team") \
  X(kReportMostPeople, "report.most_people") X(kReportFirstAssigned, "report.first_assigned") \
  X(kReportFirstOnScene, "report.first_on_scene") X(kReportTotal, "report.total") X(kReportNone, "report.none") \
  X(kReportAlarms, "report.alarms") X(kReportAlarmsOf, "report.alarms_of") X(kReportNumber, "report.number") \
  X(kReportRaised, "report.raised") X(kReportOwn, "report.own") X(kReportAcknowledged, "report.acknowledged") \
  X(kReportAcknowledgeP50, "report.acknowledge_p50") X(kReportAcknowledgeP90, "report.acknowledge_p90") \
  X(kReportShelved, "report.shelved") X(kReportCleared, "report.cleared") X(kReportFloods, "report.floods") \
  X(kReportMostInTenMinutes, "report.most_in_ten_minutes") X(kReportTiers, "report.tiers") \
  X(kReportSpan, "report.span") X(kReportFrom, "report.from") X(kReportResolved, "report.resolved") \
  X(kReportBefore, "report.before") X(kReportDuring, "report.during") X(kReportAfter, "report.after") \
  X(kReportTiersNote, "report.tiers_note") X(kReportGaps, "report.gaps") X(kReportDamaged, "report.damaged") \
  X(kReportItem, "report.item") X(kReportCount, "report.count") X(kReportReceived, "report.received") \
  X(kReportUnlocated, "report.unlocated") X(kReportAnomalies, "report.anomalies") \
  X(kReportDuplicates, "report.duplicates") X(kReportRejected, "report.rejected") \
  X(kReportPruned, "report.pruned") X(kReportSilentNone, "report.silent_none") X(kReportSilent, "report.silent") \
  X(kReportTo, "report.to") X(kReportLasted, "report.lasted") X(kReportTimeline, "report.timeline") \
  X(kReportType, "report.type") X(kReportRest, "report.rest") X(kReportSources, "report.sources") \
  X(kReportFile, "report.file") X(kReportHolds, "report.holds") X(kReportTimelineCsv, "report.timeline_csv") \
  X(kReportTeamMinutesCsv, "report.team_minutes_csv") X(kReportAlarmsCsv, "report.alarms_csv") \
  X(kReportCutLog, "report.cut_log") X(kReportSums, "report.sums") X(kReportSource, "report.source") \
  X(kReportCutDamaged, "report.cut_damaged") X(kReportCutVerified, "report.cut_verified") \
  X(kReportCutNotWanted, "report.cut_not_wanted") X(kReportPicturesNotWanted, "report.pictures_not_wanted") \
  X(kReportPicturesNoProgram, "report.pictures_no_program") X(kReportPicturesFailed, "report.pictures_failed") \
  X(kReportSeconds, "report.seconds") X(kReportMinutes, "report.minutes") X(kReportHours, "report.hours") \
  X(kReportLevel1, "report.level_1") X(kReportLevel2, "report.level_2") X(kReportLevel3, "report.level_3") \
  X(kReportLevel4, "report.level_4") X(kReportMomentOpened, "report.moment_opened") \
  X(kReportMomentHighestLevel, "report.moment_highest_level") X(kReportMomentOnScene, "report.moment_on_scene") \
  X(kReportMomentMode, "report.moment_mode") X(kReportMomentClosed, "report.moment_closed") \
  X(kReportOpened, "report.opened") X(kReportUpdated, "report.updated") X(kReportClosed, "report.closed") \
  X(kReportTeamStatus, "report.team_status") X(kReportModeChanged, "report.mode_changed") \
  X(kReportStepDone, "report.step_done") X(kReportAlarmRaised, "report.alarm_raised") \
  X(kReportAlarmAcknowledged, "report.alarm_acknowledged") X(kReportAlarmShelved, "report.alarm_shelved") \
  X(kReportAlarmUnshelved, "report.alarm_unshelved") X(kReportAlarmCleared, "report.alarm_cleared") \
  X(kReportNote, "report.note") X(kReportBookmark, "report.bookmark") \
  X(kDrill, "drill.mark") X(kIncidentLabel, "incident.label")
// clang-format on

namespace gridwall::text {

#define GRIDWALL_TEXT_ENUMERATOR(enumerator, key) enumerator,
enum class Text : uint16_t { GRIDWALL_TEXT_KEYS(GRIDWALL_TEXT_ENUMERATOR) };
#undef GRIDWALL_TEXT_ENUMERATOR

inline constexpr int kTextCount = static_cast<int>(Text::kIncidentLabel) + 1;

}  // namespace gridwall::text

#!/usr/bin/env python3
"""Computes the figures of docs/FIGURES.md straight from JSON lines, in the plainest way, and compares them with what
`gridwall-log state --json` prints for the same moment. Shares no code with the fold.

usage: check_figures.py STATE.json EVENTS.jsonl COUNTY.json
COUNTY.json: {"utc_offset_s", "due_s": {tier: s}, "due_category_s": {category: s}, "promise_s", "visit_s": {grid: s}}
Events are taken to be received when they happened, in the order of `at` (as gridwall-log import does)."""
import json
import math
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone

TIERS = ["grid", "community", "street", "county"]
STAGES = ["placed", "dispatched", "accepted", "supervised", "resolved", "published", "rated"]


def seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def rate(a, b):
    return a / b if b else None


def nearest_rank(values, q):
    return sorted(values)[max(1, math.ceil(q * len(values))) - 1] if values else None


def main(state_file, events_file, county_file):
    state = json.load(open(state_file))
    county = json.load(open(county_file))
    now = seconds(state["at"])
    zone = timezone(timedelta(seconds=county["utc_offset_s"]))
    events = [json.loads(line) for line in open(events_file)]
    for event in events:
        event["t"] = seconds(event["at"])
    events = [e for e in sorted(events, key=lambda e: e["t"]) if e["t"] <= now]

    def day(t):
        return (datetime.fromtimestamp(t, zone).date() - datetime(1970, 1, 1).date()).days

    matters, visits, found, meetings, last_visit = {}, [], Counter(), [], {}
    for e in events:
        kind = e["type"].split(".")[1]
        if "request" in e:
            m = matters.setdefault(e["request"], {"reopened": 0, "stage": None})
            if kind == "placed":
                m.update(placed=e["t"], tier=e["tier"], category=e["category"], channel=e["channel"], stage="placed", since=e["t"])
                m["due"] = seconds(e["due_at"]) if "due_at" in e else e["t"] + county["due_category_s"].get(
                    e["category"], county["due_s"][e["tier"]])
            elif kind in ("returned", "reopened"):
                m.update(stage="placed", since=e["t"])
                if kind == "reopened":
                    m["reopened"] += 1
                    m["open_again"] = True
            elif kind == "escalated":
                m["tier"] = e["tier"]
            elif kind == "deferred":
                m["until"] = seconds(e["until"])
            elif kind == "cancelled":
                m["cancelled"] = True
            if kind in STAGES and kind != "placed":
                m.update(stage=kind, since=e["t"])
            if kind == "accepted":
                m.setdefault("accepted", e["t"])
            if kind == "resolved":
                m.update(resolved=e["t"], closed=e.get("tier", m.get("tier")), open_again=False)
            if kind == "rated":
                m["score"] = e["score"]
        if kind == "visited":
            visits.append(e)
        if kind in ("visited", "checked_in") and e.get("grid") in county["visit_s"]:
            last_visit[e["grid"]] = max(last_visit.get(e["grid"], 0), e["t"])
        if kind in ("hazard_found", "hazard_closed", "dispute_found", "dispute_resolved"):
            found[(kind, day(e["t"]))] += 1
        if kind == "meeting_held":
            meetings.append(e)

    collected = [m for m in matters.values() if "placed" in m and not m.get("cancelled")]
    is_resolved = lambda m: "resolved" in m and not m.get("open_again")
    deferred = lambda m: m.get("until", -math.inf) > now
    today = day(now)
    year = (datetime(datetime.fromtimestamp(now, zone).year, 1, 1) - datetime(1970, 1, 1)).days
    first = {"today": today, "7d": today - 6, "30d": today - 29, "year": year, "all": -10**9}
    wrong = []

    def same(name, got, wanted, tolerance=1e-9):
        if got is None or wanted is None:
            good = got is None and wanted is None
        elif isinstance(wanted, float):
            good = abs(got - wanted) <= tolerance * max(1.0, abs(wanted))
        else:
            good = got == wanted
        if not good:
            wrong.append(f"{name}: printed {got}, computed {wanted}")

    for name, from_day in first.items():
        w = state["windows"][name]
        inside = lambda t: from_day <= day(t) <= today
        mine = [m for m in collected if inside(m["placed"])]
        resolved = [m for m in mine if is_resolved(m)]
        due = [m for m in mine if is_resolved(m) or (m["due"] <= now and not deferred(m))]
        on_time = [m for m in resolved if m["resolved"] <= m["due"]]
        rated = [m for m in mine if "score" in m]
        satisfied = [m for m in rated if m["score"] != "unsatisfied"]
        waits = [m["accepted"] - m["placed"] for m in mine if "accepted" in m]
        promise = county["promise_s"]
        wanted = {
            "collected": len(mine), "resolved": len(resolved), "due": len(due), "resolved_on_time": len(on_time),
            "rated": len(rated), "satisfied": len(satisfied), "unrated": len([m for m in resolved if "score" not in m]),
            "reopened": len([m for m in mine if m["reopened"]]),
            "resolution_rate": rate(len(resolved), len(mine)), "closing_rate": rate(len(resolved), len(due)),
            "on_time_rate": rate(len(on_time), len(due)), "satisfaction_rate": rate(len(satisfied), len(rated)),
            "promise_kept": len([x for x in waits if x <= promise]) if promise else 0,
            "promise_total": len([m for m in mine if "accepted" in m or m["placed"] + promise < now]) if promise else 0,
            "tier_resolved": {t: len([m for m in collected if is_resolved(m) and inside(m["resolved"]) and m["closed"] == t])
                              for t in TIERS},
            "categories": dict(Counter(m["category"] for m in mine)), "channels": dict(Counter(m["channel"] for m in mine)),
            "visits": len([v for v in visits if inside(v["t"])]),
            "households": sum(v["households"] for v in visits if inside(v["t"])),
            "people": sum(v["people"] for v in visits if inside(v["t"])),
            "meetings": {"held": len([m for m in meetings if inside(m["t"])]),
                         "issues": sum(m["issues"] for m in meetings if inside(m["t"])),
                         "measures": sum(m["measures"] for m in meetings if inside(m["t"])),
                         "solved": sum(m["solved"] for m in meetings if inside(m["t"]))},
        }
        for kind, key in (("hazard_found", "hazards_found"), ("hazard_closed", "hazards_closed"),
                          ("dispute_found", "disputes_found"), ("dispute_resolved", "disputes_resolved")):
            wanted[key] = sum(n for (k, d), n in found.items() if k == kind and from_day <= d <= today)
        for key, value in wanted.items():
            same(f"windows.{name}.{key}", w[key], value)
        same(f"windows.{name}.response_p50_s", w["response_p50_s"], nearest_rank(waits, 0.5), 0.02)
        same(f"windows.{name}.response_p90_s", w["response_p90_s"], nearest_rank(waits, 0.9), 0.02)

    still_open = [m for m in collected if not is_resolved(m)]
    same("backlog", state["backlog"], len(still_open))
    same("deferred", state["deferred"], len([m for m in still_open if deferred(m)]))
    same("overdue", state["overdue"], len([m for m in still_open if not deferred(m) and m["due"] < now]))
    for row, stage in zip(state["pipeline"], STAGES):
        ages = sorted(now - m["since"] for m in collected if m["stage"] == stage)
        n = len(ages)
        same(f"pipeline.{stage}.count", row["count"], n)
        same(f"pipeline.{stage}.oldest_s", row["oldest_s"], ages[-1] if n else None, 1e-6)
        same(f"pipeline.{stage}.median_s", row["median_s"], (ages[n // 2] + ages[(n - 1) // 2]) / 2 if n else None, 1e-6)
    freshness = Counter()
    for grid, interval in county["visit_s"].items():
        age = now - last_visit[grid] if grid in last_visit else None
        freshness["never" if age is None else "overdue" if age > interval else "due_soon" if age > 0.75 * interval
                  else "fresh"] += 1
    for key in ("fresh", "due_soon", "overdue", "never"):
        same(f"coverage.{key}", state["coverage"][key], freshness[key])
    same("coverage.covered", state["coverage"]["covered"], freshness["fresh"] + freshness["due_soon"])

    for line in wrong:
        print(line)
    print(f"{len(events)} events, {len(matters)} requests: {len(wrong)} figures differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))

#!/usr/bin/env python3
"""Computes the figures of docs/FIGURES.md straight from JSON lines, in the plainest way, and compares them with what
`gridwall-log state --json --grids` prints for the same moment and scope. Shares no code with the fold.

usage: check_figures.py COUNTY.json EVENTS.jsonl STATE.json...
COUNTY.json is what county_facts.py writes. Events are taken to be received when they happened, in the order of `at`
(as gridwall-log import does)."""
import json
import math
import sys
from collections import Counter, defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

TIERS = ["grid", "community", "street", "county"]
STAGES = ["placed", "dispatched", "accepted", "supervised", "resolved", "published", "rated"]
EPOCH = date(1970, 1, 1)
LISTED = 50       # matters of a list
SOON_S = 86400
MIN_SAMPLE = 10   # of an organisation
MIN_HOUSEHOLDS, MIN_MATTERS = 30, 5
MIN_CHANGE = 20                     # in both denominators of a change
MIN_RANKED, MIN_RANKED_GRIDS = 10, 5
WEEKS = 13
HOT_DAYS, USUAL_DAYS, LEAST_USUAL, LEAST_HOT, HOT_LEVEL, REPEATED = 7, 84, 28, 5, 0.01, 3
# First and last day of the periods that the tests' assessments name.
PERIODS = {"2026年上半年": ("2026-01-01", "2026-06-30"), "2026年第三季度": ("2026-07-01", "2026-09-30"), "2025-Q4": ("2025-10-01", "2025-12-31"), "2025年下半年": ("2025-07-01", "2025-12-31"),
           "2026-01": ("2026-01-01", "2026-01-31"), "2026-H1": ("2026-01-01", "2026-06-30")}


def seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def rate(a, b):
    return a / b if b else None


def nearest_rank(values, q):
    return sorted(values)[max(1, math.ceil(q * len(values))) - 1] if values else None


def median(values):
    ordered = sorted(values)
    n = len(ordered)
    return (ordered[n // 2] + ordered[(n - 1) // 2]) / 2 if n else None


def day_number(text):
    return (date.fromisoformat(text) - EPOCH).days


class Map:
    """Which grid a position lies in, by counting the edges east of it."""

    def __init__(self, grids):
        self.polygons = []
        for code, grid in grids.items():
            for rings in grid.get("shape", []):
                xs, ys = zip(*[p[:2] for p in rings[0]])
                self.polygons.append((min(xs), max(xs), min(ys), max(ys), rings, code))

    def grid_at(self, x, y):
        for west, east, south, north, rings, code in self.polygons:
            if west <= x <= east and south <= y <= north:
                crossed = 0
                for ring in rings:
                    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
                        crossed += (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
                if crossed % 2:
                    return code
        return None


class Life:
    """Everything told up to a moment, matter by matter."""

    def __init__(self, events, now, county):
        self.now, self.county = now, county
        zone = ZoneInfo(county["time_zone"])
        self.local = lambda t: datetime.fromtimestamp(t, zone)
        self.day = lambda t: self.local(t).toordinal() - EPOCH.toordinal()
        self.matters, self.findings, self.whistles, self.workers = {}, {}, {}, {}
        self.teams = {code: {"headcount": t["headcount"], "area": t["area"]} for code, t in county["teams"].items()}
        self.visits, self.meetings, self.reports, self.assessed = [], [], [], []
        self.last_visit, self.heat = {}, Counter()
        for e in events:
            if e["t"] > now:
                break
            feed, kind = e["type"].split(".")
            getattr(self, feed)(e, kind, e["place"])
        for m in self.matters.values():
            m["resolved_now"] = "resolved" in m and not m.get("open_again")
            m["deferred_now"] = m.get("until", -math.inf) > now
            if "placed" in m and not m.get("cancelled") and "into" not in m:
                self.settle(m)
        self.collected = [m for m in self.matters.values() if "placed" in m and not m.get("cancelled") and "into" not in m]

    def warm(self, grid, weight, t):
        if grid:
            self.heat[grid] += weight * 2 ** (-(self.now - t) / self.county["heat"]["half_life_s"])

    def settle(self, m):
        m["loop"] = 0
        for index, loop in enumerate(self.county["loops"][1:], 1):
            areas = self.county["grids"][m["grid"]]["areas"] if m["grid"] else []
            if m["channel"] in loop["channels"] or any(a in loop["areas"] for a in areas):
                m["loop"] = index
                break
        late = not m["resolved_now"] and not m["deferred_now"] and m["due"] < self.now
        m["overdue"] = late
        if late and not m.get("was_late"):
            self.warm(m["grid"], self.county["heat"]["overdue"], m["due"])

    def request(self, e, kind, grid):
        t = e["t"]
        if kind in ("meeting_held", "reported_in", "assessed"):
            {"meeting_held": self.meetings, "reported_in": self.reports, "assessed": self.assessed}[kind].append((e, grid))
            return
        if kind == "merged" and not self.can_merge(e["request"], e["into"]):
            return
        m = self.matters.setdefault(e["request"], {"id": e["request"], "number": len(self.matters), "reopened": 0, "stage": None})
        if kind == "placed":
            m.update(placed=t, tier=e["tier"], category=e["category"], channel=e["channel"], org=e.get("org"),
                     stage="placed", since=t, grid=grid)
            m["due"] = seconds(e["due_at"]) if "due_at" in e else t + self.county["due_category_s"].get(
                e["category"], self.county["due_s"][e["tier"]])
            self.warm(grid, self.county["heat"]["request"], t)
        elif kind in ("returned", "reopened"):
            m.update(stage="placed", since=t)
            if kind == "reopened":
                m["reopened"] += 1
                m["open_again"] = True
        elif kind == "escalated":
            m["tier"] = e["tier"]
        elif kind == "deferred":
            m.update(until=seconds(e["until"]), deferred_at=t)
        elif kind == "cancelled":
            m["cancelled"] = True
        elif kind == "merged":
            m["into"] = e["into"]
        if kind in STAGES and kind != "placed":
            m.update(stage=kind, since=t)
        if kind == "accepted":
            m.setdefault("accepted", t)
        if kind == "rated":
            m.update(score=e["score"], rated_at=t)
        if kind == "resolved":
            m.update(resolved=t, closed=e.get("tier"), open_again=False)
            if m.get("due", math.inf) < t and m.get("until", -math.inf) <= t and not m.get("was_late"):
                m["was_late"] = True
                self.warm(m["grid"], self.county["heat"]["overdue"], m["due"])

    def can_merge(self, request, into):
        if into not in self.matters or "into" in self.matters.get(request, {}):
            return False
        while into != request and "into" in self.matters[into]:
            into = self.matters[into]["into"]
        return into != request

    def patrol(self, e, kind, grid):
        t = e["t"]
        if "worker" in e:
            worker = self.workers.setdefault(e["worker"], {"grid": None})
            worker["grid"] = grid or worker["grid"]
            if kind == "shift_started":
                worker.update(since=t, post=e.get("post", worker.get("post")))
            elif kind == "shift_ended":
                worker.pop("since", None)
        if kind == "visited":
            self.visits.append((e, grid))
        if kind in ("visited", "checked_in") and grid:
            self.last_visit[grid] = t
        if kind in ("hazard_found", "dispute_found"):
            name = kind.split("_")[0]
            self.findings[(name, e[name])] = {"found": t, "grid": grid}
            if name == "hazard":
                self.warm(grid, self.county["heat"]["hazard"], t)
        if kind in ("hazard_closed", "dispute_resolved"):
            name = kind.split("_")[0]
            self.findings.setdefault((name, e[name]), {"grid": None}).setdefault("closed", t)

    def emergency(self, e, kind, grid):
        if kind.startswith("whistle_"):
            whistle = self.whistles.setdefault(e["whistle"], {"id": e["whistle"]})
            whistle.setdefault(kind.split("_")[1], e["t"])
            if kind == "whistle_blown":
                whistle.update(street=e["street"], department=e["department"])
        elif kind == "team_status":
            team = self.teams.setdefault(e["team"], {"headcount": 0, "area": None})
            team.update(status=e["status"], contact=e["t"])
            team["headcount"] = e.get("headcount", team["headcount"])
        elif kind == "incident_opened":
            self.warm(grid, self.county["heat"]["incident"][e["level"] - 1], e["t"])


class Check:
    def __init__(self, state, life):
        self.state, self.life, self.county, self.wrong, self.compared = state, life, life.county, [], 0
        scope = state.get("scope", {})
        self.whole = not scope
        area_of = lambda code: self.county["grids"][code]["areas"]
        self.grids = [g for g in self.county["grids"] if self.whole or g == scope.get("grid") or scope.get("area") in area_of(g)]
        inside = set(self.grids)
        self.holds = lambda grid: self.whole or grid in inside
        self.areas = {a for g in self.grids for a in area_of(g) if scope.get("area") in area_of(g)[:area_of(g).index(a) + 1]}
        self.above = {a for g in self.grids for a in area_of(g)} - self.areas if not self.whole else set()
        now = life.now
        today = life.day(now)
        local = datetime.fromordinal(EPOCH.toordinal() + today)
        new_year = (date(local.year, 1, 1) - EPOCH).days
        self.today, self.local = today, local
        zone = ZoneInfo(self.county["time_zone"])
        self.midnight = lambda number: datetime.fromordinal(EPOCH.toordinal() + number).replace(tzinfo=zone).timestamp()
        self.begun = min((life.day(m["placed"]) for m in life.matters.values() if "placed" in m), default=today)
        self.first = {"today": today, "7d": today - 6, "30d": today - 29, "year": new_year, "all": None}

    def same(self, name, got, wanted, tolerance=1e-9):
        self.compared += 1
        if isinstance(wanted, float) and isinstance(got, (int, float)):
            good = abs(got - wanted) <= tolerance * max(1.0, abs(wanted))
        else:
            good = got == wanted
        if not good:
            self.wrong.append(f"{name}: printed {str(got)[:300]}, computed {str(wanted)[:300]}")

    def all(self):
        self.mine = [m for m in self.life.collected if self.holds(m["grid"])]
        for name in self.first:
            self.window(name)
        self.trend()
        self.hours()
        self.rankings()
        self.department_ranking()
        self.hot()
        self.repeated()
        self.open_matters()
        self.pipelines()
        self.places()
        self.arrivals()
        self.crews()
        self.whistles()
        self.organisations()
        return self.wrong

    def window(self, name):
        w, life, county = self.state["windows"][name], self.life, self.county
        first, now = self.first[name], self.life.now
        inside = lambda t: first is None or first <= life.day(t) <= self.today
        mine = [m for m in self.mine if inside(m["placed"])]
        resolved = [m for m in mine if m["resolved_now"]]
        due = [m for m in mine if m["resolved_now"] or (m["due"] <= now and not m["deferred_now"])]
        on_time = [m for m in resolved if m["resolved"] <= m["due"]]
        rated = [m for m in mine if "score" in m]
        satisfied = [m for m in rated if m["score"] != "unsatisfied"]
        waits = [m["accepted"] - m["placed"] for m in mine if "accepted" in m]
        promise = county["promise_s"]
        visits = [v for v, grid in life.visits if inside(v["t"]) and self.holds(grid)]
        meetings = [m for m, grid in life.meetings if inside(m["t"]) and self.holds(grid)]
        reports = [r for r, grid in life.reports if inside(r["t"]) and self.holds(grid)]
        sums = lambda rows: {"held": len(rows), "issues": sum(r["issues"] for r in rows),
                             "measures": sum(r["measures"] for r in rows), "solved": sum(r["solved"] for r in rows)}
        campaigns = defaultdict(list)
        for visit in visits:
            if "campaign" in visit:
                campaigns[visit["campaign"]].append(visit)
        wanted = {
            "collected": len(mine), "resolved": len(resolved), "due": len(due), "resolved_on_time": len(on_time),
            "rated": len(rated), "satisfied": len(satisfied), "unrated": len([m for m in resolved if "score" not in m]),
            "reopened": len([m for m in mine if m["reopened"]]), "ever_resolved": len([m for m in mine if "resolved" in m]),
            "resolution_rate": rate(len(resolved), len(mine)), "closing_rate": rate(len(resolved), len(due)),
            "on_time_rate": rate(len(on_time), len(due)), "satisfaction_rate": rate(len(satisfied), len(rated)),
            "promise_kept": len([x for x in waits if x <= promise]) if promise else 0,
            "promise_total": len([m for m in mine if "accepted" in m or m["placed"] + promise < now]) if promise else 0,
            "tier_resolved": {t: len([m for m in self.mine if m["resolved_now"] and inside(m["resolved"]) and
                                      (m["closed"] or m["tier"]) == t]) for t in TIERS},
            "categories": Counter(m["category"] for m in mine), "channels": Counter(m["channel"] for m in mine),
            "categories_resolved": Counter(m["category"] for m in resolved),
            "channels_resolved": Counter(m["channel"] for m in resolved),
            "visits": len(visits), "households": sum(v["households"] for v in visits), "people": sum(v["people"] for v in visits),
            "campaigns": {name: {"estates": len({v["estate"] for v in rows if "estate" in v}), "visits": len(rows),
                                 "households": sum(v["households"] for v in rows), "people": sum(v["people"] for v in rows)}
                          for name, rows in campaigns.items()},
            "meetings": sums(meetings) | {"levels": {level: sums([m for m in meetings if m["level"] == level])
                                                     for level in {m["level"] for m in meetings}}},
            "reported_in": {"units": len({r["unit"] for r in reports}), "members": sum(r["members"] for r in reports),
                            "solved": sum(r["solved"] for r in reports)},
        }
        for kind, end in (("hazard", "closed"), ("dispute", "resolved")):
            rows = [f for (of, _), f in life.findings.items() if of == kind and self.holds(f["grid"])]
            wanted[f"{kind}s_found"] = len([f for f in rows if "found" in f and inside(f["found"])])
            wanted[f"{kind}s_{end}"] = len([f for f in rows if "closed" in f and inside(f["closed"])])
        for key, value in wanted.items():
            self.same(f"windows.{name}.{key}", w[key], value)
        for q in (50, 90):
            self.same(f"windows.{name}.response_p{q}_s", w[f"response_p{q}_s"], nearest_rank(waits, q / 100), 0.02)
        unknown = set(w) - set(wanted) - {"response_p50_s", "response_p90_s"}
        if name != "all":
            days = self.today - first + 1
            self.earlier(f"windows.{name}.before", w, w["before"], days, first - 1)
            unknown -= {"before"}
        if name in ("30d", "year"):
            a_year_ago = lambda d: d.replace(year=d.year - 1, day=28 if (d.month, d.day) == (2, 29) else d.day)
            number = lambda d: a_year_ago(date.fromordinal(EPOCH.toordinal() + d)).toordinal() - EPOCH.toordinal()
            last = number(self.today)
            self.earlier(f"windows.{name}.last_year", w, w["last_year"], 30 if name == "30d" else last - number(first) + 1, last)
            unknown -= {"last_year"}
        self.same(f"windows.{name}: members that are not computed", unknown, set())

    def earlier(self, name, window, got, days, last):
        """The window of so many days that ends on `last`, as it stood as long after midnight as it is now."""
        first, now, promise = last - days + 1, self.life.now, self.county["promise_s"]
        if first < self.begun:
            return self.same(name, got, None)
        then = self.midnight(last) + now - self.midnight(self.today)
        mine = [m for m in self.mine if first <= self.life.day(m["placed"]) <= last and m["placed"] <= then]
        done = lambda m: m["resolved_now"] and m["resolved"] <= then
        waits = lambda m: "until" in m and m["deferred_at"] <= then < m["until"]
        resolved = [m for m in mine if done(m)]
        late = [m for m in mine if not done(m) and m["due"] <= then and not waits(m)]
        rated = [m for m in mine if m.get("rated_at", math.inf) <= then]
        accepted = [m for m in mine if m.get("accepted", math.inf) <= then]
        wanted = {"collected": len(mine), "resolved": len(resolved), "due": len(resolved) + len(late),
                  "resolved_on_time": len([m for m in resolved if m["resolved"] <= m["due"]]), "rated": len(rated),
                  "satisfied": len([m for m in rated if m["score"] != "unsatisfied"]),
                  "promise_kept": len([m for m in accepted if m["accepted"] - m["placed"] <= promise]) if promise else 0,
                  "promise_total": len([m for m in mine if m.get("accepted", math.inf) <= then or
                                        m["placed"] + promise < then]) if promise else 0}
        self.same(f"{name}.from", seconds(got["from"]), self.midnight(first))
        self.same(f"{name}.at", seconds(got["at"]), then, 1e-15)
        for key, value in wanted.items():
            self.same(f"{name}.{key}", got[key], value)
        for rate_name, top, bottom in (("resolution_rate", "resolved", "collected"), ("closing_rate", "resolved", "due"),
                                       ("on_time_rate", "resolved_on_time", "due"), ("satisfaction_rate", "satisfied", "rated"),
                                       ("promise_rate", "promise_kept", "promise_total")):
            small = min(window[bottom], wanted[bottom]) < MIN_CHANGE
            points = None if small else 100 * (window[top] / window[bottom] - wanted[top] / wanted[bottom])
            self.same(f"{name}.change_points.{rate_name}", got["change_points"][rate_name], points, 1e-7)

    def trend(self):
        day, running = self.life.day, self.county["due_s"]["community"] // 86400 + 1
        wanted = []
        for number in range(self.today - 29, self.today + 1):
            mine = [m for m in self.mine if day(m["placed"]) == number]
            closed = [m for m in self.mine if m["resolved_now"] and day(m["resolved"]) == number]
            if mine or closed:
                wanted.append(self.step(number, number, running))
        told = lambda rows: [(day(seconds(d["day"])), d["collected"], d["resolved"], d["resolution_rate"], d["closed"],
                              d["settled"], d["due"], d["closing_rate"], d["backlog"]) for d in rows]
        self.same("trend", told(self.state["trend"]), wanted)
        monday = self.today - date.fromordinal(EPOCH.toordinal() + self.today).weekday()
        self.same("weeks", told(self.state["weeks"]),
                  [self.step(monday - 7 * back, min(monday - 7 * back + 6, self.today), running)
                   for back in range(WEEKS - 1, -1, -1)])

    def step(self, first, last, running):
        day = self.life.day
        mine = [m for m in self.mine if first <= day(m["placed"]) <= last]
        resolved = [m for m in mine if m["resolved_now"]]
        closed = [m for m in self.mine if m["resolved_now"] and first <= day(m["resolved"]) <= last]
        backlog = len([m for m in self.mine if day(m["placed"]) <= last and
                       not (m["resolved_now"] and day(m["resolved"]) <= last)])
        over = last <= self.today - running and (first == last or last == first + 6)
        due = [m for m in mine if m["resolved_now"] or (m["due"] <= self.life.now and not m["deferred_now"])]
        return (first, len(mine), len(resolved), rate(len(resolved), len(mine)), len(closed), over, len(due),
                rate(len(resolved), len(due)), backlog)

    def hours(self):
        wanted = {"days": 30, "collected": [0] * 24, "today": [0] * 24}
        for m in self.mine:
            number = self.life.day(m["placed"])
            if self.today - 29 <= number <= self.today:
                wanted["collected"][self.life.local(m["placed"]).hour] += 1
                wanted["today"][self.life.local(m["placed"]).hour] += number == self.today
        self.same("hours", self.state["hours"], wanted)

    def part_of(self, grid):
        """The part of the scope that a grid lies in: the area below it, or the grid itself."""
        scope, areas = self.state.get("scope", {}), self.county["grids"][grid]["areas"] if grid else []
        if self.whole:
            return areas[0] if areas else None
        if scope.get("area") not in areas:
            return None
        below = areas.index(scope["area"]) + 1
        return areas[below] if below < len(areas) else grid

    def rankings(self):
        if not self.county["located"]:
            return
        life, now = self.life, self.life.now
        parts = {}
        for grid in self.grids:
            part = self.part_of(grid)
            if part is None:
                continue
            sums = parts.setdefault(part, Counter(waits=[]))
            interval, last = self.county["grids"][grid]["visit_s"], life.last_visit.get(grid)
            sums["grids"] += 1
            sums["covered"] += last is not None and now - last <= interval
        for m in self.mine:
            sums = parts.get(self.part_of(m["grid"]))
            if sums is None:
                continue
            sums["open"] += not m["resolved_now"]
            sums["overdue"] += m["overdue"]
            if self.today - 29 <= life.day(m["placed"]) <= self.today:
                sums["resolved"] += m["resolved_now"]
                sums["due"] += m["resolved_now"] or (m["due"] <= now and not m["deferred_now"])
                if "accepted" in m:
                    sums["waits"].append(m["accepted"] - m["placed"])
        for name, top, bottom, least, sign in (("closing", "resolved", "due", MIN_RANKED, -1), ("overdue", "overdue", "open", MIN_RANKED, 1),
                                               ("coverage", "covered", "grids", MIN_RANKED_GRIDS, -1), ("response", None, None, MIN_RANKED, 1)):
            got = self.state["rankings"][name]
            if top:
                rows = {p: (s[top], s[bottom], s[top] / s[bottom]) for p, s in parts.items() if s[bottom] >= least}
                printed = {r["place"]: (*r["of"], r["rate"]) for r in got["ranked"]}
            else:
                rows = {p: (0, len(s["waits"]), round(median(s["waits"]), 3)) for p, s in parts.items() if len(s["waits"]) >= least}
                printed = {r["place"]: (0, r["responses"], round(r["median_s"], 3)) for r in got["ranked"]}
            self.same(f"rankings.{name}", printed, rows)
            order = [(sign * row[2], -row[1]) for row in printed.values()]
            self.same(f"rankings.{name}: in order", order, sorted(order))
            self.same(f"rankings.{name}.unranked", (got["unranked"], got["min_sample"]), (len(parts) - len(rows), least))

    def department_ranking(self):
        rows = self.state["whistle_departments"]["30d"]
        called = [r for r in rows if r["whistled"]]
        wanted = [(r["department"], r["closed"], r["whistled"], len(r["unanswered"]), r["acknowledge_median_s"])
                  for r in called if r["whistled"] >= MIN_RANKED]
        wanted.sort(key=lambda r: (-r[1] / r[2], -r[2]))
        got = self.state["department_ranking"]
        self.same("department_ranking", [(r["department"], r["closed"], r["whistled"], r["unanswered"], r["acknowledge_median_s"])
                                         for r in got["ranked"]], wanted)
        self.same("department_ranking.unranked", got["unranked"], len(called) - len(wanted))

    def hot(self):
        got, day = self.state["hot"], self.life.day
        first = self.today - HOT_DAYS + 1
        recent_days = (self.life.now - self.midnight(first)) / 86400
        usual = min(USUAL_DAYS, first - self.begun)
        if usual < LEAST_USUAL:
            return self.same("hot", (got["usual_days"], got["categories"]), (0, []))
        recent, before = Counter(), Counter()
        for m in self.mine:
            number = day(m["placed"])
            if first <= number <= self.today:
                recent[m["category"]] += 1
            elif first - usual <= number < first:
                before[m["category"]] += 1
        tested, share = set(recent) | set(before), recent_days / (recent_days + usual)
        wanted = {}
        for category in tested:
            k, n = recent[category], recent[category] + before[category]
            if k < LEAST_HOT or k <= n * share:
                continue
            chance = math.fsum(math.comb(n, i) * share ** i * (1 - share) ** (n - i) if n < 900 else math.exp(
                math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * math.log(share) + (n - i) * math.log1p(-share))
                for i in range(k, n + 1))
            if chance * len(tested) <= HOT_LEVEL:
                wanted[category] = (k, before[category], before[category] * recent_days / usual, chance)
        self.same("hot.days", (round(got["recent_days"], 9), got["usual_days"], got["tested"]), (round(recent_days, 9), usual, len(tested)))
        self.same("hot", {r["category"]: (r["collected"], r["collected_before"]) for r in got["categories"]},
                  {c: row[:2] for c, row in wanted.items()})
        for r in got["categories"]:
            if r["category"] in wanted:
                self.same(f"hot.{r['category']}.expected", r["expected"], wanted[r["category"]][2], 1e-6)
                self.same(f"hot.{r['category']}.chance", r["chance"] / wanted[r["category"]][3], 1.0, 1e-6)
        self.same("hot: in order", [r["chance"] for r in got["categories"]], sorted(r["chance"] for r in got["categories"]))

    def repeated(self):
        if not self.county["located"]:
            return
        counts, still_open = Counter(), Counter()
        for m in self.mine:
            if m["grid"] and self.today - 29 <= self.life.day(m["placed"]) <= self.today:
                counts[(m["grid"], m["category"])] += 1
                still_open[(m["grid"], m["category"])] += not m["resolved_now"]
        wanted = {key: (n, still_open[key]) for key, n in counts.items() if n >= REPEATED}
        got = self.state["repeated"]
        self.same("repeated.count", got["count"], len(wanted))
        rows = [((r["grid"], r["category"]), (r["collected"], r["open"])) for r in got["first"]]
        self.same("repeated", [wanted.get(key) for key, _ in rows], [row for _, row in rows])
        best = sorted(((-n, -still) for n, still in wanted.values()))[:LISTED]
        self.same("repeated: the most often", [(-n, -still) for _, (n, still) in rows], best)
    def open_matters(self):
        now, promise = self.life.now, self.county["promise_s"]
        still_open = [m for m in self.mine if not m["resolved_now"]]
        self.same("backlog", self.state["backlog"], len(still_open))
        self.same("deferred", self.state["deferred"], len([m for m in still_open if m["deferred_now"]]))
        self.same("overdue", self.state["overdue"], len([m for m in still_open if m["overdue"]]))
        waiting = [m for m in still_open if not m["deferred_now"]]
        lists = {"overdue": [(m["due"], m) for m in waiting if m["due"] < now],
                 "due_soon": [(m["due"], m) for m in waiting if now <= m["due"] <= now + SOON_S],
                 "promises": [(m["placed"] + promise, m) for m in still_open
                              if promise and "accepted" not in m and m["placed"] + promise >= now]}
        for name, rows in lists.items():
            got = self.state["matters"][name]
            rows.sort(key=lambda row: (row[0], row[1]["number"]))
            self.same(f"matters.{name}.count", got["count"], len(rows))
            self.same(f"matters.{name}", [(x["request"], seconds(x["due"]), round(x["left_s"], 3)) for x in got["first"]],
                      [(m["id"], due, round(due - now, 3)) for due, m in rows[:LISTED]])

    def stage(self, name, row, matters):
        ages = [self.life.now - m["since"] for m in matters]
        self.same(f"{name}.count", row["count"], len(ages))
        self.same(f"{name}.oldest_s", row["oldest_s"], max(ages, default=None), 1e-6)
        self.same(f"{name}.median_s", row["median_s"], median(ages), 1e-6)

    def pipelines(self):
        for row, stage in zip(self.state["pipeline"], STAGES):
            self.stage(f"pipeline.{stage}", row, [m for m in self.mine if m["stage"] == stage])
        self.same("loops", [x["name"] for x in self.state["loops"]], [x["name"] for x in self.county["loops"]])
        for index, (got, loop) in enumerate(zip(self.state["loops"], self.county["loops"])):
            self.same(f"loops.{index}", [x["label"] for x in got["stages"]], [x["label"] for x in loop["stages"]])
            for row, stage in zip(got["stages"], loop["stages"]):
                self.stage(f"loops.{index}.{stage['label']}", row,
                           [m for m in self.mine if m["loop"] == index and m["stage"] in stage["keys"]])

    def places(self):
        life, freshness = self.life, Counter()
        for grid in self.grids:
            interval = self.county["grids"][grid]["visit_s"]
            age = life.now - life.last_visit[grid] if grid in life.last_visit else None
            freshness["never" if age is None else "overdue" if age > interval else "due_soon" if age > 0.75 * interval
                      else "fresh"] += 1
        for key in ("fresh", "due_soon", "overdue", "never"):
            self.same(f"coverage.{key}", self.state["coverage"][key], freshness[key])
        self.same("coverage.covered", self.state["coverage"]["covered"], freshness["fresh"] + freshness["due_soon"])
        self.same("coverage.grids", self.state["coverage"]["grids"], len(self.grids))
        self.same("grids", {g["grid"] for g in self.state["grids"]}, set(self.grids))
        if not self.county["located"]:
            return
        by_grid = defaultdict(list)
        for m in self.mine:
            by_grid[m["grid"]].append(m)
        for row in self.state["grids"]:
            grid = row["grid"]
            mine, homes = by_grid[grid], self.county["grids"][grid]["households"]
            resolved = [m for m in mine if m["resolved_now"]]
            small = 0 < homes < MIN_HOUSEHOLDS
            wanted = {"heat": float(life.heat[grid]), "open": len(mine) - len(resolved), "overdue": len([m for m in mine if m["overdue"]]),
                      "collected": len(mine), "resolved": len(resolved),
                      "resolution_rate": None if small or len(mine) < MIN_MATTERS else len(resolved) / len(mine),
                      "open_per_100_households": None if small or not homes else (len(mine) - len(resolved)) * 100 / homes}
            for key, value in wanted.items():
                self.same(f"grids.{grid}.{key}", row[key], value, 1e-6)
            self.same(f"grids.{grid}.last_visit", row["last_visit"] and seconds(row["last_visit"]), life.last_visit.get(grid))

    def arrivals(self):
        if not self.county["located"]:
            return
        week, placed = 7 * 86400, [(self.life.now - m["placed"], m["grid"]) for m in self.life.collected]
        for name, span in (("24h", 86400), ("7d", week)):
            got = self.state["arrivals"][name]
            oldest = max((age for age, _ in placed), default=0)
            weeks = max(0, min(12, int((oldest - span) // week)))
            count, before = Counter(), Counter()
            for age, grid in placed:
                if age < 0 or age % week >= span or age // week > weeks:
                    continue
                places = ["county"] + ([("area", a) for a in self.county["grids"][grid]["areas"]] + [("grid", grid)] if grid else [])
                (count if age < week else before).update(places)
            ratio = lambda key, above: (count[key] + above) / (before[key] / weeks + 1)
            self.same(f"arrivals.{name}.weeks", got["weeks"], weeks)
            rows = {("area", r["area"]): r for r in got["areas"]} | {("grid", r["grid"]): r for r in got["grids"]}
            self.same(f"arrivals.{name}.grids", {r["grid"] for r in got["grids"]}, set(self.grids))
            if self.whole:
                rows["county"] = got["county"]
            for grid in self.grids:
                above = ratio("county", 1.0) if weeks >= 3 else None
                for key in ["county"] + [("area", a) for a in self.county["grids"][grid]["areas"]] + [("grid", grid)]:
                    if key != "county" and above is not None:
                        above = ratio(key, above)
                    if key in rows:
                        self.same(f"arrivals.{name}.{key}", {k: rows[key][k] for k in ("count", "before")},
                                  {"count": count[key], "before": before[key]})
                        self.same(f"arrivals.{name}.{key}.ratio", rows[key]["ratio"], above)

    def crews(self):
        now, board = self.life.now, Counter({k: 0 for k in ("available", "assigned", "out_of_service", "unreported", "stale")})
        people = Counter({k: 0 for k in ("available", "assigned", "out_of_service", "stale")})
        for code, team in self.life.teams.items():
            if not self.whole and (code not in self.county["teams"] or
                                   team["area"] is not None and team["area"] not in self.areas | self.above):
                continue
            silent = team.get("status", "out_of_service") != "out_of_service" and now - team["contact"] > self.county["stale_s"]
            counted_as = "stale" if silent else team.get("status", "unreported")
            board[counted_as] += 1
            if "status" in team:
                people[counted_as] += team["headcount"]
        self.same("team_board", self.state["team_board"], dict(board) | {"headcount": dict(people)})
        on_shift = [w for w in self.life.workers.values() if "since" in w and self.holds(w["grid"])]
        hour = lambda w: self.life.local(w["since"]).hour
        self.same("patrol", self.state["patrol"], {
            "on_shift": len(on_shift), "at_night": len([w for w in on_shift if hour(w) >= 18 or hour(w) < 5]),
            "posts": dict(Counter(w["post"] for w in on_shift if w["post"]))})

    def whistles(self):
        life, names = self.life, self.county["area_names"]
        mine = [w for w in life.whistles.values() if "blown" in w and (
            self.whole or w["street"] in self.areas or
            (w["street"] not in names and any(names[a] == w["street"] for a in self.areas)))]
        for name, first in self.first.items():
            inside = [w for w in mine if first is None or first <= life.day(w["blown"]) <= self.today]
            others = {w["department"] for w in inside} - set(self.county["departments"])
            rows = []
            for department in self.county["departments"] + sorted(others, key=lambda d: d.encode()):
                own = [w for w in inside if w["department"] == department]
                took = lambda step: [max(0.0, w[step] - w["blown"]) for w in own if step in w]
                silent = sorted((w for w in own if not {"acknowledged", "arrived", "closed"} & set(w)), key=lambda w: w["blown"])
                rows.append({"department": department, "whistled": len(own), "acknowledged": len(took("acknowledged")),
                             "arrived": len(took("arrived")), "closed": len(took("closed")),
                             "acknowledge_median_s": median(took("acknowledged")), "arrive_median_s": median(took("arrived")),
                             "close_median_s": median(took("closed")),
                             "unanswered": [{"whistle": w["id"], "street": w["street"], "waiting_s": life.now - w["blown"]}
                                            for w in silent]})
            self.same(f"whistle_departments.{name}", self.state["whistle_departments"][name], rows)

    def organisations(self):
        life = self.life
        latest, last = {}, {}
        for e, _ in life.assessed:
            latest[(e["period"], e["kind"] == "star", e["org"])] = e
            last[e["period"]] = e["t"]
        day_range = lambda word: tuple(map(day_number, PERIODS[word])) if word in PERIODS else None
        end = lambda word: day_range(word)[1] if day_range(word) else life.day(last[word])
        order = sorted(last, key=lambda word: (end(word), word.encode()), reverse=True)
        for is_star, key in ((False, "list"), (True, "stars")):
            wanted = []
            for word in order:
                rows = [e for (w, star, _), e in latest.items() if w == word and star == is_star]
                rows.sort(key=lambda e: (["red", "black", "star"].index(e["kind"]), -e.get("stars", 0), e["org"].encode()))
                wanted.append((word, [(e["org"], e["kind"], e.get("stars"), e["t"]) for e in rows]))
            got = [(p["period"], [(x["org"], x["kind"], x["stars"], seconds(x["at"])) for x in p[key]])
                   for p in self.state["assessment_periods"]]
            self.same(f"assessment_periods.{key}", got, wanted)
        year, month = self.local.year, self.local.month
        first = lambda months: date(year, (month - 1) // months * months + 1, 1)
        def last_of(months):
            start = first(months)
            after = start.month + months
            return (date(year + (after > 12), (after - 1) % 12 + 1, 1) - EPOCH).days - 1
        periods = [((first(n) - EPOCH).days, last_of(n)) for n in (6, 3, 1)]
        for word in order:
            if day_range(word) and day_range(word) not in periods:
                periods.append(day_range(word))
        self.same("scores", len(self.state["scores"]), len(periods))
        for got, (from_day, to_day) in zip(self.state["scores"], periods):
            wanted = []
            inside = [m for m in self.mine if m["org"] and from_day <= life.day(m["placed"]) <= to_day]
            for org in {m["org"] for m in inside}:
                own = [m for m in inside if m["org"] == org]
                resolved = [m for m in own if m["resolved_now"]]
                due = [m for m in own if m["resolved_now"] or (m["due"] <= life.now and not m["deferred_now"])]
                on_time = [m for m in resolved if m["resolved"] <= m["due"]]
                rated = [m for m in own if "score" in m]
                ever = [m for m in own if "resolved" in m]
                again = [m for m in own if m["reopened"]]
                parts = [(0.35, len(resolved), len(due)), (0.25, len(on_time), len(due)),
                         (0.30, len([m for m in rated if m["score"] != "unsatisfied"]), len(rated)),
                         (0.10, len(ever) - len(again), len(ever))]
                parts = [p for p in parts if p[2]]
                score = 100 * sum(w * a / b for w, a, b in parts) / sum(w for w, _, _ in parts) if len(due) >= MIN_SAMPLE else None
                stars = None if score is None else 1 + sum(score >= s for s in (70, 80, 90, 95))
                kind = None if score is None else "red" if score >= 90 else "black" if score < 60 else None
                wanted.append((org, None if score is None else round(score, 6), stars, kind, len(own), len(due), len(resolved)))
            wanted.sort(key=lambda row: (-(-1 if row[1] is None else row[1]), row[0].encode()))
            self.same(f"scores.{got['period']}", [
                (x["org"], None if x["score"] is None else round(x["score"], 6), x["stars"], x["list"], x["collected"], x["due"],
                 x["resolved"]) for x in got["orgs"]], wanted)


def main(county_file, events_file, *state_files):
    county = json.load(open(county_file))
    events = [json.loads(line) for line in open(events_file)]
    for event in events:
        event["t"] = seconds(event["at"])
    events.sort(key=lambda e: e["t"])
    places = Map(county["grids"])
    for event in events:
        known = event.get("grid") in county["grids"]
        event["place"] = event["grid"] if known else places.grid_at(event["lon"], event["lat"]) if "lon" in event else None
    lives, failed = {}, 0
    for state_file in state_files:
        state = json.load(open(state_file))
        now = seconds(state["at"])
        if now not in lives:
            lives = {now: Life(events, now, county)}
        check = Check(state, lives[now])
        wrong = check.all()
        for line in wrong[:40]:
            print(line)
        scope = "county" if check.whole else str(state["scope"])
        print(f"{state['at']} {scope}: {state['seq']} events, {check.compared} figures compared, {len(wrong)} differ")
        failed += bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))

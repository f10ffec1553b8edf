#!/usr/bin/env python3
"""Adds to a simulated life what the simulator does not tell: organisations, due times, campaigns, reports, meetings,
assessments, whistles by several streets, posts. Seeded, so that one life stays one life.

usage: enrich.py IN.jsonl OUT.jsonl"""
import json
import random
import sys

STREETS = ["320925001", "钟庄街道", "320925051", "近湖街道", "somewhere else"]
DEPARTMENTS = ["水务局", "城管局", "住建局"]
PERIODS = ["2025-Q4", "2025年下半年", "2026-01", "2026-H1", "试点期"]


def main(source, target):
    dice = random.Random(11)
    number = 0
    with open(target, "w") as out:
        def add(like, type_, **members):
            nonlocal number
            number += 1
            event = {"v": 1, "id": f"more{number}", "feed": type_.split(".")[0], "type": type_, "at": like["at"], "source": "more"}
            if "grid" in like and dice.random() < 0.8:
                event["grid"] = like["grid"]
            event.update(members)
            out.write(json.dumps(event, ensure_ascii=False) + "\n")

        whistles = []
        for line in open(source):
            e = json.loads(line)
            kind = e["type"]
            if kind == "request.placed":
                if dice.random() < 0.4:
                    e["org"] = dice.choice(["甲物业", "乙物业", "丙物业", "丁物业"])
                if dice.random() < 0.05:
                    e["due_at"] = "2026-01-0%dT12:00:00+08:00" % dice.randint(1, 9)
                if dice.random() < 0.02:
                    e.pop("grid", None), e.pop("lon", None), e.pop("lat", None)
                chance = dice.random()
                if chance < 0.01:
                    add(e, "request.meeting_held", meeting=f"M{number}", level=dice.choice(["街道", "社区", "county"]),
                        issues=dice.randint(0, 30), measures=dice.randint(0, 9), solved=dice.randint(0, 20))
                elif chance < 0.03:
                    add(e, "request.reported_in", unit="U%d" % dice.randint(0, 40), members=dice.randint(1, 60), solved=dice.randint(0, 5))
                elif chance < 0.04:
                    kind_of = dice.choice(["red", "black", "star"])
                    more = {"stars": dice.randint(1, 5)} if kind_of == "star" else {}
                    add(e, "request.assessed", org=dice.choice(["甲物业", "乙物业", "丙物业"]), kind=kind_of,
                        period=dice.choice(PERIODS), **more)
                elif chance < 0.06:
                    whistles.append(f"WH{number}")
                    add(e, "emergency.whistle_blown", whistle=whistles[-1], street=dice.choice(STREETS),
                        department=dice.choice(DEPARTMENTS))
                elif chance < 0.12 and whistles:
                    step = dice.choice(["acknowledged", "arrived", "closed"])
                    add(e, "emergency.whistle_" + step, whistle=dice.choice(whistles))
            elif kind == "request.resolved" and dice.random() < 0.08:
                add(e, "request.reopened", request=e["request"])
            elif kind == "patrol.visited" and dice.random() < 0.3:
                e["campaign"] = dice.choice(["安全排查", "入户走访"])
                if dice.random() < 0.9:
                    e["estate"] = "estate %d" % dice.randint(1, 76)
            elif kind == "patrol.shift_started" and dice.random() < 0.7:
                e["post"] = dice.choice(["A", "B"])
            out.write(json.dumps(e, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])

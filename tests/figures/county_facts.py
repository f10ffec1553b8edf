#!/usr/bin/env python3
"""Reads from a county's TOML and map what check_figures.py must know of it, as a person would read them.

usage: county_facts.py COUNTY.toml STATE_WITH_GRIDS.json OUT.json"""
import json
import pathlib
import sys
import tomllib

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def span(text):
    return int(text[:-1]) * UNITS[text[-1]]


def main(toml_file, state_file, out):
    toml = tomllib.load(open(toml_file, "rb"))
    state = json.load(open(state_file))
    interval = {"street": "1d", "community": "1d", "block": "1d"} | toml.get("patrol", {}).get("visit_interval", {})
    grids, names = {g["grid"]: {"visit_s": span(interval["block"]), "areas": [], "households": 0} for g in state["grids"]}, {}
    located = "file" in toml["map"]
    if located:
        keys = toml["map"]["properties"]
        for feature in json.load(open(pathlib.Path(toml_file).parent / toml["map"]["file"]))["features"]:
            p = feature["properties"]
            areas = [a for a in keys["areas"] if p.get(a["code"])]
            names.update({p[a["code"]]: p[a["name_zh"]] for a in areas if a["name_zh"] in p})  # where it is named
            grids[p[keys["code"]]] = {"shape": feature["geometry"]["coordinates"] if feature["geometry"]["type"] == "MultiPolygon"
                                      else [feature["geometry"]["coordinates"]],
                                      "visit_s": span(interval[{1: "street", 2: "community", 3: "block"}[p[keys["level"]]]]),
                                      "areas": [p[a["code"]] for a in areas], "households": p.get(keys["households"], 0)}
    stages = lambda rows: [{"label": s["label"]["zh"], "keys": s["keys"]} for s in rows]
    loops = [{"name": toml.get("loop_name", {}).get("zh", ""), "channels": [], "areas": [], "stages": stages(toml["stage"])}]
    for loop in toml.get("loop", []):
        loops.append({"name": loop["name"]["zh"], "channels": loop.get("channels", []), "areas": loop.get("areas", []),
                      "stages": stages(loop["stage"])})
    heat = {"request": 1, "overdue": 2, "hazard": 3, "incident": [32, 16, 8, 4], "half_life": "2h"} | toml.get("heat", {})
    json.dump({
        "time_zone": toml["time_zone"], "located": located, "grids": grids, "area_names": names, "loops": loops,
        "due_s": {k: span(v) for k, v in toml["due"].items()},
        "due_category_s": {c["value"]: span(c["due"]) for c in toml.get("category", []) if "due" in c},
        "promise_s": span(toml.get("response_promise", "0s")), "heat": heat | {"half_life_s": span(heat["half_life"])},
        "stale_s": span(toml.get("team_stale_after", "10m")), "departments": [d["code"] for d in toml.get("department", [])],
        "teams": {t["code"]: {"area": t.get("area"), "headcount": t.get("headcount", 0)} for t in toml.get("team", [])},
    }, open(out, "w"))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])

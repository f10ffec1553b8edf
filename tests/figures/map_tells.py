"""Whether the map's default mode tells something: of the places it colours (ratios of arrivals to what is usual, a quarter to
four times as a logarithm, docs/FIGURES.md) how many of eight equal bands of the scale hold 2 % of the places or more, and
what share the fullest band holds. Usage: map_tells.py STATE_JSON LEAST_BANDS MOST_IN_ONE_BAND
"""
import json
import math
import sys
from collections import Counter


def main(state_file, least_bands, most_in_one):
    arrivals = json.load(open(state_file))["arrivals"]["7d"]
    if arrivals["weeks"] < 3:
        sys.exit(f"only {arrivals['weeks']} weeks of past")
    # So many grids are never seen one by one: the map of a province colours its areas.
    places = arrivals["grids"] if len(arrivals["grids"]) < 5000 else arrivals["areas"]
    bands = Counter(min(7, max(0, int((math.log2(place["ratio"]) + 2) / 4 * 8))) for place in places)
    used = sum(1 for count in bands.values() if count >= 0.02 * len(places))
    fullest = max(bands.values()) / len(places)
    print(f"{len(places)} places: {used} of 8 bands, {fullest:.0%} in the fullest")
    if used < int(least_bands) or fullest > float(most_in_one):
        sys.exit(1)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""Reads a calendar with independent libraries and prints, as JSON, what a person would see.

    read_back.py FILE [FROM TO]        dates as 2026-10-01; by default all of 2026 to 2028

Each event: its UID, local start and end with offset, zone, status, sequence, title. The start is
told twice: by the zone's IANA name (`start`), and by nothing but the VTIMEZONE of the file
(`start_as_described`). They must agree: a difference ends the script with status 1.

Needs: pip install icalendar recurring-ical-events
"""

import datetime
import json
import sys

import icalendar
import recurring_ical_events


def described_zones(calendar):
    """Each zone built from its VTIMEZONE alone, the reader's own time zone data left aside."""
    return {
        str(part["TZID"]): part.to_tz(lookup_tzid=False)
        for part in calendar.walk("VTIMEZONE")
    }


def seen(event, zones):
    start = event["DTSTART"].dt
    zone = event["DTSTART"].params.get("TZID")
    wall = start.replace(tzinfo=None)
    described = wall.replace(tzinfo=zones[zone]) if zone else start
    return {
        "uid": str(event["UID"]),
        "start": start.isoformat(),
        "start_as_described": described.isoformat(),
        "end": event["DTEND"].dt.isoformat() if "DTEND" in event else None,
        "zone": zone,
        "status": str(event.get("STATUS", "")),
        "sequence": int(event.get("SEQUENCE", 0)),
        "summary": str(event.get("SUMMARY", "")),
    }


def main(path, first="2026-01-01", last="2028-12-31"):
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    zones = described_zones(calendar)
    day = datetime.date.fromisoformat
    events = recurring_ical_events.of(calendar).between(day(first), day(last))
    rows = sorted((seen(event, zones) for event in events), key=lambda row: row["start"])
    json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 1 if any(row["start"] != row["start_as_described"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))

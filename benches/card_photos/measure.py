#!/usr/bin/env python3
"""How well pictures of cards are read, beside plain Tesseract: measure.py BINARY FOLDER."""

import json
import pathlib
import re
import subprocess
import sys

LIMITS = {"phone": 0.90, "email": 0.90, "name": 0.85}
WRONG = 0.01
TRUSTED = 0.8


def digits(text):
    return re.sub(r"\D", "", text.split("poste")[0])[-10:]


def bare(picture):
    """What plain Tesseract finds: the first line as the name, patterns for the rest."""
    run = subprocess.run(["tesseract", str(picture), "-", "-l", "fra+eng"], capture_output=True, text=True)
    lines = [line.strip() for line in run.stdout.splitlines() if line.strip()]
    phones = re.findall(r"\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}", run.stdout)
    emails = re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", run.stdout)
    return lines, phones, [email.lower() for email in emails]


def main():
    binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = [line.split("\t") for line in (folder / "truth.tsv").read_text().splitlines()]
    right = dict.fromkeys(LIMITS, 0)
    peer = dict.fromkeys(LIMITS, 0)
    trusted = wrong = 0
    for file, name, _, _, phone, email, _ in rows:
        picture = folder / file
        run = subprocess.run([binary, "cards", "read", str(picture), "--format", "json"], capture_output=True, text=True)
        values = json.loads(run.stdout)["values"] if run.returncode == 0 else []
        of = lambda field: [v for v in values if v["field"] == field]
        right["name"] += any(v["text"].lower() == name.lower() for v in of("name")[:1])
        right["phone"] += any(digits(v["text"]) == digits(phone) for v in of("phone"))
        right["email"] += any(v["text"] == email for v in of("email"))
        for value, is_right in [(v, digits(v["text"]) == digits(phone)) for v in of("phone")] + [
            (v, v["text"] == email) for v in of("email")
        ]:
            if value["confidence"] >= TRUSTED:
                trusted += 1
                wrong += not is_right
        lines, phones, emails = bare(picture)
        peer["name"] += any(line.lower() == name.lower() for line in lines)
        peer["phone"] += any(digits(found) == digits(phone) for found in phones)
        peer["email"] += email in emails
    number = len(rows)
    ok = True
    for field, limit in LIMITS.items():
        share = right[field] / number
        ok &= share >= limit
        print(f"{field:6} {share:.3f} (limit {limit:.2f}; plain Tesseract {peer[field] / number:.3f})")
    share = wrong / max(trusted, 1)
    ok &= share <= WRONG
    print(f"trusted and wrong {share:.4f} of {trusted} (limit {WRONG})")
    sys.exit(0 if ok else 1)


main()

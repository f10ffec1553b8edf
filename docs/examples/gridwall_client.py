#!/usr/bin/env python3
"""Sends events to gridwall-ingest and loses none of them.

An event is written to a file, the outbox, before it is sent, and stays there until gridwall has answered that it is on
disk. Kill this program, the daemon or the machine at any moment: the next run sends what is left, with the same bytes
under the same id, so that nothing is counted twice. Needs Python 3.9 and pyzmq; docs/EVENTS.md describes events.

As a program: JSON lines in, one event each; it ends when every one is answered.

    my_export | python3 gridwall_client.py --to tcp://127.0.0.1:5550 --outbox hotline.outbox

As a library:

    client = Client("tcp://127.0.0.1:5550", "hotline.outbox")
    client.put([event("request.placed", source="hotline", id="17/placed", request="17", ...)])   # on disk when it returns
    client.flush()                                                                               # sent and answered
"""

import argparse
import itertools
import json
import os
import sqlite3
import struct
import sys
import threading
import time
from datetime import datetime, timezone

import zmq

BATCH = 500  # events a message; gridwall takes 1,000
IN_FLIGHT = 4  # messages without an answer
ANSWER_S = 5.0  # without any answer for so long the connection is made anew
RETRY_S = 0.5  # before an event is sent again that gridwall could not take yet


def event(type, *, source, id, at=None, **fields):
    """One event as the bytes that will be sent. `at`: a datetime with a zone, or RFC 3339; without it, now."""
    if at is None:
        at = datetime.now(timezone.utc)
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise ValueError("at: a time without a zone could be any of 24")
        at = at.isoformat()
    body = {"v": 1, "id": id, "feed": type.split(".")[0], "type": type, "at": at, "source": source, **fields}
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


class Outbox:
    """Events that are not answered yet, in the order they were put in. One connection for each thread."""

    def __init__(self, path):
        self.db = sqlite3.connect(path, timeout=30, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute(
            "CREATE TABLE IF NOT EXISTS event(number INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL,"
            " body BLOB NOT NULL, UNIQUE(source, id))"
        )
        self.db.execute(
            "CREATE TABLE IF NOT EXISTS rejected(source TEXT, id TEXT, body BLOB NOT NULL, reason TEXT NOT NULL)"
        )

    def put(self, events):
        """All of them are on disk when this returns. One that waits already is left as it is."""
        rows = []
        for body in events:
            parsed = json.loads(body)
            source, id = parsed.get("source"), parsed.get("id")
            if not isinstance(source, str) or not isinstance(id, str):
                raise ValueError("an event needs a source and an id: " + body[:200].decode(errors="replace"))
            rows.append((source, id, body))
        self.db.execute("BEGIN IMMEDIATE")
        self.db.executemany("INSERT OR IGNORE INTO event(source, id, body) VALUES (?, ?, ?)", rows)
        self.db.execute("COMMIT")

    def after(self, number, limit):
        return self.db.execute(
            "SELECT number, body FROM event WHERE number > ? ORDER BY number LIMIT ?", (number, limit)
        ).fetchall()

    def count(self):
        return self.db.execute("SELECT count(*) FROM event").fetchone()[0]

    def settle(self, taken, rejected):
        """`taken`: numbers of events that are in the log; `rejected`: (number, reason) of those that never will be."""
        self.db.execute("BEGIN IMMEDIATE")
        for number, reason in rejected:
            self.db.execute(
                "INSERT INTO rejected SELECT source, id, body, ? FROM event WHERE number = ?", (reason, number)
            )
        done = [(number,) for number in itertools.chain(taken, (number for number, _ in rejected))]
        self.db.executemany("DELETE FROM event WHERE number = ?", done)
        self.db.execute("COMMIT")


class Client:
    def __init__(self, endpoint, outbox, server_key=None, key_pair=None, log=lambda text: print(text, file=sys.stderr)):
        """`server_key`: 40 characters, `key_pair`: (public, secret), where the daemon asks for keys."""
        self.endpoint, self.path, self.log = endpoint, outbox, log
        self.server_key, self.key_pair = server_key, key_pair
        self.outbox = Outbox(outbox)
        self.context = zmq.Context.instance()
        self.tags = itertools.count(int(time.time() * 1000))  # no tag of an earlier connection
        self.acked = self.duplicates = self.rejected = self.retried = 0
        self.socket = None
        self.reachable = True
        self._connect()

    def put(self, events):
        self.outbox.put(events)

    def close(self):
        self.socket.close()
        self.outbox.db.close()

    def flush(self, timeout_s=None):
        """Sends until every event of the outbox is answered. False: the time was over before."""
        end = None if timeout_s is None else time.monotonic() + timeout_s
        while self.outbox.count() > 0:
            if end is not None and time.monotonic() > end:
                return False
            self.step()
        return True

    def step(self, wait_s=0.1):
        """Sends what there is room for, and takes the answers that come within `wait_s`."""
        self._send()
        if self.socket.poll(int(wait_s * 1000)):
            while self.socket.poll(0):
                self._take(self.socket.recv_multipart())
        elif self.in_flight and time.monotonic() - self.heard > ANSWER_S:
            if self.reachable:
                self.log(f"{self.endpoint} does not answer; still trying, {self.outbox.count()} events wait on disk")
            self.reachable = False
            self._connect()

    def _connect(self):
        if self.socket is not None:
            self.socket.close()
        self.socket = self.context.socket(zmq.DEALER)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.setsockopt(zmq.RECONNECT_IVL, 250)
        self.socket.setsockopt(zmq.RECONNECT_IVL_MAX, 5000)
        if self.server_key:
            self.socket.curve_serverkey = self.server_key.encode()
            self.socket.curve_publickey, self.socket.curve_secretkey = (key.encode() for key in self.key_pair)
        self.socket.connect(self.endpoint)
        # What was in flight is not known to be in the log. It is still in the outbox and goes again.
        self.in_flight = {}  # tag -> numbers of the events
        self.sent_up_to = 0
        self.pause_until = 0.0
        self.heard = time.monotonic()

    def _send(self):
        while len(self.in_flight) < IN_FLIGHT and time.monotonic() >= self.pause_until:
            rows = self.outbox.after(self.sent_up_to, BATCH)
            if not rows:
                return
            tag = b"\x01" + struct.pack(">Q", next(self.tags))[1:]
            if not self.in_flight:
                self.heard = time.monotonic()
            try:
                self.socket.send_multipart([tag, b""] + [bytes(body) for _, body in rows], zmq.NOBLOCK)
            except zmq.Again:
                return  # nobody is connected and the queue is full
            self.in_flight[tag] = [number for number, _ in rows]
            self.sent_up_to = rows[-1][0]

    def _take(self, frames):
        numbers = self.in_flight.pop(frames[0], None)
        answers = frames[2:]
        if numbers is None or len(answers) != len(numbers):
            return  # of a message that was given up
        self.heard = time.monotonic()
        if not self.reachable:
            self.log(f"{self.endpoint} answers again")
        self.reachable = True
        taken, rejected, again = [], [], []
        for number, answer in zip(numbers, answers):
            word, _, rest = answer.decode(errors="replace").partition(" ")
            if word in ("ack", "duplicate"):
                taken.append(number)
                self.acked += word == "ack"
                self.duplicates += word == "duplicate"
            elif word == "reject":
                rejected.append((number, rest))
                self.log("rejected: " + rest)
            else:  # retry: too fast, or the log cannot be written now
                again.append(number)
        self.outbox.settle(taken, rejected)
        self.rejected += len(rejected)
        if again:
            self.retried += len(again)
            self.sent_up_to = min(self.sent_up_to, again[0] - 1)
            self.in_flight.clear()  # they come again behind it, as duplicates; so the order stays
            self.pause_until = time.monotonic() + RETRY_S


def read_input(path, failures, ended):
    """Standard input into the outbox, as it comes."""
    outbox, rest = Outbox(path), b""
    while True:
        piece = os.read(0, 1 << 20)
        lines = (rest + piece).split(b"\n")
        rest = lines.pop() if piece else b""
        good = []
        for line in filter(None, (line.strip() for line in lines)):
            try:
                parsed = json.loads(line)
                if not isinstance(parsed.get("source"), str) or not isinstance(parsed.get("id"), str):
                    raise ValueError("no source or no id")
                good.append(line)
            except (ValueError, AttributeError) as error:
                failures.append(f"no event: {error}: {line[:200].decode(errors='replace')}")
        if good:
            outbox.put(good)
        if not piece:
            break
    ended.set()


def main():
    options = argparse.ArgumentParser(description="Sends JSON lines from standard input to gridwall-ingest.")
    options.add_argument("--to", required=True, metavar="ENDPOINT", help="intake, such as tcp://127.0.0.1:5550")
    options.add_argument("--outbox", required=True, metavar="FILE", help="where events wait for their answer")
    options.add_argument("--timeout", type=float, metavar="SECONDS", help="end after so long even if some still wait")
    chosen = options.parse_args()
    failures, ended = [], threading.Event()
    client = Client(chosen.to, chosen.outbox)
    reader = threading.Thread(target=read_input, args=(chosen.outbox, failures, ended), daemon=True)
    reader.start()
    end = None if chosen.timeout is None else time.monotonic() + chosen.timeout
    while not ended.is_set() or client.outbox.count() > 0:
        if end is not None and time.monotonic() > end:
            break
        client.step()
    left = client.outbox.count()
    for failure in failures:
        print(failure, file=sys.stderr)
    print(
        f"{client.acked} taken, {client.duplicates} were there before, {client.rejected} rejected, "
        f"{client.retried} sent again, {left} still wait"
    )
    client.close()
    return 1 if failures or client.rejected or left else 0


if __name__ == "__main__":
    sys.exit(main())

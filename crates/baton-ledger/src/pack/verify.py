#!/usr/bin/env python3
"""Checks an evidence pack, offline: python3 verify.py PACK.zip [--trust POLICY] [--checkpoint FILE]

Needs Python 3.9 and nothing else. Prints one line for each finding (code, file, sentence) and exits
with 0 if there is none, else with 1. Without --trust the keys inside the pack are used, and the first
line says `keys not pinned`. Get this script from somewhere else than the pack you check with it.
"""
import base64, hashlib, json, re, struct, sys, zlib

KINDS = json.loads(r"""
@KINDS@
""")


class Bad(Exception):
    """What was read is not what it should be."""


def need(condition, sentence="malformed"):
    if not condition:
        raise Bad(sentence)


def sha256(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


def hex_hash(text):
    need(isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text))
    return bytes.fromhex(text)


def unbase64(text):
    try:
        raw = base64.b64decode(text.encode(), validate=True)
    except ValueError:
        raise Bad("not base 64")
    need(base64.b64encode(raw).decode() == text)
    return raw


def number(text):
    need(re.fullmatch("0|[1-9][0-9]{0,19}", text) and int(text) < 2**64, "not a number")
    return int(text)


# Canonical JSON (RFC 8785): integers below 2^53, ASCII keys, one spelling.

def check_json(value, depth=0):
    need(depth < 127 or not isinstance(value, (dict, list)))
    if isinstance(value, dict):
        for key, inner in value.items():
            need(key.isascii())
            check_json(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            check_json(inner, depth + 1)
    elif not isinstance(value, (str, bool, type(None))):
        need(isinstance(value, int) and abs(value) < 2**53)


def spell(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def canonical(raw):
    try:
        value = json.loads(raw.decode())
        check_json(value)
        need(spell(value) == raw, "not in its canonical spelling")
    except (ValueError, RecursionError):
        raise Bad("not JSON")
    return value


def is_count(value):
    return type(value) is int and value >= 0


def fields(value, **types):
    """An object with exactly these fields, of these types."""
    need(isinstance(value, dict) and value.keys() == types.keys())
    for name, of in types.items():
        need(is_count(value[name]) if of is int else type(value[name]) is of)
    return value


# Ed25519 (RFC 8032), strict: no points of small order, no second spelling of a signature.

P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    t, u = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    v, w = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = u - t, w - v, w + v, u + t
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(raw):
    y, sign = int.from_bytes(raw, "little") % 2**255 % P, raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    need((x * x - square) % P == 0, "not a point")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public, signature, message):
    if len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    try:
        r, a = point_of(signature[:32]), point_of(public)
    except Bad:
        return False
    if s >= Q or any(same(times(8, point), (0, 1, 1, 0)) for point in (r, a)):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    is_spelt_once = int.from_bytes(signature[:32], "little") % 2**255 < P
    return is_spelt_once and same(times(s, BASE), add(r, times(k, a)))


# Signed notes, checkpoints, keys and trust policies (C2SP signed-note, tlog-checkpoint, tlog-policy).

def is_key_name(name):
    return bool(name) and not any(c.isspace() or c == "+" or ord(c) < 32 or 127 <= ord(c) < 160 for c in name)


def read_note(raw):
    """The signed text, and the signatures under it: name, key id, bytes."""
    try:
        note = raw.decode()
    except ValueError:
        raise Bad("not text")
    need(note.endswith("\n") and not re.search("[\0-\x09\x0b-\x1f]", note))
    text, parting, lines = note.rpartition("\n\n")
    need(parting)
    signatures = []
    for line in lines[:-1].split("\n"):
        mark, name, encoded = (line.split(" ", 2) + ["", ""])[:3]
        signed = unbase64(encoded)
        need(mark == "\u2014" and is_key_name(name) and len(signed) > 4, "not a signed note")
        signatures.append((name, signed[:4], signed[4:]))
    need(len(signatures) <= 64)
    return text + "\n", signatures


def read_checkpoint(text):
    lines = text.split("\n")
    need(len(lines) == 4 and not lines[3] and is_key_name(lines[0]), "not a checkpoint")
    root = unbase64(lines[2])
    need(len(root) == 32)
    return lines[0], number(lines[1]), root


def read_key(text, kind):
    name, key_id, encoded = (text.split("+", 2) + ["", ""])[:3]
    material = unbase64(encoded)
    need(is_key_name(name) and len(material) == 33 and material[0] == kind, "not a key of this kind")
    point_of(material[1:])
    made_id = sha256(name.encode(), b"\n", material)[:4]
    need(key_id == made_id.hex())
    return name, made_id, material[1:], kind


def has_signed(key, note):
    """Whether the key signed the note; a wrong signature under its name is an error."""
    (name, key_id, public, kind), (text, signatures), found = key, note, False
    for signature in (s[2] for s in signatures if s[:2] == (name, key_id)):
        message = text.encode()
        if kind == 4:
            need(8 <= len(signature) and signature[0] < 128, "a signature under a trusted key is wrong")
            at = int.from_bytes(signature[:8], "big")
            message, signature = b"cosignature/v1\ntime %d\n" % at + message, signature[8:]
        need(is_signed(public, signature, message), "a signature under a trusted key is wrong")
        found = True
    return found


class Policy:
    """Trusted logs, and how many of which witnesses must have cosigned."""

    def __init__(self, raw):
        self.logs, self.members, self.quorum, names, taken = [], [], None, {}, set()
        need(len(raw) <= 65536 and (not raw or raw.endswith(b"\n")))
        for line in raw.split(b"\n"):
            need(not re.search(rb"[\0-\x08\x0a-\x1f\x7f]", line))
            words = re.split(rb"[ \t]+", line.strip(b" \t"))
            first, count = words[0], len(words)
            if not first or first.startswith(b"#"):
                continue
            if first == b"log" and count in (2, 3):
                key = self.key(words[1], 1)
                need(all(key[2] != other[2] for other in self.logs), "the same log twice")
                self.logs.append(key)
            elif first in (b"witness", b"group") and (count in (3, 4) if first == b"witness" else count >= 3):
                member = self.key(words[2], 4) if first == b"witness" else self.group(words, names, taken)
                known = (other[2] for other in self.members if len(other) == len(member) == 4)
                need(first == b"group" or member[2] not in known, "the same witness twice")
                need(words[1] != b"none" and words[1] not in names, "a name that is taken")
                names[words[1]] = len(self.members)
                self.members.append(member)
            else:
                need(first == b"quorum" and count == 2 and self.quorum is None, "an unknown line")
                need(words[1] == b"none" or words[1] in names, "a name not defined before")
                self.quorum = names.get(words[1], -1)
        need(self.quorum is not None, "there is no quorum line")

    @staticmethod
    def key(word, kind):
        try:
            return read_key(word.decode(), kind)
        except ValueError:
            raise Bad("not a key")

    @staticmethod
    def group(words, names, taken):
        of = words[3:]
        for name in of:
            need(name in names and name not in taken, "a member not defined before, or of two groups")
            taken.add(name)
        threshold = {b"all": len(of), b"any": 1}.get(words[2])
        threshold = number(words[2].decode("latin-1")) if threshold is None else threshold
        need(1 <= threshold <= len(of), "a threshold that cannot be")
        return threshold, [names[name] for name in of]

    def accept(self, note, origin):
        signed = [has_signed(log, note) for log in self.logs if log[0] == origin]
        need(any(signed), "no trusted log of this origin signed it")
        if self.quorum == -1:
            return
        agreed = []
        for member in self.members:
            is_group = len(member) == 2
            agreed.append(sum(agreed[i] for i in member[1]) >= member[0] if is_group else has_signed(member, note))
        need(agreed[self.quorum], "too few of the trusted witnesses cosigned it")


# Merkle trees (RFC 6962, RFC 9162) and the completeness map.

def climb(place, last, path, left, right):
    """Follows a proof upwards; `left` and `right` are called with the hash on that side."""
    for sibling in path:
        need(last, "the proof is too long")
        if place & 1 or place == last:
            left(sibling)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            right(sibling)
        place, last = place >> 1, last >> 1
    need(not last, "the proof is too short")


def check_inclusion(leaf, index, size, path, root):
    need(index < size, "outside the tree")
    node = [leaf]
    climb(index, size - 1, path, lambda s: node.append(sha256(b"\1", s, node[-1])),
          lambda s: node.append(sha256(b"\1", node[-1], s)))
    need(node[-1] == root, "the proof leads to another root")


def check_consistency(old, old_root, new, new_root, path):
    need(old <= new)
    if old in (0, new):
        return need(not path and old_root == (new_root if old else sha256()))
    place, last, path = old - 1, new - 1, list(path)
    while place & 1:
        place, last = place >> 1, last >> 1
    need(path or not place)
    seed = path.pop(0) if place else old_root
    olds, news = [seed], [seed]
    def left(sibling):
        olds.append(sha256(b"\1", sibling, olds[-1]))
        news.append(sha256(b"\1", sibling, news[-1]))
    climb(place, last, path, left, lambda s: news.append(sha256(b"\1", news[-1], s)))
    need((olds[-1], news[-1]) == (old_root, new_root))


def check_map(stream, line, end, root):
    """That the map says of a stream what the pack says: its last number and leaf, or that there is none."""
    key, path = sha256(stream.encode()), [hex_hash(text) for text in line["path"]]
    turn = lambda of, depth: of[depth // 8] >> (7 - depth % 8) & 1
    entry = lambda of, seq, leaf: sha256(b"\3", of, struct.pack(">Q", seq), leaf)
    need(len(path) <= 256 and (line["end"] == "found") == (end is not None))
    node = bytes(32)
    if end:
        node = entry(key, *end)
    elif line["end"] == "other":
        other = line["other"]
        of = hex_hash(other["key"])
        need(of != key and all(turn(of, d) == turn(key, d) for d in range(len(path))))
        node = entry(of, other["last_seq"], hex_hash(other["last_leaf"]))
    for depth, beside in zip(reversed(range(len(path))), path):
        node = sha256(b"\4", beside, node) if turn(key, depth) else sha256(b"\4", node, beside)
    need(node == root)


# The archive: the one zip file for its entries, and the manifest that lists them.

def unzip(pack):
    try:
        count, = struct.unpack("<H", pack[-12:-10])
        at, = struct.unpack("<L", pack[-6:-2])
        files, last = {}, ""
        for _ in range(count):
            size, length, start = struct.unpack_from("<20xL4xH12xL", pack, at)
            name = pack[at + 46:at + 46 + length].decode()
            need(name > last and re.fullmatch("[!-~]+", name))
            begin, at, last = start + 30 + length, at + 46 + length, name
            need(begin + size <= len(pack))
            files[name] = memoryview(pack)[begin:begin + size]
    except (struct.error, ValueError):
        raise Bad("no archive")
    offset, directory = 0, []
    for name, content in files.items():
        size = len(content)
        shared = struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 0x21, zlib.crc32(content), size, size, len(name), 0)
        local = b"PK\3\4" + shared + name.encode()
        need(pack[offset:offset + len(local)] == local)
        offset += len(local)
        need(memoryview(pack)[offset:offset + size] == content)
        directory.append(b"PK\1\2\x14\0" + shared + bytes(10) + struct.pack("<L", offset - len(local)) + name.encode())
        offset += size
    directory = b"".join(directory)
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, len(files), len(files), len(directory), offset, 0)
    need(pack[offset:] == directory + end)
    return {name: bytes(content) for name, content in files.items()}


def is_id(text, prefix):
    return isinstance(text, str) and bool(re.fullmatch(prefix + "_[0-7][0-9a-hjkmnp-tv-z]{25}", text))


PLACES = ("manifest.json manifest.sig checkpoint keys/policy parts/index.json report.html VERIFY.md "
          "proofs/consistency proofs/completeness.json verify.py").split()


def has_place(name, form):
    if name in PLACES:
        return form == 2 or name not in PLACES[8:]
    return bool(re.fullmatch(r"events/\d{6,}\.json|proofs/\d{6,}\.tlog-proof", name, re.A)
                or name[:6] == "parts/" and is_id(name[6:], "part"))


def read_manifest(raw):
    manifest = fields(canonical(raw), format=int, origin=str, case=str, purpose=str, audience=str, exporter=str,
                      language=str, checkpoint=dict, events=list, files=list)
    need(manifest["format"] < 2**32)
    fields(manifest["checkpoint"], size=int, root=str)
    for event in manifest["events"]:
        fields(event, stream=str, stream_seq=int, position=int)
    for file in manifest["files"]:
        fields(file, name=str, size=int, sha256=str)
    return manifest


# Leaves: the envelope of an event, and what its kind says of its data.

ACTORS = {"teammate": "mate", "ai": None, "machine": "key", "contact": "contact", "system": None}
SLUG = re.compile("[a-z0-9_.-]{1,64}")


def is_actor(actor):
    if not isinstance(actor, dict) or actor.get("kind") not in ACTORS:
        return False
    prefix = ACTORS[actor["kind"]]
    return actor.keys() == ({"kind", "id"} if prefix else {"kind"}) and (not prefix or is_id(actor["id"], prefix))


def is_stream(name):
    form, _, rest = name.partition("/")
    ids = {"case": "case", "contact": "contact", "conversation": "conv", "access": "case"}
    record = form == "record" and re.fullmatch("[a-z_]{1,64}/[a-z0-9_.-]{1,64}", rest)
    return name == "log" or form in ids and is_id(rest, ids[form]) or bool(record)


def check_tokens(value):
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        check_tokens(inner)
    words = list(value) if isinstance(value, dict) else [value] if not isinstance(value, list) else []
    for word in words:
        need(isinstance(word, (int, bool)) or word and re.fullmatch("[A-Za-z0-9._/-]{1,128}", word), "free text")


def read_leaf(raw):
    need(len(raw) <= 16384)
    leaf = canonical(raw)
    need(isinstance(leaf, dict) and type(leaf.get("v")) is int and leaf["v"] == 1)
    need(leaf.keys() | {"prev"} == {"v", "kind", "at", "actor", "stream", "stream_seq", "prev", "data"})
    need(all(isinstance(leaf[name], str) for name in ("kind", "stream")) and type(leaf["at"]) is int)
    need(re.fullmatch("[a-z0-9_]{1,128}", leaf["kind"]) and is_actor(leaf["actor"]) and is_stream(leaf["stream"]))
    need(is_count(leaf["stream_seq"]) and leaf["stream_seq"] > 0 and isinstance(leaf["data"], dict))
    need(("prev" in leaf) == (leaf["stream_seq"] > 1))
    if "prev" in leaf:
        hex_hash(leaf["prev"])
    for value in leaf["data"].values():
        check_tokens(value)
    if leaf["kind"] in KINDS:
        check_type(leaf["data"], KINDS[leaf["kind"]])
    return leaf


def part_of(value):
    """A reference to content: its id and commitment, or nothing."""
    is_ref = isinstance(value, dict) and value.keys() == {"id", "commitment"} and is_id(value["id"], "part")
    commitment = value["commitment"] if is_ref else None
    is_hash = isinstance(commitment, str) and re.fullmatch("[0-9a-f]{64}", commitment)
    return (value["id"], commitment) if is_hash else None


def check_type(value, of):
    """`of` is a type's name, a list of one type, an object's fields, or a word or such an object."""
    if isinstance(of, list):
        need(isinstance(value, list))
        for inner in value:
            check_type(inner, of[0])
    elif isinstance(of, dict) and "|" in of:
        check_type(value, "slug" if isinstance(value, str) else of["|"])
    elif isinstance(of, dict):
        need(isinstance(value, dict) and all(name.rstrip("!") in value for name in of if name.endswith("!")))
        for name, inner in value.items():
            kind = None if name.endswith("!") else of.get(name, of.get(name + "!"))
            if kind is not None:
                check_type(inner, kind)
    elif of[0] == "@":
        need(any(is_id(value, prefix) for prefix in of[1:].split("|")))
    else:
        is_text = isinstance(value, str)
        need({"slug": is_text and SLUG.fullmatch(value), "count": is_count(value), "integer": type(value) is int,
              "language": is_text and re.fullmatch("[a-z][A-Za-z0-9-]{1,34}", value), "part": part_of(value),
              "share": is_count(value) and value <= 1000, "flag": type(value) is bool, "actor": is_actor(value),
              "hash": is_text and re.fullmatch("[0-9a-f]{64}", value),
              "currency": is_text and re.fullmatch("[A-Z]{3}", value),
              "slugs": isinstance(value, dict) and all(isinstance(slug, str) and SLUG.fullmatch(slug)
                                                       for pair in value.items() for slug in pair)}[of])


def parts_in(value):
    if part_of(value):
        yield part_of(value)
    else:
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from parts_in(inner)


# The checks. Each adds what it finds and goes on.

class Pack:
    def __init__(self, pack, trust=None, kept=None):
        self.found, self.files, self.events, self.trust, self.kept = [], {}, [], trust, kept
        try:
            self.files = unzip(pack)
        except Bad:
            return self.say("pack.not_canonical", "-", "The pack is not the one zip file for its entries.")
        try:
            self.manifest = read_manifest(self.files["manifest.json"])
        except (Bad, KeyError):
            return self.say("manifest.hash", "manifest.json", "The manifest is missing or malformed.")
        self.form = self.manifest["format"]
        if self.form not in (1, 2):
            return self.say("pack.not_canonical", "manifest.json", "The pack has a format that is not known.")
        self.check_files()
        self.log = None
        self.check_log()
        self.check_events()
        if self.form == 2:
            self.attempt("map.mismatch", "proofs/completeness.json", self.check_complete)
        self.check_streams()
        self.check_parts()
        for events in self.streams.values():
            self.check_sends(events)
            self.check_reviews(events)
            self.check_holders(events)
            self.check_boundary(events)
            self.check_actions(events)
        if self.form == 2:
            self.check_roles()

    def say(self, code, file, sentence):
        self.found.append((code, file, sentence))

    def attempt(self, code, file, check, *given):
        try:
            return check(*given)
        except (Bad, KeyError, TypeError) as why:
            self.say(code, file, "Not as it should be: %s." % (why or "malformed"))

    def check_files(self):
        for name in self.files:
            if not has_place(name, self.form):
                self.say("pack.not_canonical", name, "A file of this name has no place in a pack.")
        for name in PLACES[1:7] + (PLACES[8:] if self.form == 2 else []):
            if name not in self.files:
                self.say("manifest.hash", name, "Every pack has this file; this one has not.")
        lines = self.manifest["files"]
        names = [line["name"] for line in lines]
        if any(one >= next for one, next in zip(names, names[1:])):
            self.say("manifest.hash", "manifest.json", "The manifest lists its files out of order or twice.")
        listed = {line["name"]: line for line in lines}
        for name, content in self.files.items():
            made = {"name": name, "size": len(content), "sha256": sha256(content).hex()}
            if name in listed and listed[name] != made:
                self.say("manifest.hash", name, "The file is not the one the manifest lists.")
            if name not in listed and name not in PLACES[:2]:
                self.say("manifest.hash", name, "The manifest does not list this file.")
        for name in listed.keys() - self.files.keys():
            self.say("manifest.hash", name, "The manifest lists this file; it is not there.")

    def check_log(self):
        offered = self.attempt("checkpoint.signature", "keys/policy", lambda: Policy(self.files["keys/policy"]))
        self.policy = self.trust or offered
        self.attempt("manifest.signature", "manifest.sig", self.check_seal)
        if "checkpoint" not in self.files:
            return
        try:
            self.files["checkpoint"].decode()
        except ValueError:
            return
        try:
            note = read_note(self.files["checkpoint"])
            self.log = read_checkpoint(note[0])
            need(self.policy, "there is no key to check it")
            self.policy.accept(note, self.log[0])
            named = self.manifest["checkpoint"]
            stated = (self.manifest["origin"], named["size"], named["root"])
            need(stated == (*self.log[:2], self.log[2].hex()), "not the one that the manifest names")
        except Bad as why:
            self.say("checkpoint.signature", "checkpoint", "The checkpoint is not to be trusted: %s." % why)
        if self.log and self.kept:
            self.check_kept(*self.kept)
        if self.log and "proofs/consistency" in self.files:
            self.attempt("checkpoint.inconsistent", "proofs/consistency", self.consistency)

    def check_seal(self):
        text, signatures = read_note(self.files["manifest.sig"])
        digest = sha256(self.files["manifest.json"]).hex()
        need(text == "baton evidence manifest 1\n%s\n" % digest and len(signatures) == 1 and self.policy)
        for log in self.policy.logs:
            try:
                if log[0] == self.manifest["origin"] and has_signed(log, (text, signatures)):
                    return
            except Bad:
                pass
        raise Bad("not signed by a trusted key of its log")

    def consistency(self):
        try:
            head, _, note = self.files["proofs/consistency"].decode().partition("\n\n")
        except ValueError:
            raise Bad("not text")
        first, *path = head.split("\n")
        need(first.startswith("old ") and len(path) <= 64)
        need(note.encode() == self.files["checkpoint"], "it leads to another checkpoint")
        path = [unbase64(line) for line in path]
        need(all(len(node) == 32 for node in path))
        return number(first[4:]), path

    def check_kept(self, origin, size, root):
        def wrong(sentence, code="checkpoint.inconsistent"):
            self.say(code, "checkpoint", sentence)
        if origin != self.log[0]:
            return wrong("The checkpoint that was kept is of another log.")
        if size > self.log[1]:
            return wrong("The checkpoint that was kept has more leaves.", "checkpoint.older")
        if size == self.log[1]:
            return None if root == self.log[2] else wrong("Another tree of the same size: two histories.")
        try:
            if size:
                old, path = self.consistency()
                need(old == size)
                check_consistency(size, root, *self.log[1:], path)
        except (Bad, KeyError):
            wrong("The pack does not prove that the log continues what was kept.")

    def check_events(self):
        lines = self.manifest["events"]
        for i, line in enumerate(lines, 1):
            file, proof = "events/%06d.json" % i, "proofs/%06d.tlog-proof" % i
            if file not in self.files:
                self.say("stream.gap", file, "The manifest lists this event; its file is not there.")
                continue
            leaf_hash = sha256(b"\0", self.files[file])
            self.attempt("proof.inclusion", proof, self.check_proof, proof, line["position"], leaf_hash)
            leaf = self.attempt("leaf.malformed", file, read_leaf, self.files[file])
            if leaf and (leaf["stream"], leaf["stream_seq"]) != (line["stream"], line["stream_seq"]):
                self.say("stream.gap", file, "The event is not the one that the manifest lists at this place.")
            elif leaf:
                self.events.append({**leaf, "file": file, "position": line["position"], "hash": leaf_hash})
        known = {name % i for i in range(1, len(lines) + 1) for name in ("events/%06d.json", "proofs/%06d.tlog-proof")}
        for name in self.files:
            if name.startswith(("events/", "proofs/")) and name not in known and name not in PLACES:
                self.say("stream.gap", name, "The manifest lists no event of this number.")
        self.streams = {}
        for event in self.events:
            self.streams.setdefault(event["stream"], []).append(event)

    def check_proof(self, file, position, leaf_hash):
        need(self.log, "there is no checkpoint that a proof could lead to")
        text = self.files[file]
        note = self.files["checkpoint"]
        head, _, rest = text.partition(b"\n\n")
        need(rest == note, "it leads to another checkpoint than the pack's")
        try:
            lines = head.decode().split("\n")
        except ValueError:
            raise Bad("not text")
        need(lines[0] == "c2sp.org/tlog-proof@v1" and len(lines) > 1)
        if lines[1].startswith("extra "):
            unbase64(lines.pop(1)[6:])
        need(len(lines) > 1 and lines[1].startswith("index ") and len(lines) <= 66)
        path = [unbase64(line) for line in lines[2:]]
        need(all(len(node) == 32 for node in path))
        need(number(lines[1][6:]) == position, "it is for another position than the manifest says")
        check_inclusion(leaf_hash, position, *self.log[1:2], path, self.log[2])

    def check_complete(self):
        file = fields(canonical(self.files["proofs/completeness.json"]), epoch=dict, position=int, proof=list, streams=list)
        lines = file["streams"]
        for line in lines:
            types = {"stream": str, "path": list, "end": str, **({"other": dict} if "other" in line else {})}
            fields(line, **types)
            need(line["end"] in ("found", "nothing", "other") and ("other" in line) == (line["end"] == "other"))
            if "other" in line:
                fields(line["other"], key=str, last_seq=int, last_leaf=str)
                hex_hash(line["other"]["key"]), hex_hash(line["other"]["last_leaf"])
            all(map(hex_hash, line["path"]))
        need(all(one["stream"] < next["stream"] for one, next in zip(lines, lines[1:])))
        path = [hex_hash(node) for node in file["proof"]]
        raw = spell(file["epoch"])
        epoch = read_leaf(raw)
        need(epoch["kind"] == "epoch_closed" and epoch["stream"] == "log" and self.log, "not an epoch")
        size, root = epoch["data"]["size"], hex_hash(epoch["data"]["map"])
        check_inclusion(sha256(b"\0", raw), file["position"], self.log[1], path, self.log[2])
        need(size <= file["position"], "the epoch speaks of leaves that came after it")
        for event in self.events:
            if event["position"] >= size:
                self.say("map.mismatch", event["file"], "The event is younger than the map.")
        ends = {self.manifest["case"]: None}
        ends.update((event["stream"], (event["stream_seq"], event["hash"])) for event in self.events)
        for line in lines:
            name = line["stream"]
            self.attempt("map.mismatch", "proofs/completeness.json", lambda: check_map(name, line, ends[name], root))
        for name in ends.keys() - {line["stream"] for line in lines}:
            self.say("map.mismatch", "proofs/completeness.json", "Nothing proves that the events of %s are all." % name)

    def check_streams(self):
        def gap(file, sentence):
            self.say("stream.gap", file, sentence)
        for one, next in zip(self.events, self.events[1:]):
            if next["position"] <= one["position"]:
                gap(next["file"], "The events are not in the order of the log.")
        for events in self.streams.values():
            for last, event in zip([None] + events, events):
                if event["stream_seq"] != (last["stream_seq"] + 1 if last else 1):
                    gap(event["file"], "Events of the stream are missing, doubled or out of order.")
                elif event.get("prev") != (last["hash"].hex() if last else None):
                    self.say("stream.prev", event["file"], "The event names another predecessor.")
        case = self.manifest["case"]
        first = self.streams.get(case, [{"kind": ""}])[0]
        is_denied = self.form == 2 and not self.manifest["events"]
        if not is_denied and not (case.startswith("case/") and is_stream(case) and first["kind"] == "case_opened"):
            gap("manifest.json", "The pack does not hold the beginning of the case it is about.")
        belonging, waiting = {case}, [case]
        while waiting:
            for event in self.streams.get(waiting.pop(), []):
                if decider(event):
                    belonging.add("record/teammate/" + decider(event))
                taken = "case/%s" % event["data"].get("from")
                if event["kind"] == "absorbed" and isinstance(event["data"].get("from"), str):
                    if taken not in self.streams:
                        gap(event["file"], "A case was merged here; its events are not in the pack.")
                    elif taken not in belonging:
                        belonging.add(taken)
                        waiting.append(taken)
        for stream in self.streams.keys() - belonging:
            gap(self.streams[stream][0]["file"], "The event is of a stream that does not belong to the case.")

    def read_index(self):
        lines = fields(canonical(self.files["parts/index.json"]), parts=list)["parts"]
        for line in lines:
            state = line.get("state") if isinstance(line, dict) else None
            more = {"present": {"salt": str}, "erased": {}, "withheld": {}}[state]
            need(("erased_at" in line) == (state == "erased") and type(line.pop("erased_at", 0)) is int)
            fields(line, id=str, commitment=str, media=str, state=str, **more)
            need(is_id(line["id"], "part") and re.fullmatch("[ -~]{1,200}", line["media"]))
            hex_hash(line["commitment"]), hex_hash(line.get("salt", "0" * 64))
        need(all(one["id"] < next["id"] for one, next in zip(lines, lines[1:])))
        return {line["id"]: line for line in lines}

    def check_parts(self):
        def missing(file, sentence):
            self.say("part.missing", file, sentence)
        try:
            index = self.read_index()
        except (Bad, KeyError, TypeError):
            return missing("parts/index.json", "The index of parts cannot be read.")
        referred = set()
        for event in self.events:
            for part, commitment in parts_in(list(event["data"].values())):
                referred.add(part)
                if part not in index:
                    missing(event["file"], "The event refers to %s; it is not there." % part)
                elif index[part]["commitment"] != commitment:
                    self.say("part.commitment", event["file"], "The event binds %s to another content." % part)
        for part, line in index.items():
            file, content = "parts/" + part, self.files.get("parts/" + part)
            if part not in referred:
                missing(file, "No event of the pack refers to this part.")
            if line["state"] == "present" and content is None:
                missing(file, "The index says it is there; it is not.")
            elif line["state"] != "present" and content is not None:
                self.say("part.commitment", file, "The index says it is not there; it is.")
            elif content is not None and sha256(b"\2", hex_hash(line["salt"]), content).hex() != line["commitment"]:
                self.say("part.commitment", file, "The content is not the one that the events bind.")
        for name in self.files:
            if name.startswith("parts/") and name != "parts/index.json" and name[6:] not in index:
                missing(name, "The index does not name this part.")

    # What the events say fits together.

    def check_sends(self, events):
        ever = {text(e, "message_id") for e in events if e["kind"] == "send_authorised"}
        sends = {}
        for event in events:
            kind, data, message = event["kind"], event["data"], text(event, "message_id")
            send = sends.get(message)
            def wrong(sentence, code="meaning.sent_not_approved"):
                self.say(code, event["file"], sentence)
            if message is None:
                continue
            if kind == "send_authorised":
                sends[message] = {"content": part_of(data.get("content")), "from": data.get("not_before")}
                by_teammate = (named(data, "approved_by") or (None,))[0] == "teammate"
                if not by_teammate and not any(isinstance(p, str) for p in listed(data, "policies")):
                    wrong("The authorisation names neither a teammate nor a policy.")
            elif kind == "send_withdrawn" and send:
                send["withdrawn"] = True
            elif kind in ("send_started", "sent") and not send:
                late = message in ever
                wrong("Authorised only later." if late else "Nothing authorised it.",
                      "meaning.sent_before_authorised" if late else "meaning.sent_not_approved")
            elif kind == "send_started":
                send["started"] = True
                if "withdrawn" in send:
                    wrong("It had been taken back.")
                elif event["at"] < send["from"]:
                    wrong("It was not free to leave yet.", "meaning.sent_before_authorised")
            elif kind == "sent":
                again = send.get("sent")
                if "started" in send:
                    send["sent"] = True
                if "started" not in send:
                    wrong("It left without having been begun.")
                elif again:
                    wrong("One authorisation let it leave twice.")
                elif part_of(data.get("content")) != send["content"]:
                    wrong("What was sent is not what was authorised.")

    def check_reviews(self, events):
        authors, reviews = {}, {}
        for event in events:
            kind, data, by = event["kind"], event["data"], actor(event["actor"])
            draft, review, role = (text(event, name) for name in ("draft_id", "review_id", "role"))
            content, is_teammate = part_of(data.get("content")), by[0] == "teammate"
            def wrong(code, sentence):
                self.say("meaning." + code, event["file"], sentence)
            if kind in ("draft_proposed", "draft_edited") and draft:
                authors[draft] = by
            elif kind == "review_requested" and review:
                reviews[review] = {"by": by, "draft": draft, "role": role, "content": content}
            elif kind == "review_decided" and text(event, "outcome") != "withdrawn":
                asked = reviews.get(review)
                if asked:
                    asked.update(decider=by, outcome=text(event, "outcome") or "")
                if not asked:
                    wrong("role", "Nobody asked for this decision.")
                elif not is_teammate:
                    wrong("role", "Only a teammate may decide this.")
                elif role != asked["role"]:
                    wrong("role", "The decision was made with another role than the one asked for.")
                elif asked["outcome"] == "approved" and by in (authors.get(draft), asked["by"]):
                    wrong("self_approval", "Somebody approved what they had worded or asked for themselves.")
            elif kind == "send_authorised":
                author, approver = named(data, "author"), named(data, "approved_by")
                asked = reviews.get(review) if review else next(
                    (r for _, r in sorted(reviews.items()) if (r["draft"], r["role"]) == (draft, role)
                     and r.get("outcome") == "changed" and r["decider"] == author), None)
                if draft in authors and authors[draft] != author:
                    wrong("self_approval", "The authorisation names another author than the draft's events.")
                elif role is None and review is None:
                    continue
                elif author == approver:
                    wrong("self_approval", "A second person was asked for, and the author let it go alone.")
                elif not asked or review and asked.get("outcome") != "approved":
                    wrong("sent_not_approved", "The authorisation rests on a review that was not decided so.")
                elif role != asked["role"]:
                    wrong("role", "The authorisation names another role than the one asked for.")
                elif asked["outcome"] == "approved" and (content, approver) != (asked["content"], asked["decider"]):
                    wrong("sent_not_approved", "The authorisation is not for what was approved, or not by whom.")
            elif kind in ("classification_corrected", "material_judged") and not is_teammate:
                wrong("role", "Only a teammate may decide this.")

    def check_holders(self, events):
        is_open, holder, wait, waits, was_held = False, False, None, set(), True
        for event, next in zip(events, events[1:] + [None]):
            kind = event["kind"]
            if kind in ("case_opened", "reopened"):
                is_open, holder = True, False
            elif kind in ("resolved", "closed", "cancelled", "merged"):
                is_open = False
            elif kind == "wait_opened":
                waits.add(text(event, "id"))
            elif kind == "wait_closed":
                waits.discard(text(event, "wait_id"))
            elif kind == "next_mover_changed":
                holder, wait = True, text(event, "wait_id")
            if next and next["at"] == event["at"]:
                continue  # Events of one instant belong together.
            is_held = not is_open or holder and (wait is None or wait in waits)
            if was_held and not is_held:
                self.say("meaning.holder_gap", event["file"], "The case is open, and it is nobody's turn.")
            was_held = is_held

    def check_boundary(self, events):
        inside = set()
        for event in events:
            kind, who = event["kind"], text(event, "participant_id")
            if kind == "boundary_entered":
                inside |= {who} - {None}
            elif kind == "boundary_left":
                inside.discard(who)
            elif kind in ("draft_proposed", "send_authorised") and inside:
                if text(event, "origin") in ("ai", "machine") and text(event, "purpose") != "acknowledgement":
                    self.say("meaning.person_first", event["file"], "AI worded this while a person had to answer first.")

    def check_actions(self, events):
        actions = {}
        for event in events:
            kind, data, by, which = event["kind"], event["data"], actor(event["actor"]), text(event, "action_id")
            action, parameters = actions.get(which), part_of(data.get("parameters"))
            state, role = action and action["state"], text(event, "role")
            def wrong(sentence, code="action_not_approved"):
                self.say("meaning." + code, event["file"], sentence)
            if kind == "action_proposed" and which:
                actions[which] = {"by": by, "parameters": parameters, "state": "proposed", "due": 2**63,
                                  "second": isinstance(data.get("needed"), dict)}
            elif kind not in ("action_approved", "action_started", "action_done"):
                if action and kind in ("action_rejected", "action_withdrawn"):
                    action["state"] = "over"
                elif kind == "action_failed" and state == "running":
                    action["state"] = "approved"
            elif not which:
                continue
            elif not action:
                wrong("Nobody proposed this action.")
            elif kind == "action_approved":
                if state == "proposed":
                    action.update(state="approved", due=data.get("due", 2**63))
                second = action["second"] or role is not None
                if by[0] != "teammate":
                    wrong("Only a teammate may decide this.", "role")
                elif parameters != action["parameters"]:
                    wrong("Other parameters were approved than proposed.")
                elif named(data, "requested_by") != action["by"]:
                    wrong("The approval names another requester than the proposal.", "self_approval")
                elif second and action["by"] == by:
                    wrong("Somebody approved what they had asked for themselves.", "self_approval")
                elif second and role is None:
                    wrong("The approval names no role where one was asked for.", "role")
            elif state == "done" or kind == "action_started" and state == "running":
                wrong("It was begun or done a second time.", "action_twice")
            elif state in ("proposed", "over"):
                wrong("It was begun or done without an approval.")
            else:
                action["state"] = "running" if kind == "action_started" else "done"
                if kind == "action_started" and event["at"] >= action["due"]:
                    wrong("The approval had run out.")
                elif parameters != action["parameters"]:
                    wrong("What was done is not what was approved.")

    def check_roles(self):
        held = {}
        for event in self.events:
            data, who = event["data"], decider(event)
            if event["stream"].startswith("record/teammate/") and event["kind"] == "record_changed":
                if "roles" in listed(data, "fields"):
                    values = data.get("values", {})
                    held[event["stream"][16:]] = {name[6:] for name in values if name[:6] == "roles." and values[name] == "held"}
            if who and (text(event, "role") or "") not in held.get(who, ()):
                self.say("meaning.role", event["file"], "The log does not say that whoever decided held the role.")


def text(event, name):
    value = event["data"].get(name)
    return value if isinstance(value, str) else None


def listed(data, name):
    return data[name] if isinstance(data.get(name), list) else []


def actor(value):
    return value["kind"], value.get("id")


def named(data, name):
    """A principal that data name: kind and id."""
    return actor(data[name]) if is_actor(data.get(name)) else None


def decider(event):
    is_decision = (event["kind"] == "review_decided" and text(event, "outcome") != "withdrawn"
                   or event["kind"] == "action_approved" and text(event, "role") is not None)
    return event["actor"].get("id") if is_decision and event["actor"]["kind"] == "teammate" else None


def main(words):
    options = {"--trust": None, "--checkpoint": None}
    while len(words) > 2 and words[-2] in options:
        options[words[-2]], words = words[-1], words[:-2]
    if len(words) != 2:
        sys.exit(__doc__)
    read = lambda name: open(name, "rb").read()
    try:
        trust = Policy(read(options["--trust"])) if options["--trust"] else None
        kept = read_checkpoint(read_note(read(options["--checkpoint"]))[0]) if options["--checkpoint"] else None
    except Bad as why:
        sys.exit("the trust policy or the checkpoint cannot be read: %s" % why)
    found = Pack(read(words[1]), trust, kept).found
    lines = ([] if trust else ["keys not pinned"]) + ["\t".join(finding) for finding in found]
    print("\n".join(lines))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))

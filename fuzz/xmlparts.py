"""Damage to a part of XML, tag by tag."""

import re

import values

TOKEN = re.compile(rb"<[^>]*>|[^<]+")
ATTRIBUTE = re.compile(rb'([\w:.-]+)(\s*=\s*)("[^"]*"|\'[^\']*\')')
TRICKS = [
    b"&#0;", b"&#x0;", b"&#x110000;", b"&#xD800;", b"&lol9;", b"&amp", b"&;", b"&#;", b"&#x;", b"&#99999999999999;",
    b"<![CDATA[x]]>", b"<![CDATA[", b"]]>", b"<!-- -- -->", b"<!--", b"<?x y?>", b"<?", b"<!DOCTYPE a>", b"<", b">", b"</",
    b"<a", b"<a b>", b"<a b=c>", b'<a b="1" b="2"/>', b"<a/><a/>", b"</a>", b"\x00", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", b'<?xml version="1.0" encoding="UTF-16"?>', b"<:a/>", b"<a:/>", b"<xml:a/>", b"<a xmlns:b='c'/>",
]
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "' + b"x" * 1000 + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]>"
)


def escaped(value):
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode("utf-8", "surrogatepass")


def mutate(rng, data):
    """One change to the XML; returns it with what was done."""
    if rng.random() < 0.08:
        return values.damage(rng, data), "bytes"
    tokens = TOKEN.findall(data)
    if not tokens:
        return values.damage(rng, data), "bytes"
    way = rng.choices(list(WAYS), WEIGHTS)[0]
    WAYS[way](rng, tokens)
    return b"".join(tokens), way


def some(rng, tokens, wanted):
    """The index of a token that `wanted` likes, any where there is none."""
    for _ in range(40):
        at = rng.randrange(len(tokens))
        if wanted(tokens[at]):
            return at
    return rng.randrange(len(tokens))


def attribute(rng, tokens):
    for _ in range(rng.choice([1, 1, 1, 3, 10])):
        at = some(rng, tokens, lambda token: ATTRIBUTE.search(token))
        found = list(ATTRIBUTE.finditer(tokens[at]))
        if not found:
            continue
        match = rng.choice(found)
        quoted = b'"' + escaped(values.text(rng)) + b'"'
        token = tokens[at]
        roll = rng.random()
        if roll < 0.8:
            token = token[: match.start(3)] + quoted + token[match.end(3) :]
        elif roll < 0.9:
            token = token[: match.start()] + token[match.end() :]
        else:
            token = token[: match.start()] + match.group() + b" " + token[match.start() :]
        tokens[at] = token


def words(rng, tokens):
    for _ in range(rng.choice([1, 1, 1, 3, 10])):
        tokens[some(rng, tokens, lambda token: token[:1] != b"<")] = escaped(values.text(rng))


def delete(rng, tokens):
    at = rng.randrange(len(tokens))
    del tokens[at : at + rng.choice([1, 1, 1, 2, 5, 50])]


def duplicate(rng, tokens):
    at = rng.randrange(len(tokens))
    end = at + rng.choice([1, 1, 2, 5, 20])
    tokens[at:at] = tokens[at:end]


def amplify(rng, tokens):
    """A stretch of elements many times over: little in the zip, much outside it."""
    at = rng.randrange(len(tokens))
    stretch = tokens[at : at + rng.choice([2, 4, 10])]
    size = max(1, sum(map(len, stretch)))
    tokens[at:at] = stretch * min(rng.choice([100, 3000, 50000]), (4 << 20) // size)


def swap(rng, tokens):
    a, b = rng.randrange(len(tokens)), rng.randrange(len(tokens))
    tokens[a], tokens[b] = tokens[b], tokens[a]


def nest(rng, tokens):
    depth = rng.choice([10, 63, 64, 65, 70, 2000, 200000])
    tag = tokens[some(rng, tokens, lambda token: token[:1] == b"<" and token[1:2] not in b"/?!")]
    name = re.match(rb"<([\w:.-]+)", tag)
    name = name.group(1) if name else b"a"
    at = rng.randrange(len(tokens) + 1)
    close = b"</" + name + b">" if rng.random() < 0.6 else b""
    tokens[at:at] = [(b"<" + name + b">") * depth + close * depth]


def trick(rng, tokens):
    at = rng.randrange(len(tokens) + 1)
    if rng.random() < 0.1:
        tokens[min(1, len(tokens)) : 1] = [LAUGHS]
        tokens[at:at] = [b"&i;&j;"]
        return
    if rng.random() < 0.3 and tokens[at - 1]:
        cut = rng.randrange(len(tokens[at - 1]))
        tokens[at - 1] = tokens[at - 1][:cut] + rng.choice(TRICKS) + tokens[at - 1][cut:]
    else:
        tokens[at:at] = [rng.choice(TRICKS)]


def truncate(rng, tokens):
    at = rng.randrange(len(tokens))
    tokens[at] = tokens[at][: rng.randrange(len(tokens[at]) + 1)]
    del tokens[at + 1 :]


def names(rng, tokens):
    """A tag under another tag's name."""
    tags = lambda token: token[:1] == b"<" and token[1:2] not in b"?!"
    a, b = some(rng, tokens, tags), some(rng, tokens, tags)
    name = re.match(rb"</?([\w:.-]+)", tokens[b])
    if name:
        tokens[a] = re.sub(rb"^(</?)[\w:.-]+", lambda m: m.group(1) + name.group(1), tokens[a], count=1)


WAYS = {
    "attribute": attribute, "words": words, "delete": delete, "duplicate": duplicate, "amplify": amplify, "swap": swap,
    "nest": nest, "trick": trick, "truncate": truncate, "names": names,
}
WEIGHTS = [40, 16, 8, 6, 4, 5, 3, 8, 3, 5]

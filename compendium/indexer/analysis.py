"""The product's own analysis: which words a text holds, where they stand, and which forms belong together.

A word is a run of letters and digits, folded: lower case, without accents. The parts of a hyphenated word or of a
symbol (`CTOC/COP/WG.4/2019/3`) are words of their own at successive places; a possessive `'s` is dropped.
Languages written without spaces give one word for each character. The index holds these words as they are; forms
are brought together by `stem` when a question is asked, never when a text is indexed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from compendium.indexer.tables import read_table

__all__ = ["ANALYSIS_VERSION", "Token", "as_ascii", "fold", "root", "spans", "stem", "word_list", "words"]

ANALYSIS_VERSION = 6
"""Raised when the same text would give other words or stems, or the index has another form: it and the vocabulary are
then derived anew."""

# Scripts written without spaces between words: kana, Han, Thai, Lao, Burmese, Khmer.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# Marks that stand on the letter before: Latin accents in decomposed text, Arabic vowels, Devanagari and other signs.
_MARKS = r"\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
_ASCII_WORD = re.compile(r"[a-z0-9]+")
# "victim's", and "d'Ivoire" not: two characters that give way to two blanks, so that offsets stay true.
_POSSESSIVE = re.compile(r"(?<=[^\W_])'[sS](?![^\W_])")
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ħ": "h", "ى": "ي", "ة": "ه"}
)


@cache
def _any_word() -> re.Pattern[str]:
    """A word in any script; it takes long to compile, and English texts and questions do without."""
    return re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:[{_MARKS}]+[^\W_{_UNSPACED}]*)*")


class Token(NamedTuple):
    """A word of a text."""

    word: str
    """Folded."""
    start: int
    end: int


def words(text: str) -> Iterator[Token]:
    """The words of a text in order, each with its place in the text.

    >>> [t.word for t in words("The victim’s attaché (CTOC/COP/WG.4/2019/3)")]
    ['the', 'victim', 'attache', 'ctoc', 'cop', 'wg', '4', '2019', '3']
    """
    plain = _plain(text)
    if plain.isascii():
        for match in _ASCII_WORD.finditer(plain.lower()):
            yield Token(match.group(), match.start(), match.end())
        return
    for match in _any_word().finditer(plain):
        folded = fold(match.group())
        if folded:
            yield Token(folded, match.start(), match.end())


def spans(text: str, most: int) -> list[tuple[int, int]]:
    """Where the first `most` words of a text stand: the places that `words` gives, sooner.

    >>> spans("The Group’s front-line officers", 3)
    [(0, 3), (4, 9), (12, 17)]
    """
    plain = _plain(text)
    if plain.isascii():
        return [match.span() for match in islice(_ASCII_WORD.finditer(plain.lower()), most)]
    return list(islice((match.span() for match in _any_word().finditer(plain) if fold(match.group())), most))


def as_ascii(text: str) -> str | None:
    """The text, every character in its place, so that runs of small letters and digits are its words.

    None where that takes more, as it does for letters with accents.

    >>> as_ascii("The Group’s WORK"), as_ascii("attaché")
    ('the group   work', None)
    """
    plain = _plain(text)
    return plain.lower() if plain.isascii() else None


def word_list(text: str) -> list[str]:
    """The words of a text in order, without their places: what `words` gives, sooner.

    >>> word_list("Resolution 71/167: front-line officers")
    ['resolution', '71', '167', 'front', 'line', 'officers']
    """
    plain = _plain(text)
    if plain.isascii():
        return _ASCII_WORD.findall(plain.lower())
    return [folded for word in _any_word().findall(plain) if (folded := fold(word))]


def _plain(text: str) -> str:
    """The text with glyphs of punctuation made ASCII and possessives blanked, every character in its place."""
    if not text.isascii():
        # The marks that house style puts into nearly every paragraph; without them most of them are ASCII.
        text = text.replace("’", "'").replace("‘", "'").replace("ʼ", "'")
        text = text.replace("“", '"').replace("”", '"').replace("–", "-").replace("—", "-").replace("\u00a0", " ")
    return _POSSESSIVE.sub("  ", text) if "'" in text else text


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The word in lower case, without accents, in its plain letters and digits.

    >>> fold("Côte"), fold("ŒUVRE"), fold("ﬁne")
    ('cote', 'oeuvre', 'fine')
    """
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold()).casefold().translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", apart)
    return "".join(c for c in apart if c.isalnum() and c != "ـ")


# The light stemmer: steps 1 and 5 of M. F. Porter, "An algorithm for suffix stripping" (1980), which take off
# inflection alone. Its other steps take off what derives one word from another ("organization" to "organ").

_VOWEL = re.compile(r"[aeiou]|(?<=[^aeiou])y")
_MEASURE = re.compile(r"(?:[aeiou]|(?<=[^aeiou])y)+(?:[^aeiouy]|(?<=[aeiou])y|^y)+")
_SHORT = re.compile(r"(?:[^aeiou]|^)[aeiouy][^aeiouwxy]$")
_DOUBLE = re.compile(r"([bdfgmnprt])\1$")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What a folded word has in common with its inflected forms, and with no other word.

    >>> {stem(w) for w in ("traffic", "trafficked", "trafficking")}, stem("traffickers") == stem("trafficker")
    ({'traffic'}, True)
    >>> stem("organs"), stem("organized") == stem("organizing"), stem("organization")
    ('organ', True, 'organization')
    """
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    keep, irregular, _ = _exceptions()
    if word in keep:
        return word
    if word in irregular:
        word = irregular[word]
        return word if word in keep else _end(word)
    return _end(_past(_plural(word)))


@lru_cache(maxsize=1)
def _exceptions() -> tuple[frozenset[str], dict[str, str], list[tuple[str, ...]]]:
    """Words to leave alone, for irregular forms their dictionary form, and words that derive from no other.

    The last are by family: each alone, or the root of several before these.
    """
    # Beside this module, and not by importlib.resources, whose import takes longer than a look-up's whole query.
    table = read_table(Path(__file__).with_name("stems.txt"))
    irregular = {form: base for base, *forms in table["irregular"] for form in forms}
    return frozenset(word for (word,) in table["keep"]), irregular, table["apart"]


def _plural(word: str) -> str:
    """Step 1a: without the ending of the plural or of the third person."""
    if word.endswith("ies"):
        return word[:-3] + ("ie" if len(word) == 4 else "y")
    if word.endswith(("sses", "ss", "us", "is")) or not word.endswith("s"):
        return word[:-2] if word.endswith("sses") else word
    return word[:-1]


def _past(word: str) -> str:
    """Step 1b: without `-ed` or `-ing`."""
    for ending in ("ed", "ing"):
        base = word.removesuffix(ending)
        if base != word and _VOWEL.search(base) and not word.endswith("eed"):
            break
    else:
        return word
    if base.endswith(("at", "bl", "iz")):
        return base + "e"
    if (single := _undoubled(base)) != base:
        return single
    if len(_MEASURE.findall(base)) == 1 and _SHORT.search(base):
        return base + "e"
    return base


def _undoubled(base: str) -> str:
    """Without what was doubled, or put in, before an ending: kidnapp(er), traffick(ing)."""
    if _DOUBLE.search(base) or (base.endswith("ick") and len(_MEASURE.findall(base)) > 1):
        return base[:-1]
    return base


def _end(word: str) -> str:
    """Steps 1c and 5: a final `y` made `i`, a silent `e` and the second `l` of a long word taken off."""
    if word.endswith("y") and _VOWEL.search(word[:-1]):
        return word[:-1] + "i"
    if word.endswith("e"):
        base = word[:-1]
        measure = len(_MEASURE.findall(base))
        if measure > 1 or (measure == 1 and len(base) > 2 and not _SHORT.search(base)):
            word = base
    if word.endswith("ll") and len(_MEASURE.findall(word)) > 1:
        return word[:-1]
    return word


# What derives one word from another: steps 2 to 4 of the same algorithm. Each ending gives way to another, if enough
# of the word is left: a measure above 0 in steps 2 and 3, above 1 in step 4. The first that fits counts.
_DERIVED = (
    (
        0,
        (
            "ational>ate tional>tion enci>ence anci>ance izer>ize abli>able alli>al entli>ent eli>e ousli>ous "
            "ization>ize ication>i ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al "
            "iviti>ive biliti>ble "
            "ibli>ible ili>i ingli> edli> li> atori>ate ature>ate aci>ate ician>ic eri>er sional>sion mental>ment "
            "tious>t lessness>"
        ),
    ),
    (0, "icate>ic ative> alize>al iciti>ic ical>ic ful> ness> less> ship> hood>"),
    (
        1,
        (
            "al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> or> orial> ori> ou> ism> ist> ate> "
            "iti> ition> ous> ive> ize> ual> ee>"
        ),
    ),
    (0, "sion>s tion>t"),
)
"""What Porter leaves alone, adverbs and `discriminatory`, `recovery`, `decision`, `employee`, is added to his endings.
What a rule must not touch stands in the table."""


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """What a folded word has in common with those that derive from it; weaker evidence than `stem`.

    >>> {root(w) for w in ("prosecute", "prosecution", "prosecutorial")}, root("exploitation") == root("exploiters")
    ({'prosecut'}, True)
    >>> root("organ") == root("organization"), root("international") == root("internal")
    (False, False)
    """
    if len(word) < 5 or not (word.isascii() and word.isalpha()):
        return stem(word)
    base = _past(_plural(_exceptions()[1].get(word, word)))
    if base.endswith("y") and _VOWEL.search(base[:-1]):
        base = base[:-1] + "i"
    if stem(word) in _apart():
        return _apart()[stem(word)]
    for least, endings in _derivations():
        for ending, other in endings:
            rest = base.removesuffix(ending)
            if rest != base:
                if len(_MEASURE.findall(rest)) > least:
                    base = rest + other
                    if (known := _apart().get(_end(base))) is not None:
                        return known
                break
    return _end(_undoubled(base))


@lru_cache(maxsize=1)
def _derivations() -> tuple[tuple[int, tuple[tuple[str, str], ...]], ...]:
    """The steps, each with its least measure and its endings, the longest first, with what they give way to."""
    return tuple(
        (least, tuple(sorted((tuple(e.split(">")) for e in endings.split()), key=lambda e: -len(e[0]))))  # type: ignore[misc]
        for least, endings in _DERIVED
    )


@lru_cache(maxsize=1)
def _apart() -> dict[str, str]:
    """The roots of words that derive from no other though they look it, by their stems."""
    families = _exceptions()[2]
    return {stem(word): base if words else stem(word) for base, *words in families for word in words or (base,)}

"""The small named patterns that citations are made of, each with an example, and the scanner made from them."""

from __future__ import annotations

import re
from functools import cache

from compendium.corpus.citations.pinpoints import PINPOINT
from compendium.corpus.citations.tables import bodies
from compendium.corpus.citations.wording import (
    DIRECTIVE,
    ISBN,
    SALES,
    body_pattern,
    names,
    text_pattern,
    treaty_pattern,
)
from compendium.corpus.symbols import symbol_pattern

__all__ = [
    "AFTER_TITLE",
    "ANAPHORA",
    "DATED",
    "DEFINED",
    "ENTITLED",
    "IN_LIST",
    "LIST_JOIN",
    "MODIFIED",
    "NO_WORK",
    "OF",
    "RESOLUTION_NUMBER",
    "TAIL",
    "scanner",
    "target_pattern",
]

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"\d{{1,2}}(?:\s(?:and|to)\s\d{{1,2}}|[-–]\d{{1,2}})?\s{_MONTH}(?:\s\d{{4}})?"  # 18 December 2009

_SPECIAL = r"E?S[-‑–]\d{1,2}/\d{1,3}"  # S-23/3, ES-11/1
_PART = r"(?:\s?[A-Z](?:(?:[-–]|\s(?:and|to)\s)[A-Z])?(?=[\s,.;:)\]]|$))?"  # 52/12 B, 78/80 A and B
_SESSION = rf"\d{{1,4}}/\d{{1,4}}(?!\d|/){_PART}"  # 64/293, 2021/25, 48/258 A
_ROMAN = rf"\d{{1,4}}{_PART}\s?\((?:(?:E?S-)?[IVXLC]{{1,8}})\)"  # 1514 (XV), 2341 B (XXII), 1874 (S-IV)
_BRACKET = r"\d{1,4}\s?\((?:19|20)\d\d\)"  # 2388 (2017)
_CLIMATE = r"\d{1,3}/(?:CP|CMP|CMA)\.\d{1,2}"  # 1/CP.21
_HEALTH = r"WHA\d{1,2}\.\d{1,3}"  # WHA63.22
_NUMBERED = rf"(?:{_SPECIAL}|{_CLIMATE}|{_HEALTH}|{_BRACKET}|{_ROMAN}|{_SESSION})"

RESOLUTION_NUMBER = re.compile(rf"\s*(?:[Nn]os?\.\s*)?(?P<number>{_NUMBERED}|\d{{3,4}}(?![\d/.]|,\d))")
DATED = re.compile(rf"\s*,?\s*\(?(?:of|dated)\s+{_DAY}\)?")  # resolution 64/293 of 30 July 2010
TITLED = re.compile(r"\s*,?\s+entitled\s+(?P<title>[“\"])[^”\"]{3,400}[”\"]")  # resolution 70/1 ..., entitled “...”
IN_LIST = re.compile(  # what shows a number to be a resolution's: ... and 71/262 and 71/263 of 23 December 2016
    rf"(?:\s*(?:,|,?\s+and)\s+{_NUMBERED}){{0,8}}(?:\s*,?\s+(?:of|dated)\s+{_DAY}|,?\s+(?:on|entitled|concerning)\s)"
)
LIST_JOIN = re.compile(r"\s*(?:[,;]\s*(?:and\s+|or\s+|as\s+well\s+as\s+)?|\s(?:and|or|to|as\s+well\s+as)\s+|[-–]\s*)")
MODIFIED = re.compile(  # A/59/565 and Corr.1; CTOC/COP/2010/2 and Add.1
    r"(?:\s?,\s|\s(?:and|and\s|or|to)\s?|\s?,\sand\s)(?P<part>(?:Add|Corr|Rev|Amend)\.\s?\d{1,2}(?:/(?:Add|Corr|Rev)\.\s?\d{1,2})?)(?!\w)"
)

# What may stand between a target and the pinpoints that follow it: `A/69/269, para. 3`, `... 72/1), para. 8`.
TAIL = re.compile(
    r"(?:(?:\*|”|\")?\)?\s?,?\s+|\)?,?\s?\(|,)(?:(?:see\s+)?(?:in\s+particular|especially|notably)\s+|at\s+|see\s+)?(?:(?:its|the)\s+)?"
    rf"(?P<pin>{PINPOINT})"
)
# What may stand between pinpoints and the target that they are in: `para. 5 of document ...`, `article 6, of the ...`.
OF = re.compile(
    r",?\s+(?:thereof\s+)?(?:of|to|in|from|under)\s+(?:(?:both|also)\s+)?(?:the\s+|its\s+|that\s+|said\s+)?"
    r"(?:(?:same|above-mentioned|aforementioned|annexe?d?|annex\s+to|said|relevant)\s+)?(?:documents?\s+|report\s+)?(?:\(|\[)?"
)
# `paragraph 7 of the report of the Secretary-General on ... (A/69/269`, but not over the end of a quotation, nor where
# the bracket names a place of its own: `article 13 of the Vienna Convention on ... (A/69/269, para. 3)`
OF_NAMED = re.compile(
    r",?\s+(?:of|to|in)\s+(?:the|its|his|her)\s[^.;()“”„«»\"\n]{1,160}(?<!['’]\s)\(\s?(?:see\s)?(?=[A-Z]{1,6}/)"
    r"(?![^()]{1,60},\s(?:paras?|arts?)\b)"
)
INTERNAL = re.compile(  # paras. 20-22 above; paragraph 3 of the present report
    r",?\s+(?:above|below|supra|infra|(?:of|to|in)\s+(?:the\s+present|this|these|the\s+annex\s+to\s+(?:the\s+present|this)))\b"
)
SAME = re.compile(  # para. 5 of the same report; of that resolution
    r",?\s+(?:of|to|in)\s+(?:the\s+same|that)\s+(?:report|resolution|document|decision|paper|note|study|declaration)\b"
)

ANAPHORA = (  # the Protocol, the said Convention, the Optional Protocol
    r"[Tt]he\s+(?:said\s+|same\s+|latter\s+)?(?P<noun>(?:Optional\s+|Supplementary\s+|Vienna\s+|Refugee\s+|European\s+|American\s+"
    r"|ASEAN\s+|African\s+|Council\s+of\s+Europe\s+)?(?:Convention|Protocol|Covenant|Charter|Treaty|Statute|Agreement))(?![\w-])"
    r"(?!\s+(?:on|against|for|to|relating|concerning|of|in\s+respect)\s+(?:the\s+)?[A-Z])"
)
DEFINED = re.compile(  # ... Crime (hereinafter “the Convention”)
    r"(?:,\s\d{4})?\s?\((?:here(?:in)?after(?:,)?\s+(?:referred\s+to\s+as\s+)?)?(?:the\s+)?[“\"‘']?(?:the\s+)?"
    r"(?P<name>[A-Z][\w’' -]{1,60}?)[”\"’']?\)"
)
UNNAMED = (  # (“the Agreement”), behind a treaty that the table does not list
    r"\((?:here(?:in)?after,?\s+(?:referred\s+to\s+as\s+)?)?(?:the\s+)?[“\"](?:the\s+)?"
    r"(?P<unnamed>(?:[A-Z][a-z]+\s)?(?:Convention|Protocol|Covenant|Charter|Treaty|Statute|Agreement))[”\"]\)"
)
# article 5 of the Convention on Something Not in the Table
UNKNOWN_TREATY = re.compile(
    r"(?P<name>(?:(?:[A-Z][\w-]+|of|and)\s+){0,6}?(?:Convention|Protocol|Covenant|Treaty|Agreement)"
    r"(?:\s+(?:on|against|for|to|relating\s+to|concerning|of)\s+(?:the\s+)?[A-Z][\w’-]+(?:,?\s+(?:[A-Z][\w’-]+|of|and|the|in|on|for|to|against|or)){0,24}(?!\w))?)(?!\w)"
)
YEAR_BEFORE = r"(?:(?:19|20)\d\d\s+)?"  # the 1961 Vienna Convention
_WORKS = (  # what is entitled may be a publication ...
    r"papers?|reports?|study|studies|handbooks?|guides?|guidelines|publications?|manuals?|toolkits?|briefs?|books?|surveys?"
    r"|notes?|reviews?|tools?|documents?|assessments?|compilations?|collections?|compendiums?|digests?|modules?|guidance"
)
_EVENTS = (  # ... or an event, a part, a resolution
    r"(?:conferences?|congress|events?|forums?|meetings?|panels?|debates?|seminars?|workshops?|themes?|resolutions?|decisions?"
    r"|sections?|chapters?|annex|projects?|programmes?|campaigns?|initiatives?|courses?|segments?)(?=,?\s+(?:en)?titled)"
    r"|(?:items?|sub-items?|agendas?)(?!\w)"
)
ENTITLED = re.compile(  # a paper of the group entitled
    rf"(?<!\w)(?i:{_WORKS})(?!\w)(?:(?!(?<!\w)(?:{_EVENTS}))[^.;:“”\"]){{0,140}}?(?<!\w)(?:en)?titled,?\s*$"
)
NO_WORK = re.compile(rf"(?<!\w)(?:{_EVENTS}),?\s+(?:en)?titled,?\s*$")  # the sub-item entitled
_PAREN = r"\s?\((?P<paren>[^()]{1,160}(?:\([^()]{0,60}\)[^()]{0,100})?)\)"
AFTER_TITLE = re.compile(  # , Issue brief, No. 6 (July 2018), p. 3
    r"(?P<close>[”\"])?(?:,\s(?P<series>[A-Z][\w’ -]{2,60}?,?\s(?:No\.|vol\.|Series)\s?[\w.]{1,8}"
    r"(?:,\s(?:No\.|vol\.)\s?\w{1,6})?))?"
    rf"(?:{_PAREN})?(?P<press>,\s(?:press\s+release\s+of\s+|news\s+release\s+of\s+)?{_DAY})?"
)
FOREIGN = (  # document RTP/doc.16/06 rev.1
    r"(?:document|doc\.)\s+(?P<foreign>[A-Z]{2,8}/[\w.]{1,12}/[\w./]{0,20}\w(?:\s(?:rev|corr|add)\.\s?\d{1,2}){0,3})"
)
_SERIES = (  # the Group's issue brief No. 6 on ...
    r"(?:[Ii]ssue|[Pp]olicy|[Rr]esearch|[Tt]echnical|[Bb]riefing|[Ww]orking|[Dd]iscussion)\s+(?:[Bb]rief|[Pp]aper|[Nn]ote),?\s+"
    r"No\.\s?\d{1,4}(?!\w)"
)
_LAW = (
    r"(?:Penal\s|Criminal\s|Civil\s|Labou?r\s)?(?:Code|Act|Law|Constitution|Decree|Ordinance|Bill)\b"  # its Penal Code
)
_IBID = r"[Ii]bid\b\.?|[Ii]dem\b"
_SAME_FIRST = r"[Tt]he\s+same\s+(?:report|resolution|document|decision|paper|note|study)\b"  # the same report, para. 5


@cache
def target_pattern() -> re.Pattern[str]:
    """What pinpoints may lie in, where it starts: a symbol, a treaty, a resolution with or without its body."""
    number = rf"(?:{_NUMBERED}|\d{{3,4}})"
    return re.compile(
        rf"(?:{symbol_pattern()}|{YEAR_BEFORE}(?:{treaty_pattern()})|{text_pattern()}"
        rf"|(?:(?:{body_pattern()})(?:['’]s?)?\s+(?:in\s+)?(?:its\s+)?)?(?:[Rr]esolutions?|[Dd]ecisions?)\s+(?:[Nn]os?\.\s*)?{number}"
        rf"|{_SPECIAL}|{_BRACKET}|{DIRECTIVE})"
    )


@cache
def scanner() -> re.Pattern[str]:
    """What a text is searched with, once from start to end."""
    shorts = names([body.short for body in bodies() if body.short])
    branches = [
        r"(?P<url>https?://\S+|www\.\S+)",
        rf"(?P<symbol>{symbol_pattern()})",
        rf"(?P<act_name>{DIRECTIVE})",
        rf"(?P<foreign_document>{FOREIGN})",
        rf"(?P<treaty_name>{treaty_pattern()})",
        text_pattern(),
        r"(?P<itself>[Tt]h(?:is|e\s+present)\s+(?:Convention|Protocol|Covenant|Charter|Treaty|Statute|Agreement))(?!\w)",
        rf"(?P<anaphora>{ANAPHORA})",
        rf"(?P<body>{body_pattern()})(?!\w)",
        rf"(?P<short>[Tt]he\s+(?:{shorts})(?![\w-])|(?:{shorts})(?=(?:['’]s)?\s+(?:resolution|decision)))",
        rf"(?P<defined>{UNNAMED})",
        r"(?P<word>[Rr]esolutions?(?!\w)|[Dd]ecisions?(?!\w)|[Rr]es\.(?=\s)|UNSCRs?(?=\s))",
        rf"(?P<pin>{PINPOINT})",
        rf"(?P<sale>{SALES})",
        rf"(?P<book>{ISBN})",
        rf"(?P<series>{_SERIES})",
        rf"(?P<again>(?P<same>{_SAME_FIRST})|(?P<ibid>{_IBID}))",
        rf"(?P<number>(?<![-/.,]){_NUMBERED})",
        rf"(?P<law>{_LAW})",
        r"(?P<quote>[“\"])",
    ]
    return re.compile(r"(?<![\w/@#=%&?])(?:" + "|".join(branches) + ")")

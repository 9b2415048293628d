"""Which words a text holds, and which forms belong together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.indexer.analysis import fold, root, stem, word_list, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Victims, and their families.", "victims and their families", id="case and punctuation"),
        pytest.param("an attaché in Côte d’Ivoire", "an attache in cote d ivoire", id="accents and apostrophe"),
        pytest.param("the victim’s right, the victims’ rights", "the victim right the victims rights", id="possessive"),
        pytest.param("VICTIM'S", "victim", id="possessive in capitals"),
        pytest.param("front-line, front\u2011line, front–line", "front line front line front line", id="hyphens"),
        pytest.param("CTOC/COP/WG.4/2019/3", "ctoc cop wg 4 2019 3", id="symbol"),
        pytest.param("resolutions 71/167 and S-23/3", "resolutions 71 167 and s 23 3", id="resolutions"),
        pytest.param("snake_case", "snake case", id="underscore"),
        pytest.param("ﬁnes of Œuvre, straße", "fines of oeuvre strasse", id="ligatures"),
        pytest.param("cafe\u0301 society", "cafe society", id="decomposed"),
        pytest.param("Торговля людьми", "торговля людьми", id="Russian"),
        pytest.param("الاتّجار بالأشخاص", "الاتجار بالاشخاص", id="Arabic, vowels left out"),
        pytest.param("贩运人口 2019年", "贩 运 人 口 2019 年", id="Chinese, by character"),
        pytest.param("— … “” \u00a0", "", id="no words"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert word_list(text) == expected.split()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_places_are_true_and_both_ways_agree(text: str) -> None:
    found = list(words(text))
    assert [token.word for token in found] == word_list(text)
    assert all(fold(text[token.start : token.end]) == token.word for token in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_twice_is_folding_once(text: str) -> None:
    for word in word_list(text):
        assert fold(word) == word
        assert word == "".join(word_list(word))


SAME = [
    "victim victims",
    "traffic traffics trafficked trafficking",
    "trafficker traffickers",
    "organ organs",
    "organize organizes organized organizing",
    "organization organizations",
    "policy policies",
    "include includes included including",
    "note notes noted noting",
    "state states stated stating",
    "travel travels travelled travelling traveled",
    "control controls controlled controlling",
    "kidnap kidnapped kidnapping",
    "identify identifies identified identifying",
    "use uses used using",
    "die dies died dying",
    "agree agrees agreed agreeing",
    "child children",
    "woman women",
    "life lives",
    "analysis analyses",
    "crisis crises",
    "crime crimes",
    "tax taxes taxed",
    "process processes processed processing",
    "business businesses",
    "abuse abuses abused abusing",
    "proceed proceeds proceeded proceeding",
    "curriculum curricula",
    "thief thieves",
]
APART = [
    "organ organize organization",
    "traffic trafficker",
    "not note",
    "unit united",
    "us use",
    "plan plane",
    "life live",
    "policy police",
    "crime criminal",
    "consul consular consulate",
    "legislate legislation",
    "new news",
    "bus business",
]


ONE_ROOT = [
    "safe safely safety",
    "direct directly",
    "primary primarily",
    "alleged allegedly",
    "responsible responsibly responsibility",
    "discriminate discrimination discriminatory",
    "supervise supervision supervisory",
    "accountable accountability accountably",
    "racial racially racism",
    "recover recovery",
    "employ employer employee employment",
    "decide decision decisive",
    "promote promotion",
    "define definition",
    "compete competition",
    "migrant migration migratory",
    "smuggle smuggler smuggling",
    "kidnap kidnapper",
    "traffic trafficking trafficker",
    "private privacy",
    "terror terrorist",
    "member membership",
    "environment environmental",
    "consul consular consulate",
    "half halves",
]
ROOTS_APART = [
    "organ organize",
    "account accountable",
    "physical physician",
    "commit committee",
    "refer referral",
    "detain detail",
    "event eventual",
    "station state",
    "question quest",
    "mission miss",
    "ear early",
    "part party",
    "general generous",
    "labour laboratory",
    "depart department",
    "mine mineral",
    "fact faction",
    "hard hardship",
    "short shortly",
    "comply complication",
    "reply replicate",
]


@pytest.mark.parametrize("forms", ONE_ROOT, ids=lambda forms: forms.split()[0])
def test_what_derives_from_one_root(forms: str) -> None:
    assert len({root(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("forms", ROOTS_APART, ids=lambda forms: forms.split()[0])
def test_what_only_looks_derived_keeps_apart(forms: str) -> None:
    assert len({root(form) for form in forms.split()}) == len(forms.split())


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: forms.split()[0])
def test_inflected_forms_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("forms", APART, ids=lambda forms: forms.split()[0])
def test_derived_words_keep_apart(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == len(forms.split())


@given(st.from_regex(r"[a-z0-9é]{1,12}", fullmatch=True))
def test_a_stem_is_never_empty(word: str) -> None:
    assert stem(word)

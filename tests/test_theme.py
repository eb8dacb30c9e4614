"""The palette does what it must: readable on its ground, told apart by every eye, nothing but the tokens."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from baogao.story.theme import DARK, LIGHT, MODES, config, palette, sans, serif, sizes

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
BLIND = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
Triple = tuple[float, float, float]


def linear(color: str) -> Triple:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)  # type: ignore[return-value]


def contrast(one: str, other: str) -> float:
    def light(color: str) -> float:
        r, g, b = linear(color)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: Triple) -> Triple:
    r, g, b = (min(max(c, 0.0), 1.0) for c in rgb)
    xyz = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    )
    fx, fy, fz = (c ** (1 / 3) if c > 216 / 24389 else (24389 / 27 * c + 16) / 116 for c in xyz)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def ciede2000(one: Triple, other: Triple) -> float:
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 if a or b else 0.0 for a, b in ((a1, b1), (a2, b2)))
    dh = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    big_dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = h1 + h2 if c1 * c2 == 0 else (h1 + dh / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(mean_h - 30))
        + 0.24 * math.cos(math.radians(2 * mean_h))
        + 0.32 * math.cos(math.radians(3 * mean_h + 6))
        - 0.20 * math.cos(math.radians(4 * mean_h - 63))
    )
    sl = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    sc, sh = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    turn = 30 * math.exp(-(((mean_h - 275) / 25) ** 2))
    rt = -2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7)) * math.sin(math.radians(2 * turn))
    dl, dc = (l2 - l1) / sl, (c2 - c1) / sc
    return math.sqrt(dl**2 + dc**2 + (big_dh / sh) ** 2 + rt * dc * (big_dh / sh))


def seen(color: str, eye: str) -> Triple:
    rgb = linear(color)
    return lab(tuple(sum(w * c for w, c in zip(row, rgb, strict=True)) for row in BLIND[eye]))  # type: ignore[arg-type]


def test_ciede2000_agrees_with_published_pairs() -> None:
    # Sharma, Wu and Dalal 2005, table 1, pairs 1, 7 and 25.
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((50, 0, 0), (50, -1, 2)) == pytest.approx(2.3669, abs=1e-4)
    assert ciede2000((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(
        1.2644, abs=1e-4
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("token", ["ink", "grey", "promised", "done"])
def test_text_has_contrast(mode: str, token: str) -> None:
    colors = palette(mode)
    assert contrast(colors[token], colors["paper"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("status", ["promised", "done"])
def test_chosen_figures_have_contrast_on_their_wash(mode: str, status: str) -> None:
    colors = palette(mode)
    assert contrast(colors[status], colors[f"{status}_wash"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("token", ["other", "strip", "promised", "done"])
def test_marks_have_contrast(mode: str, token: str) -> None:
    colors = palette(mode)
    assert contrast(colors[token], colors["paper"]) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_hairlines_carry_no_meaning(mode: str) -> None:
    assert contrast(palette(mode)["hairline"], palette(mode)["paper"]) < 2


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("eye", sorted(BLIND))
def test_promised_and_done_are_told_apart_by_every_eye(mode: str, eye: str) -> None:
    colors = palette(mode)
    assert ciede2000(seen(colors["promised"], eye), seen(colors["done"], eye)) >= 20


def test_modes_have_the_same_tokens_and_no_colour_twice() -> None:
    assert list(LIGHT) == list(DARK)
    for colors in (LIGHT, DARK):
        assert all(one != other for one, other in combinations(colors.values(), 2))
    assert not set(LIGHT.values()) & set(DARK.values())


def test_an_unknown_mode_names_the_known() -> None:
    with pytest.raises(ValueError, match="light, dark"):
        palette("sepia")


@pytest.mark.parametrize("face", [sans, serif])
def test_each_script_has_its_own_faces(face: object) -> None:
    hant, hans = face("zh-Hant"), face("zh-Hans")  # type: ignore[operator]
    assert "TC" in hant
    assert "SC" not in hant
    assert "SC" in hans
    assert "TC" not in hans
    assert hant.endswith("serif")


def test_nothing_in_the_config_is_a_frame() -> None:
    made = config("zh-Hant", "dark")
    assert made["background"] == "transparent"
    assert made["view"] == {"stroke": None}
    assert made["axis"] == {"disable": True}


@pytest.mark.parametrize("width", [320, 358, 704, 1200, 1728])
def test_no_size_is_below_twelve(width: int) -> None:
    made = sizes(width)
    assert min(made.row, made.small, made.axis) >= 12

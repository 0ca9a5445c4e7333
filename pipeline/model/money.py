"""Money (金额): whole fen (分) inside; yuan (元) and 万元 only where people type or read it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
FEN_PER_YI = 10_000_000_000
WAN_PLACES = 2


def half_up(value: Decimal | Fraction | int, places: int = 2) -> Decimal:
    """Round to `places` decimals, halves away from zero, exactly."""
    return _rounded(*value.as_integer_ratio(), places)


def _rounded(top: int, bottom: int, places: int) -> Decimal:
    """Divide two whole numbers, half up."""
    whole = (2 * abs(top) * 10**places + bottom) // (2 * bottom)
    return Decimal(whole if top >= 0 else -whole).scaleb(-places)


def plain(number: Decimal) -> str:
    """Print without trailing zeros and without an exponent: 30.00 becomes 30."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan_to_fen(yuan: Decimal) -> int | None:
    """Whole fen of an amount in yuan; None where it has more than two decimals."""
    fen = yuan * FEN_PER_YUAN
    return int(fen) if fen == fen.to_integral_value() else None


def yuan_text(fen: int) -> str:
    """Print an amount as tables do, in yuan: 325,067.00."""
    return f"{Decimal(fen).scaleb(-2):,.2f}"


def wan_text(fen: int, places: int = WAN_PLACES) -> str:
    """Print an amount as prose does, in 万元, rounded half up, trailing zeros cut: 83.28."""
    return plain(_rounded(fen, FEN_PER_WAN, places))


def exact_wan_text(fen: int) -> str:
    """Print an amount in 万元 without rounding, as the official form does: up to 6 decimals."""
    return plain(Decimal(fen).scaleb(-6))


def limit_text(fen: int) -> str:
    """Print a limit the way titles do: 200万元 where it is whole 万, else in 元."""
    if fen % FEN_PER_WAN == 0:
        return f"{fen // FEN_PER_WAN}万元"
    return f"{plain(Decimal(fen).scaleb(-2))}元"


def percent_text(part: int, whole: int) -> str:
    """Print a rate with at most two decimals, rounded half up: 88.74%, 100%."""
    return plain(half_up(Fraction(part * 100, whole))) + "%"


def to_decimal(number: float | Decimal) -> Decimal:
    """Exact decimal of a cell's number, doubles taken at 15 significant digits as Excel shows them."""
    return Decimal(f"{number:.15g}") if isinstance(number, float) else Decimal(number)

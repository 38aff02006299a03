"""Exact money for the calculator: amounts are whole minor units, what is not rounded yet is a fraction."""

from fractions import Fraction

DIGITS = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3}


def rounded(exact, mode="half-up"):
    """A fraction to a whole number. Half up is half away from zero, so that the sign never matters."""
    sign, exact = (-1, -exact) if exact < 0 else (1, Fraction(exact))
    whole, rest = divmod(exact.numerator, exact.denominator)
    twice = 2 * rest
    if mode == "half-up":
        up = twice >= exact.denominator
    elif mode == "half-even":
        up = twice > exact.denominator or (twice == exact.denominator and whole % 2 == 1)
    else:
        assert mode == "down", mode
        up = False
    return sign * (whole + up)


def apportion(total, parts, mode="half-up"):
    """A total over exact parts: each is rounded, and the rest goes, a unit each, to those rounded furthest the other way."""
    shares = [rounded(part, mode) for part in parts]
    rest = total - sum(shares)
    step = 1 if rest > 0 else -1
    order = sorted(range(len(parts)), key=lambda i: (step * (shares[i] - parts[i]), i))
    for place in range(abs(rest)):
        shares[order[place % len(order)]] += step
    return shares


def over(total, weights, mode="half-up"):
    """A total apportioned in proportion to weights."""
    whole = sum(weights)
    if not whole:
        return [0 for _ in weights]
    return apportion(total, [Fraction(total) * Fraction(weight) / whole for weight in weights], mode)


def units(text, currency):
    """What the text of an amount is in minor units, exactly."""
    return Fraction(text) * 10 ** DIGITS[currency]


def text(amount, currency):
    """Minor units as they are printed: 139748 is 1397.48."""
    digits = DIGITS[currency]
    sign, figures = "-" if amount < 0 else "", str(abs(amount)).rjust(digits + 1, "0")
    return sign + (f"{figures[:-digits]}.{figures[-digits:]}" if digits else figures)

"""Currencies by their ISO 4217 codes, their signs and their English names."""

from __future__ import annotations

import re
from types import MappingProxyType

CODES = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ "
    "GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP "
    "LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR "
    "PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC "
    "SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XDR XOF XPF "
    "YER ZAR ZMW ZWG".split()
)
"""The codes of the currencies in use; those of funds, metals and bonds are left out (ISO 4217)."""

_LIKE_WORDS = frozenset("ALL COP CUP MOP PEN SOS TOP TRY".split())
"""Codes that are also words or other abbreviations: "COP 26", "ALL 12 members"."""

_SIGNS = MappingProxyType(
    {
        "$": "USD",
        "US$": "USD",
        "U.S.$": "USD",
        "USD$": "USD",
        "$US": "USD",
        "A$": "AUD",
        "AU$": "AUD",
        "AUD$": "AUD",
        "C$": "CAD",
        "CA$": "CAD",
        "CAD$": "CAD",
        "CDN$": "CAD",
        "HK$": "HKD",
        "NT$": "TWD",
        "NZ$": "NZD",
        "R$": "BRL",
        "S$": "SGD",
        "€": "EUR",
        "£": "GBP",
        "¥": "JPY",
        "₦": "NGN",
        "₩": "KRW",
        "₪": "ILS",
        "₫": "VND",
        "₱": "PHP",
        "₴": "UAH",
        "₸": "KZT",
        "₹": "INR",
        "₺": "TRY",
        "₽": "RUB",
        "₾": "GEL",
    }
)
"""What a sign stands for where the text does not say otherwise: a bare "$" can have a name behind it."""

_NAMES = MappingProxyType(
    {
        "AUD": "Australian dollars?",
        "BRL": "Brazilian real|(?:Brazilian )?reais",
        "CAD": "Canadian dollars?",
        "CHF": "Swiss francs?",
        "CLP": "Chilean pesos?",
        "CNY": "(?:Chinese )?(?:yuan|renminbi)",
        "COP": "Colombian pesos?",
        "CZK": "Czech (?:crowns?|korunas?)",
        "DKK": "Danish (?:krone[rs]?|crowns?)",
        "EGP": "Egyptian pounds?",
        "EUR": "euros?",
        "GBP": "pounds? sterling|British pounds?|sterling",
        "HKD": "Hong Kong dollars?",
        "HUF": "(?:Hungarian )?forints?",
        "IDR": "(?:Indonesian )?rupiahs?",
        "ILS": "(?:new )?(?:Israeli )?she[kq]els?",
        "INR": "Indian rupees?",
        "ISK": "Icelandic (?:krón(?:a|ur)|kronas?)",
        "JPY": "(?:Japanese )?yen",
        "KRW": "(?:South )?Korean won",
        "MXN": "Mexican pesos?",
        "MYR": "(?:Malaysian )?ringgits?",
        "NGN": "(?:Nigerian )?nairas?",
        "NOK": "Norwegian (?:krone[rs]?|crowns?)",
        "NZD": "New Zealand dollars?",
        "PHP": "Philippine pesos?",
        "PKR": "Pakistani? rupees?",
        "PLN": "(?:Polish )?z[lł]oty(?:s|ch)?",
        "RUB": "(?:Russian )?rou?bles?",
        "SAR": "Saudi (?:Arabian )?riyals?",
        "SEK": "Swedish (?:kron(?:a|or)|crowns?)",
        "SGD": "Singapore(?:an)? dollars?",
        "THB": "(?:Thai )?baht",
        "TRY": "Turkish liras?",
        "TWD": "(?:New )?Taiwan(?:ese)? dollars?",
        "UAH": "(?:Ukrainian )?hryvni?as?",
        "USD": "(?:(?:US|U\\.S\\.|United States|American) )?dollars?",
        "VND": "(?:Vietnamese )?dong",
        "XDR": "special drawing rights?",
        "ZAR": "(?:South African )?rand",
    }
)
"""The names of currencies as patterns. Pesos, crowns, francs and the like need to say whose they are."""

SIGN = rf"(?:(?:{'|'.join(sorted((re.escape(one) for one in _SIGNS), key=len, reverse=True))}) ?)"
"""A pattern for a sign before an amount."""

CODE = rf"(?-i:(?:{'|'.join(sorted(CODES))})\b)"
"""A pattern for a code, in capitals."""

NAME = rf"(?:{'|'.join(_NAMES.values())})\b"
"""A pattern for a name; to be searched without case."""

_NAME = re.compile("|".join(rf"(?P<{code}>{names})" for code, names in _NAMES.items()), re.IGNORECASE)


def currency(words: str) -> str | None:
    """The code of the currency that a sign, code or name stands for, None for other words.

    >>> currency("R$"), currency("NOK"), currency("Canadian dollars"), currency("pounds")
    ('BRL', 'NOK', 'CAD', None)
    """
    words = words.strip()
    if words in CODES:
        return words
    named = _NAME.fullmatch(words)
    return _SIGNS.get(words.upper()) or (named and named.lastgroup)


def reads_as_word(code: str) -> bool:
    """Whether a code before a number may be another word: it counts only before a large amount."""
    return code in _LIKE_WORDS

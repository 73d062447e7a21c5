"""How the parts of an instrument begin and end: the set phrases of treaties, resolutions and declarations."""

from __future__ import annotations

import re

_OPENING_WORDS = (
    "acknowledging acting affirming aiming alarmed anxious appalled appealing appreciating approving aware"
    " bearing believing cognizant commending committed concerned concluding condemning confirming"
    " congratulating conscious considering contemplating convinced declaring deploring desiring desirous"
    " determined dismayed distressed disturbed emphasising emphasizing encouraged endorsing expecting"
    " expressing fulfilling guided having highlighting hoping indignant inspired invoking keeping mindful"
    " moved noting observing paying praising reaffirming realising realizing recalling recognising"
    " recognizing referring regretting reiterating remembering renewing resolved resolving respecting"
    " seeking shocked stressing supporting taking underlining underscoring urging viewing welcoming"
    " whereas wishing"
).split()
_BEFORE_THEM = (
    "again also and deeply firmly fully further gravely keenly once particularly profoundly seriously still"
    " strongly"
).split()


def _capitalised(words: list[str]) -> str:
    """A pattern for any of `words` with a capital, or in capitals alone."""
    return "|".join(form for word in words for form in (word.capitalize(), word.upper()))


PREAMBULAR = re.compile(
    rf"[*_]{{0,3}}(?:(?:{_capitalised(_BEFORE_THEM)}|again) )*"
    rf"(?:{_capitalised(_OPENING_WORDS)}|United (?:in|by)"
    rf"|(?<=[a-zA-Z] )(?:{'|'.join(_OPENING_WORDS)}))\b"
)
"""How a paragraph of a preamble begins: the participles and adjectives of United Nations drafting."""

RECITAL = re.compile(
    r"(?:[A-Z][a-z]+ly )?(?!United\b|King\b|During\b|According\b|Notwithstanding\b)(?:[A-Z][a-z]+(?:ing|ed)"
    r"|[A-Z]{2,}(?:ING|ED)|[A-Z][a-z]+(?<!s)(?= (?:at|by|that)\b)|(?<=ly )[a-z]+(?:ing|ed))\b"
)
"""How a recital may begin that is known by its place: with any participle, adverb or adjective."""

_OPERATIVE_VERBS = (
    "accepts acknowledges adopts affirms agrees appeals appoints approves asks authorises authorizes calls"
    " commends condemns confirms congratulates considers decides declares deplores designates determines"
    " directs draws emphasises emphasizes encourages endorses establishes expresses extends instructs invites"
    " notes proclaims reaffirms recalls recognises recognizes recommends regrets reiterates reminds renews"
    " requests resolves stresses supports takes terminates underlines underscores urges warns welcomes"
).split()

OPERATIVE = re.compile(
    rf"(?:(?:Also|Further|Again|Hereby|Once more|Solemnly|Strongly) )?(?:{_capitalised(_OPERATIVE_VERBS)}"
    rf"|(?<=[a-z] )(?:{'|'.join(_OPERATIVE_VERBS)}))\b"
)
"""How an operative paragraph begins: with a verb of the same drafting, "Decides", "Also requests"."""

NAMING = re.compile(r"(?:The|THE|We|WE)\b")
"""How the line begins that says who speaks: "The Security Council,", "We, the Heads of State,"."""

FORMULA = re.compile(
    r"\b(?:agreed?|declares?|decided?|resolved?|proclaims?|adopt(?:ed)?|affirm|undertake|commit)\b[^.]{0,60}:[-–—─]?$",
    re.IGNORECASE,
)
"""How the line ends that leads from the preamble to what is agreed: "have agreed as follows:"."""

_MADE = "signed|adopted|issued|concluded"
MADE = re.compile(rf"\b(?:{_MADE}|done)\b", re.IGNORECASE)
"""What a line has that says when an instrument was made, and not when its copy was printed."""

CLOSING = re.compile(
    rf"(?:in (?:witness|faith) whereof|done (?:at|in|on|this)|agreed (?:at|in|on|this) [A-Z]"
    rf"|(?:{_MADE}) (?:at|in|on|this|by|unanimously|without a vote)"
    rf"|\d+(?:st|nd|rd|th) (?:plenary )?meeting)\b",
    re.IGNORECASE,
)
"""How the words begin that say where and when an instrument was signed or adopted."""

_FOR_WHOM = "government|kingdom|republic|state|people|federal|united|european|commonwealth|union|delegation"
SIGNATORY = re.compile(
    rf"(?:\(?signed\)?|/s/|s/)[ :].*|_{{3,}}|for (?:and on behalf of )?(?:the )?(?:{_FOR_WHOM})\b.*"
    r"|on behalf of\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""The lines under which somebody signs."""

ARTICLE_ALONE = re.compile(
    r"[*_]{0,3}(?:article|section|rule)[ \xa0](?:\d+|[ivxlc]+)[.*_]{0,4}", re.IGNORECASE
)
"""A line with the number of an article and nothing else."""

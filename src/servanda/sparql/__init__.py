"""The text of SPARQL queries: what they ask for, which variables they have, and terms in their place."""

from servanda.sparql.asking import Form, form_of, limited, refuse_service
from servanda.sparql.binding import bound, check_bindable
from servanda.sparql.tokens import line_of, prefixes, variables

__all__ = [
    "Form",
    "bound",
    "check_bindable",
    "form_of",
    "limited",
    "line_of",
    "prefixes",
    "refuse_service",
    "variables",
]

"""Words around figures, by language: data for the parser, all in lower case.

Languages: German, English, French, Italian, Dutch. Number words themselves come from text2num.
A space stands for any space; a phrase that ends in an apostrophe stands before a vowel ("plus d'").
"""

LANGUAGES = ("de", "en", "fr", "it", "nl")

# Powers of ten. Short forms are written the same way in all five languages.
SCALES = {
    "thousand": 3, "mille": 3, "mila": 3, "duizend": 3, "tausend": 3, "tsd": 3,
    "million": 6, "millions": 6, "millionen": 6, "miljoen": 6, "milione": 6, "milioni": 6,
    "mio": 6, "mios": 6, "mln": 6, "mn": 6,
    "milliard": 9, "milliards": 9, "milliarde": 9, "milliarden": 9, "miljard": 9,
    "miliardo": 9, "miliardi": 9, "mia": 9, "mrd": 9, "mld": 9, "md": 9, "mds": 9, "bn": 9,
}  # fmt: skip
# The same words mean other powers on the short scale (English) and on the long one (the others).
SHORT_SCALE = {"billion": 9, "billions": 9, "trillion": 12, "trillions": 12}
LONG_SCALE = {
    "billion": 12, "billions": 12, "billionen": 12, "biljoen": 12, "bilione": 12, "bilioni": 12
}  # fmt: skip
# Single letters are scales only beside the digits or a currency.
LETTERS = {"k": 3, "m": 6, "b": 9}

# What a figure is in: the code of a unit, or its beginning (EUR for EUR_million).
CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "us$": "USD", "usd": "USD", "$": "USD", "dollar": "USD", "dollars": "USD",
    "£": "GBP", "gbp": "GBP",
    "chf": "CHF", "francs": "CHF", "swiss francs": "CHF", "franken": "CHF",
    "dkk": "DKK", "ecu": "ECU",
}  # fmt: skip
SHARES = {
    "%": "percent", "percent": "percent", "per cent": "percent", "pour cent": "percent",
    "pourcent": "percent", "pc": "percent", "p.c": "percent", "procent": "percent",
    "prozent": "percent", "per cento": "percent", "percento": "percent",
    "percentage point": "percentage_points", "percentage points": "percentage_points",
    "point de pourcentage": "percentage_points", "points de pourcentage": "percentage_points",
    "punto percentuale": "percentage_points", "punti percentuali": "percentage_points",
    "procentpunt": "percentage_points", "procentpunten": "percentage_points",
    "prozentpunkt": "percentage_points", "prozentpunkte": "percentage_points",
    "prozentpunkten": "percentage_points",
}  # fmt: skip

# Before a figure. Signs count in every language.
SIGNS = {"≈": "about", ">": "more_than", "<": "less_than", "≥": "at_least", "≤": "at_most"}
QUALIFIERS = {
    "de": {
        "about": ("etwa", "rund", "circa", "ca.", "ungefähr", "gut"),
        "nearly": ("fast", "knapp", "beinahe", "nahezu"),
        "less_than": ("weniger als", "unter"),
        "at_most": ("höchstens", "maximal", "bis zu"),
        "more_than": ("mehr als", "über"),
        "at_least": ("mindestens", "wenigstens"),
    },
    "en": {
        "about": (
            "about", "around", "approximately", "roughly", "circa", "ca.", "c.", "some",
            "estimated", "an estimated",
        ),
        "nearly": ("nearly", "almost", "close to", "just under"),
        "less_than": ("less than", "fewer than", "under", "below"),
        "at_most": ("at most", "up to", "no more than", "maximum"),
        "more_than": ("more than", "in excess of", "over", "above", "exceeding", "exceeds", "exceeded"),
        "at_least": ("at least", "no less than", "no fewer than", "minimum"),
    },
    "fr": {
        "about": ("environ", "autour de", "quelque", "quelques", "à peu près", "env."),
        "nearly": ("près de", "près d'", "presque", "quasi", "quasiment"),
        "less_than": ("moins de", "moins d'", "sous"),
        "at_most": ("au plus", "au maximum", "jusqu'à", "maximum"),
        "more_than": (
            "plus de", "plus d'", "au-delà de", "dépassé", "dépasse", "dépassent", "dépassant",
        ),
        "at_least": ("au moins", "au minimum", "minimum", "pas moins de", "pas moins d'"),
    },
    "it": {
        "about": ("circa", "intorno a", "all'incirca", "pressappoco", "ca."),
        "nearly": ("quasi", "poco meno di", "vicino a"),
        "less_than": ("meno di", "sotto"),
        "at_most": ("al massimo", "al più", "fino a"),
        "more_than": ("più di", "più d'", "oltre"),
        "at_least": ("almeno", "non meno di"),
    },
    "nl": {
        "about": ("ongeveer", "circa", "ca.", "zowat", "rond", "zo'n", "omstreeks"),
        "nearly": ("bijna", "haast", "nagenoeg", "krap"),
        "less_than": ("minder dan", "onder"),
        "at_most": ("hoogstens", "maximaal", "ten hoogste", "tot wel"),
        "more_than": ("meer dan", "ruim", "boven"),
        "at_least": ("minstens", "ten minste", "tenminste", "minimaal"),
    },
}  # fmt: skip
# After a figure.
AT_LEAST_AFTER = (
    "+", "or more", "ou plus", "o più", "of meer", "oder mehr", "au moins", "at least"
)  # fmt: skip
# Words that may stand between a qualifier and its figure, or a figure and its unit.
FILLERS = (
    "the", "a", "an", "of", "d'", "l'", "de", "des", "du", "le", "la", "les", "un", "une",
    "di", "il", "lo", "i", "gli", "da", "het", "een", "van", "der", "die", "das", "von", "in",
)  # fmt: skip

# Between two figures: a range by itself, or one only after an opening word. Both share the scale
# and the unit that stand after the second.
RANGE_BY_ITSELF = ("-", "to", "à", "a", "ad", "al", "bis", "tot")
RANGE_AFTER_OPENER = ("and", "et", "e", "ed", "und", "en", "or", "ou", "o", "oder", "of")
OPENERS = ("between", "entre", "tra", "fra", "zwischen", "tussen")

# Words for about so many, in the singular; the plural is a number only after a numeral.
COLLECTIVES = {
    "dozen": 12, "dutzend": 12, "dozijn": 12,
    "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20,
    "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "millier": 1000,
    "decina": 10, "dozzina": 12, "quindicina": 15, "ventina": 20, "trentina": 30,
    "quarantina": 40, "cinquantina": 50, "sessantina": 60, "settantina": 70, "ottantina": 80,
    "novantina": 90, "centinaio": 100, "migliaio": 1000,
    "tiental": 10, "twaalftal": 12, "vijftiental": 15, "twintigtal": 20, "dertigtal": 30,
    "veertigtal": 40, "vijftigtal": 50, "zestigtal": 60, "zeventigtal": 70, "tachtigtal": 80,
    "negentigtal": 90, "honderdtal": 100, "duizendtal": 1000,
}  # fmt: skip
COLLECTIVE_PLURALS = {
    "douzaines": 12, "dizaines": 10, "centaines": 100, "milliers": 1000, "decine": 10,
    "dozzine": 12, "centinaia": 100, "migliaia": 1000, "tientallen": 10, "honderdtallen": 100,
}  # fmt: skip
# Parts of a whole that text2num does not count among the ordinals.
PARTS = {
    "half": 2, "tiers": 3, "quart": 4, "quarts": 4, "quarter": 4, "quarters": 4, "kwart": 4,
    "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8,
    "neuntel": 9, "zehntel": 10,
}  # fmt: skip
HALF_OF = ("half of", "la moitié", "la metà", "de helft", "die hälfte", "der hälfte")
HALVES = ("half", "demi", "demie", "mezzo", "mezza", "halve", "halbe", "halben", "halbes")
ONE_AND_A_HALF = ("anderthalb", "eineinhalb", "anderhalf", "anderhalve")
# Articles: one before a scale, a part or a half, and no number elsewhere.
ARTICLES = ("a", "an", "un", "une", "uno", "una", "een", "ein", "eine", "einen", "einer", "einem")
# "Several hundred" is no number.
INDEFINITE = (
    "several", "few", "many", "plusieurs", "alcune", "alcuni", "parecchie", "enkele",
    "verschillende", "mehrere", "einige", "viele",
)  # fmt: skip

# The first place in words, unless it is said of several ("one of the largest").
FIRST_PLACE = (
    "highest", "largest", "biggest", "leading", "leader",
    "en tête", "numéro un", "numero uno",
    "più alto", "più alta", "più alti", "più alte", "più elevato", "più elevata",
    "hoogste", "grootste", "koploper", "höchste", "höchsten", "größte", "größten", "führend",
    *(
        f"{article} plus {adjective}"
        for article in ("le", "la", "les")
        for adjective in (
            "élevé", "élevée", "élevés", "élevées", "haut", "haute", "hauts", "hautes",
            "grand", "grande", "grands", "grandes", "important", "importante",
        )
    ),
)  # fmt: skip
ONE_OF = (
    "of the", "among the", "dei", "degli", "delle", "tra i", "tra le", "van de", "onder de",
    "einer der", "eine der", "eines der", "zu den",
)  # fmt: skip
# Second to tenth, as first part of a German superlative: the "zweitgrößte".
GERMAN_ORDINAL_STEMS = {
    "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "acht": 8,
    "neunt": 9, "zehnt": 10,
}  # fmt: skip
# Before a rank in digits, and after one.
RANK_BEFORE = ("n.", "n°", "nr.", "no.", "#", "number", "numéro", "numero", "nummer")
RANK_AFTER = ("st", "nd", "rd", "th", "er", "re", "ère", "e", "ème", "de", "ste", "º", "°", "ª")

# Where a text tells a fall, its figures may be meant with a minus.
FALLS = (
    "decline", "declined", "decrease", "decreased", "drop", "dropped", "fall", "fell", "loss",
    "baisse", "baissé", "diminue", "diminué", "diminution", "recul", "reculé", "perte",
    "calo", "calato", "diminuzione", "diminuito", "perdita",
    "daling", "daalde", "gedaald", "verlies", "afname",
    "rückgang", "gesunken", "sank", "abnahme", "verlust",
)  # fmt: skip

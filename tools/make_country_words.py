#!/usr/bin/env python3
"""Makes crates/verbale/data/country_words.tsv from the knowledge tables.

usage: make_country_words.py KNOWLEDGE_FOLDER > crates/verbale/data/country_words.tsv

One row for each word or phrase that stands for one country or international body alone: words, code, what the words are, source.
Words that stand for two countries (Congo, Georgian towns) are left out rather than guessed at.
"""
import csv
import sys
from pathlib import Path

# Bodies that the table of blocs lacks.
BODIES = {"UN": ["United Nations", "UN", "U.N.", "UN Security Council", "U.N. Security Council", "UNHCR", "UNICEF"], "IMF": ["IMF", "International Monetary Fund"],
          "WB": ["World Bank"], "WHO": ["World Health Organization", "WHO"], "WTO": ["WTO", "World Trade Organization"],
          "IAEA": ["IAEA", "International Atomic Energy Agency"], "ICC": ["International Criminal Court", "ICC"]}
SHORT = {"US", "UK", "EU", "AU", "UN"}
"""Two-letter words that may stand for a country; others (`NA`, `Lao`) are more often something else."""
COLUMNS = {"names": "name", "former_names": "name", "adjectives": "adjective", "demonyms": "demonym", "capitals": "capital",
           "metonyms": "metonym"}


def rows(folder):
    for country in csv.DictReader(open(folder / "countries.csv", encoding="utf-8")):
        for column, what in COLUMNS.items():
            for words in country[column].split("|"):
                yield words.strip(), country["iso3"], what, country["sources"].replace("|", ", ")
    for metonym in csv.DictReader(open(folder / "metonyms.csv", encoding="utf-8")):
        yield metonym["text"], metonym["iso3"], "metonym", "hand (general knowledge), CC0"
    for bloc in csv.DictReader(open(folder / "blocs.csv", encoding="utf-8")):
        if bloc["kind"] == "org":
            for words in [bloc["name"], *bloc["aliases"].split("|")]:
                yield words.strip(), f"IGO {bloc['bloc_id']}", "body", bloc["source"]


    for code, names in BODIES.items():
        for words in names:
            yield words, f"IGO {code}", "body", "hand (general knowledge), CC0"


def main(folder):
    found = {}
    for words, code, what, source in rows(Path(folder)):
        fits = len(words) > 2 or words in SHORT
        if fits and (words[:1].isupper() or words.startswith("the ")):
            found.setdefault(words.removeprefix("the "), {}).setdefault(code, (what, source))
    print("# Words that stand for one country or international body. Made by tools/make_country_words.py.")
    print("# Sources and licences: country-codes (PDDL 1.0), CIA World Factbook (CC0), own work (CC0); named in each row.")
    print("# words\tcode\twhat\tsource")
    for words, codes in sorted(found.items()):
        if len(codes) == 1:
            (code, (what, source)), = codes.items()
            print(words, code, what, source, sep="\t")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else __doc__)

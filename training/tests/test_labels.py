"""The labels that the model is trained on are those of the published record. Needs the standard library alone."""
import json
import unittest
from pathlib import Path

from verbale_training import labels

SCHEMA = Path(__file__).resolve().parents[2] / "crates" / "verbale-record" / "schema" / "verbale-1.schema.json"


class Labels(unittest.TestCase):
    def setUp(self):
        self.schema = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]

    def test_closed_sets_are_those_of_the_schema_in_its_order(self):
        for name, ours in {"stance": labels.STANCES, "status": labels.STATUSES, "kind": labels.KINDS, "type": labels.TYPES}.items():
            self.assertEqual(ours, self.schema[name]["enum"], name)

    def test_modes_of_each_type_are_those_of_the_schema(self):
        for rule in self.schema["event"]["allOf"]:
            kind = rule["if"]["properties"]["type"]["const"]
            modes = [mode for mode in rule["then"]["properties"]["mode"]["enum"] if mode]
            self.assertEqual(labels.MODES[kind].split(), modes, kind)


if __name__ == "__main__":
    unittest.main()

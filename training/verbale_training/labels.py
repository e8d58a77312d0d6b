"""The label sets of the model, in the order of its output units; exported with the weights."""

STANCES = ["says", "knows", "believes", "doubts", "denies", "wants", "intends", "asks"]
STATUSES = ["actual", "intended", "wanted", "possible", "negated"]
KINDS = ["person", "government", "organisation", "people", "place", "process"]
SECTORS = ["", *"GOV MIL COP JUD LEG PTY REB PRM SPY UAF UNK BUS CRM CVL EDU ELI JRN LAB MED REF OPP REL SOC AGR PRE".split(),
           "IGO", "NGO", "MNC"]
MODES = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "",
    "AID": "", "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet", "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize", "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack "
               "aerial drone heavy-weapons crowd-control unconventional",
}
TYPES = list(MODES)
TYPE_MODES = [(t, m) for t in TYPES for m in ["", *MODES[t].split()]]
PLV = ["ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
       "SANCTION", "SUPPORT", "THREATEN", "YIELD"]

PREDICATES = ["cue", "trigger", "process"]
"""Kinds of predicates; each has a tagger of its own. A fourth tagger marks mentions."""
TAGGERS = [*PREDICATES, "mention"]
ROLES = {"cue": ["source", "content", "via"], "trigger": ["actor", "recipient"], "process": ["party"]}
ARGUMENT_TAGS = 1 + 2 * max(map(len, ROLES.values()))
"""Tags of the argument head: O, then B and I of each role; kinds with fewer roles leave the last ones unused."""

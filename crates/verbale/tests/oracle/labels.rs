//! The labels and chains of the weights, made from the sets of the record.

use verbale_encoder::{Chain, Chains, Labels};
use verbale_record::{Kind, Stance, Status, Type};

/// Numbers of the kinds of predicates.
pub const CUE: usize = 0;
pub const TRIGGER: usize = 1;
pub const PROCESS: usize = 2;

const PREDICATES: [(&str, &[&str]); 3] =
    [("cue", &["source", "content", "via"]), ("trigger", &["actor", "recipient"]), ("process", &["party"])];

/// PLOVER's sectors and what takes their place; the empty one means none.
pub const SECTORS: &str = " GOV MIL COP JUD LEG PTY REB PRM SPY UAF UNK BUS CRM CVL EDU ELI JRN LAB MED REF OPP REL SOC AGR \
                           PRE IGO NGO MNC";

const PLV: &str = "ACCUSE AGREE AID ASSAULT COERCE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST SANCTION SUPPORT \
                   THREATEN YIELD";

/// Score of a step that no tagging takes.
const FORBIDDEN: f32 = -1e4;

/// What the scores stand for.
pub fn labels() -> Labels {
    let strings = |words: &mut dyn Iterator<Item = &str>| words.map(str::to_owned).collect::<Vec<_>>();
    let modes = |kind: &Type| {
        let modes = kind.modes().iter().map(ToString::to_string);
        std::iter::once(String::new()).chain(modes).map(|mode| (kind.to_string(), mode)).collect::<Vec<_>>()
    };
    Labels {
        predicates: strings(&mut PREDICATES.iter().map(|(name, _)| *name)),
        taggers: strings(&mut PREDICATES.iter().map(|(name, _)| *name).chain(["mention"])),
        roles: PREDICATES
            .iter()
            .map(|(name, roles)| ((*name).to_owned(), strings(&mut roles.iter().copied())))
            .collect(),
        stances: strings(&mut Stance::ALL.iter().map(|stance| stance.as_str())),
        types: strings(&mut Type::ALL.iter().map(|kind| kind.as_str())),
        type_modes: Type::ALL.iter().flat_map(modes).collect(),
        statuses: strings(&mut Status::ALL.iter().map(|status| status.as_str())),
        kinds: strings(&mut Kind::ALL.iter().map(|kind| kind.as_str())),
        sectors: strings(&mut SECTORS.split(' ')),
        plv: strings(&mut PLV.split(' ')),
    }
}

/// Chains that forbid what is no tagging and are indifferent to everything else.
pub fn chains() -> Chains {
    Chains { taggers: vec![chain(3); 4], arguments: vec![chain(7); 3] }
}

/// A further word (tags 2, 4, ...) follows the first or a further word of the same role alone.
fn chain(tags: usize) -> Chain {
    let further = |tag: usize| tag > 0 && tag.is_multiple_of(2);
    let score = |allowed: bool| if allowed { 0.0 } else { FORBIDDEN };
    let start = (0..tags).map(|to| score(!further(to))).collect();
    let step = |from: usize, to: usize| score(!further(to) || from == to || from + 1 == to);
    Chain::new(start, (0..tags).flat_map(|from| (0..tags).map(move |to| step(from, to))).collect())
}

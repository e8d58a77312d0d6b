//! The event types, modes and quads of PLOVER 2.0.
//!
//! Source of types, modes and quads: Open Event Data Alliance, *PLOVER: Political Language Ontology for Verifiable
//! Event Records*, manual 2.0, <https://github.com/openeventdata/PLOVER>.

use crate::label::words;

words! {
    /// One of PLOVER's sixteen event types.
    ///
    /// ```
    /// use verbale_record::{Mode, Quad, Type};
    ///
    /// assert_eq!(Type::Retreat.as_str(), "RETREAT");
    /// assert_eq!(Type::Retreat.quad(), Quad::MaterialCooperation);
    /// assert!(Type::Retreat.modes().contains(&Mode::Withdraw));
    /// ```
    Type called "event type" {
        /// Agrees, offers or promises to cooperate or to sign, accepts.
        Agree = "AGREE",
        /// Meets, visits, hosts, talks by phone, negotiates, mediates.
        Consult = "CONSULT",
        /// Praises, endorses, defends, recognises, signs or ratifies, restores relations.
        Support = "SUPPORT",
        /// A concession in words: promises to ease, withdraw or release; declares a ceasefire; apologises, pardons.
        Concede = "CONCEDE",
        /// Trade, joint exercises, extradition, shared intelligence: both gain.
        Cooperate = "COOPERATE",
        /// Gives money, arms, relief, asylum, rescue: the recipient gains.
        Aid = "AID",
        /// A concession carried out: withdraws, frees, disarms, stops fire, lets in, resigns.
        Retreat = "RETREAT",
        /// Asks, demands, calls for, appeals.
        Request = "REQUEST",
        /// Criticises, condemns, accuses, sues, charges, investigates.
        Accuse = "ACCUSE",
        /// Refuses, vetoes, denies, rules out, declines.
        Reject = "REJECT",
        /// Threatens, warns of a consequence that it would itself bring about.
        Threaten = "THREATEN",
        /// Demonstrates, strikes, riots, boycotts.
        Protest = "PROTEST",
        /// Imposes sanctions, convicts, expels, breaks off relations, halts aid, withdraws from a treaty.
        Sanction = "SANCTION",
        /// Raises or moves forces, shows strength.
        Mobilize = "MOBILIZE",
        /// Seizes, restricts, arrests, deports, bans, censors, hacks, disinforms.
        Coerce = "COERCE",
        /// Attacks, kills, bombs, abducts, tortures, beats.
        Assault = "ASSAULT",
    }
}

words! {
    /// Words or deeds, with or against: PLOVER's four classes of event types.
    Quad called "quad" {
        /// Cooperation in words.
        VerbalCooperation = "verbal-cooperation",
        /// Cooperation in deeds.
        MaterialCooperation = "material-cooperation",
        /// Conflict in words.
        VerbalConflict = "verbal-conflict",
        /// Conflict in deeds.
        MaterialConflict = "material-conflict",
    }
}

words! {
    /// How an event of a type is done. One mode may belong to several types, see [`Type::modes`].
    Mode called "mode" {
        /// Somebody travels to meet (CONSULT).
        Visit = "visit",
        /// A third party mediates (CONSULT).
        ThirdParty = "third-party",
        /// More than two sides meet (CONSULT).
        Multilateral = "multilateral",
        /// They talk at a distance (CONSULT).
        Phone = "phone",
        /// Forces leave (RETREAT); a state leaves a treaty or recalls its ambassador (SANCTION).
        Withdraw = "withdraw",
        /// Persons or property are released (RETREAT).
        Release = "release",
        /// Arms are laid down (RETREAT).
        Disarm = "disarm",
        /// Fire is stopped (RETREAT).
        Ceasefire = "ceasefire",
        /// Somebody is let in (RETREAT).
        Access = "access",
        /// Somebody leaves office (RETREAT).
        Resign = "resign",
        /// Help (REQUEST, REJECT).
        Assist = "assist",
        /// Change of policy or leadership (REQUEST, REJECT).
        Change = "change",
        /// A concession (REQUEST, REJECT).
        Yield = "yield",
        /// A meeting, talks (REQUEST, REJECT).
        Meet = "meet",
        /// Criticism (ACCUSE).
        Disapprove = "disapprove",
        /// An inquiry (ACCUSE).
        Investigate = "investigate",
        /// A charge of wrongdoing (ACCUSE).
        Allege = "allege",
        /// A restriction (THREATEN, COERCE).
        Restrict = "restrict",
        /// An arrest (THREATEN, COERCE).
        Arrest = "arrest",
        /// Relations broken off or reduced (THREATEN).
        Relations = "relations",
        /// Persons or diplomats sent out (THREATEN, SANCTION).
        Expel = "expel",
        /// Territory taken (THREATEN).
        Territory = "territory",
        /// Violence (THREATEN).
        Violence = "violence",
        /// A demonstration (PROTEST).
        Demo = "demo",
        /// A riot (PROTEST).
        Riot = "riot",
        /// A strike of workers (PROTEST).
        Strike = "strike",
        /// A hunger strike (PROTEST).
        Hunger = "hunger",
        /// A boycott (PROTEST).
        Boycott = "boycott",
        /// A way blocked (PROTEST).
        Obstruct = "obstruct",
        /// Things damaged (PROTEST).
        Vandalize = "vandalize",
        /// A conviction by a court (SANCTION).
        Convict = "convict",
        /// Trade, aid or relations ended, an embargo (SANCTION).
        Discontinue = "discontinue",
        /// Troops raised or moved (MOBILIZE).
        Troops = "troops",
        /// Weapons readied, moved or tested (MOBILIZE).
        Weapons = "weapons",
        /// Police sent out (MOBILIZE).
        Police = "police",
        /// Irregular forces raised (MOBILIZE).
        Militia = "militia",
        /// Property or territory seized (COERCE).
        Seize = "seize",
        /// Speech or press suppressed (COERCE).
        Censor = "censor",
        /// A curfew (COERCE).
        Curfew = "curfew",
        /// Martial law or a state of emergency (COERCE).
        MartialLaw = "martial-law",
        /// Persons deported (COERCE).
        Deport = "deport",
        /// Goods or services withheld (COERCE).
        Withhold = "withhold",
        /// False information spread (COERCE).
        Misinformation = "misinformation",
        /// An attack on computers (COERCE).
        Cyber = "cyber",
        /// Somebody abducted or taken hostage (ASSAULT).
        Abduct = "abduct",
        /// Somebody beaten (ASSAULT).
        Beat = "beat",
        /// Somebody tortured (ASSAULT).
        Torture = "torture",
        /// Sexual violence (ASSAULT).
        Sexual = "sexual",
        /// A chosen person killed (ASSAULT).
        Targeted = "targeted",
        /// Property destroyed (ASSAULT).
        Destroy = "destroy",
        /// Knives, stones, fire (ASSAULT).
        Primitive = "primitive",
        /// Small arms (ASSAULT).
        Firearms = "firearms",
        /// Bombs, mines (ASSAULT).
        Explosives = "explosives",
        /// The attacker dies by it (ASSAULT).
        SuicideAttack = "suicide-attack",
        /// From aircraft (ASSAULT).
        Aerial = "aerial",
        /// From drones (ASSAULT).
        Drone = "drone",
        /// Artillery, tanks, missiles (ASSAULT).
        HeavyWeapons = "heavy-weapons",
        /// Tear gas, water cannon, rubber bullets (ASSAULT).
        CrowdControl = "crowd-control",
        /// Chemical, biological, radiological or nuclear weapons (ASSAULT).
        Unconventional = "unconventional",
    }
}

impl Type {
    /// The class of the type.
    pub const fn quad(self) -> Quad {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => Quad::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => Quad::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => Quad::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => Quad::MaterialConflict,
        }
    }

    /// The modes of the type, in the order of the guide; empty for a type without modes.
    pub const fn modes(self) -> &'static [Mode] {
        use Mode::{
            Abduct, Access, Aerial, Allege, Arrest, Assist, Beat, Boycott, Ceasefire, Censor, Change, Convict,
            CrowdControl, Curfew, Cyber, Demo, Deport, Destroy, Disapprove, Disarm, Discontinue, Drone, Expel,
            Explosives, Firearms, HeavyWeapons, Hunger, Investigate, MartialLaw, Meet, Militia, Misinformation,
            Multilateral, Obstruct, Phone, Police, Primitive, Relations, Release, Resign, Restrict, Riot, Seize,
            Sexual, Strike, SuicideAttack, Targeted, Territory, ThirdParty, Torture, Troops, Unconventional, Vandalize,
            Violence, Visit, Weapons, Withdraw, Withhold, Yield,
        };
        match self {
            Self::Agree | Self::Support | Self::Concede | Self::Cooperate | Self::Aid => &[],
            Self::Consult => &[Visit, ThirdParty, Multilateral, Phone],
            Self::Retreat => &[Withdraw, Release, Disarm, Ceasefire, Access, Resign],
            Self::Request | Self::Reject => &[Assist, Change, Yield, Meet],
            Self::Accuse => &[Disapprove, Investigate, Allege],
            Self::Threaten => &[Restrict, Arrest, Relations, Expel, Territory, Violence],
            Self::Protest => &[Demo, Riot, Strike, Hunger, Boycott, Obstruct, Vandalize],
            Self::Sanction => &[Convict, Expel, Withdraw, Discontinue],
            Self::Mobilize => &[Troops, Weapons, Police, Militia],
            Self::Coerce => {
                &[Seize, Restrict, Censor, Curfew, MartialLaw, Arrest, Deport, Withhold, Misinformation, Cyber]
            }
            Self::Assault => &[
                Abduct,
                Beat,
                Torture,
                Sexual,
                Targeted,
                Destroy,
                Primitive,
                Firearms,
                Explosives,
                SuicideAttack,
                Aerial,
                Drone,
                HeavyWeapons,
                CrowdControl,
                Unconventional,
            ],
        }
    }

    /// Where the type stands on the conflict-cooperation scale, -10 (conflict) to 10 (cooperation).
    ///
    /// No scale of PLOVER's own could be found in public, so this is Goldstein's scale brought over from CAMEO: the mean,
    /// rounded to one decimal, over all CAMEO codes that the OEDA's conversion table assigns to the type. Codes that the
    /// scale does not hold (106, 1213, 1214) are left out. CAMEO's milder appeals (02) have no PLOVER type in that table,
    /// so REQUEST stands for demands alone and is harsher than a friendly appeal.
    ///
    /// Sources: J. S. Goldstein, *A Conflict-Cooperation Scale for WEIS Events Data*, Journal of Conflict Resolution 36
    /// (1992) 369-385; its CAMEO form, `CAMEO.goldsteinscale.txt` of the GDELT project; `CAMEO2PLOVER-2021.txt` of
    /// <https://github.com/openeventdata/PLOVER>.
    pub const fn score(self) -> f32 {
        match self {
            Self::Agree => 5.9,
            Self::Consult => 3.0,
            Self::Support => 5.3,
            Self::Concede => 5.0,
            Self::Cooperate => 6.8,
            Self::Aid => 7.6,
            Self::Retreat => 8.0,
            Self::Request => -5.0,
            Self::Accuse => -2.0,
            Self::Reject => -4.2,
            Self::Threaten => -6.2,
            Self::Protest => -6.9,
            Self::Sanction => -6.0,
            Self::Mobilize => -7.2,
            Self::Coerce => -6.7,
            Self::Assault => -9.6,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mode, Quad, Type};

    #[test]
    fn every_mode_belongs_to_a_type_and_the_words_read_back() {
        for mode in Mode::ALL {
            assert!(Type::ALL.iter().any(|kind| kind.modes().contains(mode)), "{mode} has no type");
            assert_eq!(mode.as_str().parse::<Mode>().ok(), Some(*mode));
        }
        for kind in Type::ALL {
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.as_str().into()));
        }
    }

    #[test]
    fn cooperation_scores_above_zero_and_conflict_below() {
        for kind in Type::ALL {
            let cooperates = matches!(kind.quad(), Quad::VerbalCooperation | Quad::MaterialCooperation);
            assert_eq!(kind.score() > 0.0, cooperates, "{kind}");
            assert!(kind.score().abs() <= 10.0);
        }
    }

    #[test]
    fn an_unknown_word_is_named_with_the_words_that_are_known() {
        let message = "ATTACK".parse::<Type>().map_err(|error| error.to_string());
        assert!(message.is_err_and(|m| m.starts_with("\"ATTACK\" is no event type; write one of: AGREE CONSULT")));
    }
}

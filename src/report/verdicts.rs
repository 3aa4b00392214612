//! What profiles say of a result, now and if the plan were carried out.

use crate::formats::file::Assessment;
use crate::scoring::{Model, Profile, Score, Verdict, score, verdict, what_if};
use crate::tool::ModelWords;
use serde::Serialize;

/// What a profile says.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerdictLine {
    /// The profile's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where its numbers come from.
    pub source: String,
    /// Address of that document.
    pub address: String,
    /// Day on which they were compared with it.
    pub checked: String,
    /// Whether it is a proposal of ours.
    pub ours: bool,
    /// What it says.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// What it would say if the plan were carried out; none where nothing is planned.
    pub planned: Option<Verdict>,
}

/// One verdict for each profile, in their order.
pub fn verdicts(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
    result: &Score,
    profiles: &[Profile],
) -> Vec<VerdictLine> {
    let after = after_plan(model, assessment, profiles);
    let line = |profile: &Profile| VerdictLine {
        id: profile.id.clone(),
        name: profile_name(words, profile),
        source: profile.source.clone(),
        address: profile.address.clone(),
        checked: profile.checked.clone(),
        ours: profile.ours,
        verdict: verdict(model, result, profile),
        planned: after.as_ref().map(|after| verdict(model, after, profile)),
    };
    profiles.iter().map(line).collect()
}

/// The result that the team would have if it did what it plans; none where it plans nothing.
fn after_plan(model: &Model, assessment: &Assessment, profiles: &[Profile]) -> Option<Score> {
    let planned = assessment.planned();
    planned.values().any(Option::is_some).then(|| {
        let answers = what_if(&assessment.scored(), &planned);
        score(model, &answers, &assessment.target(), profiles)
    })
}

/// The name of a profile: its own, or that of the model's words.
pub fn profile_name(words: &ModelWords, profile: &Profile) -> String {
    let own = profile.name.clone().filter(|name| !name.is_empty());
    own.or_else(|| words.profile(&profile.id).map(|(name, _)| name))
        .unwrap_or_else(|| profile.id.clone())
}

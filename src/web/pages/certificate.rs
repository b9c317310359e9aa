//! A pet's pedigree certificate: a page to print, and a file that proves it.

use crate::integrity::Certificate;
use crate::integrity::certificate::{Doubt, ProvenStory};
use crate::shop::{Pet, PetId, PetNumber};
use crate::store::proof::certificate;
use crate::store::proof::certificate::Certified;
use crate::store::state::pets;
use crate::web::admin::audit;
use crate::web::admin::integrity::text_file;
use crate::web::http::cx::Cx;
use crate::web::http::error::WebError;
use crate::web::http::fields::Query;
use crate::web::http::respond::render;
use crate::web::parts::page::{Page, Section};
use crate::web::parts::pictures::qr::QrCode;
use actix_web::{HttpResponse, web::Path};
use askama::Template;
use std::collections::HashMap;
use uuid::Uuid;

/// The page.
#[derive(Template)]
#[template(path = "pets/certificate.html")]
struct CertificatePage {
    page: Page,
    id: PetId,
    /// What the pet is called, where that could be read.
    name: String,
    /// What is proven; `None` where no seal covers the pet yet.
    proven: Option<Proven>,
    /// Why it proves nothing, where something was changed.
    doubt: Option<Doubt>,
    /// How many events no seal covers yet.
    unsealed: i32,
    /// Whether the proof is printed as well.
    prints_proof: bool,
}

/// How many mothers the tree on the front has; the proof has all.
const IN_THE_TREE: usize = 5;

/// A certificate that holds.
struct Proven {
    /// The pet, its mother, hers, and so on.
    line: Vec<ProvenStory>,
    /// Their numbers.
    numbers: HashMap<PetId, PetNumber>,
    /// The address of this page.
    code: QrCode,
    certificate: Certificate,
    file: String,
}

impl Proven {
    /// Those on the front: the pet and the mothers next to it.
    fn tree(&self) -> impl Iterator<Item = &Pet> {
        self.line.iter().map(|told| &told.pet).take(1 + IN_THE_TREE)
    }

    /// How many mothers came before these.
    fn earlier(&self) -> i64 {
        i64::try_from(self.line.len().saturating_sub(1 + IN_THE_TREE)).unwrap_or(i64::MAX)
    }

    /// The number of one of them.
    fn number(&self, id: &PetId) -> String {
        self.numbers.get(id).map(ToString::to_string).unwrap_or_default()
    }
}

impl CertificatePage {
    /// What a pet of the line is to the one before it.
    fn kin(place: usize) -> &'static str {
        match place {
            0 => "",
            1 => "The mother",
            2 => "The grandmother",
            _ => "A mother before her",
        }
    }
}

/// Shows the certificate, to be printed.
///
/// # Errors
/// There is no such pet, or the database failed.
pub async fn show(cx: Cx, id: Path<Uuid>, Query(query): Query) -> Result<HttpResponse, WebError> {
    let id = PetId(*id);
    let (certified, numbers) = cx
        .store()
        .read(move |conn| {
            let certified = certificate::of_pet(conn, id)?;
            let line = certified.certificate.iter().flat_map(|certificate| &certificate.line).map(|proven| proven.pet).collect();
            Ok((certified, pets::numbers(conn, line)?))
        })
        .await?;
    let Certified { certificate, version } = certified;
    let page = cx.page(Section::Pets);
    let prints_proof = !query.get("proof").is_empty();
    let mut shown = CertificatePage { page, id, name: "This pet".into(), proven: None, doubt: None, unsealed: version, prints_proof };
    let Some(certificate) = certificate else { return render(&shown) };
    match certificate.check(|key| cx.state.seal_key.trust().includes(key)) {
        Ok(line) => {
            shown.name = name(&line);
            shown.unsealed -= line.first().and_then(|own| own.events.last()).map_or(0, |(latest, _)| latest.version);
            let code = QrCode::of(&format!("{}/pets/{id}/certificate", cx.state.config.origin))?;
            shown.proven = Some(Proven { line, numbers, code, file: certificate.file(), certificate });
        }
        Err(doubt) => shown.doubt = Some(doubt),
    }
    render(&shown)
}

/// Sends the certificate as a file. One that does not hold is not given away.
///
/// # Errors
/// There is no such pet, no seal covers it, or the database failed.
pub async fn send(cx: Cx, id: Path<Uuid>) -> Result<HttpResponse, WebError> {
    let id = PetId(*id);
    let certificate = cx.store().read(move |conn| certificate::of_pet(conn, id)).await?.certificate.ok_or(WebError::NotFound)?;
    let line = certificate.check(|key| cx.state.seal_key.trust().includes(key)).map_err(|doubt| {
        tracing::error!(%doubt, pet = %id, "a certificate does not hold");
        WebError::NotFound
    })?;
    let name = name(&line);
    audit::exported(&cx, &format!("the certificate of {name}")).await?;
    Ok(text_file(&certificate.file_name(&name), certificate.file()))
}

fn name(line: &[ProvenStory]) -> String {
    line.first().map_or_else(String::new, |own| own.pet.name.to_string())
}

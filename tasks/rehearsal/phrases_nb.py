"""The phrases of councils that write bokmål, written by hand. Data only."""

from __future__ import annotations

from tasks.core.model.vedtak import ReservationCode
from tasks.rehearsal.phrases import Phrases

NB = Phrases(
    council="kommunestyret",
    committee="formannskapet",
    titles=(
        "Særutskrift av møtebok",
        "Saksprotokoll",
        "Melding om vedtak",
    ),
    head=(
        "{name} kommune",
        "Utvalg: {organ}",
        "Møtedato: {date}",
        "Saksnummer: {case_no}",
        "Arkivsak: {archive_no}",
        "Deres ref.: {letter_ref}",
        "Sak: Anmodning om bosetting av flyktninger i {year}",
    ),
    case_heading="Saksopplysninger",
    background=(
        (
            "Integrerings- og mangfoldsdirektoratet (IMDi) har i brev av {issued} bedt {name} kommune "
            "om å bosette {requested} flyktninger i {year}{requested_em}. Svarfristen er {deadline}."
        ),
        (
            "I brevet av {issued} står det: «Integrerings- og mangfoldsdirektoratet (IMDi) ber om at "
            "kommunen bosetter {requested} flyktninger i {year}.» Tallet er avklart i samråd med "
            "KS{requested_em_sentence}"
        ),
        (
            "IMDi har anmodet kommunen om bosetting av {requested} personer i {year}{requested_em}. "
            "Kommunen er bedt om å svare innen {deadline}."
        ),
    ),
    background_last_year="For {last_year} ble kommunen bedt om å bosette {previous} flyktninger.",
    proposal_headings=(
        "Kommunedirektørens innstilling",
        "Kommunedirektørens forslag til vedtak",
        "Forslag til vedtak",
    ),
    treatment_heading="Behandling i {organ} {date}",
    adopted_headings=(
        "Vedtak",
        "Kommunestyrets vedtak",
        "Vedtak i {organ}",
    ),
    adopted=(
        "{name} kommune vedtar å bosette {count} flyktninger i {year}.",
        "{name} kommune bosetter {count} flyktninger i {year}.",
        "Kommunestyret vedtar at {name} kommune skal bosette {count} personer i {year}.",
        "{name} kommune sier ja til å ta imot {count} flyktninger for bosetting i {year}.",
        "Kommunestyret vedtar bosetting av {words} flyktninger i {name} kommune i {year}.",
    ),
    adopted_as_asked=(
        "I tråd med anmodningen fra IMDi vedtar {name} kommune å bosette {count} flyktninger i {year}.",
        "Kommunestyret imøtekommer anmodningen fra IMDi og vedtar å bosette {count} flyktninger i {year}.",
    ),
    adopted_by_pointing="Som innstillingen.",
    em_one="Av disse er 1 enslig mindreårig.",
    em_many="Av disse er {em} enslige mindreårige.",
    em_none=(
        "Kommunen bosetter ikke enslige mindreårige.",
        "",
        "",
        "",
    ),
    closing=(
        "Familiegjenforening kommer i tillegg.",
        "Vedtaket er uten forbehold.",
        "Kommunedirektøren bes sørge for egnede boliger.",
        "Utgiftene innarbeides i budsjettet for {year}.",
        "",
        "",
    ),
    unanimous=(
        "Innstillingen ble enstemmig vedtatt.",
        "Innstillingen ble vedtatt med {many} mot {few} stemmer.",
    ),
    alternative_fell=(
        (
            "Et mindretall fremmet dette alternative forslaget: «{name} kommune bosetter {other} "
            "flyktninger i {year}.»"
        ),
        (
            "Ved alternativ votering mellom innstillingen og det alternative forslaget ble "
            "innstillingen vedtatt med {many} mot {few} stemmer. Forslaget om {other} falt."
        ),
    ),
    alternative_won=(
        (
            "I møtet ble det fremmet dette alternative forslaget: «{name} kommune bosetter {count} "
            "flyktninger i {year}.»"
        ),
        (
            "Ved votering fikk innstillingen {few} stemmer og falt. Det alternative forslaget ble "
            "vedtatt med {many} stemmer."
        ),
    ),
    declined=(
        "{name} kommune vedtar å ikke bosette flyktninger i {year}.",
        "{name} kommune sier nei til anmodningen fra IMDi og bosetter ingen flyktninger i {year}.",
    ),
    postponed="Saken utsettes. Den legges fram på nytt i kommunestyrets møte {next_date}.",
    by_reference=(
        "Kommunestyret slutter seg til anmodningen fra IMDi om bosetting av flyktninger i {year}.",
        "{name} kommune bosetter flyktninger i {year} i tråd med anmodningen fra IMDi.",
    ),
    committee_heading="Formannskapets innstilling til kommunestyret",
    committee_note="Saken går videre til kommunestyret, som skal fatte endelig vedtak {next_date}.",
    reservations={
        ReservationCode.UPTO: (
            "{name} kommune vedtar å bosette inntil {count} flyktninger i {year}.",
            "Kommunestyret vedtar å bosette opptil {count} flyktninger i {year}.",
        ),
        ReservationCode.FAM_INCLUDED: (
            (
                "{name} kommune vedtar å bosette {count} flyktninger i {year}. Familiegjenforente er "
                "inkludert i tallet."
            ),
        ),
        ReservationCode.HOUSING: (
            (
                "{name} kommune vedtar å bosette {count} flyktninger i {year}. Vedtaket forutsetter at "
                "kommunen har tilgjengelige boliger."
            ),
        ),
        ReservationCode.QUOTA_ONLY: (
            (
                "{name} kommune vedtar å bosette {count} flyktninger i {year}. Kommunen tar bare imot "
                "overføringsflyktninger."
            ),
        ),
        ReservationCode.CAPACITY: (
            (
                "{name} kommune vedtar å bosette {count} flyktninger i {year}, under forutsetning av at "
                "skole og helsetjeneste har kapasitet."
            ),
        ),
        ReservationCode.FUNDING: (
            (
                "{name} kommune vedtar å bosette {count} flyktninger i {year}. Det er en forutsetning "
                "at staten dekker kommunens utgifter fullt ut."
            ),
        ),
        ReservationCode.REVIEW: (
            (
                "{name} kommune vedtar å bosette {count} flyktninger i {year}. Kommunestyret "
                "forbeholder seg retten til å vurdere vedtaket på nytt i løpet av året."
            ),
        ),
    },
    mail_subjects=(
        "Vedtak om bosetting av flyktninger i {year} - {name} kommune - {letter_ref}",
        "Svar på anmodning om bosetting {year}, deres ref. {letter_ref}",
        "{name} kommune: særutskrift sak {case_no} (deres ref. {letter_ref})",
    ),
    mail_body=(
        "Hei,\n\nVedlagt følger utskrift av saken om bosetting av flyktninger. Deres ref.: "
        "{letter_ref}.\n\nMed hilsen\nPostmottak\n{name} kommune\n"
    ),
    copy_again="VS: ",
    file_name="saerutskrift-{case}.pdf",
    drill="Øvingsdokument",
)

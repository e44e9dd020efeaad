"""The phrases of councils that write nynorsk, written by hand. Data only."""

from __future__ import annotations

from tasks.core.model.vedtak import ReservationCode
from tasks.rehearsal.phrases import Phrases

NN = Phrases(
    council="kommunestyret",
    committee="formannskapet",
    titles=(
        "Særutskrift av møtebok",
        "Saksprotokoll",
        "Melding om vedtak",
    ),
    head=(
        "{name} kommune",
        "Utval: {organ}",
        "Møtedato: {date}",
        "Saksnummer: {case_no}",
        "Arkivsak: {archive_no}",
        "Dykkar ref.: {letter_ref}",
        "Sak: Oppmoding om busetjing av flyktningar i {year}",
    ),
    case_heading="Saksopplysningar",
    background=(
        (
            "Integrerings- og mangfaldsdirektoratet (IMDi) har i brev av {issued} bede {name} kommune "
            "om å busetje {requested} flyktningar i {year}{requested_em}. Svarfristen er {deadline}."
        ),
        (
            "IMDi har oppmoda kommunen om å busetje {requested} personar i {year}{requested_em}. "
            "Kommunen er beden om å svare innan {deadline}."
        ),
        (
            "I brevet av {issued} ber IMDi om at kommunen buset {requested} flyktningar i {year}. Talet "
            "er avklart i samråd med KS{requested_em_sentence}"
        ),
    ),
    background_last_year="For {last_year} vart kommunen beden om å busetje {previous} flyktningar.",
    proposal_headings=(
        "Kommunedirektøren si tilråding",
        "Kommunedirektøren sitt framlegg til vedtak",
        "Tilråding",
    ),
    treatment_heading="Handsaming i {organ} {date}",
    adopted_headings=(
        "Vedtak",
        "Kommunestyret sitt vedtak",
        "Vedtak i {organ}",
    ),
    adopted=(
        "{name} kommune vedtek å busetje {count} flyktningar i {year}.",
        "{name} kommune buset {count} flyktningar i {year}.",
        "Kommunestyret vedtek at {name} kommune skal busetje {count} personar i {year}.",
        "{name} kommune seier ja til å ta imot {count} flyktningar for busetjing i {year}.",
        "Kommunestyret vedtek busetjing av {words} flyktningar i {name} kommune i {year}.",
    ),
    adopted_as_asked=(
        "I tråd med oppmodinga frå IMDi vedtek {name} kommune å busetje {count} flyktningar i {year}.",
        (
            "Kommunestyret stiller seg bak oppmodinga frå IMDi og vedtek å busetje {count} flyktningar "
            "i {year}."
        ),
    ),
    adopted_by_pointing="Som tilrådinga.",
    em_one="Av desse er 1 einsleg mindreårig.",
    em_many="Av desse er {em} einslege mindreårige.",
    em_none=(
        "Kommunen buset ikkje einslege mindreårige.",
        "",
        "",
        "",
    ),
    closing=(
        "Familiesameinte kjem i tillegg.",
        "Vedtaket er utan atterhald.",
        "Kommunedirektøren skal syte for eigna bustader.",
        "Utgiftene blir lagde inn i budsjettet for {year}.",
        "",
        "",
    ),
    unanimous=(
        "Tilrådinga vart samrøystes vedteken.",
        "Tilrådinga vart vedteken med {many} mot {few} røyster.",
    ),
    alternative_fell=(
        (
            "Eit mindretal sette fram dette alternative framlegget: «{name} kommune buset {other} "
            "flyktningar i {year}.»"
        ),
        (
            "Ved alternativ røysting mellom tilrådinga og det alternative framlegget vart tilrådinga "
            "vedteken med {many} mot {few} røyster. Framlegget om {other} fall."
        ),
    ),
    alternative_won=(
        (
            "I møtet vart dette alternative framlegget sett fram: «{name} kommune buset {count} "
            "flyktningar i {year}.»"
        ),
        (
            "Ved røysting fekk tilrådinga {few} røyster og fall. Det alternative framlegget vart "
            "vedteke med {many} røyster."
        ),
    ),
    declined=(
        "{name} kommune vedtek å ikkje busetje flyktningar i {year}.",
        "{name} kommune seier nei til oppmodinga frå IMDi og buset ingen flyktningar i {year}.",
    ),
    postponed="Saka blir utsett. Ho blir lagd fram på nytt i kommunestyremøtet {next_date}.",
    by_reference=(
        "Kommunestyret sluttar seg til oppmodinga frå IMDi om busetjing av flyktningar i {year}.",
        "{name} kommune buset flyktningar i {year} i tråd med oppmodinga frå IMDi.",
    ),
    committee_heading="Formannskapet si tilråding til kommunestyret",
    committee_note="Saka går vidare til kommunestyret, som skal gjere endeleg vedtak {next_date}.",
    reservations={
        ReservationCode.UPTO: (
            "{name} kommune vedtek å busetje inntil {count} flyktningar i {year}.",
            "Kommunestyret vedtek å busetje opptil {count} flyktningar i {year}.",
        ),
        ReservationCode.FAM_INCLUDED: (
            (
                "{name} kommune vedtek å busetje {count} flyktningar i {year}. Familiesameinte er rekna "
                "med i talet."
            ),
        ),
        ReservationCode.HOUSING: (
            (
                "{name} kommune vedtek å busetje {count} flyktningar i {year}. Vedtaket føreset at "
                "kommunen har ledige bustader."
            ),
        ),
        ReservationCode.QUOTA_ONLY: (
            (
                "{name} kommune vedtek å busetje {count} flyktningar i {year}. Kommunen tek berre imot "
                "overføringsflyktningar."
            ),
        ),
        ReservationCode.CAPACITY: (
            (
                "{name} kommune vedtek å busetje {count} flyktningar i {year}, under føresetnad av at "
                "skule og helseteneste har kapasitet."
            ),
        ),
        ReservationCode.FUNDING: (
            (
                "{name} kommune vedtek å busetje {count} flyktningar i {year}. Det er ein føresetnad at "
                "staten dekkjer utgiftene til kommunen fullt ut."
            ),
        ),
        ReservationCode.REVIEW: (
            (
                "{name} kommune vedtek å busetje {count} flyktningar i {year}. Kommunestyret tek "
                "atterhald om å vurdere vedtaket på nytt i løpet av året."
            ),
        ),
    },
    mail_subjects=(
        "Vedtak om busetjing av flyktningar i {year} - {name} kommune - {letter_ref}",
        "Svar på oppmoding om busetjing {year}, dykkar ref. {letter_ref}",
        "{name} kommune: særutskrift sak {case_no} (dykkar ref. {letter_ref})",
    ),
    mail_body=(
        "Hei,\n\nVedlagt følgjer utskrift av saka om busetjing av flyktningar. Dykkar ref.: "
        "{letter_ref}.\n\nMed helsing\nPostmottak\n{name} kommune\n"
    ),
    copy_again="VS: ",
    file_name="saerutskrift-{case}.pdf",
    drill="Øvingsdokument",
)

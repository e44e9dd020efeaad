"""Norwegian phrase to English for the report's pages: sentences, heads and labels; then lines with figures in them."""

from __future__ import annotations

from collections.abc import Mapping

_NO = "Tom: ikke kjent eller ikke aktuelt. 0: kommunen har sagt nei."
_NO_EN = "Empty: not known or not applicable. 0: the municipality said no."

_FRAME = {
    "Til innholdet": "Skip to content",
    "Integrerings- og mangfoldsdirektoratet (IMDi)": "Directorate of Integration and Diversity (IMDi)",
    "Sidene i rapporten": "Pages of the report", "Oversikt": "Overview", "Saker": "Cases", "Metode": "Method",
    "Data": "Data", "Utgave": "Edition", "Intern utgave.": "Internal edition.",
    "Inneholder tall for enslige mindreårige (EM) og åpne saker. Skal ikke publiseres.":
        "Contains figures for unaccompanied minors (EM) and open cases. Not to be published.",
    "Enheten er personer der ikke annet står. En strek (–) betyr at tallet ikke er kjent eller ikke er aktuelt. "
    "0 i kolonnen Vedtatt betyr at kommunen har vedtatt å ikke bosette.":
        "The unit is persons unless stated otherwise. A dash (–) means not known or not applicable. "
        "0 in the column Decided means that the municipality decided to settle nobody.",
    "Et kolon (:) betyr at tallet er under fem og holdt tilbake. Tall for enslige mindreårige publiseres ikke.":
        "A colon (:) means that the figure is below five and withheld. Figures for unaccompanied minors are not published.",
}  # fmt: skip

_OVERVIEW = {
    "Året i tall": "The year in figures", "personer i hele landet": "persons in the whole country",
    "av de anmodede kommunene": "of the municipalities asked",
    "av plassene det er anmodet om": "of the places asked for",
    "kommuner, uten forbehold": "municipalities, without reservation", "Bosatt hittil": "Settled so far",
    "vedtak som er gjort, står": "decisions already made stand",
    "sum av de publiserte tallene": "sum of the published figures",
    "Hvor kommunene står": "Where the municipalities stand",
    "Én rute per kommune, samlet etter fylke": "One tile per municipality, by county",
    "Ruten har et tegn for hver status. Alle kommunene står i":
        "The tile has a mark for each state. All municipalities are in",
    "tabellen": "the table", "Dekning over tid mot svarfristen": "Coverage over time against the deadline",
    "Andel av svarene og av plassene som har et bekreftet vedtak.":
        "Share of the replies and of the places that have a confirmed decision.",
    "Tallene i figuren": "The figures of the chart", "Dekning per dag": "Coverage by day", "Dag": "Day",
    "Svar": "Replies", "Plasser": "Places",
    "Personer. Tallene står også i tabellen under.": "Persons. The figures are also in the table below.",
    "Kommuner etter status": "Municipalities by state", "I alt": "Total",
    "Vedtak ikke bekreftet": "Decision not confirmed", "Fylker og regionkontor": "Counties and offices",
    "Anmodning og vedtak etter fylke": "Request and decision by county",
    "Anmodning og vedtak etter IMDi-region": "Request and decision by IMDi office",
    "Anmodet opprinnelig": "Asked at first", "Anmodet nå": "Asked now",
    "Anmodet, EM": "Asked, EM", "De mest presserende sakene": "The most urgent cases",
    "Grunnlaget for sakene": "What the cases rest on",
    "Se brevene som venter på godkjenning": "See the letters that wait for approval",
    ": ett av hvert slag og språk, og det som er skrevet på en ny måte":
        ": one of each kind and language, and what is written in a new way",
    "Dette trenger en person": "This needs a person",
}  # fmt: skip

_TABLES = {
    "tabell": "table", "data du kan laste ned": "data to download", "Filtrer tabellen": "Filter the table",
    "Søk i kommune, fylke eller region": "Search municipality, county or office", "Alle": "All",
    "Sortert etter {0}, stigende": "Sorted by {0}, ascending",
    "Sortert etter {0}, synkende": "Sorted by {0}, descending",
    "Viser {0} av {1} kommuner": "Showing {0} of {1} municipalities",
    "Anmodning og vedtak per kommune": "Request and decision by municipality",
    "Differanse er vedtatt minus opprinnelig anmodet.": "Difference is decided minus asked at first.",
    "Differanse er vedtatt minus opprinnelig anmodet. Bosatte under fem personer er holdt tilbake (:), "
    "og summen gjelder de publiserte tallene.":
        "Difference is decided minus asked at first. Fewer than five settled persons are withheld (:), "
        "and the total is of the published figures.",
    "Differanse": "Difference", "Bosatt": "Settled",
    "Åpne saker og brev som står fast, de mest presserende først":
        "Open cases and letters that are stuck, the most urgent first",
    "Grunnlaget i hver åpne sak": "What each open case rests on",
    "Tallene og det kommunen skrev": "The figures and what the municipality wrote", "Åpnet": "Opened",
    "Sitat eller grunnlag": "Quotation or ground", "Ingen åpne saker.": "No open cases.",
    "Lukkede saker": "Closed cases", "Hva det gjaldt": "What it was about", "Løsning": "Resolution", "Av": "By",
    "Begrunnelse": "Reason given", "Ingen saker er lukket ennå.": "No case has been closed yet.",
}  # fmt: skip

_METHOD = {
    "Fra behov til anmodning": "From need to request",
    "Prognosene gir et nasjonalt behov. Summen av fordelingen er nøyaktig lik behovet.":
        "The forecasts give a national need. The allocation adds up to exactly that need.",
    "Først avgjøres hvilke kommuner som anmodes. Hver kommune får en grunn, også de som ikke anmodes. "
    "Settet ligger fast før tallene regnes ut.":
        "First it is decided which municipalities are asked. Each gets a reason, also those not asked. "
        "The set is fixed before the numbers are calculated.",
    "Hver kommune får en vekt av folketallet, som teller én gang og mindre enn proporsjonalt, og av kriteriene under.":
        "Each municipality gets a weight from its population, which counts once and less than proportionally, "
        "and from the criteria below.",
    "Alle starter på den minste anmodningen. Deretter deles plassene ut én og én til kommunen med størst krav "
    "(Sainte-Laguës metode), innenfor øvre grenser og regiongrenser. Ved likt krav går laveste kommunenummer først.":
        "All start at the smallest request. Then places are given one by one to the municipality with the largest "
        "claim (Sainte-Laguë's method), within caps and county bounds. At equal claims the lowest number goes first.",
    "Fordelingen legges fram for KS. Merknader blir faste regler med avsender og begrunnelse, "
    "og fordelingen regnes ut på nytt.":
        "The allocation is put before KS. Remarks become fixed rules with author and reason, "
        "and the allocation is calculated again.",
    "Kriterier og vekter": "Criteria and weights",
    "Oppgitt vekt står i årets oppsett. De to neste kolonnene er virkelig vekt blant kommunene som anmodes: "
    "hvor stor del av plassene kriteriet ga, og hvor mye av forskjellene mellom kommunene det forklarer. "
    "En negativ del betyr at kriteriet jevner ut det de andre gjør. Stor avstand mellom oppgitt og virkelig vekt "
    "er et varsel om at kriteriene overlapper.":
        "The stated weight is the year file's. The next two columns are the effective weight among the municipalities "
        "asked: how large a share of the places the criterion gave, and how much of the differences between "
        "municipalities it explains. A negative share means that it evens out what the others do. A large distance "
        "between stated and effective weight warns that criteria overlap.",
    "Kriterier med oppgitt og virkelig vekt": "Criteria with stated and effective weight", "Kilde": "Source",
    "Tall som mangler, regnes aldri som null. Vekten går til de andre kriteriene.":
        "A missing figure never counts as zero. Its weight goes to the other criteria.",
    "Hvor nær kriteriene fordelingen ligger": "How close the allocation is to the criteria",
    "Grenser og hele personer flytter noen plasser bort fra det kriteriene alene ville gitt. "
    "Slik ble det i den siste runden.":
        "Bounds and whole persons move some places away from what the criteria alone would have given. "
        "This is the newest round.",
    "ingen kommuner har tall": "no municipality has a figure", "Mål": "Measure", "Minste anmodning, personer": "Smallest request, persons",
    "Kommuner som anmodes": "Municipalities asked",
    "Personer flyttet av minste anmodning": "Persons moved by the smallest request",
    "Personer flyttet av fylkesgrensene": "Persons moved by the county bounds",
    "Største avstand fra beregnet andel, personer": "Largest distance from the calculated share, persons",
    "Gjennomsnittlig avstand fra beregnet andel, personer": "Mean distance from the calculated share, persons",
    "Største forskjell mellom to kommuner med like vekter, personer":
        "Largest difference between two municipalities of equal weight, persons",
    "Samråd med KS": "Consultation with KS",
    "Samrådet har ikke gitt egne regler i den siste runden.": "The consultation gave no rules in the newest round.",
    "Regler etter samråd": "Rules from the consultation", "Regel": "Rule", "Fra": "From", "Flytter": "Moves",
    "Andre som får flere (+) eller færre (−)": "Others that get more (+) or fewer (−)", "Prognoser og runder": "Forecasts and rounds", "Utgitt": "Published",
    "Kunnskap til": "Knowledge to", "Bosettingsbehov": "Settlement need",
    "Fra anmodning til vedtak": "From request to decision",
    "Kommunen registrerer vedtakstallet i IMDinett og sender en skriftlig kopi av vedtaket. Et vedtak regnes som "
    "bekreftet når tallet er det samme begge steder, uten forbehold, eller når en saksbehandler har avgjort hva som "
    "gjelder. Dekningen måles både i svar og i plasser, fordi ett stort svar som mangler, flytter summen mer enn mange små.":
        "The municipality registers the number in IMDinett and sends a written copy of the decision. A decision is "
        "confirmed when the number is the same in both places, without reservation, or when a case officer has settled "
        "what holds. Coverage is measured in replies and in places, as one large missing answer moves the total more "
        "than many small ones.",
    "Blir anmodningen justert i løpet av året, står vedtakene. Opprinnelig og justert anmodning vises hver for seg.":
        "If the request is adjusted during the year, the decisions stand. The first and the adjusted request are shown "
        "separately.",
}  # fmt: skip

_CRITERIA = {  # titles and descriptions of the year files
    "Hele landet": "The whole country",
    "Alle deler av landet skal bosette flyktninger: hvert fylke har en nedre og en øvre grense for hvor mange "
    "kommunene der blir anmodet om til sammen.":
        "All parts of the country are to settle refugees: each county has a lower and an upper bound on what its "
        "municipalities are asked for together.",
    "Kontinuitet": "Continuity",
    "Kommuner som ble anmodet om å bosette året før, har tjenester og kompetanse på plass og bør kunne planlegge over "
    "flere år.":
        "Municipalities that were asked the year before have services and competence in place and should be able to "
        "plan over several years.",
    "Innbyggertall": "Population",
    "Større kommuner kan bosette flere enn mindre, men ikke i samme forhold: innbyggertallet teller én gang, og dempet.":
        "Larger municipalities can settle more than smaller ones, but not in proportion: population counts once, and "
        "dampened.",
    "Resultater i introduksjonsprogrammet": "Results of the introduction programme",
    "Andelen som er i arbeid eller utdanning etter introduksjonsprogrammet, sett over tre år, viser hva kommunen får "
    "til over tid.":
        "The share in work or education after the introduction programme, over three years, shows what the municipality "
        "achieves over time.",
    "Muligheter for arbeid": "Opportunities for work",
    "Sysselsettingen i området viser hvor lett det er å komme i arbeid der.":
        "Employment in the area shows how easy it is to find work there.",
    "Kapasitet og kompetanse": "Capacity and competence",
    "Hvor mange kommunen har bosatt etter størrelsen sin, viser kapasiteten og kompetansen i tjenestene.":
        "How many the municipality has settled for its size shows capacity and competence of its services.",
    "Erfaring over tid": "Experience over time",
    "Bosettingen året før det igjen teller også, slik at ett enkelt år ikke avgjør.":
        "Settlement in the year before that counts, too, so that no single year decides.",
}  # fmt: skip

_DATA = {
    "Last ned": "Download",
    ": tegnsett UTF-8, komma mellom kolonnene, én rad per kommune":
        ": character set UTF-8, comma between the columns, one row per municipality",
    ": de samme radene som JSON": ": the same rows as JSON",
    ": maskinlesbar beskrivelse av begge filene, med sjekksummer":
        ": machine-readable description of both files, with checksums",
    "Åpne CSV-filen i et regneark gjennom «hent data fra tekst», og la kommunenummer være tekst. Ellers mister Oslo "
    "(0301) nullen foran. En celle som begynner som en formel, har fått en apostrof foran seg. Navn, titler og "
    "statusord i filene er på bokmål.":
        "Open the CSV file in a spreadsheet through «get data from text», and keep the municipality number as text. "
        "Otherwise Oslo (0301) loses its leading zero. A cell that begins like a formula has an apostrophe before it. "
        "Names, titles and words for states in the files are Norwegian (bokmål).",
    "Hva kolonnene betyr": "What the columns mean", "Dataordbok": "Data dictionary", "Kolonne": "Column",
    "Navn": "Name", "Forklaring": "Explanation", "tekst": "text", "heltall": "integer",
    "Kommunenummer": "Municipality number", "Fire sifre, med innledende null.": "Four digits, with a leading zero.",
    "Kommunens navn; fylket står i parentes der to har samme navn.":
        "Name of the municipality; the county in brackets where two have the same.",
    "Fylkesnummer": "County number", "To sifre.": "Two digits.",
    "Fylket kommunen ligger i dette året.": "The county the municipality belongs to this year.",
    "IMDi-region": "IMDi office", "Regionkontoret som anmoder kommunen.": "The office that asks the municipality.",
    "Hvor kommunen står den dagen uttrekket gjelder.": "Where the municipality stands on the day of the extract.",
    "Personer kommunen først ble anmodet om. Tom: ikke anmodet.":
        "Persons the municipality was first asked for. Empty: not asked.",
    "Personer kommunen er anmodet om nå, etter justeringer. Tom: ikke anmodet.":
        "Persons the municipality is asked for now, after adjustments. Empty: not asked.",
    f"Personer i bekreftet vedtak. {_NO}": f"Persons in a confirmed decision. {_NO_EN}",
    "Vedtatt minus anmodet": "Decided minus asked",
    "Vedtatt minus opprinnelig anmodet. Tom: ikke noe bekreftet vedtak.":
        "Decided minus asked at first. Empty: no confirmed decision.",
    "Personer registrert bosatt hittil. Tom: ikke kjent, eller holdt tilbake (se bosatt_merke).":
        "Persons registered as settled so far. Empty: not known, or withheld (see bosatt_merke).",
    "Bosatt, merke": "Settled, mark",
    "Kolon: færre enn fem personer, tallet er holdt tilbake.": "Colon: fewer than five persons, the figure is withheld.",
    "Personer registrert bosatt hittil. Tom: ikke kjent.": "Persons registered as settled so far. Empty: not known.",
    "Overført fra året før": "Carried over from the year before",
    "Av de bosatte: søkt ut året før og bosatt etter nyttår. Teller på dette årets vedtak.":
        "Of the settled: referred the year before and settled after New Year. Counts on this year's decision.",
    "Gjenstår": "Remaining", "Vedtatt, men ikke bosatt ennå.": "Decided, but not settled yet.",
    "Enslige mindreårige i anmodningen. Tom: ikke kjent.": "Unaccompanied minors in the request. Empty: not known.",
    f"Enslige mindreårige i vedtaket. {_NO}": f"Unaccompanied minors in the decision. {_NO_EN}",
    f"Tallet i IMDinett. {_NO}": f"The number in IMDinett. {_NO_EN}",
    f"Tallet i skriftlig kopi. {_NO}": f"The number in the written copy. {_NO_EN}",
    "Intern status": "Internal state", "Status i oppfølgingen.": "State in the follow-up.",
    "Hva sammenligningen av registrering og kopi viser.": "What comparing registration and copy shows.",
    "Det kommunen ennå skylder.": "What the municipality still owes.",
    "Hvorfor kommunen har tallet sitt, eller ikke anmodes.":
        "Why the municipality has its number, or is not asked.",
    "Purringer": "Reminders", "Purringer sendt.": "Reminders sent.",
    "Saker en person må lukke.": "Cases a person must close.",
}  # fmt: skip

WORDS_OF_PAGES: Mapping[str, str] = {**_FRAME, **_OVERVIEW, **_TABLES, **_METHOD, **_CRITERIA, **_DATA}

LINES_OF_PAGES: tuple[tuple[str, str], ...] = (
    (r"^Slik det er kjent (.+)\. Svarfrist (.+) \((.+)\)\.$", r"As known on \1. Deadline \2 (\3)."),
    (r"– anmodning om bosetting (\d{4})", r"– requests to settle \1"),
    (r" \(intern\)$", " (internal)"),
    (r"^Anmodning om bosetting av flyktninger i (\d{4})$", r"Requests to settle refugees in \1"),
    (r"^av dem ([\d\s]+)\sEM, ([\d\s]+) under 15\sår$", r"of them \1 EM, \2 below 15 years"),
    (r"^([\d\s]+) av ([\d\s]+) kommuner\b", r"\1 of \2 municipalities"),
    (r"^([\d\s]+) bekreftede vedtak\b", r"\1 confirmed decisions"),
    (r"^av dem ([\d\s]+) overført fra året før$", r"of them \1 carried over from the year before"),
    (r"^av ([\d\s]+) åpnet i alt$", r"of \1 opened in all"),
    (r"^Alle (\d+) og grunnlaget for dem$", r"All \1 and what they rest on"),
    (r", over fristen$", ", past the deadline"),
    (r"^Vedtatt av anmodet\. ", "Decided of asked. "),
    (r"(?<=\d) av (?=\d)", " of "),
    (
        r"^Fra (.+) til (.+)\. Siste dag er (.+) av svarene og (.+) av plassene bekreftet\. Svarfristen er (.+)\.$",
        r"From \1 to \2. On the last day \3 of the replies and \4 of the places are confirmed. The deadline is \5.",
    ),
    (
        r"^Ingen dekning er målt ennå\. Svarfristen er (.+)\.$",
        r"No coverage has been measured yet. The deadline is \1.",
    ),
    (
        r"^Tabellen viser ([\d\s]+) kommuner\. De samme tallene ligger som$",
        r"The table shows \1 municipalities. The same figures are there as",
    ),
    (r"^Kommunene i (\d{4})$", r"The municipalities in \1"),
    (r"^Saker i (\d{4})$", r"Cases in \1"),
    (r"^Åpne data for (\d{4})$", r"Open data of \1"),
    (r"^Data, intern utgave for (\d{4})$", r"Data, internal edition, of \1"),
    (r"^Slik ble tallene til i (\d{4})$", r"How the numbers of \1 were made"),
    (r"ingen kommuner har tall$", "no municipality has a figure"),
    (r"(\S+) kommuner mangler tall$", r"\1 municipalities lack a figure"),
    (r"^Mål for runde (\d+)$", r"Measures of round \1"),
    (
        r"^Personer som ville ligget annerledes med (.+)-metoden$",
        r"Persons that would lie elsewhere with the method of \1",
    ),
    (
        r"^Samrådet ga (\S+) regel(?:er)? i den siste runden\.$",
        r"The consultation gave \1 rule(s) in the newest round.",
    ),
    (r"^Prognoser for (\d{4})$", r"Forecasts for \1"),
    (r"^([\d,]+ \(.+) og (.+\))$", r"\1 and \2"),
    (r" og (\d+) til$", r" and \1 more"),
)

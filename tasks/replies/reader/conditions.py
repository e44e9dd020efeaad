"""The words of reservations: what makes a sentence conditional, about what, and what only looks so.

Every list holds both written standards. A topic counts only beside a condition, so "the director is asked
to find housing" is an instruction and "provided that housing is found" a reservation (VEDTAK.md).
"""

from __future__ import annotations

import re

from tasks.core.model.vedtak import ReservationCode as Code


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


STRONG_CONDITION = _words(r"""
    (?:under|med)\s+(?:\w+\s+)?(?:forutsetning|føresetnad|atterhald|forbehold|reservasjon)\w*
    | \bforutset(?:t|ning|nad|te|ter|tes)\w* | \bforutsatt\b | \bforutsetter\b | \bføreset\w*
      | \bpå\s+(?:den\s+|det\s+|dei\s+)?(?:vilkår|betingelse|føresetnad)\w*
    | \bvilkår(?:et|ene|a)?\b | \bbetinge\w* | \bforbehold\w* | \batterhald\w* | \breservasjon\w*
      | \bkrev(?:er|es|jast|ar)?\b | \bkrav\s+om\b
    | \bheng(?:er)?\s+(?:av|på|sam(?:en|an)\s+med)\b | \bi\s+den\s+takt\b | \bi\s+(?:same|samme)\s+takt\b
    | \bså\s+sant\b | ^\W*(?:kan|får|finn(?:er)?|blir|vert|klarer|greier|lykkes|er|skulle)\s+(?:kommunen|ein|man|det|vi)\b
      (?=[^.;]{0,90}\b(?:ikke|ikkje)\b)(?=[^.;]*,)
    | \bså\s*fr[ae]mt\b | \bgitt\s+at\b | \bgjeve\s+at\b | \bavheng\w* | \bmed\s+mindre\b | \b(?:bare
      |berre|kun)\s+(?:\w+\s+){0,3}(?:hvis|dersom|om|når)\b
    | \bkan\s+(?:ikke|ikkje)\s+(?:garanter|lov)\w* | \bavgj(?:ø|e)r\w*\s+for\b | \btilpass\w*
      | \bs(?:jåast|ees|es|jås)\s+i\s+sam(?:an|men)heng | \bi\s+sam(?:an|men)heng\s+med\s+tilgang\w* | \bi\s+den\s+grad\b | \bså\s+lenge\b | \bså\s+lang[te]?\s+(?:(?:det|kommunen|ein|man|som)\b
      |(?=.{0,60}\b(?:tillat|tillèt|rekk|strekk|mulig|mogleg|kan|lar|let)))
      | \bdersom\b(?=.{0,60}\b(?:ikke|ikkje)\b)
""")
WEAK_CONDITION = _words(r"""
    \balt\s+etter\b | \balt\s+ettersom\b | \bi\s+forhold\s+til\s+(?:kapasitet|tilgang)\w* | \bdersom\b | \bhvis\b | \bviss\b | \bsom\s+kommunen\s+(?:har|får)\s+(?:plass|kapasitet|bolig|bustad)\w*
    | \better(?:\s+hvert|\s+kvart)?\s+(?:som|kapasitet|tilgang\w*|tilgjengeleg\w*|tilgjengelig\w*)\b
      | \bom\s+(?:det|kommunen|ein|man)\s+(?:finn|skaff|får|greier|klar|er\s+mogleg|er\s+mulig)\w*
    | \bmå\s+(?:\w+\s+)?(?:være|vere|vera|stå|bli|verte)\s+(?:ferdig|på\s+plass|klar|avklar|etablert)\w*
      | \bnår\s+(?:det|bolig|bustad)\w*\s+(?:er|finn|foreligg|ligg)\w* | \bi\s+takt\s+med\b | \bså\s+snart\b
""")
NO_CONDITION = _words(r"""
    avhengig\s+av\s+famili\w*st[øo]r\w* | \bnår\s+det\s+er\s+aktuelt |
    (?:uten|utan|ingen|ikke|ikkje|uten\s+noen|utan\s+nokon)\s+(?:\w+\s+){0,3}(?:forbehold|atterhald|etterhald
      |reservasjon|vilkår|betingels|føresetnad)\w*
    | (?:tar|tek|knytt\w*|still\w*|ligg\w*|inneh\w*|har)\s+(?:\w+\s+){0,3}(?:ikke|ikkje
      |ingen)\s+(?:\w+\s+){0,2}(?:forbehold|atterhald|reservasjon|vilkår)\w*
    | \b(?:forbehold|atterhald|reservasjon|vilkår|betingelse)\w*\s*:\s*(?:ingen|nei|inga|null|0|-)
    | (?:skal|må|kan)\s+(?:ikke|ikkje)\s+(?:inkludere|innehold\w+|omfatt\w+)\b.{0,80}(?:reservasjon
      |forbehold|atterhald)\w*
    | (?:forbehold|atterhald|reservasjon|vilkår|punkt|pkt|ledd)\w*[^;]{0,60}\b(?:opphev|stryk|stroke
      |utgår|går\s+ut|fall(?:er)?\s+bort|fell\s+bort|bortfall|fjern)\w*
""")
INSTRUCTION = _words(r"""
    ^(?:\W*)(?:rådmann|kommunedirektør|administrasjon|ordfører|ordførar|kommunalsjef|enhetsleder|byråd
      |nav\b|kommunestyret\s+(?:ber|viser|viset|peiker|ser)|formannskapet\s+(?:ber|viser))\w*
      \s*(?:\w+\s+){0,2}(?:be(?:s|r|dt|dne|den)?|blir|vert|gis|gjev|får|gir|skal|må|har|legg|set|sett|sørg
      |syt|vurder|administrasjon|rådmann|kommunedirektør|får\s+fullmakt)\w*
    | \bbe[sr]\s+(?:rådmann|kommunedirektør|administrasjon|ordfører|ordførar)\w* | \bsørg(?:e|er
      |es)?\s+for\b | \bsyt(?:e|er)?\s+for\b | \bbes\s+(?:om\s+å\s+)?(?:sørge|legge|vurdere|arbeide|finne
      |innarbeide|se|sikre|komme)\b
    | \bvert\s+bed[ei]n\b | \bblir\s+bedt\b | \bvert\s+bedd?e?n?\b | \bfår\s+(?:i\s+)?(?:oppdrag
      |fullmakt)\b | \bgis\s+fullmakt\b | \bdelegert\w*
""")
BUDGET = _words(r"""
    rom\s+(?:for\s+\w+\s+)?i\s+budsjett\w* |
    innarbeid\w* | innan?for\s+(?:\w+\s+){0,3}(?:ramme\w*|budsjett\w*|gjeldende|gjeldande)
      | innenfor\s+(?:\w+\s+){0,3}(?:ramme|budsjett)\w* | budsjett(?:regul|just|erast|eres|ert
      |et\s+for)\w* | økonomiplan\w*
    | (?:utgift|kostnad|tiltak|merutgift|meirutgift|drift)\w*\s+(?:\w+\s+){0,4}(?:dekkes|dekkast
      |dekkjast|dekt|dekket|finansieres|finansierast|finansiert)\b
    | (?:dekkes|dekkast|dekkjast|finansieres|finansierast)\s+(?:inn\s+)?(?:av|over|ved|gjennom|innan?for
      |med)\b
""")
CARRY_OVER = _words(r"""
    (?:søkte?\s+ut|utsøkte?|tildelte?)\b.{0,120}(?:over\s+(?:nyttår|årsskiftet)|etter\s+nyttår
      |i\s+20\d\d).{0,80}(?:tell|regn|med\s+på|inngå|vedtak)\w*
    | (?:søkte?\s+ut|utsøkte?|tildelte?)\w*\b.{0,140}\b(?:tell|regn|rekn|inngå|inngår)\w*\b.{0,30}\bvedtak\w*
    | (?:over\s+nyttår|over\s+årsskiftet|etter\s+nyttår|ved\s+årsskiftet)\b.{0,100}\b(?:tell|regn|inngå
      |kjem|kommer)\w*
""")
SPARE_CAPACITY = _words(r"""
    (?:dersom|hvis|viss|ved|skulle|om)\b.{0,80}(?:behov|prognose|ankomst|situasjonen|imdi
      |staten\s+(?:ber|treng)|øk(?:er|t)|auk(?:ar|a)).{0,100}(?:flere|fleire|ytterligere|ytterlegare
      |ekstra|meir|mer\b|øke|auke|utvide|kapasitet|ny\s+anmodning|ny\s+oppmoding
      |\w+\s+til(?=\s*[.,;]|$))
    | (?:flere|fleire|ytterligere|ytterlegare|ekstra|meir|øke|auke|utvide)\b.{0,120}(?:dersom|hvis|viss
      |ved|skulle)\b.{0,60}(?:behov|prognose|ankomst|situasjonen|øk|auk|imdi)
""")

# A topic beside a condition gives its code; the order decides nothing, several may hold.
TOPICS: tuple[tuple[Code, re.Pattern[str]], ...] = (
    (
        Code.HOUSING,
        _words(
            r"bolig|bustad|busted|husvære|\bhus\b|husrom|leilighet|leilegheit|hybel|hybl|utleie|utleige"
            r"|boforhold|\bbotilbud|\bbutilbod|innkvartering|\bleiemarked|\bleigemarknad|\bboenhet"
            r"|\bbueining"
        ),
    ),
    (
        Code.FUNDING,
        _words(
            r"tilskudd|tilskot|\bstat(?:en|ens|lig\w*|leg\w*)?\b(?!\s+(?:asyl)?mottak)|finansier|kompens|refusjon|refunder"
            r"|full(?:t)?\s+(?:ut\s+)?(?:dek|kostnad)|midler|midlar|øremerk|kostnadsdekning"
            r"|overføring(?:er|ar)\b|økonomisk\w*\s+(?:ramme|vilkår|støtte|stønad)|fullfinans"
        ),
    ),
    (
        Code.CAPACITY,
        _words(
            r"kapasitet|skole|skule|barnehag|\blege|fastlege|helsetjenest|helseteneste|helsestasjon"
            r"|tjenesteapparat|tenesteapparat|tjenestetilbud|tenestetilbod|\btjenest|\btenest|bemanning"
            r"|ansett|programrådgj|tilset|voksenopplæring|vaksenopplæring|voksenopplærings|ressurs|(?<!deltakere\si\s)(?<!deltakarar\si\s)introduksjon"
            r"|kvalifiserings|\btolk|lærer|lærar|\bstilling|personell|helse-?\s+og\s+omsorg"
            r"|psykisk\s+helse"
        ),
    ),
    (
        Code.PROFILE,
        _words(
            r"famili(?:er|ar)\b|barnefamili|\bspråk|engelsk|utdann|\byrkes|arbeidsfør|helsetilstand"
            r"|omsorgsbehov|særskilt\w*\s+behov|spesielle\s+behov|sammensatt|samansett|alenefor"
            r"|einslege\s+forsørg|enslige\s+forsørg"
        ),
    ),
)
EM_NOUN = _words(r"\b(?:enslige?|einslege?|enslege)\s+mindreårig\w*|\bmindreårig\w*|\bEM\b")
EM_LIMIT = _words(r"""
    over\s+(?:fylte\s+)?1\d\s+år | (?:fra|frå|fylte?)\s+1\d\s+år | eldre\s+enn\s+1\d | (?:ikke
      |ikkje)\s+.{0,30}under\s+1\d | 1\d\s*[-–]\s*1\d\s+år | aldersgruppen|aldersgruppa
    | bofellesskap | bufellesskap | samarbeid\s+med | nabokommune | fosterhjem | fosterheim
      | barneverntjenest | barnevernstenest | barnevern
    | \binntil\b|\bopptil\b|\bmaks\w*|\bhøyst\b|\bhøgst\b|(?:ikke|ikkje)\s+(?:flere|fleire|mer
      |meir)\s+enn|\bbare\b|\bberre\b|\bkun\b
""")
FAMILY = _words(
    r"famili(?:egjenfor|esamein|einnvandr|emedlem|eetabler|egjeinfor|esammenfør)\w*"
    r"|\bgjenforent\w*|\bsameint\w*|\bgjenforening\w*|\bsameining\w*"
)
FAMILY_ON_TOP = _words(
    r"(?:inkluder|omfatt|gjeld|inn?går|tell?|rekn|regn|medrekn|medregn|inneh[oa]ld)\w*\s+(?:\w+\s+){0,1}(?:ikke|ikkje)\b"
    r"|i\s+tillegg|utenom|utanom|kommer\s+utover|kjem\s+utover|ut\s*over\s+(?:dette|vedtak"
    r"|antall|tal|de\b|dei)|eksklusiv\w*|ekskl|eksl|(?:ikke|ikkje)\s+med\s+i\s+(?:tal|antall|kvot|vedtak)\w*|uten\b|utan\b|(?:ikke"
    r"|ikkje)\s+(?:\w+\s+){0,2}(?:inkluder|medregn|medrekn|iberekn|rekna|reknast|regn|tel|tell"
    r"|omfatt|del\s+av|inn?(?:går|gå))\w*|tillegg\s+til|ikke\s+inkludert|holdes\s+utenfor"
    r"|haldast\s+utanfor"
)
FAMILY_INSIDE = _words(
    r"(?:er|vert|blir|skal)\s+(?:\w+\s+)?(?:rekna|regnet|regna|rekne|talt|tald)\s+(?:med|inn)|går\s+av\s+(?:kvote|tal|antall)\w*|av\s+kvoten|inkluder|inkl\b|inkl\.|inklusiv|medregn|medrekn|iberekn|innbefatt|herunder|herav|hvorav"
    r"|derav|inn?går|inn?gå\b|skal\s+(?:tel|regn|rekn)|regnes\s+(?:med|inn)|reknast\s+(?:med"
    r"|inn)|tell(?:er|e|es|ast)?\s+(?:med|på|som)|tel\s+(?:med|på|som)|teljast\s+med|del\s+av"
    r"|omfatt|inn[ae]n?for\s+(?:dette|denne|tallet|talet|antallet|rammen|ramma|kvoten|kvota|vedtak)"
    r"|ta(?:s|kast)\s+(?:inn\s+)?(?:av|fra|frå|på|innan?for)\s+(?:\w+\s+)?(?:kvote|antall|tall|tal)\w*|inn\s+i\s+(?:tallet|talet|kvoten|antallet)"
)
FAMILY_CAP = _words(
    r"trekk|trekt|fratrekk|fråtrekk|fradrag|frådrag|kommer\s+til\s+fratrekk|reduser|avkort"
    r"|(?:overstig|overskrid|over\s+\d+|utover\s+\d+|ut\s+over\s+\d+|flere\s+enn|fleire\s+enn"
    r"|mer\s+enn|meir\s+enn|oversky\w+|ut\s?over\s+dette\b(?=.*(?:re[gk]n|trekk|tel)))"
)

NATIONS = (
    r"(?:ukrain|syri?s|syria|syrer|syrar|afghan|eritre|somal|irak|iran|kongo|sudan|etiop|tyrk|kurd|palestin"
    r"|myanmar|burma|rohing|jemen|russ(?:isk|arar|ere)|kristn|muslim|europe)\w*"
)
NATIONALITY = _words(rf"""
    \b{NATIONS}\s+(?:\w+\s+)?(?:flyktning|person|famili|asylsøk|borgar|borger|statsborg|kvoteflykt
      |overføringsflykt)\w* | (?:flyktning|person|famili)\w*\s+(?:\w+\s+){{0,2}}(?:fra|frå)\s+{NATIONS}
    | (?:fra|frå)\s+(?:\w+\s+)?{NATIONS} | (?:bare|berre|kun|fortrinnsvis|primært|hovedsakelig
      |hovudsakleg|hovedsak|hovudsak|helst|gjerne|utelukkende|utelukkande)\s+(?:\w+\s+){{0,3}}{NATIONS}
    | sam(?:m)?e\s+(?:\w+\s+og\s+)(?:nasjonalitet|land|opphav|opprinnelse) | samme\s+(?:nasjonalitet|land|opprinnelse|språkgruppe) | same\s+(?:nasjonalitet|land|opphav
      |språkgruppe) | (?:bestemt|visse?|enkelte)\w*\s+nasjonalitet\w* | nasjonalitet\w*.{{0,40}}(?:ønsk
      |skal|bør|begrens|avgrens)
""")
NO_NATIONALITY = _words(
    r"uavhengig\s+av|uavhengig|uansett|uavhengig\s+av\s+nasjonalitet|både|alle\s+nasjonalitet"
)
QUOTA = _words(r"""
    \b(?:ønsk\w+|ønskj\w+|ynskj\w+|skal|må|bør|ber)\b[^.;]{0,80}\b(?:overførings|kvote)flyktning\w*(?!\s+og\b) |
    (?:bare|berre|kun|utelukkende|utelukkande|fortrinnsvis|primært|hovedsakelig|hovudsakleg|helst
      |gjelder|gjeld|forutset\w*|forutsatt|alle\s+skal\s+være|være|vere|vera|i\s+form\s+av|begrens\w+\s+til
      |avgrens\w+\s+til)\s+(?:\w+\s+){0,3}(?:overføringsflyktning|kvoteflyktning)\w*
""")
PREFERENCE = _words(r"""
    \bfortrinnsvis\b | \bhelst\b | \bprimært\b | \bhovedsakelig\b | \bhovudsakleg\b | \bprioriter\w*
      | \bønsk\w+ | \bønskj\w+ | \bynskj\w+ | \bynskel\w+ | \bi\s+hovedsak\b | \bi\s+hovudsak\b | \bbare\b | \bberre\b | \bkun\b
      | \butelukkende\b
    | \bbe[rd]\s+(?:imdi|direktoratet|staten|integrerings\S*|om\s+at)\b | \bve(?:lg|l)(?:e|er|je)?\s+ut\b
    | \bimdi\s+(?:bes|blir\s+bedt|vert\s+bed\w+|bør|må|skal)\b | \bsøk(?:es|ast|jast)\s+ut\b
    | \bønskelig\b | \bforetrekk\w* | \bføretrekk\w* | \bførst\s+og\s+fremst\b
      | \bfyrst\s+og\s+fremst\b | \bbør\b | \bskal\s+være\b | \bskal\s+vere\b | \bskal\s+vera\b
""")
WHO = _words(r"""
    famili(?:e|er|ar|en|a)\b | \bborn\b | barnefamili\w* | småbarns\w* | \b(?:enslige|einslege)\s+(?:menn|kvinner
      |mødre|mødrer|forsørg\w*|voksne|vaksne) | \bkvinner\b | \bmenn\b | \bpar\b | \bektepar\b
      | engelsk\w* | \bspråk\w* | \bsnakk\w* | \barabisk\w* | \btigrin\w* | utdann\w* | yrkes\w* | arbeidsfør\w* | arbeidserfaring | fagkompetanse
    | \bkompetanse\b | \bunge\b | \bungdom\w* | omsorgsbehov | hjelpebehov | helseproblem\w*
      | helseutfordr\w* | \bbarn\b | \bjobb\w*\s+bakgrunn
""")
NEEDS = _words(
    r"\b(?:person|flyktning|bosatte|busette|ingen|som)\w*\b[^.;]{0,50}\b(?:har|med|treng\w*)\s+(?:\w+\s+)?(?:behov|hjelp|pleie|omsorg)"
)
UNWANTED = _words(r"""
    \bingen\s+av\s+(?:de|dei)\b[^.;]{0,50}\b(?:behov|hjelp|pleie|omsorg)\w* |
    \b(?:person|flyktning|folk)\w*\s+med\b[^.;]{0,60}\b(?:ikke|ikkje)\b[^.;]{0,20}(?:søk|buset|boset|tilvis|tildel|utsøk)\w* |
    \b(?:person|flyktning|folk)\w*\s+(?:med|som)\b[^.;]{0,80}\b(?:ikke|ikkje)\b[^.;]{0,30}(?:ta\w*\s+(?:i\s*)?mot|boset|buset)\w* |
    (?:famili(?:er|ar)|barnefamili\w+|kvinner|menn|ektepar|barn|born)\b[^.;,]{0,40}\b(?:prioriter|foretrekk|føretrekk
      |ønskes|ønskjast|er\s+ønsk)\w*
    | \b(?:arbeidsfør|ung|yngre|frisk|engelsktal|engelskspråk|kvinnelig|kvinneleg|mannlig|mannleg|velutdann|høyt\s+utdann)
      \w*\s+(?:flyktning|person)\w* |
    (?:\bikke\b|\bikkje\b|\bunntatt\b|\bunnateke\b|\buten\b|\butan\b|\bunntak\s+(?:av|for)|\bingen\b
      |\bunngå\b|\bavgrens\w*|\bmaks\w*|\binntil\b)[^.;]{0,80}(?:særskil\w*|særleg\w*|spesielle?|store?
      |omfattende|omfattande|tyngre|alvorlig\w*|alvorleg\w*|krevende|krevjande|ressurskrev\w*|sammensatte
      |samansette)\s+(?:\w+\s+){0,3}(?:behov|hjelp|helse|omsorg|oppfølg|sykdom|sjukdom|utfordr|lid|diagnos
      |bruker|brukar|personer|personar)\w*
    | \bfordel\w*\s+(?:på|med|mellom)\s[^;]{0,60}(?:overføringsflykt|kvoteflykt|mottak|kvinne)\w*
    | (?:\bikke\b|\bikkje\b|\bunntatt\b|\buten\b|\butan\b|\bingen\b)[^.;]{0,60}(?:funksjonsnedsett\w*
      |funksjonshem\w*|ressurskrev\w*|rusproblem\w*|\brus\b|psykisk\w*\s+(?:lid|syk|sjuk|helse)\w*
      |adferd\w*|atferd\w*|åtferd\w*|omsorgsbehov|pleiebehov)
""")
REFUSED_GROUP = _words(r"""
    (?:ikke|ikkje)\s+(?:å\s+)?(?:ta\s+(?:i\s*)?mot|bosette|busette|busetje)\s+(?!flyktn|ensl|einsl|mindreår|fle|mer\b|meir\b
      |person|menneske|nye\b|over\b|enda\b|noen\b|nokon\b|nokre\b|så\b|det\b|dette\b|i\b|for\b|på\b|før\b|fr[aå]\b)[a-zæøå]{4,}
""")
IF = _words(r"\b(?:dersom|hvis|viss)\b")
SPLIT = _words(r"""
    (?:1\.|2\.|første|fyrste|andre|siste)\s+(?:halvår|halvdel|halvpart|kvartal|tertial)\w*
      | \bhalvår\w* | \bkvartal\w* | \bhalvparten\b(?=[^;]*\b(?:halvår|tertial|vår|somm?[ae]r
      |h[aø]u?st|første|fyrste|etter|før|innen|innan|januar|februar|mars|april|mai|juni|juli|august
      |september|oktober|november)\w*) | \btidligst\b | \btidlegast\b | \b(?:ikke
      |ikkje)\s+(?:før|tidligere\s+enn|tidlegare\s+enn)\b | \b(?:etter|innen|innan|før)\s+(?:sommer|sommar|sumar|ferie|jul\b|skolestart|skulestart|påske
      |1\.\s*\w+)\w*
    | (?<!vedtaket\s)(?<!vedtak\s)(?<!brev\s)\bfra\s+(?:og\s+med\s+)?(?:1\.\s*)?(?:februar|mars|april|mai|juni|juli|august|september|oktober
      |november|desember)\b | (?<!vedtaket\s)(?<!vedtak\s)(?<!brev\s)\bfrå\s+(?:og\s+med\s+)?(?:1\.\s*)?(?:februar|mars|april|mai|juni|juli
      |august|september|oktober|november|desember)\b
    | \b(?:januar|februar|mars|april|mai|juni|juli|august|september)\s*(?:-|–|til|til\s+og\s+med)\s*(?:februar|mars|april
      |mai|juni|juli|august|september|oktober|november|desember)\b
    | (?:jevnt|jamt|likt)\s+(?:fordel\w*|utover|gjennom|over) | (?:fordel(?:t|es|ast|te)|sprei(?:es|ast
      |dd)|spres|spredt)\s+(?:\w+\s+){0,2}(?:over|på|utover|gjennom|ut\s+over|med)
      \b(?=[^;]{0,80}(?:halvår|kvartal|tertial|m[åa]n[ae]d|\bår|\bvår|h[øa]u?st|somm?[ae]r|pulje|januar|februar|mars|april|mai
      |juni|juli|august|september|oktober|november|desember))
      | \b(?:per|pr\.?|hver|kvar)\s+(?:måned|månad)\w* | \b(?:våren|høsten
      |hausten)\b | \bpuljer\b | \bpulj\w+ | \butsatt\s+(?:start|oppstart) | \bførst\s+(?:fra|etter|når
      |i\s+(?:februar|mars|april|mai|juni|juli|august|september|oktober|november|desember))\b
""")
REVIEW = _words(r"""
    \bkan\s+(?:da\s+|då\s+)?(?:endre|justere|redusere|auke|øke)\s+(?:antall|tal|vedtak)\w* | \btil\s+revisjon\b |
    \bny\s+(?:politisk\s+)?(?:vurdering|behandling|handsaming|gjennomgang)\b | \brevurder\w*
      | \bvurder\w*\s+(?:\w+\s+){0,3}(?:på\s+nytt|på\s+ny|omgjort) | (?<!send\s)(?<!sendt\s)(?<!sende\s)\bpå\s+ny(?:tt)?\b | \bomgjør\w*
      | \bomgjøre\b | \bgjere\s+om\b | \btas\s+opp\s+(?:igjen|til)\b | \btakast\s+opp\s+(?:att|igjen
      |til)\b
    | \brett(?:en)?\s+til\s+å\s+(?:endre|redusere|trekk|stanse|stoppe|revurdere|justere|vurdere
      |seie\s+opp)\w* | \btrekk(?:e|es|ast|je)\s+(?:vedtak|tilbake)\w* | \bkan\s+(?:\w+\s+)?stans(?:e|es|ast)\b
      | \bs(?:i|ei|eie)\s+opp\b | \breforhandl\w*
    | \bkan\s+(?:\w+\s+)?(?:endres|endrast|reduseres|reduserast|justeres|justerast|oppheves|opphevast)\b
      | \bevaluer\w*\s+.{0,40}(?:før|og\s+eventuelt|med\s+sikte)
""")
MANY_YEARS = _words(r"""
    \bårlig\b | \bårleg\b | \b(?:per|pr\.?)\s+år\b | \bhver?t\s+år\b | \bkvart\s+år\b
      | \bhvert\s+av\s+årene\b | \bkvart\s+av\s+åra\b | \bi\s+perioden\b | \bplanperioden?\b
      | \bvalgperioden?\b | \bvalperioden?\b | \bøkonomiplanperioden?\b
    | \bde\s+(?:neste|kommende)\s+(?:\w+\s+)?årene\b | \bdei\s+(?:neste|komande)\s+(?:\w+\s+)?åra\b
      | \b(?:fire|tre|to|fem)års\w* | \bover\s+(?:to|tre|fire|fem|\d)\s+år\b | \binntil\s+(?:videre
      |vidare)\b | \bfram?\s+til\s+og\s+med\s+20\d\d | \bsamlet\s+for\s+årene\b | \bsamla\s+for\s+åra\b
""")
REPEALED = _words(
    r"vedtak\w*\b.{0,80}\b(?:opphev|erstatt|omgj|gjer\w*\s+om|endr)\w*|(?:opphev|erstatt|omgj|endr)\w*\b.{0,60}\bvedtak\w*"
    r"|vedtak\w*\b.{0,80}\b(?:øk(?:es|ast|t|er)|auk\w*|reduser\w*|juster\w*|hev\w*|senk\w*)\s+(?:\w+\s+)?til\b"
    r"|\b\w*sak\s+(?:nr\.?\s*)?\d{1,4}/\d{2,4}\b.{0,60}\b(?:opphev|erstatt|omgj)\w*|\bstår?\s+(?:ved\s+lag|ved\s+makt|fast)\b|\bstå(?:r|ande|ende)\s+uendr\w+"
)
MAY_BE_OVERRUN = _words(
    r"\b(?:ti|tyve|tjue|tretti|femti)tall\w*|\bdusin\w*|\bh[åa]ndfull\b|\b(?:noen|nokre|nokon)\s+få\b"
    r"|\b(?:begrenset|avgrensa)\s+(?:antall|tal)\b|\b(?:antallet|talet|tallet|kvoten|rammen|ramma)\s+(?:\w+\s+){0,2}(?:kan"
    r"|må\s+kunne)\s+(?:\w+\s+){0,2}(?:overskrid|overstig|fravik|fråvik|avvik)\w*"
)
SUPPLEMENTARY = _words(r"""
    \btilleggs(?:vedtak|anmod|oppmod|boset|buset)\w* | \bi\s+tillegg\s+til\s+(?:\w+\s+){0,3}(?:vedtak
      |vedtatt|vedteke|vedtekne|allerede|allereie|tidligere|tidlegare|de\s+\d|dei\s+\d|opprinn|opphav)\w*
      | \but\s?over\s+(?:de|dei)\s+\d[^.;]{0,60}\bvedt\w+
      | \bytterligere\b | \bytterlegare\b
    | \b(?:tidligere|tidlegare|opprinnelig|opphavleg|gjeldende|gjeldande|forrige|førre
      |sitt)\s+vedtak\w*\b.{0,80}(?:endr|øk|auk(?!ra)|utvid|reduser|opphev|erstatt|omgj|juster|gjer\w*\s+om
      |stå)\w* | \b(?:endr|øk(?:er|es|e|te|ning)|auk(?!ra)|utvid|reduser|opphev|erstatt|omgj|juster
      |gjer\w*\s+om)\w*\b.{0,80}\b(?:tidligere|tidlegare|opprinnelig|opphavleg|gjeldende|gjeldande|forrige
      |førre|sitt)?\s*vedtak\w*
    | \b(?:øk|auk(?!ra)|utvid|reduser|endr|juster|oppjuster|nedjuster|hev|senk|set)\w*\s+.{0,60}\bfr[aå]\s+\w+\s+til\b
      | \b(?:fr[aå])\s+\w+\s+til\s+\w+.{0,30}\b(?:øk|auk(?!ra)|utvid|reduser)\w*
""")

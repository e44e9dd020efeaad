"""The words by which a council says yes or no to the request."""

from __future__ import annotations

import re

ACCEPTING = re.compile(
    r"imøtek(?:om|jem)\w*|imøtekom\w*|i\s+tråd\s+med|i\s+samsvar\s+med|i\s+henhold\s+til"
    r"|etterk(?:om|jem)\w*|ta(?:r|s)?\b[^.;]{0,80}\btil\s+følge|tek\b[^.;]{0,80}\btil\s+følgje"
    r"|\bsa\b[^,;]{0,40}\bja\s+til|\bs(?:i|ei|ie|eie|ier|eier)\s+(?:\w+\s+){0,3}?ja|svarar?\s+(?:ja|positivt|bekreftende|stadfestande)|svarer\s+(?:ja"
    r"|positivt)|slutt(?:er|ar|et|a)\s+seg|godkjen\w+|still(?:er|ar)\s+seg\s+(?:bak|positiv\w*)"
    r"|aksepter\w*|takk(?:er|ar)\s+ja"
    r"|vedtar\s+(?:imdis?\s+|integrerings\S*\s+\S+\s+\S+\s+)?anmodning\w*"
    r"|vedtek\s+(?:imdi\s+si\s+)?oppmoding\w*|samtykk\w+|tilslutning|positiv\w*\s+til"
    r"|som\s+anmodet|som\s+oppmoda|etter\s+(?:anmodning|oppmoding)|jamfør\s+oppmoding"
    r"|\bdet\s+(?:antall|tal)\w*\b[^.;]{0,50}\b(?:anmod|oppmod|bedt|bede|ber\b)\w*"
    r"|\bi\s+det\s+omfang\w*|\bslik\s+(?:det\s+|imdi\s+)(?:\w+\s+){0,2}(?:anmod|oppmod|bedt|bede|ber)\w*"
    r"|følg(?:er|jer)\s+(?:imdis?\s+)?(?:anmodning|oppmoding)\w*|i\s+tråd\s+med\s+imdi|(?:lik"
    r"|likt|samme\s+antall|same\s+tal)\s+(?:som|med)\b|samsvar\w*\s+med|tilsvar\w+",
    re.IGNORECASE,
)
DECLINING = re.compile(
    r"\bg(?:år|jekk|ikk|jeng)\s+i?mot\s+(?:å\s+)?(?:boset|buset|anmod|oppmod)\w*|\bstår\s+over\s+(?:boset|buset)\w*|\b(?:ikke|ikkje)\s+(?:i\s+stand\s+)?til\s+å\s+(?:bosett|buset|ta\s+(?:i\s*)?mot)\w*"
    r"|\b(?:ikke|ikkje)\s+(?:bosettes|busettast|busetjast)\b|\b(?:ikke|ikkje)\s+(?:tatt|teke|teken|tas|takast)\s+til\s+følg\w*|\bsa\b[^,;]{0,40}\bnei\s+til|\bs(?:i|ei|ie|eie|ier|eier)\s+(?:\w+\s+){0,3}?nei|svar(?:er|ar)\s+(?:nei|negativt)|avsl(?:år|o|ått|ege|åast|ås|å)\b"
    r"|takk(?:er|ar)\s+nei|avv[ie]s\w*|(?:ikke|ikkje)\s+(?:å\s+)?(?:kan|kunne|vil"
    r"|ville)?\s*(?:å\s+)?(?:imøtekom|etterkom|imøtekjem)\w*"
    r"|(?:imøtekom|imøtekjem|etterkom|etterkjem)\w*\s+(?:difor\s+|derfor\s+)?(?:ikke|ikkje)\b"
    r"|slutt(?:er|ar|et|a)\s+seg\s+(?:ikke|ikkje)\b|(?:ikke|ikkje)\s+(?:å\s+)?(?:ta(?:s|kast|tt)?|teke)\s+til\s+følg"
    r"|t(?:as|ar|ek|akast)\s+(?:ikke|ikkje)\b[^.;]{0,60}\btil\s+følg"
    r"|(?:kan|vil|kunne|ønsker|ønskjer|finn?er|ser|har)\b[^.;,]{0,50}\b(?:ikke"
    r"|ikkje)\b[^.;,]{0,60}\b(?:imøtekom|etterkom|bosette|busette|busetje|ta\s+(?:i\s*)?mot"
    r"|mottak)\w*"
    r"|(?:bosetter|busetter|buset|tar\s+imot|tek\s+imot|bosettes|busett|bosette|busette"
    r"|ta\s+imot|busetje)\s+(?:da\s+|difor\s+|derfor\s+)?(?:ingen|ikke|ikkje|0|null|inga)\b"
    r"|(?:ikke|ikkje)\s+(?:(?:å|vil|skal|kan|kunne|bør|lenger|lengre|lengje)\s+){0,3}(?:bosette|busette|busetje|ta\s+(?:i\s*)?mot)\b"
    r"|\b(?:ikke|ikkje)\s+(?:bosetter|busetter|buset|busett|tar\s+imot|tek\s+imot)\b"
    r"|\bt(?:ar|ek)\s+(?:ikke|ikkje)\s+(?:i\s*)?mot\b|ingen\s+(?:nye\s+)?(?:flyktninger|flyktningar|personer|personar|bosetting|busetjing"
    r"|bosettinger)|(?:verken|hverken)\s+bosett",
    re.IGNORECASE,
)

/**
 * What identifies a person to an authority: social security and tax numbers, passports,
 * driving licences, birth dates, and the answers to security questions.
 */
import { couldBeSsn } from '../checksums.ts'
import type { Span } from '../family.ts'
import { isStandIn } from '../judge.ts'
import { ahead, behind, type Detector, firstLine, NOTHING } from '../page.ts'
import { isOrdinaryWord } from '../words.ts'
import { type Shape, shapeDetectors } from './rules.ts'

const ssn: Detector = {
  name: 'social security number',
  triggers: ['000-00-0000', '000 00 0000'],
  find(page, start, end) {
    if (
      /[\w-]$/.test(behind(page, start, 4).replace(/ssn-$/i, '')) ||
      /^[\w-]/.test(ahead(page, end, 1))
    )
      return NOTHING
    const [area, group, serial] = page.text.slice(start, end).split(/[- ]/)
    const labelled = /ssn|social|soc\b/i.test(behind(page, start, 40))
    if (page.text[start + 3] !== '-' && !labelled) return NOTHING
    if (!labelled && !couldBeSsn(area!, group!, serial!)) return NOTHING
    return [{ family: 'identity number', start, end }]
  },
}

/** "last four of SSN 9999": enough to pass for somebody on the phone. */
const lastFour: Detector = {
  name: 'last four of a social security number',
  triggers: ['ssn', 'social'],
  find(page, start, end) {
    if (!/\b(?:last|final)\s(?:four|4)\b[^\n]{0,20}$/i.test(behind(page, start, 40))) return NOTHING
    const found = /^(?: security)?(?: number)?\W{0,3}(?:is|was)?\W{0,3}(\d{4})(?!\d)/i.exec(
      ahead(page, end, 40),
    )
    if (!found) return NOTHING
    return [
      { family: 'identity number', start: end + found[0].length - 4, end: end + found[0].length },
    ]
  },
}

/** What may stand between a label and its number. */
const TO = String.raw`["')*\]]{0,3}\(?(?:\s?\([^()\n]{0,30}\))?(?:\s(?:number|no|nr|num|id|card|numéro|numero|nummer|of\s\S+(?:\s\S+)?|for\s\S+(?:\s\S+)?|von\s\S+(?:\s\S+)?|de\s\S+(?:\s\S+)?))?\.?#?["']?\s{0,4}(?:[:=#]|->|\b(?:is|was|ist|lautet|est|es|era))?[*_]{0,2}[ \t]{0,6}(?:\r?\n[ \t]*)?["'“]?`
const by = (on: string, words: string, value: string, flags = 'i'): Shape => ({
  on,
  family: 'identity number',
  shape: new RegExp(`^(?:${words})${TO}(?<secret>${value})(?![\\w-])`, flags),
  reach: 160,
})

const PASS = String.raw`(?=[A-Z-]*\d)[A-Z0-9]{6,12}`
const numbers: Shape[] = [
  by(
    'license #,licence #,license no,licence no',
    'licen[sc]e',
    String.raw`[A-Z]\d[A-Z0-9-]{5,16}(?=[^\n]{0,30}(?:driver|dmv))`,
  ),
  by('social', 'social', String.raw`\d{9}|\d{3}[- ]\d{2}[- ]\d{4}`),
  by(
    'ssn,social security,soc sec',
    'ssn|social security|soc sec',
    String.raw`\d{3}[- ]?\d{2}[- ]?\d{4}`,
  ),
  by('sin,social insurance', 'sin|social insurance', String.raw`\d{3}[- ]?\d{3}[- ]?\d{3}`),
  by(
    'itin,ein ,tin ,tax id,taxpayer',
    'itin|tax id|taxpayer id',
    String.raw`\d{2,3}-?\d{2}-?\d{4,5}`,
  ),
  by(
    'nino,national insurance,ni number',
    'nino|national insurance|ni',
    String.raw`[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]`,
  ),
  by('nhs', 'nhs', String.raw`\d{3}[- ]?\d{3}[- ]?\d{4}`),
  by(
    'sozialversicherung,sv-nummer,rentenversicherung,ahv',
    'sozialversicherungs?(?:-?nummer|nr)|sv-nummer|rentenversicherungsnummer|ahv(?:-nummer|-nr)?',
    String.raw`\d{2}\s?\d{6}\s?[A-Z]\s?\d{3}|756\.\d{4}\.\d{4}\.\d{2}|\d{4}\s?\d{6}`,
  ),
  by(
    'steuer-id,steueridentifikation,steuernummer,steuer-identifikation,idnr',
    'steuer-?(?:id(?:entifikationsnummer)?|nummer|-identifikationsnummer)|idnr',
    String.raw`\d{2,3}[ /]?\d{3}[ /]?\d{3,5}[ /]?\d{0,3}`,
  ),
  by(
    'securite sociale,nir ,insee',
    '(?:numéro de )?s[ée]curit[ée] sociale|nir|insee',
    String.raw`[12]\s?\d{2}\s?\d{2}\s?[\dAB]{2}\s?\d{3}\s?\d{3}(?:\s?\d{2})?`,
  ),
  by(
    'bsn,burgerservice,sofinummer',
    'bsn|burgerservicenummer|sofinummer',
    String.raw`\d{3}[. ]?\d{3}[. ]?\d{3}|\d{9}`,
  ),
  by('dni,nie,nif', 'dni|nie|nif', String.raw`(?:[XYZ]-?\d{7}|\d{2}\.?\d{3}\.?\d{3})-?[A-Z]`),
  by(
    'passport,passeport,pasaporte,paspoort,reisepass,pass-nr,passnummer',
    String.raw`passport|passeport|pasaporte|paspoort(?:nummer)?|reisepass(?:nummer|-nr\.?)?|passnummer|pass-nr`,
    PASS,
  ),
  by(
    'ausweis,identity card,id card,carte d identite,identiteitskaart,personalausweis',
    'personalausweis(?:nummer|-nr\\.?)?|ausweis(?:nummer|-nr\\.?)|identity card|national id|identiteitskaart',
    PASS,
  ),
  by(
    'driver,driving,dl#,dl ,drivers,fuhrerschein,permis de conduire,rijbewijs,carnet de conducir,licencia de conducir,state id',
    "driver'?s?'? licen[sc]e|driver’s licen[sc]e|drivers? lic\\.?|driving licen[sc]e|dl#?|f(?:ü|ue)hrerschein(?:nummer|-nr\\.?)?|permis de conduire|rijbewijs(?:nummer)?|carnet de conducir|licencia de conducir|state id",
    String.raw`(?:[A-Z]{2}\s)?(?=(?:[A-Z -]*\d){4})[A-Z0-9](?:[A-Z0-9-]|\s(?=\d)){4,19}[A-Z0-9]`,
  ),
  by(
    'medicare,medicaid,health card,member id,insurance id,versichertennummer,health insurance',
    'medicare|medicaid|health card|versichertennummer|health insurance',
    String.raw`(?=[A-Z-]*\d)[A-Z0-9](?:[A-Z0-9]|[- ](?=[A-Z0-9])){5,14}`,
  ),
]

const MONTH = String.raw`(?:jan|feb|fév|fev|m[aä]r|mär|apr|avr|abr|ma[iy]|mei|jun|juin|jul|juil|aug|aoû|aou|ago|sep|o[ck]t|nov|de[cz]|déc|ene|mrt)[\p{L}]{0,7}\.?`
const DAY = String.raw`\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}(?:st|nd|rd|th|er|\.)?[ -](?:de |of )?${MONTH},?[ -](?:de |del )?\d{2,4}|${MONTH} \d{1,2}(?:st|nd|rd|th)?,? \d{2,4}|\d{8}|\d{6}`
const births: Shape[] = [
  {
    on: 'dob,d.o.b,date of birth,birth date,birthdate,birthday,born,geburtsdatum,geburtstag,geb.,geboren,nee le,ne le,ne(e) le,date de naissance,fecha de nacimiento,nacido,nacida,nacimiento,geboortedatum,verjaardag,date_of_birth,birth_date',
    family: 'birth date',
    shape: new RegExp(
      String.raw`^[\p{L}.()_]{2,20}(?: (?:of|de|le|date|datum) ?[\p{L}]{0,11}| date)?["')*]{0,3}(?:\s(?:of|for|von|de)\s\S+(?:\s\S+)?)?(?:\s?\([^()\n]{0,20}\))?\s{0,4}(?:[:=]|->|is|was|on|am|in|ist|est|es|el|le|op|"\s?:)?[*_]{0,2}[ \t]{0,6}(?:\r?\n[ \t]*)?["'“]?(?<secret>${DAY})(?![\d/])`,
      'iu',
    ),
    reach: 120,
  },
]

const QUESTIONS =
  'maiden name,first pet,favorite pet,favourite pet,name of your pet,name of pet,name of his pet,name of her pet,first car,first school,elementary school,primary school,high school mascot,school mascot,first teacher,favorite teacher,favourite teacher,favorite color,favourite colour,favorite food,favourite food,favorite movie,favourite film,favorite book,favorite team,childhood friend,best friend,childhood nickname,street you grew up,street he grew up,street she grew up,city of birth,town of birth,place of birth,city were you born,born in which city,grew up on,first job,honeymoon,security answer,secret answer,security question,secret question,security word,safe word,verbal password,memorable word,codeword,code word,geburtsname der mutter,madchenname,erstes haustier,name des haustiers,name des ersten haustiers,sicherheitsfrage,geheimfrage,sicherheitsantwort,geheime antwort,lieblingslehrer,geburtsort,nom de jeune fille,question secrete,question de securite,reponse secrete,premier animal,animal de compagnie,ville de naissance,apellido de soltera,pregunta de seguridad,pregunta secreta,respuesta secreta,primera mascota,nombre de la mascota,ciudad de nacimiento,meisjesnaam,geheime vraag,beveiligingsvraag,eerste huisdier,naam van huisdier,geboorteplaats'

/** The answer is a few words after the last lead on the line, or on an "A:" line below. */
const answers: Detector = {
  name: 'answer to a security question',
  byLabel: true,
  triggers: QUESTIONS.split(','),
  find(page, start, end) {
    const window = ahead(page, end, 260)
    const line = firstLine(window)
    const spoken =
      /^[^\n]{0,140}?(?:\b[Aa]nswer(?:ed|s)?\b(?: (?:is|was|with))?|\b[Aa]ntwort(?:et)?\b(?: (?:ist|lautet|war))?|\b[Rr][ée]ponse\b(?: est)?|\b[Rr]espuesta\b(?: es)?|\b[Aa]ntwoord\b(?: is)?|\bA)\s{0,3}[:=-]?\s{1,4}["'“„«]?(?<secret>[\p{L}\d][\p{L}\d'’. -]{0,40}?)(?=["'”“»]|[,;)(]|\.(?:\s|$)|\s+(?:and|und|et|y|en)\s|\s-\s|$)/u.exec(
        line,
      )
    const direct =
      /^(?:['’]s?)?(?: (?:name|mascot|lived|as a child|on|mother|is called))?(?:\s(?:of|for|von|der|de la|de|van)\s[^\s:=]{1,20}(?:\s[^\s:=]{1,20})?)?["')?*]{0,3}\s{0,4}(?:(?:[:=]|->)\s{0,6}|\s?(?:is|was|ist|war|lautet|est|était|es|era|are|(?:given|recorded|listed|confirmed) as)\s:?\s{0,3}|\?\s{0,3}|\s[-–]\s|\s(?=\p{Lu}\p{Ll}{2,}(?:[\s.,;)]|$)))["'“„«]?(?<secret>[\p{L}\d][\p{L}\d'’. -]{0,40}?)(?=["'”“»]|[,;)(]|\.(?:\s|$)|\s+(?:and|und|et|y|en|but)\s|\s-\s|\r|\n|$)/u.exec(
        line,
      )
    const below =
      /^[^\n]{0,120}\r?\n\s*(?:A|Answer|Antwort|Réponse|Reponse|Respuesta|Antwoord)\s?[:=]\s?(?<secret>[^\r\n]{2,60})/i.exec(
        window,
      )
    const found =
      spoken ?? (isQuestionOnly(page.text.slice(start, end)) ? undefined : direct) ?? below
    const secret = withoutSpeech(found?.groups?.secret ?? '')
    if (!found || !secret || !isAnswer(secret)) return NOTHING
    const at = end + found[0].lastIndexOf(secret)
    const span: Span = { family: 'security answer', start: at, end: at + secret.length }
    return [span]
  },
}

/** "Security question: what was ..." gives the question first; only an answer counts. */
function isQuestionOnly(label: string): boolean {
  return /question|frage|pregunta|vraag/i.test(label)
}

/** "Vandermeer confirmed by phone": the answer ends where ordinary words go on. */
function withoutSpeech(text: string): string {
  const words = text.trim().split(' ')
  const end = words.findIndex((word, at) => at > 0 && isOrdinaryWord(word))
  return words.slice(0, end < 0 ? words.length : end).join(' ')
}

function isAnswer(text: string): boolean {
  const words = text.split(/\s+/)
  if (words.length > 5 || isStandIn(text)) return false
  return words.filter((word) => isOrdinaryWord(word)).length * 2 < words.length
}

/** "Answer: Fluffy" on a line of its own below the question. */
export const identity: Detector[] = [
  ssn,
  lastFour,
  ...shapeDetectors([...numbers, ...births]),
  answers,
]

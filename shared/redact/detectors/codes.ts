/**
 * Short codes: PINs, door and alarm codes, one-time codes, backup codes, and the secrets
 * behind authenticators. Digits alone say nothing, so each is found by what stands around it;
 * error, event, exit, postal and status codes are never touched.
 */
import type { Family, Span } from '../family.ts'
import { ahead, type Detector, NOTHING, type Page, restOfLine, startOfLine } from '../page.ts'
import { endOfLabel, startsHump } from './label.ts'
import { type Shape, shapeDetectors } from './rules.ts'

const DIGITS = String.raw`\d{3}[ -]\d{3}(?:[ -]\d{3})?(?![ -]?\d)|\d{4}[ -]\d{4}(?!\d)|\d{1,2}-\d{1,2}-\d{1,2}(?!\d)|[*#]?\d{3,12}[*#]?|\d{1,4}[A-Z]\d{1,5}|[A-Z]{1,2}-?\d{4,8}[*#]?|[RL]\d{1,2}[ ,-]+[RL]\d{1,2}[ ,-]+[RL]\d{1,2}`
const NOT_AFTER = String.raw`(?![\w%]|[:/.,-]\d|[ -]?(?:digits?|characters?|chars|times?|attempts?|users?|days?|months?|hours?|minutes?|seconds?|stellig|stellen|zeichen|ziffern|tagen?|chiffres|caract|d[ií]gitos|cijfers|tekens|errors?|failed|devices?|of\b|or more|people|pins?\b|pin\b|connector|header|way\b|port|volt))`
const LEAD = String.raw`["'*_)\]]{0,3}(?:\s{0,3}(?:\([^()\n]{0,30}\)\s?)?(?:[:=#]|->|=>|–|-\s)[*_]{0,2}\s{0,12}|\s+(?:[^\s.:]+\s+){0,9}?(?:[^\s.:]{1,30}(?=\s?[:=])|is|was|are|be|been|ist|war|lautet|est|était|es|era|to|from|von|de|van|auf|à|a|en|as|naar|entered|used|gave|read|got|received|sent|with|it's|now|neu|jetzt|code|pin|:)\s*[:=]?\s+(?:now |jetzt |still |the )?|\s+(?:de|d['’]|del|du|für|for|to|of|van|voor|with|at)\s?(?:[^\s.:]+\s+){1,3}|\s+)`
const AFTER = new RegExp(`^${LEAD}["'“„(]{0,2}(?<secret>${DIGITS})${NOT_AFTER}`, 'i')
const AFTER_CLOSE =
  /^["'*_)\]]{0,3}\s{0,3}(?:[:=#]|->|is\b|was\b)\s{0,12}["'“„(*]{0,2}(?<secret>[A-Za-z]?\d[A-Za-z\d*#-]{2,11})(?![\w:/])/i
const MORE = new RegExp(
  String.raw`^["'”)]?(?:\s?(?:,|;|\/|\bto\b|\bauf\b|\bnaar\b|\bor\b|\band\b|\boder\b|\bund\b|\bet\b|\bou\b|\by\b|\bo\b|\bof\b|\ben\b)\s?){1,2}["'“]?(?<secret>${DIGITS})${NOT_AFTER}`,
  'i',
)

const PLACE = `(?:front|back|side|main|rear|server)?[ -]?(?:door|gate|alarm|entry|entrance|key ?pad|garage|lock ?box|key ?box|lock|safe|building|lobby|elevator|lift|disarm|panel|server ?room|comms? room|cabinet|rack|cage|office|warehouse|parking|barrier|reception|suite|tür|tuer|haustür|tor|zutritts|alarmanlagen?|schließfach|tresor|schlüsselkasten|schrank|eingangs|gebäude|deur|poort|kluis|sleutelkast|ingang)`
const SECRET_USE = `(?:${PLACE}|access|entry|zugangs|zutritts|toegangs|voice ?mail|vm|unlock|entsperr|ontgrendel|bypass|override|parental|sim|security|duress|master|user|installer|service|host|moderator|participant|meeting|conference|guest|wi-?fi|admin|phone|tablet|ipad|copier|printer|department|dept|teams|device)`
const OTP_USE = String.raw`(?:verification|verify|confirmation|one[- ]?time|2fa|mfa|otp|totp|sms|text(?:ed)?|authenticator|authentication|auth|log-?in|sign-?in|security|authori[sz]ation|approval|recovery|six-digit|6-digit|\d-digit|pass|duo|okta|microsoft|google|einmal|bestätigungs|bestaetigungs|sicherheits|verifizierungs|prüf|anmelde|freigabe|verificatie|splashtop|screenconnect|connectwise control|quick ?assist|teamviewer|anydesk|logmein|support|session|remote|bevestigings|beveiligings|inlog|push)`
const NO_SECRET =
  /(?:error|event|exit|status|stop|bug ?check|reason|result|return|response|area|zip|postal|post|country|fault|beep|blink|product|source|colou?r|dress|cost|project|activity|work|billing|department cost|hex|http|failure|sub-?status|fehler|ereignis|beendigungs|stopp|status|post|vorwahl|farb|grund|erreur|sortie|état|postal|évén\w*|salida|estado|fout|retour|scan|build|model|message|alert|alarm event|problem|returned|windows|device manager|sic|naics|vendor|client|customer|promo|discount|coupon|voucher|(?<![\w-])(?:part|item|qr|bar|time|job|class|type|site|party|gl|tax|code|charge))[ -]?$/i
const BEFORE_LABEL =
  /(?<![\w.,:/#-])(?:G-)?(?<secret>[*#]?\d{4,10}[*#]?|\d{3} \d{3})["'”)]?,?\s(?:is|was|as|for|ist|war|als|für|est|comme|pour|es|como|para|voor)\s(?:(?:the|his|her|their|your|my|our|a|der|die|das|den|sein|ihr|le|la|son|el|su|de|het|new|neue|current)\s){0,2}(?:[\w-]+\s){0,2}$/i

/** The words before "code", or behind it, that say what it opens. */
interface Kind {
  before: RegExp
  after: RegExp
}

const PIN_CODE: Kind = {
  before: new RegExp(`${SECRET_USE}[ -]?$`, 'i'),
  after: new RegExp(
    String.raw`^["']?\s(?:d['’e]\s?|de la |de l['’]|du |del |para |pour |for |to |at |on |of |from |zu[mr]? |für |voor |van )?(?:the |la |le |l['’]|el |die |das |den |der |de |het |their |his |her |our )?(?:\w+ )?(?:${PLACE}|porte|portail|portillon|alarme|acceso|accès|acces|toegang|zugang|entrée|entree|coffre|puerta|portón|porton|alarma|entrada|caja|voice ?mail|phone|sim)(?!\w)`,
    'i',
  ),
}
const ONE_TIME: Kind = {
  before: new RegExp(`${OTP_USE}[ -]?$`, 'i'),
  after:
    /^["']?\s(?:de v[ée]rification|de s[ée]curit[ée]|[àa] usage unique|de confirmation|sms|de verificaci[óo]n|de seguridad|de un solo uso|de confirmaci[óo]n|from (?:the |his |her |their |my )?(?:authenticator|sms|text|phone|app|duo|okta|email)|by (?:sms|text)|for (?:the |this |today['’]s )?(?:remote )?session|per sms|aus der app|via sms)/i,
}

const code: Detector = {
  name: 'code',
  byLabel: true,
  triggers: 'code,codigo,kode,combination,combo,kombination,digicode,combinaison,combinacion'.split(
    ',',
  ),
  find(page, start, end) {
    const line = restOfLine(page, end, 200).replace(/^s(?!\w)/i, ' ')
    if (/^[a-z]/i.test(line)) return NOTHING
    const before = startOfLine(page, start, 40)
    if (NO_SECRET.test(before)) return NOTHING
    const word = page.text.slice(start, end).toLowerCase()
    const kind = kindOfCode(word, before, line, startOfLine(page, start, 160))
    if (!kind) return NOTHING
    const place = kind === 'pin' ? PIN_CODE.after.exec(line) : null
    const behindPlace = place ? findCode(page, start, end + place[0].length, kind) : []
    return behindPlace.length > 0 ? behindPlace : findCode(page, start, end, kind)
  },
}

/** What kind of code the line speaks of, if one that opens something. */
function kindOfCode(word: string, before: string, line: string, wholeBefore: string) {
  const whole = `${wholeBefore} ${line.slice(0, 100)}`
  if (/^digi/.test(word)) return 'pin'
  if (/^[ck]omb/.test(word)) return LOCK.test(whole) ? 'pin' : undefined
  if (SIGN_IN_CODE.test(before)) return 'one-time code'
  if (PIN_CODE.before.test(before) || PIN_CODE.after.test(line)) return 'pin'
  if (ONE_TIME.before.test(before) || ONE_TIME.after.test(line)) return 'one-time code'
  if (SIGN_IN_TALK.test(whole)) return 'one-time code'
  const six =
    SIX_DIGITS.test(line) || /\b\d{6}\s(?:as|is)\s(?:the|your|his|her)\s$/.test(wholeBefore)
  if (six && !BROKEN.test(whole)) return 'one-time code'
  return DOOR_TALK.test(wholeBefore) ? 'pin' : undefined
}

const LOCK = /safe|lock|box|door|tresor|schloss|coffre|caja|cabinet|rack/i
const SIGN_IN_CODE =
  /(?:^|\W)(?:verification|one[- ]?time|2fa|mfa|otp|sms|authenticator|log-?in|sign-?in)[ -]?$/i
const SIGN_IN_TALK =
  /\b(?:sms|text(?:ed)?|authenticator|mfa|2fa|otp|duo|okta|verif\w*|sign(?:ing|ed)?[- ]in|push)\b/i
const SIX_DIGITS = /^["']?\s?(?:(?:[:=]|is|was)\s?){0,2}\d{3} ?\d{3}(?![\w:-]|\.\d)/
const DOOR_TALK = /\b(?:door|gate|keypad|alarm|lock ?box|porte|portail|tür|deur|puerta)\b/i
const BROKEN =
  /\b(?:error|err|fail\w*|exit\w*|event|updates?|install\w*|status|product|project|drivers?|devices?|stop|http|fehler|erreur|fout|vendor|order|item)\b/i

/** The digits that follow the label, their alternatives, or those that stand before it. */
function findCode(page: Page, start: number, end: number, family: Family): Span[] {
  const window = ahead(page, end, 180).replace(/^s(?!\w)/i, ' ')
  const found = AFTER.exec(window) ?? AFTER_CLOSE.exec(window)
  if (!found) return findCodeBefore(page, start, family)
  const secret = found.groups!.secret!
  if (family === 'pin' && /^\d{1,3}$/.test(secret) && !/[:=]/.test(found[0])) return []
  const spans: Span[] = []
  let at = found[0].lastIndexOf(secret)
  for (let next = secret; next && spans.length < 12; ) {
    spans.push({ family, start: end + at, end: end + at + next.length })
    at += next.length
    const more = MORE.exec(window.slice(at))
    next = more?.groups?.secret ?? ''
    if (more) at += more[0].lastIndexOf(next)
  }
  return spans
}

function findCodeBefore(page: Page, start: number, family: Family): Span[] {
  const before = startOfLine(page, start, 80)
  const found = BEFORE_LABEL.exec(before)
  if (!found) return []
  const secret = found.groups!.secret!
  const at = start - before.length + before.indexOf(secret, found.index)
  return [{ family, start: at, end: at + secret.length }]
}

const pin: Detector = {
  name: 'PIN',
  byLabel: true,
  triggers: 'pin,pins,puk,puk0,nip,geheimzahl,pincode,pin-code,pin code,codice pin'.split(','),
  find(page, start, end) {
    if (!startsHump(page, start)) return NOTHING
    const labelEnd = endOfLabel(page, start, end, true)
    if (labelEnd < 0) return NOTHING
    return findCode(page, start, labelEnd, 'pin')
  },
}

const oneTime: Detector = {
  name: 'one-time code by label',
  byLabel: true,
  triggers:
    'otp,totp,one-time code,one time code,one-time password,one time password,one-time passcode,one time passcode,einmalpasswort,einmalkennwort,einmalcode,tan,mfa,0fa,passcode,temporary access pass,tap,authenticator,texted'.split(
      ',',
    ),
  find(page, start, end) {
    if (!startsHump(page, start)) return NOTHING
    const read = findReadOut(page, start)
    if (read) return [read]
    const window = ahead(page, end, 120)
    const strict =
      /^(?:\s(?:code|pass|number|app))?["')]?\s?(?:[:=#]|\s(?:is|was|showed|shows|displayed|displays|says|said|gave|ist|lautet|est|es|code)\b)?\s{0,4}["'“(]?(?:G-)?(?<secret>\d{6}|\d{3}[ -]\d{3}|\d{8}|\d{4}[ -]\d{4})(?![\w:/.]\d|\w)/i.exec(
        window,
      )
    if (strict) {
      const secret = strict.groups!.secret!
      const at = end + strict[0].lastIndexOf(secret)
      return [{ family: 'one-time code', start: at, end: at + secret.length }]
    }
    const pass =
      /^["')]?\s?(?:\([^()\n]{1,12}\)\s?)?[:=]?\s{0,2}(?:(?:is|was|ist|lautet)\s)?["'“]?(?<secret>(?=\S*[\d!#$%&*+])[A-Za-z0-9!#$%&*+@^-]{6,24})(?![\w.])/i.exec(
        window,
      )
    if (!pass || !/^(?:temporary.*|TAP)$/i.test(page.text.slice(start, end))) return NOTHING
    if (end - start === 3 && page.text.slice(start, end) !== 'TAP') return NOTHING
    const secret = pass.groups!.secret!
    const at = end + pass[0].lastIndexOf(secret)
    return [{ family: 'one-time code', start: at, end: at + secret.length }]
  },
}

/** "She read out 771903 from the authenticator". */
function findReadOut(page: Page, start: number): Span | undefined {
  const before = startOfLine(page, start, 70)
  const found =
    /(?<![\w.:/#-])(?<secret>\d{3}[ -]?\d{3})\s(?:from|off|in|on|by|via)\s(?:(?:the|her|his|their|my|ms|microsoft|google|duo)\s){0,3}$/i.exec(
      before,
    )
  if (!found) return undefined
  const at = start - before.length + found.index
  return { family: 'one-time code', start: at, end: at + found.groups!.secret!.length }
}

/** "Door keypad: 5512": things that only a code opens. */
const openers: Shape[] = [
  {
    on: 'keypad,key pad,lockbox,lock box,key box,keybox,key safe,keysafe,schlusselkasten,schlusseltresor,sleutelkast',
    family: 'pin',
    shape:
      /^[\p{L} ]{6,16}["')]?\s?(?:[:=]|->|is)\s{0,4}(?<secret>[*#]?[A-Z]?\d{3,8}[*#]?)(?![\w:.-])/iu,
    reach: 60,
  },
]

/** "Alarm panel: press 5580", "padlock opens on 1938", "gate takes 19940#". */
openers.push({
  on: 'alarm,panel,keypad,padlock,lockbox,lock box,gate,door,barrier,garage,safe,hatch,locker',
  family: 'pin',
  shape:
    /^[\p{L} ]{4,9}(?: [\p{L}-]{2,12}){0,2}[:,]?\s(?:press|punch|enter|dial|takes?|wants|accepts|opens? (?:on|with|at)|unlocks? (?:on|with|at))\s(?<secret>[*#]?\d{4,8}[*#]?)(?![\w:/]|[.,-]\d)/iu,
  reach: 70,
})

/** "The safe turns R12 L33 R7". */
openers.push({
  on: 'safe,combo,padlock,combination',
  family: 'pin',
  shape: /^[^\n:.]{4,50}?[:\s](?<secret>[RL]\d{1,2}[ ,-]+[RL]\d{1,2}[ ,-]+[RL]\d{1,2})(?!\w)/i,
  reach: 80,
})

/** "The six digit number was 550 917", "padlock, 4 digit 7027". */
openers.push(
  {
    on: 'six digit,six-digit,0 digit,0-digit',
    family: 'one-time code',
    shape:
      /^(?:six|6)[- ]digit (?:number|code|pin)\s?(?:is|was|:|=)\s{0,2}(?<secret>\d{3}[ -]?\d{3})(?![\w:/-])/i,
    reach: 60,
  },
  {
    on: '0 digit,0-digit',
    family: 'pin',
    shape:
      /^[4-8][ -]digit\s(?:(?:code|pin|combo|number)\s?)?(?:(?:is|was|:)\s)?(?<secret>\d{4,8})(?![\w:.,/-])/i,
    reach: 50,
  },
)

/** "Text from the bank said 904417". */
openers.push({
  on: 'text from,sms from,message from',
  family: 'one-time code',
  shape:
    /^[a-z]{3,7} from [^.\n]{2,30}?\s(?:said|read|was|says)\s["'“]?(?<secret>\d{3}[ -]?\d{3})(?![\w:/-]|\.\d)/i,
  reach: 80,
})

/** "Thermostat lock is 4410", "host key 482913". */
openers.push({
  on: 'lock is,host key,host pin',
  family: 'pin',
  shape:
    /^(?:lock|host (?:key|pin))(?:\sis)?[:=]?\s(?<secret>\d{4,8})(?![\w:/]|[.,-]\d| min| sec| day)/i,
  reach: 40,
})

/** "Tablet unlock: 0420": what unlocks is a code. */
openers.push({
  on: 'unlock',
  family: 'pin',
  shape: /^unlocks?(?: (?:code|pin|with))?\s?(?:[:=]|is|with)\s?(?<secret>\d{4,8})(?![\w:.,-])/i,
  reach: 40,
})

/** "Alarm: 9921" with nothing behind it; an alarm of a monitor goes on with words. */
openers.push({
  on: 'alarm',
  family: 'pin',
  shape: /^alarm(?: panel)?\s?[:=]\s?(?<secret>\d{4,6}#?)(?=\s*(?:$|[\r\n,;])|\s+to (?:dis)?arm)/i,
  reach: 60,
})

/** "Use 9921 to get through the gate": the code before what it opens. */
const codeForOpener: Detector = {
  name: 'code for a door',
  byLabel: true,
  triggers: ['gate', 'keypad', 'door', 'alarm', 'lockbox', 'garage', 'elevator', 'barrier'],
  find(page, start) {
    const before = startOfLine(page, start, 70)
    const found =
      /\b(?:use|used|punch(?:ed)? in|punch|enter(?:ed)?|type|typed|press|dial|key in|keyed in)\s(?<secret>[*#]?\d{4,8}[*#]?)\s(?:to|on|at|for|in|into|by)\s(?:[\w-]+\s){0,5}$/i.exec(
        before,
      )
    if (!found) return NOTHING
    const secret = found.groups!.secret!
    const at = start - before.length + before.indexOf(secret, found.index)
    return [{ family: 'pin', start: at, end: at + secret.length }]
  },
}

export const codes: Detector[] = [code, pin, oneTime, codeForOpener, ...shapeDetectors(openers)]

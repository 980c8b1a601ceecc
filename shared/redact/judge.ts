/**
 * Is this token the secret, or a word, a stand-in or a technical name?
 *
 * How much a token has to look made up depends on what led to it: after "Password:" nearly
 * anything is one, after "the password is" a plain word at the end of the sentence may be,
 * and a token that only stands near the word "password" must show letters together with
 * digits or symbols and must not be a host, version, ticket, path or date.
 */
import {
  DIGIT,
  DOT,
  FOREIGN,
  HYPHEN,
  LETTER,
  LOWER,
  makeUpOf,
  OTHER,
  SIGN,
  STROKE,
  UPPER,
} from './make-up.ts'
import { COVER } from './page.ts'
import type { Value } from './value.ts'
import { isOrdinaryWord } from './words.ts'

/** What led to the value: a label with its colon, a verb, or mere closeness. */
export type Trust = 'sure' | 'likely' | 'maybe'

const MASKED =
  /^-{3,}|^(?:[*•●·∙▪■×.…_\-–—?#]+|[xX]{3,}|[x*•#-]{4,}|0+|\[+|\]+|[{}()<>,;]+)$|[*•●]{3,}/
const STAND_IN =
  /^(?:<.*|\{.*\}?|\[.*|\$\(.*|@[{(].*|%[\w .:-]+%|!\w+!|__\w+__|#\{.*|\((?:\w+-\w+.*|.*\))?|~+|\\+|\/+)$/
const CMDLET =
  /^(?:Get|Set|New|Read|ConvertTo|ConvertFrom|Import|Export|Invoke|Connect|Unprotect|Protect|Select|Out|Add|Remove|Start|Stop|Enable|Disable|Test|Reset|Unlock|Where|Write)-[A-Z][A-Za-z]+$/
/** Code that fetches a value instead of holding one. */
const EXPRESSION =
  /^(?:process\.env|os\.environ|ENV|config|settings|secrets|self|this)[.[]|^[A-Za-z_$][\w$]*(?:\.[\w$]+)*\([\w"'`.,@/ -]*\)?[.;,)]*$|^\]\(|^`?Basic \$\{/
const VARIABLE = /^\$(?:\{.*\}?|(?:env|script|global|using|local):\w+|[A-Za-z_][\w.]*)$/
const YOUR_OWN =
  /^(?:your|the|enter|insert|new|my|some|type)[-_ ]?[a-z_-]*(?:pass|pwd|pw|key|token|secret|code|here)[a-z_-]*$/i
const SAYS_REMOVED =
  /^(?:redacted|removed|masked|hidden|omitted|censored|sanitized|null|nil|none|undefined|n\/?a|tb[ad]|true|false|yes|no|oui|non|ja|nein|nee|si|sí|System\.Security\.SecureString|SecureString|System\.\w[\w.]*|Microsoft\.\w[\w.]*|example|placeholder|changed|foo|bar)[)\].]*$/i

/** True for what stands where a secret was or will be: stars, <password>, $env:PW, N/A. */
export function isStandIn(text: string, made = makeUpOf(text)): boolean {
  if (hasAny(made, FOREIGN) && text.includes(COVER)) return true
  if (!hasAny(made, ~(LETTER | DIGIT))) {
    if (/^(?:[xX]{3,}|0+)$/.test(text)) return true
    return !hasAny(made, DIGIT) && (YOUR_OWN.test(text) || SAYS_REMOVED.test(text))
  }
  return (
    MASKED.test(text) ||
    STAND_IN.test(text) ||
    isVariable(text) ||
    (hasAny(made, HYPHEN) && CMDLET.test(text)) ||
    (hasAny(made, DOT | OTHER) && EXPRESSION.test(text)) ||
    (!hasAny(made, DIGIT | SIGN) && YOUR_OWN.test(text)) ||
    (!hasAny(made, SIGN | HYPHEN) && SAYS_REMOVED.test(text))
  )
}

function hasAny(made: number, kinds: number): boolean {
  return (made & kinds) !== 0
}

/** "$password" is a variable, "$ummer2024" is somebody's idea of a password. */
function isVariable(text: string): boolean {
  if (text[0] !== '$' || !VARIABLE.test(text)) return false
  return !/\d{2,}$/.test(text) || /pass|pw|cred|secret|key|token|user/i.test(text)
}

const DATE =
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]?\d{1,2}:\d{2}.*)?$|^\d{1,2}[-. ]?(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]*[-. ]?\d{2,4}$|^\d{8}T\d{4,}/i
const TIME = /^\d{1,2}[:h.]\d{2}(?::\d{2})?(?:am|pm|h|uhr)?$/i
const LINK = /:\/\/\S|\]\(|^(?:https?|ftps?|file|ldaps?|smb|mailto|tel|ssh|rdp|ms-\w+):/i
const MAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?::\S*)?$/
const PATH =
  /^(?:[A-Za-z]:[\\/]|\\\\|~?\/[\w.-]+\/|\.{1,2}[\\/]|%\w+%\\|HK(?:LM|CU|CR|U)[:\\]|HKEY_)|^[\w.-]+\\[\w.$-]+$/i
const FILE =
  /^[\w-]+\.(?:exe|dll|msi|txt|log|csv|xlsx?|docx?|pdf|ps1|bat|cmd|ini|xml|json|ya?ml|zip|pst|ost|vhdx?|evtx|pfx|cer|crt|pem|kdbx|png|jpe?g|config?|com|net|org|local|lan|io|de|fr|es|nl|uk|eu|ch|at)$/i
const ADDRESS =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d+)?|(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}(?:%\w+|\/\d+)?)$/i
const IDENTIFIER =
  /^(?:\{?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\}?|S-1-\d[\d-]+|0x[0-9a-fA-F]+|KB\d{5,8}|CVE-\d+-\d+|MS\d\d-\d+|AADSTS\d+|RFC ?\d+|#\w?\d[\w-]*|#[A-Za-z][\w-]*|[A-Z]{1,10}[-_]?#?\d[\d.-]*[A-Z]?|[A-Z]{2,}\d*(?:[-_][A-Z0-9]+)+|v\.?\d[\w.]*|\d+(?:\.\d+){1,4}[a-z]?|[A-Z][A-Z0-9]{0,14}\d)$/
const QUANTITY =
  /^[~<>=+-]*\d+(?:[.,]\d+)*(?:st|nd|rd|th|x|[kmgt]?i?b|[kmgt]bps|mhz|ghz|ms|s|min|h|hrs?|d|days?|w|y|yrs?|am|pm|%|€|\$|px|f[ao]|tage|ter|te|er|e|bits?|chars?|\+)?$/i
const PRODUCT =
  /^(?:win(?:dows|server)?|office|outlook|excel|word|visio|project|access|acrobat|autocad|revit|quickbooks|sage|vmware|veeam|server|sql|exchange|o|m|e|f|p|ip|ipv|tls|ssl|sha|md|aes|rc|des|smb|nfs|gen|ws|pc|user|usr|admin|test|svc|srv|dc|room|desk|site|line|port|vlan|vm|slot|disk|ext|lan|wan|eth|laptop|lt|ltp|printer|prn|host|node|iphone|ipad|ios|macos|galaxy|pixel|usb|hdmi|net|dot|es|python|php|java|level|tier|phase|step|option|ticket|case|id|item|part|section|page|line|row|no|nr|sg|nsa|tz|fg|fortigate|rev|ver|build|sp|cu|r|h|col|dev|prod|ad|idp|x|web|app|db|mfa|otp|base|utf|log|event|code|type|key|area|zone|ou|cn|u|s|g|lvl|grade|class|q|covid|mp|http|socks|rs|cat|ps)[-_]?v?\d{1,4}(?:[.-]?\d+|r\d|h\d|s|g|pro|e\d|fa)?$|^(?:1password|2fa|3cx|802\.1x|4g|5g|3g|7-?zip|365|m365|o365|b2b|b2c|s3|ec2|x64|x86|i[3579]|p2p|p2v|v2v|s2s|l2tp|k8s|n8n|h323|w32time|u2f|fido2|oauth2|auth0|ntlmv[12]|mschapv2|ms-chapv2|pbkdf2|argon2i?d?|bcrypt|base64|utf-?8|nt4|w2k\d*|w7|w10|w11|log4j|f5|t-mobile|at&t|r&d|q&a|h&r|y2k|c#|c\+\+|\.net|wpa[23]?|wpa2-psk|wpa[23]-enterprise|p2s|ikev[12]|phase[12])$/i

/** True for what technicians write all day and nobody uses as a password. */
export function isTechnicalName(text: string, made = makeUpOf(text)): boolean {
  if (!hasAny(made, ~LETTER)) return /^(?:WPA|BCRYPT)$/i.test(text) && !isPlainCase(text, made)
  const digits = hasAny(made, DIGIT)
  return (
    (digits && (DATE.test(text) || TIME.test(text) || QUANTITY.test(text))) ||
    (hasAny(made, STROKE | OTHER) && (LINK.test(text) || PATH.test(text))) ||
    (hasAny(made, SIGN) && MAIL.test(text)) ||
    (hasAny(made, DOT) && FILE.test(text)) ||
    (hasAny(made, DIGIT | STROKE) && ADDRESS.test(text)) ||
    (hasAny(made, DIGIT | SIGN | HYPHEN | OTHER) && IDENTIFIER.test(text)) ||
    (hasAny(made, DIGIT | SIGN | HYPHEN | DOT) && PRODUCT.test(text))
  )
}

/** "word" or "Word", given that the text has letters alone. */
function isPlainCase(text: string, made: number): boolean {
  return !hasAny(made, UPPER) || /^[A-Z][a-z]+$/.test(text)
}

/** 3 letters, digits and symbols; 2 letters with either; 1 digits, odd case, joined words; 0 else. */
export function madeUpScore(text: string, made = makeUpOf(text)): 0 | 1 | 2 | 3 {
  if (!hasAny(made, ~LOWER)) return 0
  const foreign = hasAny(made, FOREIGN)
  const letters = hasAny(made, LETTER) || (foreign && /\p{L}/u.test(text))
  const digits = hasAny(made, DIGIT)
  const symbols = hasAny(made, SIGN) || (foreign && /[§€£]/.test(text))
  if (letters && digits && symbols) return 3
  if ((letters && (digits || symbols)) || (digits && symbols && text.length > 4)) return 2
  if (digits) return !hasAny(made, ~(DIGIT | DOT | HYPHEN)) && text.length >= 4 ? 1 : 0
  if (!letters) return 0
  if ((foreign || (made & LETTER) === LETTER) && /\p{Ll}\p{Lu}/u.test(text))
    if (!KNOWN_CAMEL.test(text)) return 1
  if (!hasAny(made, HYPHEN | DOT | OTHER)) return 0
  return /^\p{L}{2,}(?:[-_.]\p{L}{2,}){2,}$/u.test(text) && !isOrdinaryWord(text) ? 1 : 0
}

/**
 * Conspicuous wherever it stands near talk of a login: letters, digits and one of the symbols
 * that password rules ask for, and none of the shapes that output has.
 */
export function standsOut(text: string, made = makeUpOf(text)): boolean {
  if (text.length < 6 || text.length > 60 || !hasAny(made, SIGN)) return false
  if (madeUpScore(text, made) < 3) return false
  if (!/[!@#$%^&*?]/.test(text) || /[=\\/<>(){}[\]|]|:\/|::/.test(text)) return false
  if (
    /^[\w.-]+#\d+$|^\W?[\w.-]+@[\w.-]+\.\w+|^[\w.-]+@[\w.-]+:|^[\w-]+\$$|^[\d.,]+\W+\w{0,3}$/.test(
      text,
    )
  )
    return false
  return !isTechnicalName(text, made) && !isStandIn(text, made)
}

/**
 * What a word alone may lead to, as in "root with x": it stands out, mixes both cases with
 * digits as people do, or is one of the eight signs on the tab of a server.
 */
export function looksChosen(text: string): boolean {
  if (text.length < 8 || text.length > 60 || isTechnicalName(text) || isStandIn(text)) return false
  if (standsOut(text) || /^(?=(?:.*\d){2})(?=(?:.*[A-Z]){3})[A-Z\d]{8}$/.test(text)) return true
  return (
    /^[\p{L}\d_-]+$/u.test(text) &&
    /\p{Ll}{2}/u.test(text) &&
    /\p{Lu}/u.test(text) &&
    /\d{2}/.test(text)
  )
}

const KNOWN_CAMEL =
  /^(?:[a-z]?(?:Phone|Pad|Mac|Cloud|OS)\w*|(?:One|Share|Power|Quick|Net|Data|Team|Fire|Forti|Sonic|Last|Kee|Bit|Key|Life|Mem|Dash|You|Linked|Connect|Screen|Log|Any|Go|Ultra|Live|Name|Word|Smart|Face|Card|My|Auto|Work|Desk|Help|Pay|Print|Paper|File|Active|Web|Blue|Air|Mail|Barra|Bright|Auth|Open|Clear|Pass|User|Admin|Domain)[A-Z]\w*|Mc[A-Z]\w+|Mac[A-Z]\w+|\w*[A-Z][a-z]+[A-Z]{2,})$/

const CLAUSE_END =
  /^["'”’»)\]}*`]*\s*(?:$|[\r\n.,;!?)\]|–—-](?:\s|$)|[\r\n]|\((?!.{0,6}\d{1,2}:\d\d)|\/\/|#|(?:and|but|or|for|on|so|he|she|they|i|we|which|now|as|with|until|und|oder|aber|et|ou|mais|y|e|o|pero|en|of|maar|username|user|login|then|via|from|if|please|per|when|thanks|case)\b)/i
const UNIT =
  /^\s*(?:-|–)?\s*(?:char|digit|day|week|month|year|hour|minute|second|symbol|letter|word|time|attempt|user|account|zeichen|stellig|stellen|ziffer|tage?|woche|monat|jahr|stunde|minute|mal\b|benutzer|versuch|caract|chiffre|jour|semaine|mois|ans?\b|fois|heure|d[ií]gito|d[ií]as?|mes|año|veces|hora|teken|cijfer|dag|dagen|weken|maand|jaar|keer|uur|%|x\b|or more|of\b|out of|different|failed|bits?\b|-?bit|more|other|people|password)/i

export function endsClause(after: string): boolean {
  return CLAUSE_END.test(after)
}

/** The rule for everything that is chosen by people: passwords and phrases. */
export function isPassword(value: Value, trust: Trust, after: string): boolean {
  const text = value.text
  if (text.length < 2 || text.length > 250) return false
  const made = makeUpOf(text)
  const plain = !hasAny(made, ~LETTER)
  if (plain && trust !== 'sure' && isOrdinaryWord(text)) return false
  if (isStandIn(text, made)) return false
  if (trust !== 'sure' && !plain) {
    if (!hasAny(made, LETTER | DIGIT) && !/[\p{L}\p{N}]/u.test(text)) return false
    if (ANOTHER_PAIR.test(text)) return false
  }
  if (hasAny(made, OTHER | FOREIGN) && /\s/.test(text)) return value.quoted && isPhrase(text)
  if (trust === 'sure' && plain && FACTORY_DEFAULT.test(text)) return endsClause(after)
  if ((!plain || trust === 'sure') && isOrdinaryWord(text)) return false
  if (!plain && isDateOrPlace(text, made)) return false
  if (!hasAny(made, ~DIGIT) && text.length <= 5 && UNIT.test(after)) return false
  const score = madeUpScore(text, made)
  if (trust === 'sure') return isSureValue(text, score, after)
  if (trust === 'likely' && !hasAny(made, ~DIGIT) && text.length >= 4) return !UNIT.test(after)
  if (isTechnicalName(text, made))
    return value.quoted && score >= 2 && !MAIL.test(text) && !PATH.test(text)
  if (trust === 'likely')
    return score >= 1 || (isPlainWord(text) && (value.quoted || endsClause(after)))
  return score >= 2 || (value.quoted && (score >= 1 || isPlainWord(text)))
}

/** Dates, times, links and addresses: never a password, whatever stands before them. */
function isDateOrPlace(text: string, made: number): boolean {
  if (hasAny(made, DIGIT) && (DATE.test(text) || TIME.test(text))) return true
  if (hasAny(made, STROKE | OTHER) && LINK.test(text)) return true
  return hasAny(made, DIGIT | STROKE) && ADDRESS.test(text)
}

/** Ordinary words that are also the passwords devices are delivered with. */
const FACTORY_DEFAULT =
  /^(?:admin|administrator|root|password|guest|user|test|secret|manager|support|operator|supervisor|public|private|letmein|access|monitor|calvin|master)$/i

function isSureValue(text: string, score: number, after: string): boolean {
  if (PATH.test(text) && !/[!#$%^&*]/.test(text)) return false
  if (/^\d+$/.test(text)) return text.length >= 3
  if (score > 0 || text.length < 3) return text.length > 2
  return !/^(?:[-–:=]|\s+(?:is|was|are|has|have|must|should|can|will|ist|wurde|est|es|:))/i.test(
    after,
  )
}

/** `name=value`, `--flag`, `/switch:value`: the next thing, not this one's value. */
const ANOTHER_PAIR =
  /^(?:--?|\/)?[A-Za-z][\w.-]*=|^\/[A-Za-z]+(?::|$)|^--?[A-Za-z][\w-]*[:=]|^[A-Za-z]{1,12}:\S/

function isPlainWord(text: string): boolean {
  return text.length >= 4 && /^[\p{L}_.-]+$/u.test(text)
}

/** Several words in quotes: a pass phrase, unless they read like a message. */
export function isPhrase(text: string): boolean {
  const words = text.trim().split(/\s+/)
  if (words.length > 12 || !/\p{L}/u.test(text)) return false
  if (words.some((word) => madeUpScore(word) >= 2 && !isTechnicalName(word))) return true
  return !words.some((word) => isOrdinaryWord(word.replace(/[.,!?]+$/, '')))
}

const KEY_SHAPE = /^[A-Za-z0-9+/_=.~:@!$%^&*-]+$/

/** The rule for what machines make: keys, tokens, shared secrets by label. */
export function isKey(value: Value, trust: Trust, after: string): boolean {
  const text = value.text
  if (text.length < 6 || text.length > 4000 || isStandIn(text)) return false
  if (/^A[KS]IA[A-Z0-9]{12,}$/.test(text)) return false
  if (!KEY_SHAPE.test(text)) return trust === 'sure' && isPassword(value, trust, after)
  if (isOrdinaryWord(text) || LINK.test(text) || DATE.test(text) || TIME.test(text)) return false
  if (/\/[\w.-]+\.[a-z]{1,4}$/i.test(text)) return false
  if (PATH.test(text) || MAIL.test(text) || ADDRESS.test(text) || FILE.test(text)) return false
  if (/^\d{1,5}$/.test(text) || /^\s*[:=]\s/.test(after)) return false
  const score = madeUpScore(text)
  if (trust === 'sure') return score >= 1 || text.length >= 8
  if (/^\d+$/.test(text)) return trust === 'likely' && text.length >= 6
  const mixed = score >= 2 && !(text.length < 16 && isTechnicalName(text))
  return trust === 'likely' ? mixed || text.length >= 16 : mixed && text.length >= 12
}

/**
 * Passwords by their label, in prose, forms and files, and the pairs of name and password
 * that technicians write after "creds" or "login". Labels in five languages, with the usual
 * short forms and misspellings.
 */

import { findBeforeLabel } from '../before-label.ts'
import type { Span } from '../family.ts'
import {
  isPassword,
  isTechnicalName,
  looksChosen,
  madeUpScore,
  standsOut,
  type Trust,
} from '../judge.ts'
import type { LabelRule } from '../label-rule.ts'
import { findLabelled } from '../labelled.ts'
import { DIGIT, isBlank, isMadeOf, SIGN } from '../make-up.ts'
import {
  ahead,
  COVER,
  type Detector,
  NOTHING,
  type Page,
  restOfLine,
  startOfLine,
} from '../page.ts'
import { readValue, type Value } from '../value.ts'
import { isOrdinaryWord } from '../words.ts'
import { endOfLabel, startsHump } from './label.ts'

const password: LabelRule = { family: 'password', accepts: isPassword, prose: true }

/** Words that mean a password wherever they end a name: DB_PASSWORD, Startkennwort. */
const LONG =
  'password passwort kennwort passwd wachtwoord contrasena passcode pasword passwrd passwor passord kennwrt motdepasse requirepass masterauth bindpw bindpasswd storepass keypass losungswort senha pswd'
const SHORT = [
  'pw',
  'pwd',
  'psw',
  'pword',
  'pwort',
  'mdp',
  'clave',
  'mot de passe',
  'pass',
  'p/w',
  'ww',
  'admpwd',
  'parole',
]

export const passwordsByLabel: Detector = {
  name: 'password by label',
  byLabel: true,
  triggers: [...LONG.split(' '), ...SHORT],
  find(page, start, end) {
    const whole = end - start < 6 || page.text[start + 3] === ' '
    const labelEnd = endOfLabel(page, start, end, whole)
    if (labelEnd < 0) return NOTHING
    const word = page.text.slice(start, end).toLowerCase()
    if (word === 'pass' && labelEnd === end + 2) return NOTHING
    const rule = rules[word] ?? password
    const pair = findPairAfter(page, start, labelEnd)
    if (pair) return pair === 'covered' ? NOTHING : [pair]
    const phrase = findPlainPhrase(page, labelEnd)
    if (phrase) return [phrase]
    const found = findLabelled(page, start, labelEnd, rule)
    const before = rule.prose ? findBeforeLabel(page, start, rule) : NOTHING
    return before.length > 0 ? [...before, ...found] : found
  },
}

/** "pass" also counts tests and lets things through; "ww" and "clave" mean other things too. */
const rules: Record<string, LabelRule | undefined> = {
  pass: {
    ...password,
    accepts: (value, trust, after) =>
      isPassword(value, trust, after) &&
      (trust === 'sure'
        ? !/^\d{1,3}%?$/.test(value.text)
        : madeUpScore(value.text) >= (trust === 'likely' ? 1 : 2)),
  },
  ww: {
    ...password,
    accepts: (value, trust, after) =>
      isPassword(value, trust, after) && (trust === 'sure' || madeUpScore(value.text) >= 2),
  },
  parole: { ...password, prose: false },
}

const USER_BEFORE =
  /(?:\b(?:user(?:s|[ -]?name|[ -]?id)?|log[io]n|benutzer(?:name)?|utilisateur|identifiant|usuario|gebruiker(?:snaam)?|u|un|e-?mail|id|account|acct|name|anmeldename)\s?(?:\/|&|\+|\||,|\band\b|\bund\b|\bet\b|\by\b|\ben\b|-)\s?)$/i

/** "user/pass: jdoe / x", "username and password are jdoe and x": the second one goes. */
function findPairAfter(page: Page, start: number, labelEnd: number) {
  if (!mayJoin(page.text, start) || !USER_BEFORE.test(startOfLine(page, start, 40)))
    return undefined
  const line = restOfLine(page, labelEnd, 200)
  const lead =
    /^["'*)\]]{0,3}(?:\s?[:=]|\s(?:is|are|was|were|ist|sind|lautet|lauten|est|sont|es|son|zijn)\b|\s[-–]\s)\s{0,4}/i.exec(
      line,
    )
  return lead ? pairAt(line, lead[0].length, labelEnd, 'sure') : undefined
}

/** A stroke or "and" stands before the label, perhaps: the last letter says no soonest. */
function mayJoin(text: string, start: number): boolean {
  const last = /\s/.test(text[start - 1] ?? '') ? text[start - 2] : text[start - 1]
  return last !== undefined && '/&+|,-dDtTyYnN'.includes(last)
}

const USER =
  /^["'`]?([\w.@\\+-]{1,64})["'`]?(?:(\s?[/:|]\s?|\s?\\\s|\s?,\s|;\s|\s[-–]\s|\t+)|\s+(?:and|und|et|y|en|with|mit|avec|con|met|&|\+|pw|pass|\/\/)\s+|\s+)(?=\S)/i

function pairAt(
  line: string,
  from: number,
  offset: number,
  trust: Trust,
): Span | 'covered' | undefined {
  const user = USER.exec(line.slice(from))
  if (
    !user ||
    (isOrdinaryWord(user[1]!) &&
      !/^(?:admin|administrator|root|user|guest|test|service|support|manager|backup|owner|local|domain)$/i.test(
        user[1]!,
      ))
  )
    return undefined
  const value = readValue(line, from + user[0].length)
  if (value?.text.includes(COVER)) return 'covered'
  if (value?.text.startsWith('//')) return undefined
  const given: Trust = user[2] ? trust : trust === 'sure' ? 'likely' : 'maybe'
  if (!value || !isPassword(value, given, line.slice(value.after))) return undefined
  if (given !== 'sure' && madeUpScore(value.text) < 2) return undefined
  return { family: 'password' as const, start: offset + value.start, end: offset + value.end }
}

/** "Password: purple monkey dishwasher": plain words, hardly any of them of ordinary speech. */
function findPlainPhrase(page: Page, labelEnd: number) {
  const line = restOfLine(page, labelEnd, 160)
  if (!/^["'*)\]]{0,3}\s{0,8}[:=iwle]/i.test(line)) return undefined
  const found =
    /^["'*)\]]{0,3}\s{0,8}(?::|=|(?:is|was|ist|lautet|est|es)(?=\s))\s{0,8}["'“]?(\p{L}{3,14}(?:[ -]\p{L}{3,14}){2,7})\s{0,4}["'”]?(?:$|[.,;(])/iu.exec(
      line,
    )
  if (!found) return undefined
  const words = found[1]!.split(/[ -]/)
  const ordinary = words.filter((word) => isOrdinaryWord(word)).length
  if (ordinary > (words.length > 3 ? 1 : 0) || isOrdinaryWord(words[0]!) !== ordinary > 0)
    return undefined
  if (/^(?:is|are|was|has|does|must|should|will|not|the|for|to)$/i.test(words[1]!)) return undefined
  const start = labelEnd + found.index + found[0].indexOf(found[1]!)
  return { family: 'password' as const, start, end: start + found[1]!.length }
}

/** "creds: jdoe / x", "logged in with admin:x", "Zugangsdaten mmuster / x". */
export const passwordsInPairs: Detector = {
  name: 'name and password',
  byLabel: true,
  triggers:
    'creds,credentials,zugangsdaten,anmeldedaten,logindaten,identifiants,credenciales,inloggegevens,login,logon,logged in,logged on,log in,log on,sign in,signed in,signin,u/p,un/pw,u/n,angemeldet,connecte,ingelogd,username,user:,user =,user=,un:,u:'.split(
      ',',
    ),
  find(page, start, end) {
    if (!startsHump(page, start)) return NOTHING
    const line = restOfLine(page, end, 220)
    const label = page.text.slice(start, end).toLowerCase()
    const before = startOfLine(page, start, 40)
    const named =
      /^(?:cred|zug|anm|logind|ident|inlog|u\/|un\/)/.test(label) || /\bdefault\s$/i.test(before)
    const reversed = label === 'u:' ? findReversed(before, start) : undefined
    if (reversed) return [reversed]
    if (!named && !/[\d!@#$%^&*+=:]/.test(line)) return NOTHING
    const lead = leadToPair(line, label, named)
    if (!lead) return findSetTo(line, end) ?? findAfterName(line, end)
    const short = shortForm(line, lead[0].length, end)
    const found = short ?? pairAt(line, lead[0].length, end, named ? 'sure' : 'maybe')
    return found && found !== 'covered' ? [found] : NOTHING
  },
}

/** What stands between the label and the name: a colon, "are", "for the router is". */
function leadToPair(line: string, label: string, named: boolean) {
  const colon =
    /^s?(?:\s(?:for|to|on|of)\s[^:=\n]{1,30})?\s{0,6}(?:\([^()]{0,30}\)\s?)?(?:=>|[:=]|->)\s{0,6}/.exec(
      line,
    ) ?? (/[:=]$/.test(label) ? /^\s{0,6}/.exec(line) : null)
  return (
    colon ??
    /^\s(?:(?:are|were|is|was|to|on|in|into|with|using|as|via|for|sind|lauten|mit|als|sont|avec|son|con|met|zijn|the|it|user|account|local|firewall|router|nas|portal|server|switch|box|\S{2,24})\s){1,6}?(?=["']?[\w.@\\+-]{1,64}["']?\s?[/:|]\s?\S)/i.exec(
      line,
    ) ??
    /^\s(?:(?:are|were|with|using|as|mit|als|avec|con|met)\s){1,2}/i.exec(line) ??
    (named ? /^\s(?=[\w.@\\+-]{1,64}\s?[/:|]\s?\S)/.exec(line) : null)
  )
}

const ADMINS = /^["')]?\s(?:admin|administrator|root|sa|ubnt)\s/i

/** "firewall login admin Kiwi!88": a name and something conspicuous, nothing between. */
function findAfterName(line: string, offset: number): readonly Span[] {
  const lead = /^["')]?\s[\w.@\\+-]{2,64}\s/.exec(line)
  const value = lead ? readValue(line, lead[0].length) : undefined
  if (!value || !(standsOut(value.text) || (ADMINS.test(line) && isMade(value)))) return NOTHING
  return [{ family: 'password', start: offset + value.start, end: offset + value.end }]
}

/** "set the login back to Kiwi!88": a verb of setting, then something conspicuous. */
function findSetTo(line: string, offset: number): readonly Span[] | undefined {
  const lead =
    /^s?["')]?\s(?:(?:is|was|has|been|now|back|set|reset|changed|put|temporarily)\s){0,4}(?:to|is|was|as)\s/i.exec(
      line,
    )
  const value = lead ? readValue(line, lead[0].length) : undefined
  if (!value || !standsOut(value.text)) return undefined
  return [{ family: 'password', start: offset + value.start, end: offset + value.end }]
}

/** "P: x U: admin": the other way round. */
function findReversed(before: string, start: number): Span | undefined {
  const found = /(?:^|[\s,;])P\s?[:=]\s{0,2}(\S{3,60}?)[\s,;/]{1,4}$/i.exec(before)
  if (!found || madeUpScore(found[1]!) < 1) return undefined
  const at = start - before.length + found.index + found[0].indexOf(found[1]!)
  return { family: 'password', start: at, end: at + found[1]!.length }
}

/** "u: admin p: x", "user: jdoe / p: x". */
function shortForm(line: string, from: number, offset: number) {
  const lead = /^\S{1,64}[\s,;/|]{1,6}(?:p|k|c)\s?[:=]\s{0,4}/i.exec(line.slice(from))
  const value = lead ? readValue(line, from + lead[0].length) : undefined
  if (!value || !isPassword(value, 'sure', line.slice(value.after))) return undefined
  return { family: 'password' as const, start: offset + value.start, end: offset + value.end }
}

const ACCOUNT_WORD =
  /\b(?:log[io]ns?|accounts?|acct|creds?|credentials|zugang|konto|anmeldung|compte|cuenta|auth|smtp|admin|ftp|sftp|scan\w*|rdp|ssh|vnc|wi-?fi|wlan|ssid|portal|web\s?ui|nas|router|modem|firewall|switch|printer|copier|idrac|ilo|ipmi|camera|nvr|dvr|pbx|vpn|user(?:name)?)\b/i

/** "corp\\jdoe / Kiwi!88", "backup - Kiwi!88": a name, a stroke, something conspicuous. */
export const passwordsBesideNames: Detector = {
  name: 'password beside a name',
  triggers: [' / ', ' // ', ' - ', ' | ', ': '],
  find(page, start, end) {
    if (!isMadeUpSoon(page.text, end)) return NOTHING
    const line = restOfLine(page, end, 64)
    if (!/^\S{0,40}[\d!@#$%^&*?]/.test(line)) return NOTHING
    const value = readValue(line, 0)
    if (!value || value.start > 1) return NOTHING
    const before = startOfLine(page, start, 90)
    if (!/(?:^|[\s"'(|])[\w.@\\+-]{2,64}["']?$/.test(before)) return NOTHING
    const stroke = page.text[start + 1] === '/' && ACCOUNT_WORD.test(before) && isMade(value)
    if (!stroke && !standsOut(value.text)) return NOTHING
    return [{ family: 'password', start: end + value.start, end: end + value.end }]
  },
}

/** A digit or a sign stands before the next blank, as far as ASCII goes: for most it does not. */
function isMadeUpSoon(text: string, from: number): boolean {
  for (let at = from; at <= from + 40 && at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 127 || isMadeOf(code, DIGIT | SIGN)) return true
    if (isBlank(code)) return false
  }
  return false
}

/** Two lines below "Creds:", the name and then the password. */
export const passwordsBelowCreds: Detector = {
  name: 'password below a name',
  triggers:
    'creds,credentials,zugangsdaten,anmeldedaten,identifiants,credenciales,inloggegevens,login,logon'.split(
      ',',
    ),
  find(page, _start, end) {
    const found =
      /^(?:s|\sdetails|\sinfo)?\s?[:=]?[ \t]*\r?\n[ \t]*([\w.@\\+-]{2,64})[ \t]*\r?\n[ \t]*(\S{6,60})[ \t]*(?:[\r\n]|$)/i.exec(
        ahead(page, end, 160),
      )
    if (!found || madeUpScore(found[2]!) < 2 || isTechnicalName(found[2]!)) return NOTHING
    const at = end + found[0].lastIndexOf(found[2]!)
    return [{ family: 'password', start: at, end: at + found[2]!.length }]
  },
}

/** "admin/Passw0rd1", "root:toor!23": the usual names with something made up behind. */
export const passwordsOfAdmins: Detector = {
  name: 'admin and password',
  byLabel: true,
  triggers: ['admin', 'administrator', 'root', 'ubnt', 'sysadmin', 'localadmin'],
  find(page, _start, end) {
    const line = restOfLine(page, end, 120)
    const lead =
      /^["'`]?(?:\s?[/:|]\s?|\s\\\s|\s(?:and|und|et|y|en|w\/|with|mit|avec|con|met)\s|\s)(?=\S)/.exec(
        line,
      )
    const value = lead ? readValue(line, lead[0].length) : undefined
    if (!value || !isMade(value)) return NOTHING
    if (lead![0] === ' ' && !standsOut(value.text)) return NOTHING
    if (/[\w/]\s$/.test(lead![0]) && !looksChosen(value.text)) return NOTHING
    return [{ family: 'password', start: end + value.start, end: end + value.end }]
  },
}

function isMade(value: Value): boolean {
  if (value.text.startsWith('-')) return false
  if (/^\$\w{1,4}\$/.test(value.text)) return false
  if (/[/\\:]/.test(value.text) && !/[!#$%^&*]/.test(value.text)) return false
  return (
    isPassword(value, 'maybe', '') && madeUpScore(value.text) >= 2 && !isTechnicalName(value.text)
  )
}

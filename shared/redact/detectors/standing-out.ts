/**
 * A token of letters, digits and signs, as password rules ask for them, that nothing introduces:
 * "typed x before noticing caps lock", ".\support x works on all kiosks".
 *
 * Output hardly ever holds such a token, so talk of signing in anywhere on the line is enough; and
 * one with a sign in the middle of words of both cases needs not even that. Each token is judged
 * once, at the first of its signs.
 */
import { isStandIn, isTechnicalName, standsOut } from '../judge.ts'
import { DIGIT, isBlank, LETTER, LOWER, makes, makeUpOf, SIGN, UPPER } from '../make-up.ts'
import { type Detector, NOTHING, restOfLine, startOfLine } from '../page.ts'
import { readValue } from '../value.ts'

const TALK =
  /\b(?:log(?:s|ged|ging)?[ -]?(?:in|on)|sign(?:s|ed|ing)?[ -]?(?:in|on)|let (?:me|us|him|her|them|you) in|unlock\w*|typ(?:e|ed|es|ing)|enter(?:ed|ing|s)?|read (?:out|me)|told|text(?:ed)?|reset\w*|(?:set|chang(?:ed|ing)) (?:\S{1,20} ){0,4}to|agreed|put in|tried|works?|worked|caps|admin\w*|root|pw|pwd|pass\w*|creds?|accounts?|users?|mailbox|wi-?fi|ssid|vpn|portal|nas|router|firewall|svc\w*|support|temp|kennwort\w*|passwort\w*|zugang\w*|anmeld\w*|mdp|mot de passe|compte|contrase\w*|clave|cuenta|wachtwoord\w*|gebruiker\w*|ingelogd)(?![\p{L}\d])/iu

/** An address right before it, with whose account it goes. */
const MAIL = /[\w.-]@[\w-]+\.[\w.]{2,20}[,;:]?\s(?:[-/|]{1,2}\s)?$/
const LED = /\b(?:with|typed|typing|entered|entering|pw|pass|password)\s["'“]?$/i

const MAX_LENGTH = 60

export const standingOut: Detector = {
  name: 'what stands out',
  triggers: [...'!#$%&*?@^'],
  find(page, start) {
    const from = startOfMadeUp(page.text, start)
    if (from < 0) return NOTHING
    const before = startOfLine(page, start, 140)
    const line = before + restOfLine(page, start, 100)
    const shift = start - before.length
    const value = readValue(line, from - shift)
    if (!value || /\s/.test(value.text)) return NOTHING
    const secret = value.text.replace(/^[\w.@-]{1,40}\//, '')
    const lead = line.slice(0, value.start)
    if (!(standsOut(secret) && !isName(secret)) && !(isNumbered(secret) && LED.test(lead)))
      return NOTHING
    if (!isUnmistakable(secret) && !TALK.test(lead + line.slice(value.end)) && !MAIL.test(lead))
      return NOTHING
    const end = shift + value.end
    return [{ family: 'password', start: end - secret.length, end }]
  },
}

/** Where the token begins, given that this is its first sign and it has letters and digits. */
function startOfMadeUp(text: string, sign: number): number {
  let made = 0
  let from = sign
  for (; from > 0 && !isBlank(text.charCodeAt(from - 1)); from--) {
    const code = text.charCodeAt(from - 1)
    if (sign - from > MAX_LENGTH || (code < 128 && makes[code]! & SIGN)) return -1
    if (code < 128) made |= makes[code]!
  }
  for (let at = sign + 1; at < text.length && !isBlank(text.charCodeAt(at)); at++) {
    if (at - sign > MAX_LENGTH) return -1
    if (text.charCodeAt(at) < 128) made |= makes[text.charCodeAt(at)]!
  }
  return made & DIGIT && made & LETTER ? from : -1
}

/** Names with a sign in them: cells, instances, departments, a user at a host, "Windows11!". */
function isName(text: string): boolean {
  return (
    /![$]?[A-Z]{1,3}[$]?\d+$|%[\dA-F]{2}|%\w+%|^(?:MSSQL|SQLAgent|MSOLAP|ReportServer)\w*\$|^[A-Z]{1,3}&[A-Z]|\.\w{2,4}\?|^\*|\*$|^[\w.-]+@[A-Z][A-Z\d-]*$|^(?:root|admin|pi|git|\w*user)@/.test(
      text,
    ) || isTechnicalName(text.replace(/[!?]+$/, ''))
  )
}

/** "Goldfish#12": a word and a number, which is a ticket or a printer where nobody signs in. */
function isNumbered(text: string): boolean {
  return /^\p{Lu}\p{Ll}{4,}#\d{2}$/u.test(text) && !isTechnicalName(text) && !isStandIn(text)
}

/** "Harbor!Lane42": both cases, digits, and a sign between them that joins nothing in output. */
function isUnmistakable(text: string): boolean {
  const made = makeUpOf(text)
  if (text.length < 8 || !(made & LOWER) || !(made & UPPER) || !(made & DIGIT)) return false
  if (!/[\p{L}\d][!$%^]+[\p{L}\d]/u.test(text)) return false
  return !/^[A-Z]\w+\$|[:.,;()<>]/.test(text)
}

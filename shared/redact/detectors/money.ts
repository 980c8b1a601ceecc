/**
 * Cards with their code and date, bank accounts, routing numbers and IBAN. Check digits tell
 * them from order, serial and tracking numbers.
 */
import { passesLuhn, passesMod97, passesRouting } from '../checksums.ts'
import type { Span } from '../family.ts'
import { DIGIT, isMadeOf } from '../make-up.ts'
import {
  ahead,
  behind,
  type Detector,
  firstLine,
  NOTHING,
  type Page,
  startOfLine,
} from '../page.ts'
import { type Shape, shapeDetectors } from './rules.ts'

const OTHER_NUMBER =
  /(?:serial|s\/n|sn|imei|iccid|esn|meid|asset|tag|track\w*|order|invoice|ticket|case|ref\w*|po|sku|part|model|mac|guid|uuid|hash|build|phone|tel|fax|seriennummer|bestell\w*|rechnung\w*|commande|facture|pedido|factura|timestamp|epoch|event\w*|id)[\s.:#=-]*(?:number|no|nr|id)?[\s.:#=-]*$/i
const CARD_WORD =
  /\b(?:card|cc|credit|debit|visa|master ?card|amex|american express|discover|maestro|pan|kreditkarte|karte|kartennummer|carte|tarjeta|kaart|kaartnummer|cvv|cvc|exp)\b/i

const card: Detector = {
  name: 'card number',
  triggers: ['0000'],
  find(page, start) {
    if (!isLongNumber(page.text, start)) return NOTHING
    const previous = behind(page, start, 2)
    if (/\d$|\d[ -]$|[A-Za-z_.$]$/.test(previous)) return NOTHING
    const found =
      /^\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?!\d|[.,]\d|[ -]\d{4})|^3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?!\d)/.exec(
        ahead(page, start, 30),
      )
    if (!found) return NOTHING
    const digits = found[0].replace(/\D/g, '')
    const before = startOfLine(page, start, 60)
    if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return NOTHING
    const named = CARD_WORD.test(before)
    if (!named && (OTHER_NUMBER.test(before) || !isIssued(digits) || !passesLuhn(digits)))
      return NOTHING
    if (named && !isIssued(digits) && !passesLuhn(digits)) return NOTHING
    return [
      { family: 'card', start, end: start + found[0].length },
      ...findCardDetails(page, start, found[0].length, before),
    ]
  },
}

/** No digit before the four, and one soon after them: of a hundred numbers one is so long. */
function isLongNumber(text: string, start: number): boolean {
  if (isMadeOf(text.charCodeAt(start - 1), DIGIT)) return false
  const next = text.charCodeAt(start + 4)
  if (isMadeOf(next, DIGIT)) return true
  return (next === 32 || next === 45) && isMadeOf(text.charCodeAt(start + 5), DIGIT)
}

/** Lengths and beginnings that issuers use. */
function isIssued(digits: string): boolean {
  if (/^3[47]/.test(digits)) return digits.length === 15
  if (/^4/.test(digits)) return digits.length === 16 || digits.length === 13 || digits.length === 19
  if (/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|6011|64[4-9]|65|35|62)/.test(digits))
    return digits.length === 16
  return /^(?:30[0-5]|36|38|39)/.test(digits) && digits.length === 14
}

const DETAIL =
  /(?:\b(?:cvv2?|cvc2?|cid|csc|sec(?:urity)?\.? ?code|prüfziffer|pruefziffer|kartenprüfnummer|code de sécurité|cryptogramme|código de seguridad)\b[^\d\n]{0,12}(?<code>\d{3,4})(?!\d))|(?:\b(?:exp(?:iry|ires|iration|\.)?(?: date)?|valid(?: until| thru)?|gültig bis|ablauf\w*|valable jusqu\S*|vence|caducidad|geldig tot)\b[^\d\n]{0,10}(?<date>\d{1,2} ?[/.-] ?\d{2,4}))|(?<![\d/.-])(?<bare>(?:0[1-9]|1[0-2])\/(?:20)?[2-4]\d)(?![\d/])(?:[ ,;/]+(?<loose>\d{3,4})(?!\d))?/giu

/** Date and code stand near the number: in the next lines or just before it. */
function findCardDetails(page: Page, start: number, length: number, before: string): Span[] {
  const from = start - before.length
  const window = ahead(page, from, before.length + length + 140)
  const spans: Span[] = []
  for (const found of window.matchAll(DETAIL)) {
    for (const part of ['code', 'date', 'bare', 'loose'] as const) {
      const secret = found.groups?.[part]
      if (!secret) continue
      const at =
        from +
        found.index +
        (part === 'loose'
          ? found[0].lastIndexOf(secret)
          : found[0].indexOf(secret, part === 'code' || part === 'date' ? 2 : 0))
      if (at >= start + length || at + secret.length <= start)
        spans.push({ family: 'card', start: at, end: at + secret.length })
    }
  }
  return spans
}

const COUNTRIES =
  'ad ae al at az ba be bg bh br by ch cr cy cz de dk do ee es fi fo fr gb ge gi gl gr gt hr hu ie il iq is it jo kw kz lb lc li lt lu lv mc md me mk mr mt mu nl no pk pl ps pt qa ro rs sa sc se si sk sm tn tr ua va xk'.split(
    ' ',
  )

const iban: Detector = {
  name: 'IBAN',
  triggers: COUNTRIES.map((country) => `${country}00`),
  find(page, start) {
    if (/[\w-]$/.test(behind(page, start, 1))) return NOTHING
    const window = ahead(page, start, 48)
    const found =
      /^[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])/.exec(
        window,
      )
    if (!found) return NOTHING
    const labelled = /iban\W{0,12}(?:is|ist|lautet|est|es)?\W{0,4}$/i.test(behind(page, start, 30))
    for (const candidate of shorter(found[0])) {
      const bare = candidate.replace(/[ -]/g, '')
      if (bare.length >= 15 && bare.length <= 34 && passesMod97(bare))
        return [{ family: 'bank account', start, end: start + candidate.length }]
    }
    const digits = /^[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?/.exec(found[0])
    return labelled && digits
      ? [{ family: 'bank account', start, end: start + digits[0].length }]
      : NOTHING
  },
}

/** The match itself, and without its last groups, in case a word follows the number. */
function* shorter(text: string): Generator<string> {
  let rest = text
  for (let count = 0; count < 4 && rest.length >= 15; count++) {
    yield rest
    const cut = Math.max(rest.lastIndexOf(' '), rest.lastIndexOf('-'))
    if (cut < 0) return
    rest = rest.slice(0, cut)
  }
}

const TO = String.raw`["')*\]]{0,3}(?:\s?\([^()\n]{0,20}\))?(?:\s?(?:number|num|no|nr|#)\.?)?#?["']?\s{0,4}(?:[:=#]|->|\b(?:is|was|ist|lautet|est|es))?[*_]{0,2}[ \t]{0,8}(?:\r?\n[ \t]*)?["'“]?`
const account = (on: string, words: string, value: string): Shape => ({
  on,
  family: 'bank account',
  shape: new RegExp(`^(?:${words})${TO}(?<secret>${value})(?![\\w])`, 'i'),
  reach: 160,
})
const NUMBER = String.raw`\d(?:[ -]?\d){5,18}`
const labelled: Shape[] = [
  account(
    'bank account,checking account,savings account,bank acct,checking acct,account for direct deposit,checking,savings,chequing',
    '(?:bank|checking|savings|chequing)(?: (?:account|acct))?',
    NUMBER,
  ),
  account('routing,aba', '(?:aba )?routing|aba', String.raw`\d{9}`),
  account('sort code,sortcode', 'sort ?code', String.raw`\d{2}[- ]?\d{2}[- ]?\d{2}`),
  account('transit,institution', '(?:transit|institution)', String.raw`\d{3,5}`),
  account('bsb', 'bsb', String.raw`\d{3}[- ]?\d{3}`),
  account(
    'kontonummer,konto-nr,kto,bankkonto,bankleitzahl,blz',
    String.raw`kontonummer|konto-nr\.?|kto\.?(?:-?nr\.?)?|bankkonto|bankleitzahl|blz`,
    NUMBER,
  ),
  account(
    'numero de compte,compte bancaire,rib ',
    'num[ée]ro de compte(?: bancaire)?|compte bancaire|rib',
    String.raw`\d(?:[ -]?[\dA-Z]){5,26}`,
  ),
  account(
    'numero de cuenta,cuenta bancaria,ccc,clabe',
    'n[úu]mero de cuenta|cuenta bancaria|ccc|clabe',
    NUMBER,
  ),
  account(
    'rekeningnummer,bankrekening',
    'rekeningnummer|bankrekening(?:nummer)?',
    String.raw`[\dA-Z](?:[ .-]?[\dA-Z]){5,22}`,
  ),
  account(
    'iban',
    'iban',
    String.raw`[A-Z]{2}\d{2}(?:[ ]?[A-Z]{4})?(?:[ ]?(?=[A-Z]{0,3}\d)[A-Z0-9]{4}){2,7}(?:[ ]?\d[A-Z0-9]{0,2})?`,
  ),
  {
    on: 'security code',
    family: 'card',
    shape:
      /^security code\b[^\d\n]{0,12}\b(?:card|visa|amex)\b[^\d\n]{0,12}(?<secret>\d{3,4})(?!\d)/i,
    reach: 80,
  },
  {
    on: 'cvv,cvc,cvv0,cvc0',
    family: 'card',
    shape:
      /^cv[vc]2?["')]?(?:\s?(?:code|number))?\s?(?:[:=#]|is|was|ist)?\s{0,4}["']?(?<secret>\d{3,4})(?!\d)/i,
    reach: 60,
  },
]

const BANK_WORD =
  /\b(?:bank\w*|routing|aba|checking|savings|ach|wire|direct deposit|payroll|iban|swift|bic|sort code|bsb|deposit)\b/i

/** "account number 12345678" is a bank's only where something of a bank stands beside it. */
const plainAccount: Detector = {
  name: 'bank account by its company',
  triggers: ['account', 'acct', 'a/c', 'acc no'],
  find(page, start, end) {
    const window = ahead(page, end, 140)
    const found =
      /^(?:\s?(?:number|num|no|nr|#)\.?)?#?["']?\s{0,4}(?:[:=#]|->|\bis\b)?\s{0,8}(?<secret>\d(?:[ -]?\d){5,17})(?![\w.])/i.exec(
        window,
      )
    if (!found || !BANK_WORD.test(lastLines(behind(page, start, 120)) + firstLine(window)))
      return NOTHING
    const secret = found.groups!.secret!
    const at = end + found[0].length - secret.length
    return [{ family: 'bank account', start: at, end: at + secret.length }]
  },
}

/** The line so far and the one above it. */
function lastLines(before: string): string {
  return before.split('\n').slice(-2).join('\n')
}

/** A bare routing number next to a bank's words, by its check digit. */
const routing: Detector = {
  name: 'routing number',
  triggers: ['routing', 'aba', 'rtn'],
  find(page, start, end) {
    if (/\w$/.test(behind(page, start, 1))) return NOTHING
    const found = /^[^\d\n]{0,40}(\d{9})(?!\d)/.exec(ahead(page, end, 60))
    if (!found || !passesRouting(found[1]!)) return NOTHING
    const at = end + found[0].length - 9
    return [{ family: 'bank account', start: at, end: at + 9 }]
  },
}

export const money: Detector[] = [card, iban, plainAccount, routing, ...shapeDetectors(labelled)]

/**
 * Tables with a column of secrets: CSV, tabs, markdown, and the aligned columns that
 * PowerShell prints. The header names the column, the rows below lose that cell.
 *
 * Each row is read once, by the table it belongs to, so nested headers cost nothing more.
 */
import type { Family, Span } from '../family.ts'
import { isStandIn, isTechnicalName } from '../judge.ts'
import {
  ahead,
  type Detector,
  firstLine,
  NOTHING,
  type Page,
  restOfLine,
  startOfLine,
} from '../page.ts'
import { isOrdinaryWord } from '../words.ts'

interface Cell {
  text: string
  start: number
  end: number
}

const COLUMNS: readonly [RegExp, Family][] = [
  [
    /^(?:(?:new|old|temp(?:orary)?|initial|default|admin|user|local|current|start|initial-?|plain ?text|account|wifi|wi-fi|neues|nouveau|nueva)[ _-]?)?(?:pass ?word|passwd|pwd?|pass|passwort|kennwort|mot de passe|mdp|contrase[nñ]a|clave|wachtwoord|admpwd|startpasswort|initialpasswort)(?: ?\(.{1,20}\)|text|value)?$/i,
    'password',
  ],
  [
    /^(?:pin|pin ?code|code pin|door code|gate code|alarm code|passcode|voicemail pin|türcode)$/i,
    'pin',
  ],
  [
    /^(?:ssn|social security(?: number)?|passport(?: (?:no|number))?|driver'?s? licen[sc]e)$/i,
    'identity number',
  ],
  [
    /^(?:dob|date of birth|birth ?date|geburtsdatum|date de naissance|fecha de nacimiento|geboortedatum)$/i,
    'birth date',
  ],
  [
    /^(?:recovery (?:key|password)|bitlocker (?:key|recovery key)|wiederherstellungsschlüssel)$/i,
    'recovery key',
  ],
  [/^(?:psk|pre-?shared key|wi-?fi key|wpa2? key|wlan-?schlüssel|network key)$/i, 'wifi key'],
  [/^(?:shared ?secret|secret|snmp community|community(?: string)?)$/i, 'network secret'],
  [/^(?:api ?key|api ?token|token|client ?secret|secret ?key|access ?key)$/i, 'api key'],
  [/^(?:product ?key|licen[sc]e ?key|lizenzschlüssel|activation ?key|serial key)$/i, 'licence key'],
  [/^(?:card(?: ?(?:number|no))?|credit card|cvv|cvc)$/i, 'card'],
  [/^(?:iban|account ?(?:number|no)|bank account|routing(?: number)?)$/i, 'bank account'],
  [/^(?:security answer|answer|secret answer)$/i, 'security answer'],
]
/** What else stands at the head of such tables; in lower case without spaces and hyphens. */
const KNOWN_HEADERS = new Set(
  'user users userid username fullname firstname lastname displayname samaccountname hostname computername devicename sitename servername accountname loginname login logon loginid logonid account name email emailaddress upn userprincipalname role site location device host ip ipaddress url link system service server note notes comment comments description type department dept title phone extension ext expire expires expiration computer ssid network vlan model id keyid # no no. employee client customer company benutzer benutzername anmeldename konto rechner gerät dienst standort bemerkung utilisateur identifiant compte nom prénom usuario cuenta nombre correo gebruiker gebruikersnaam naam apparaat date status enabled group groups domain vendor product software application app portal purpose area door person balance bank memberid expirationtimestamp distinguishedname passwordupdatetime source authorizeddecryptor question'.split(
    ' ',
  ),
)

function isKnownHeader(text: string): boolean {
  return KNOWN_HEADERS.has(text.toLowerCase().replace(/[\s_-]/g, ''))
}

const HEADER_WORDS =
  'password,passwort,kennwort,wachtwoord,contrasena,passwd,pwd,pw,pass,mot de passe,mdp,clave,admpwd,pin,door code,passcode,ssn,social security,dob,date of birth,birth,geburtsdatum,recovery key,recovery password,bitlocker key,psk,preshared key,pre-shared key,wi-fi key,wifi key,wpa key,wpa2 key,shared secret,secret,community,api key,apikey,token,client secret,access key,product key,license key,licence key,iban,account number,card number,cvv,answer,gate code,alarm code'.split(
    ',',
  )

export const tables: Detector = {
  name: 'table column',
  triggers: HEADER_WORDS,
  find(page, start, end) {
    if (start < page.tableEnd || !mayEndCell(page, end)) return NOTHING
    const before = startOfLine(page, start, 160)
    const rest = restOfLine(page, start, 240)
    if (start < page.plainEnd) return NOTHING
    const line = before + rest
    const head = readHead(line)
    const lineEnd = start - before.length + line.length
    if (head) return readRows(page, lineEnd, head)
    if (before.length < 160 && rest.length < 240) page.plainEnd = lineEnd
    return NOTHING
  },
}

interface Head {
  split: Split
  header: readonly Cell[]
  /** Which columns hold what is to go. */
  columns: Map<number, Family>
}

function readHead(line: string): Head | undefined {
  const split = splitterOf(line)
  if (!split) return undefined
  const header = split(line)
  if (header.length < 2 || header.some((cell) => cell.text.length > 40)) return undefined
  if (!header.some((cell) => isKnownHeader(cell.text))) return undefined
  const columns = secretColumns(header)
  if (columns.size === 0) return undefined
  if (!/[|,;\t]| {2}/.test(line) && !isAllHeader(header, columns)) return undefined
  return { split, header, columns }
}

/** After the label its cell or the line ends; a colon or a sentence makes it no header. */
function mayEndCell(page: Page, end: number): boolean {
  const window = ahead(page, end, 60)
  if (/^[\w ()-]{0,24}["'*`]{0,2} *(?:[|,;\t\r\n]|$)|^[\w()]{0,10} {2,40}\S/.test(window))
    return true
  return /^[\w()]{0,10} \S+(?: \S+){0,3} ?[\r\n]/.test(window)
}

function secretColumns(header: readonly Cell[]): Map<number, Family> {
  const columns = new Map<number, Family>()
  header.forEach((cell, at) => {
    const known = COLUMNS.find(([expression]) => expression.test(cell.text))
    if (known) columns.set(at, known[1])
  })
  return columns
}

/** Words with single spaces between them are a header only when each is one. */
function isAllHeader(header: readonly Cell[], columns: ReadonlyMap<number, Family>): boolean {
  return header.every((cell, at) => columns.has(at) || isKnownHeader(cell.text))
}

type Split = (line: string) => Cell[]

function splitterOf(line: string): Split | undefined {
  if (!/[|\t;,]| {2}/.test(line)) return areFewWords(line) ? splitAtSpaces : undefined
  if (/\|.*\S/.test(line))
    return (row) => splitBy(row.replace(/^(\s*)\|/, '$1 ').replace(/\|(\s*)$/, ' $1'), /\|/g)
  if (/\S\t/.test(line)) return (row) => splitBy(row, /\t/g)
  if (/[^,];[^;]/.test(line)) return (row) => splitBy(row, /;/g)
  if (/\S,\s?\S/.test(line) && !line.includes('"')) return (row) => splitBy(row, /,/g)
  if (/\S,\S|\S, \S|",/.test(line)) return (row) => splitBy(row, /,(?=(?:[^"]*"[^"]*")*[^"]*$)/g)
  if (/\S {2,}\S/.test(line)) return splitAligned(line)
  return areFewWords(line) ? splitAtSpaces : undefined
}

function areFewWords(line: string): boolean {
  return /^\s*\S+(?: \S+){1,5}\s*$/.test(line)
}

const splitAtSpaces: Split = (row) => splitBy(row, / +/g)

function splitBy(line: string, separator: RegExp): Cell[] {
  const cells: Cell[] = []
  let from = 0
  for (const found of line.matchAll(separator)) {
    cells.push(bare(line, from, found.index))
    from = found.index + found[0].length
  }
  cells.push(bare(line, from, line.length))
  return cells
}

/** Columns begin where the header's words begin; two spaces divide rows that do not fit. */
function splitAligned(header: string): Split {
  const starts = [...header.matchAll(/\S+(?: \S+)*/g)].map((found) => found.index)
  return (row) => {
    const loose = [...row.matchAll(/\S+(?: \S+)*/g)].map((found) =>
      bare(row, found.index, found.index + found[0].length),
    )
    if (loose.length === starts.length) return loose
    if (starts.some((start) => start > 0 && row.length > start && row[start - 1] !== ' ')) return []
    return starts.map((start, at) =>
      bare(row, Math.min(start, row.length), Math.min(starts[at + 1] ?? row.length, row.length)),
    )
  }
}

/** The cell without space, quotes and markup around it. */
function bare(line: string, from: number, to: number): Cell {
  const found = /^[\s"'`*_]*(.*?)[\s"'`*]*$/.exec(line.slice(from, to))
  const text = found?.[1] ?? ''
  const start = from + (found ? found[0].indexOf(text) : 0)
  return { text, start, end: start + text.length }
}

function readRows(page: Page, from: number, { split, header, columns }: Head): Span[] {
  const spans: Span[] = []
  let at = from
  while (at < page.text.length) {
    if (page.text[at] === '\r') at++
    if (page.text[at] === '\n') at++
    const line = firstLine(ahead(page, at, 600))
    if (!line.trim()) break
    const rule = /^[\s|:+=-]+$/.test(line)
    const cells = rule ? [] : split(line)
    if (!rule && (cells.length < Math.min(header.length, 2) || cells.length > header.length + 2))
      break
    for (const [column, family] of columns) {
      const cell = cells[column]
      if (!cell || !isSecretCell(cell.text, family)) continue
      spans.push({ family, start: at + cell.start, end: at + cell.end })
    }
    at += line.length
    if (line.length >= 600) break
  }
  page.tableEnd = at
  return spans
}

function isSecretCell(text: string, family: Family): boolean {
  if (text.length < 2 || text.length > 200 || isStandIn(text)) return false
  if (family === 'security answer') return !isOrdinaryWord(text)
  const words = text.split(/\s+/)
  if (isOrdinaryWord(words[0]!)) return false
  if (COLUMNS.some(([expression]) => expression.test(text))) return false
  if (family === 'password')
    return words.length <= 5 && !/^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}/.test(text)
  if (family === 'birth date') return /\d{2}/.test(text)
  return /\d/.test(text) || (!isTechnicalName(text) && words.length === 1)
}

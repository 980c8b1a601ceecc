/**
 * A text without what tells whose case it was: client, people, machines, addresses.
 *
 * Names are known, not guessed: the client and the people of the ticket, devices on it, the
 * values that a flow has asked for there. A client is also named by a part of its name, and
 * machines are often called after it, so a word that holds such a part goes as a whole. What a
 * case can be known by without any list (mail, phone, network addresses, hosts of a share or of a
 * private domain) is found by its shape. Takes any string; a second run changes nothing.
 */
import { redact } from '../redact/redact.ts'

export interface KnownNames {
  /** All by which the client is called. */
  clients: readonly string[]
  people: readonly string[]
  devices: readonly string[]
  /** Values by what they are: `file_server` → `PRD-FS01`. */
  values: Readonly<Record<string, string>>
}

export function withoutNames(names: KnownNames): (text: string) => string {
  const exact: [string, string][] = [
    ...names.clients.map((client): [string, string] => [client, '[client]']),
    ...names.devices.map((device): [string, string] => [device, '[device]']),
    ...Object.entries(names.values).map(([name, value]): [string, string] => [
      value,
      `[${name.replaceAll('_', ' ')}]`,
    ]),
    ...names.people.map((person): [string, string] => [person, '[person]']),
    ...names.people.flatMap((person) =>
      wordsOf(person).map((part): [string, string] => [part, '[person]']),
    ),
  ]
  const ours = [...new Set([...exact.map(([, mark]) => mark), ...OURS])].map(asWritten).join('|')
  const replaceExact = makeReplace(exact, ours)
  const parts = names.clients.flatMap(wordsOf).filter((part) => !COMMON.has(part.toLowerCase()))
  const replaceClient = makeClientReplace(parts, ours)
  return (text) => {
    const shapeless = SHAPES.reduce(
      (left, [shape, instead]) => left.replace(shape, instead),
      redact(text, { contacts: true }).text,
    )
    return replaceClient(replaceExact(shapeless))
  }
}

const SHORTEST = 3
/** Marks that shapes leave. */
const OURS = ['[client]', '[host]', '[address]']

/** Parts of a name that could be nobody else's. */
const wordsOf = (name: string): string[] =>
  name.split(/[^\p{L}\p{N}'’]+/u).filter((part) => part.length >= SHORTEST)

/** Stands in the names of many and gives none away. */
const COMMON = new Set(
  'and the for inc ltd llc gmbh corp corporation company group partner partners services service holding holdings solutions systems technologies technology consulting international global city county health medical dental clinic law legal school bank credit union insurance office offices department center centre network networks data support client street north south east west new old first'.split(
    ' ',
  ),
)

/** Longest first, so that a whole name goes before its parts; what is a mark of ours stays. */
function makeReplace(pairs: readonly [string, string][], ours: string): (text: string) => string {
  const instead = new Map<string, string>()
  for (const [name, mark] of pairs) {
    const key = name.trim().toLowerCase()
    if (key.length >= SHORTEST && !instead.has(key)) instead.set(key, mark)
  }
  if (instead.size === 0) return (text) => text
  const longest = [...instead.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const expression = new RegExp(
    String.raw`${ours}|(?<![\p{L}\p{N}])(?:${longest.map(asWritten).join('|')})(?![\p{L}\p{N}])`,
    'giu',
  )
  return (text) => text.replace(expression, (found) => instead.get(found.toLowerCase()) ?? found)
}

/** The whole word, hyphens and dots included, that a part of the client's name stands in. */
function makeClientReplace(parts: readonly string[], ours: string): (text: string) => string {
  if (parts.length === 0) return (text) => text
  const word = String.raw`[\p{L}\p{N}_.-]{0,60}`
  // A short part would be found in words that have nothing to do with it.
  const found = [parts.filter(isLong), parts.filter((part) => !isLong(part))].flatMap(
    ([...some], isShort) => {
      const within = isShort ? '' : word
      return some.length === 0 ? [] : `${within}(?:${some.map(asWritten).join('|')})${within}`
    },
  )
  const expression = new RegExp(
    String.raw`${ours}|(?<![\p{L}\p{N}])(?:${found.join('|')})(?![\p{L}\p{N}])`,
    'giu',
  )
  const isOurs = new RegExp(`^(?:${ours})$`, 'iu')
  return (text) => text.replace(expression, (found) => (isOurs.test(found) ? found : '[client]'))
}

const isLong = ({ length }: string): boolean => length >= 5

const asWritten = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Bounded, so that each is linear on any text. */
const SHAPES: readonly [RegExp, string][] = [
  [/(?<![\\\w])\\\\[\w.-]{1,64}/g, '\\\\[host]'],
  [
    /\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.(?:local|lan|internal|corp|intra|intern|home)\b/gi,
    '[host]',
  ],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '[address]'],
  [/\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b/gi, '[address]'],
]

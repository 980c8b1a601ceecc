/**
 * Finds where any of several hundred trigger words stands, in one pass.
 *
 * An Aho-Corasick automaton over a small alphabet: letters without case and accents, one
 * class for all digits, the punctuation that triggers use, and "anything else". One table
 * look per character, whatever the text and however many triggers; that is what makes the
 * whole redaction linear and cheap on lines that hold nothing.
 *
 * The same pass reports long unbroken runs of key-like characters, the only shapes that
 * have no literal to look for.
 */

const SHIFT = 6
const PUNCTUATION = ` -:/=_.$[@<"%{*(|#;~')`
const DIGIT = 27
const OTHER = 0

export interface TriggerScan {
  /** `state << SHIFT | class` gives the next state. */
  next: Uint16Array
  /** Per state: index into `reports`, 0 for none. */
  reportAt: Uint16Array
  reports: readonly (readonly Report[])[]
}

interface Report {
  owner: number
  length: number
}

/**
 * Builds the automaton; `triggers[i]` are the words of owner `i`. Characters without a class
 * of their own match each other, so a report is a suspicion and its owner looks again.
 */
export function compileTriggers(triggers: readonly (readonly string[])[]): TriggerScan {
  const children: Map<number, number>[] = [new Map()]
  const own: Report[][] = [[]]
  triggers.forEach((words, owner) => {
    for (const word of words) {
      let state = 0
      for (const letter of word) {
        const kind = classOf(letter.charCodeAt(0))
        let child = children[state]!.get(kind)
        if (child === undefined) {
          child = children.length
          children.push(new Map())
          own.push([])
          children[state]!.set(kind, child)
        }
        state = child
      }
      own[state]!.push({ owner, length: word.length })
    }
  })
  return connect(children, own)
}

/** Fills in where to go when a word breaks off, breadth first. */
function connect(children: Map<number, number>[], own: Report[][]): TriggerScan {
  const next = new Uint16Array(children.length << SHIFT)
  const fallback = new Uint16Array(children.length)
  const queue = [0]
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at]!
    if (state !== 0) own[state]!.push(...own[fallback[state]!]!)
    for (let kind = 0; kind < 1 << SHIFT; kind++) {
      const child = children[state]!.get(kind)
      const elsewhere = state === 0 ? 0 : next[(fallback[state]! << SHIFT) | kind]!
      next[(state << SHIFT) | kind] = child ?? elsewhere
      if (child === undefined) continue
      fallback[child] = elsewhere
      queue.push(child)
    }
  }
  const reports: Report[][] = [[]]
  const reportAt = Uint16Array.from(own, (list) => (list.length ? reports.push(list) - 1 : 0))
  return { next, reportAt, reports }
}

/** Calls `onTrigger` for each trigger and `onLongRun` for each run of 20 or more key characters. */
export function scanTriggers(
  scan: TriggerScan,
  text: string,
  onTrigger: (owner: number, start: number, end: number) => void,
  onLongRun: (start: number, end: number) => void,
): void {
  const { next, reportAt, reports } = scan
  let state = 0
  let runStart = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    state = next[(state << SHIFT) | (code < TABLE ? classes[code]! : OTHER)]!
    if (reportAt[state]! > 0)
      for (const { owner, length } of reports[reportAt[state]!]!)
        onTrigger(owner, at + 1 - length, at + 1)
    if (code < TABLE && runs[code] === 1) continue
    if (at - runStart >= 20) onLongRun(runStart, at)
    runStart = at + 1
  }
  if (text.length - runStart >= 20) onLongRun(runStart, text.length)
}

const TABLE = 0x180
const classes = buildClasses()
const runs = Uint8Array.from({ length: TABLE }, (_, code) =>
  /[A-Za-z0-9+/_=.-]/.test(String.fromCharCode(code)) ? 1 : 0,
)

function buildClasses(): Uint8Array {
  return Uint8Array.from({ length: TABLE }, (_, code) => {
    const plain = String.fromCharCode(code).normalize('NFD').charAt(0).toLowerCase()
    if (plain >= 'a' && plain <= 'z') return plain.charCodeAt(0) - 96
    if (code >= 48 && code <= 57) return DIGIT
    if (plain === '\t' || code === 0xa0) return DIGIT + 1
    return PUNCTUATION.includes(plain) ? DIGIT + 1 + PUNCTUATION.indexOf(plain) : OTHER
  })
}

/** 0 for characters without a class of their own. */
export function classOf(code: number): number {
  return code < TABLE ? classes[code]! : OTHER
}

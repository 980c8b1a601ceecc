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
const PUNCTUATION = ` -:/=_.$[@<"%{*(|#;~')!&?^`
const DIGIT = 27
const OTHER = 0

export const LONG_RUN = 20

export interface TriggerScan {
  /**
   * `state << SHIFT | class` gives the next state, its top bit set where a trigger ends. States
   * are numbered by their depth: nearly all looks fall on the few shallow ones, which then lie
   * side by side and stay in the processor's cache.
   */
  next: Uint16Array
  /** What ends in each state; empty for most. */
  reports: readonly (readonly Report[])[]
}

interface Report {
  owner: number
  length: number
}

const REPORTS = 0x8000
const STATE = 0x7fff

/**
 * Builds the automaton; `triggers[i]` are the words of owner `i`. Characters without a class
 * of their own match each other, so a report is a suspicion and its owner looks again.
 */
export function compileTriggers(triggers: readonly (readonly string[])[]): TriggerScan {
  const children: (Map<number, number> | undefined)[] = [undefined]
  const own: Report[][] = [[]]
  triggers.forEach((words, owner) => {
    for (const word of words) {
      let state = 0
      for (let at = 0; at < word.length; at++) {
        const kind = classOf(word.charCodeAt(at))
        const branches = children[state] ?? new Map<number, number>()
        children[state] = branches
        let child = branches.get(kind)
        if (child === undefined) {
          child = own.length
          own.push([])
          children.push(undefined)
          branches.set(kind, child)
        }
        state = child
      }
      own[state]!.push({ owner, length: word.length })
    }
  })
  return connect(children, own)
}

/**
 * Numbers the states breadth first and fills in where to go when a word breaks off: wherever
 * its longest ending that begins a word would go.
 */
function connect(
  children: readonly (ReadonlyMap<number, number> | undefined)[],
  own: readonly Report[][],
): TriggerScan {
  const next = new Uint16Array(own.length << SHIFT)
  const reports: Report[][] = [[...own[0]!]]
  const fallback = new Uint16Array(own.length)
  const queue = [0]
  for (let state = 0; state < queue.length; state++) {
    const row = state << SHIFT
    const elsewhere = fallback[state]! << SHIFT
    if (state !== 0) next.copyWithin(row, elsewhere, elsewhere + (1 << SHIFT))
    for (const [kind, old] of children[queue[state]!] ?? []) {
      const child = queue.push(old) - 1
      fallback[child] = state === 0 ? 0 : next[row | kind]! & STATE
      reports[child] = [...own[old]!, ...reports[fallback[child]!]!]
      next[row | kind] = reports[child]!.length > 0 ? child | REPORTS : child
    }
  }
  return { next, reports }
}

/** Calls `onTrigger` for each trigger, and `onLongRun` for each long run of key characters. */
export function scanTriggers(
  { next, reports }: TriggerScan,
  text: string,
  onTrigger: (owner: number, start: number, end: number) => void,
  onLongRun?: (start: number, end: number) => void,
): void {
  let state = 0
  let runStart = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const kind = code < TABLE ? classes[code]! : OTHER
    state = next[((state & STATE) << SHIFT) | (kind & CLASS)]!
    if (state >= REPORTS)
      for (const { owner, length } of reports[state & STATE]!)
        onTrigger(owner, at + 1 - length, at + 1)
    if (kind >= IN_RUN) continue
    if (at - runStart >= LONG_RUN) onLongRun?.(runStart, at)
    runStart = at + 1
  }
  if (text.length - runStart >= LONG_RUN) onLongRun?.(runStart, text.length)
}

const TABLE = 0x180
const CLASS = (1 << SHIFT) - 1
/** Added to the class of the characters that keys are made of. */
const IN_RUN = 1 << SHIFT
const classes = Uint8Array.from({ length: TABLE }, (_, code) => {
  const letter = String.fromCharCode(code)
  return plainClass(letter) + (/[A-Za-z0-9+/_=.-]/.test(letter) ? IN_RUN : 0)
})

function plainClass(letter: string): number {
  const plain = letter.normalize('NFD').charAt(0).toLowerCase()
  if (plain >= 'a' && plain <= 'z') return plain.charCodeAt(0) - 96
  if (letter >= '0' && letter <= '9') return DIGIT
  if (plain === '\t' || letter === '\u00a0') return DIGIT + 1
  return PUNCTUATION.includes(plain) ? DIGIT + 1 + PUNCTUATION.indexOf(plain) : OTHER
}

/** 0 for characters without a class of their own. */
export function classOf(code: number): number {
  return code < TABLE ? classes[code]! & CLASS : OTHER
}

/** True for the characters that keys are made of. */
export function isInRun(code: number): boolean {
  return code < TABLE && classes[code]! >= IN_RUN
}

/**
 * Asks the detectors: once at each trigger in the text, and again where something was removed
 * within sight of them, since one removal can show the next.
 *
 * A detector answers by what it sees, and each place remembers how far that was. So a further
 * look does not read the text again: it walks the list of places, and asks only the few beside
 * what has just been covered.
 */
import { contactDetectors, secretDetectors } from './detectors/all.ts'
import { inspectLongRun } from './detectors/long-runs.ts'
import { type Family, families, placeholderFor, type Span } from './family.ts'
import { COVER, type Detector, type Page } from './page.ts'
import { Places } from './places.ts'
import {
  compileTriggers,
  isInRun,
  LONG_RUN,
  scanTriggers,
  type TriggerScan,
} from './trigger-scan.ts'

/** What has been asked so far, and what the last look has found. */
export interface Asked {
  engine: Engine
  places: Places
  spans: Span[]
}

/** How far before and after a place the detectors look; the few longer looks find whole blocks. */
const FAR_AHEAD = 1000
const FAR_BACK = 500
/** What they look at beside the windows they ask for: a character or a short word. */
const MARGIN = 100

interface Engine {
  scan: TriggerScan
  /** By owner: the question, and whether it goes by a label. */
  finds: readonly Detector['find'][]
  byLabel: readonly boolean[]
}

const engines = new Map<boolean, Engine>()

/** Built when first needed: over a thousand trigger words take a few milliseconds. */
function engineFor(withContacts: boolean): Engine {
  const known = engines.get(withContacts)
  if (known) return known
  const detectors = withContacts ? [...secretDetectors, ...contactDetectors] : secretDetectors
  const engine = {
    scan: compileTriggers(detectors.map(({ triggers }) => triggers)),
    finds: detectors.map(({ find }) => find),
    byLabel: detectors.map(({ byLabel }) => byLabel === true),
  }
  engines.set(withContacts, engine)
  return engine
}

export function firstLook(page: Page, withContacts: boolean): Asked {
  const engine = engineFor(withContacts)
  const asked: Asked = { engine, places: new Places(page.text.length >> 3), spans: [] }
  const ask = askingIn(page, asked)
  scanTriggers(engine.scan, page.text, ask, (start, end) => {
    for (const span of inspectLongRun(page, start, end)) asked.spans.push(span)
  })
  return asked
}

/** `page` is the text after `removed` was covered in it. Returns how many places were passed. */
export function lookAgain(page: Page, asked: Asked, removed: readonly Span[]): number {
  const before = asked.places
  asked.places = new Places(before.count)
  asked.spans = []
  const ask = askingIn(page, asked)
  let passed = 0
  let shift = 0
  let covered = 0
  let next = 0
  for (let at = 0; at < before.count; at++) {
    const start = before.start(at)
    const end = before.end(at)
    for (; passed < removed.length && removed[passed]!.start < end; passed++) {
      covered = removed[passed]!.end
      shift += coverOf(removed[passed]!.family).length - (covered - removed[passed]!.start)
    }
    if (start < covered) continue
    for (; next < removed.length && removed[next]!.end < start - FAR_BACK; next++);
    const back = before.back(at)
    const ahead = before.ahead(at)
    if (isWithin(removed, next, start - back, start + ahead))
      ask(before.owner(at), start + shift, end + shift)
    else asked.places.add(before.owner(at), start + shift, end + shift, back, ahead)
  }
  askRunsBeside(page, asked, removed)
  return before.count
}

/** One place after the other; a trigger inside a value that a label has given is part of it. */
function askingIn(page: Page, { engine, places, spans }: Asked) {
  const { finds, byLabel } = engine
  let valueEnd = 0
  return (owner: number, start: number, end: number): void => {
    if (start < valueEnd && byLabel[owner]) {
      places.add(owner, start, end, FAR_BACK, FAR_AHEAD)
      return
    }
    page.seenFrom = start
    page.seenTo = end
    const found = finds[owner]!(page, start, end)
    for (let at = 0; at < found.length; at++) {
      const span = found[at]!
      spans.push(span)
      if (byLabel[owner] && span.start >= end) valueEnd = Math.max(valueEnd, span.end)
    }
    const back = Math.min(FAR_BACK, start - page.seenFrom + MARGIN)
    places.add(owner, start, end, back, Math.min(FAR_AHEAD, page.seenTo - start + MARGIN))
  }
}

/** Whether something removed lies between; `at` is the first that may. */
function isWithin(removed: readonly Span[], at: number, from: number, to: number): boolean {
  for (let next = at; next < removed.length && removed[next]!.start <= to; next++)
    if (removed[next]!.end >= from) return true
  return false
}

/** A long run may end now where it went on before; a pair of hashes is two of them. */
function askRunsBeside(page: Page, { spans }: Asked, removed: readonly Span[]): void {
  let shift = 0
  for (const { start, end, family } of removed) {
    const from = start + shift
    const to = from + coverOf(family).length
    shift += to - from - (end - start)
    for (let at = from; at > from - MARGIN && at > 0; ) {
      const begin = startOfRun(page.text, at)
      if (at - begin >= LONG_RUN) spans.push(...inspectLongRun(page, begin, at))
      at = Math.min(begin, at - 1)
    }
    const last = endOfRun(page.text, to)
    if (last - to >= LONG_RUN) spans.push(...inspectLongRun(page, to, last))
  }
}

/** No run that is longer is worth a look. */
const FAR_RUN = 500

function startOfRun(text: string, end: number): number {
  let at = end
  while (at > 0 && end - at < FAR_RUN && isInRun(text.charCodeAt(at - 1))) at--
  return at
}

function endOfRun(text: string, start: number): number {
  let at = start
  while (at < text.length && at - start < FAR_RUN && isInRun(text.charCodeAt(at))) at++
  return at
}

const covers = new Map(
  Object.keys(families).map((family) => [
    family,
    COVER.repeat(placeholderFor(family as Family, 0).length),
  ]),
)

/** Stands for a removed span while the text is looked at again: as long as its placeholder. */
export function coverOf(family: Family): string {
  return covers.get(family) ?? ''
}

/**
 * Removes secrets from a text, and says what was removed and where.
 *
 * Runs before a text is stored, shown on a share page, sent to a model, the PSA or a chat,
 * in the panel and again in the API. Pure, deterministic, linear, and it takes any string.
 * Placeholders that stand already are left alone, so a second run changes nothing; the text
 * is looked at until nothing more is found, since one removal can show the next.
 *
 * The same value gets the same number wherever it stands, also where no label says what it is.
 * Nothing here keeps the originals: the spans refer to the text that the caller still holds.
 */
import { contactDetectors, secretDetectors } from './detectors/all.ts'
import { inspectLongRun } from './detectors/long-runs.ts'
import { placeholderExpression, placeholderFor, type Span } from './family.ts'
import { findTerms, type Term } from './find-terms.ts'
import { isTechnicalName, madeUpScore } from './judge.ts'
import { COVER, type Detector, openPage, type Page } from './page.ts'
import { compileTriggers, scanTriggers, type TriggerScan } from './trigger-scan.ts'

export interface Masked extends Span {
  /** What stands in the text now. */
  placeholder: string
}

export interface Redacted {
  text: string
  /** In the order of the text; `start` and `end` are places in the input. */
  masked: Masked[]
}

export interface RedactOptions {
  /** Further passages to remove, as a person marked them. */
  extraTerms?: readonly string[]
  /** Also remove e-mail addresses, phone numbers and postal addresses. */
  contacts?: boolean
}

/** A removal can uncover the next; texts of people settle in two looks. */
const MAX_LOOKS = 6

export function redact(text: string, options: RedactOptions = {}): Redacted {
  const { text: left, masked } = redactCounting(text, options)
  return { text: left, masked }
}

/** The same with the number of characters looked at, for measuring growth. */
export function redactCounting(
  text: string,
  options: RedactOptions = {},
): Redacted & { work: number } {
  let removed: Span[] = []
  let current = text
  let work = 0
  for (let look = 0; look < MAX_LOOKS; look++) {
    const page = openPage(current)
    const spans = settle(page, findSpans(page, options, look === 0 ? undefined : removed))
    work += page.work + current.length
    if (spans.length === 0) break
    removed = [...removed, ...inInput(spans, removed)].sort((a, b) => a.start - b.start)
    current = replaceSpans(text, removed.map(withoutNumber))
  }
  const masked = numberSpans(text, removed)
  return { text: replaceSpans(text, masked), masked, work }
}

interface Engine {
  detectors: readonly Detector[]
  scan: TriggerScan
}

const engines = new Map<boolean, Engine>()

/** Built when first needed: half a thousand trigger words take a few milliseconds. */
function engineFor(withContacts: boolean): Engine {
  let engine = engines.get(withContacts)
  if (!engine) {
    const detectors = withContacts ? [...secretDetectors, ...contactDetectors] : secretDetectors
    engine = { detectors, scan: compileTriggers(detectors.map(({ triggers }) => triggers)) }
    engines.set(withContacts, engine)
  }
  return engine
}

function findSpans(page: Page, options: RedactOptions, removed?: readonly Span[]): Span[] {
  const { detectors, scan } = engineFor(options.contacts === true)
  const spans: Span[] = []
  const isNear = removed ? nearPlaceholders(page.text) : undefined
  let valueEnd = 0
  scanTriggers(
    scan,
    page.text,
    (owner, start, end) => {
      if (isNear && !isNear(start)) return
      const detector = detectors[owner]!
      if (detector.byLabel && start < valueEnd) return
      for (const span of detector.find(page, start, end)) {
        spans.push(span)
        if (detector.byLabel && span.start >= end) valueEnd = Math.max(valueEnd, span.end)
      }
    },
    (start, end) => {
      for (const span of inspectLongRun(page, start, end)) spans.push(span)
    },
  )
  const marked = (options.extraTerms ?? []).map(
    (term): Term => ({ text: term.trim(), family: 'marked text' }),
  )
  if (marked.length > 0) spans.push(...findTerms(page.text, marked, false))
  if (spans.length > 0) spans.push(...findTerms(page.text, echoes(page.text, spans), true))
  return spans
}

/** How far before and after a place the detectors look; the few longer looks find whole blocks. */
const SEEN_FROM = 1000
const SEEN_BACK = 500

/**
 * On a further look only what can see a placeholder may answer otherwise than before. The
 * places asked for only grow, so one walk along the text answers them all.
 */
function nearPlaceholders(text: string): (at: number) => boolean {
  let next = text.indexOf(COVER)
  let last = -Infinity
  return (at) => {
    while (next >= 0 && next <= at) {
      last = next
      next = text.indexOf(COVER, next + 1)
    }
    return at - last <= SEEN_BACK || (next >= 0 && next - at <= SEEN_FROM)
  }
}

/** Made-up values are removed wherever they stand; plain words and numbers only where found. */
function echoes(text: string, spans: readonly Span[]): Term[] {
  const terms = new Map<string, Term>()
  for (const { start, end, family } of spans) {
    if (end - start < 6 || end - start > 120 || terms.size >= 400) continue
    const value = text.slice(start, end)
    const code = family === 'one-time code' && /^\d{6,8}$/.test(value)
    if (!code && (madeUpScore(value) < 2 || isTechnicalName(value) || /\s/.test(value))) continue
    if (!terms.has(value)) terms.set(value, { text: value, family })
  }
  return [...terms.values()]
}

/** Sorts, joins what overlaps, and keeps clear of placeholders. The longer one names it. */
function settle(page: Page, found: readonly Span[]): Span[] {
  const spans = found
    .flatMap((span) => uncovered(page.text, span))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const settled: Span[] = []
  for (const span of spans) {
    const last = settled.at(-1)
    if (!last || span.start >= last.end) {
      settled.push({ ...span })
      continue
    }
    if (span.end - span.start > last.end - last.start) last.family = span.family
    last.end = Math.max(last.end, span.end)
  }
  return settled
}

/** The parts of a span that are not a placeholder and not mere punctuation. */
function uncovered(text: string, span: Span): Span[] {
  const value = text.slice(span.start, span.end)
  if (!value.includes(COVER)) return value.trim() ? [span] : []
  const parts: Span[] = []
  for (const part of value.matchAll(new RegExp(`[^${COVER}]+`, 'g'))) {
    const bare = part[0].trim()
    if (!/[\p{L}\p{N}]/u.test(bare)) continue
    const start = span.start + part.index + part[0].indexOf(bare)
    parts.push({ family: span.family, start, end: start + bare.length })
  }
  return parts
}

/** Numbers are given at the end, in the order of the text; till then any will do. */
function withoutNumber(span: Span): Masked {
  return { ...span, placeholder: placeholderFor(span.family, 0) }
}

/** From places in the text as it is now to places in the input. */
function inInput(spans: readonly Span[], removed: readonly Span[]): Span[] {
  let shift = 0
  let at = 0
  return spans.map((span) => {
    for (; at < removed.length && removed[at]!.start - shift < span.start; at++) {
      const { start, end, placeholder } = withoutNumber(removed[at]!)
      shift += end - start - placeholder.length
    }
    return { ...span, start: span.start + shift, end: span.end + shift }
  })
}

function replaceSpans(text: string, masked: readonly Masked[]): string {
  const parts: string[] = []
  let at = 0
  for (const { start, end, placeholder } of masked) {
    parts.push(text.slice(at, start), placeholder)
    at = end
  }
  parts.push(text.slice(at))
  return parts.join('')
}

/** Counts per family, on from the numbers that placeholders in the text already have. */
function numberSpans(text: string, removed: readonly Span[]): Masked[] {
  const highest = new Map<string, number>()
  if (text.includes(' removed]'))
    for (const [, family, number] of text.matchAll(placeholderExpression()))
      highest.set(family!, Math.max(highest.get(family!) ?? 0, Number(number)))
  const given = new Map<string, number>()
  return removed.map((span) => {
    const key = `${span.family} ${text.slice(span.start, span.end)}`
    const number = given.get(key) ?? (highest.get(span.family) ?? 0) + 1
    highest.set(span.family, Math.max(highest.get(span.family) ?? 0, number))
    given.set(key, number)
    return { ...span, placeholder: placeholderFor(span.family, number) }
  })
}

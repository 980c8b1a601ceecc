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
import { placeholderExpression, placeholderFor, type Span } from './family.ts'
import { findHidden } from './find-hidden.ts'
import { findTerms, type Term } from './find-terms.ts'
import type { HiddenWords } from './hidden-words.ts'
import { isTechnicalName, madeUpScore } from './judge.ts'
import { coverOf, firstLook, lookAgain } from './looks.ts'
import { COVER, cover, openPage, type Page } from './page.ts'

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
  /** Further words to remove, as a person marked them (`session/mask-session.ts`). */
  marked?: readonly (HiddenWords | string)[]
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
  const covered = cover(text)
  let removed: Span[] = []
  let page = openPage(covered)
  let work = text.length
  const asked = firstLook(page, options.contacts === true)
  for (let look = 1; look <= MAX_LOOKS; look++) {
    const spans = settle(page, withTerms(page, asked.spans, options))
    work += page.work
    if (spans.length === 0) break
    removed = [...removed, ...inInput(spans, removed)].sort((a, b) => a.start - b.start)
    if (look === MAX_LOOKS) break
    page = openPage(replaceSpans(covered, removed.map(asCover)))
    work += lookAgain(page, asked, spans)
  }
  const masked = numberSpans(text, removed)
  return { text: replaceSpans(text, masked), masked, work }
}

/** What people marked, and every further place of what has just been found. */
function withTerms(page: Page, found: readonly Span[], options: RedactOptions): readonly Span[] {
  const spans = [...found]
  if (options.marked?.length) spans.push(...findMarked(page.text, options.marked))
  if (spans.length > 0) spans.push(...findTerms(page.text, echoes(page.text, spans), true))
  return spans
}

function findMarked(text: string, marked: readonly (HiddenWords | string)[]): readonly Span[] {
  const hidden = marked.filter((words) => typeof words !== 'string')
  const inClear = marked.flatMap((words): Term[] =>
    typeof words === 'string' ? [{ text: words.trim(), family: 'marked text' }] : [],
  )
  return [...findHidden(text, hidden), ...findTerms(text, inClear, false)]
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

/** Numbers are given at the end, in the order of the text; till then any of one digit will do. */
function asCover(span: Span): Masked {
  return { ...span, placeholder: coverOf(span.family) }
}

/** From places in the text as it is now to places in the input. */
function inInput(spans: readonly Span[], removed: readonly Span[]): Span[] {
  let shift = 0
  let at = 0
  return spans.map((span) => {
    for (; at < removed.length && removed[at]!.start - shift < span.start; at++) {
      const { start, end, family } = removed[at]!
      shift += end - start - coverOf(family).length
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

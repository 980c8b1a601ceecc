/**
 * How likely each cause is after what was seen, and what was seen: a result counts where its words
 * stand in something that has a label, or in what the technician says. A fix that did not help
 * takes its cause out.
 */
import { stemsOf } from '../word-features.ts'
import type { DemoCase, DemoCause, DemoCheck, Likelihood } from './demo-case.ts'
import type { AskedOfDemo } from './read-asked.ts'

export interface Seen {
  check: DemoCheck
  result: string
  keys: readonly string[]
  /** Where it stands; none where the technician only said it. */
  label: string | undefined
}

export interface Weighed {
  cause: DemoCause
  share: number
  likelihood: Likelihood
  speakFor: readonly Seen[]
  speakAgainst: readonly Seen[]
}

const PRIOR: Record<Likelihood, number> = {
  unlikely: 0.08,
  possible: 0.2,
  likely: 0.5,
  very_likely: 0.8,
}
/** A result that names one cause alone tells more than one that names several. */
const FOR = { alone: 12, shared: 3 }
const AGAINST = 0.08
const SOMETHING_ELSE = 0.05
const ENOUGH_WORDS = 0.8
const NO_HELP =
  /\b(?:did not|didn.t|does not|doesn.t) help\b|\bno change\b|\bstill (?:the same|fails|broken)\b|\bfix failed\b/i

export function seenSoFar(demo: DemoCase, asked: AskedOfDemo): Seen[] {
  const places: { label: string | undefined; text: string }[] = [
    ...asked.items.filter(({ label }) => /^[FS]/.test(label)),
    ...asked.said.map((text) => ({ label: undefined, text })),
  ]
  return demo.checks.flatMap((check) => {
    for (const isSaid of [holds, says])
      for (const [result, ...keys] of check.outcomes) {
        const place = places.find(({ text }) => isSaid(text.replace(check.title, ''), result))
        if (place) return [{ check, result, keys, label: place.label }]
      }
    return []
  })
}

export function weighCauses(demo: DemoCase, seen: readonly Seen[], asked: AskedOfDemo): Weighed[] {
  const raw = demo.causes.map((cause) => {
    const speakFor = seen.filter(({ keys }) => keys.includes(cause.key))
    const speakAgainst = seen.filter(({ keys }) => !keys.includes(cause.key))
    const telling = speakFor.map(({ keys }) => (keys.length === 1 ? FOR.alone : FOR.shared))
    const weight =
      PRIOR[cause.likelihood] *
      telling.reduce((product, factor) => product * factor, 1) *
      AGAINST ** speakAgainst.length *
      (isTriedInVain(cause, asked) ? 0 : 1)
    return { cause, weight, speakFor, speakAgainst }
  })
  const all = raw.reduce((sum, { weight }) => sum + weight, SOMETHING_ELSE)
  return raw
    .map(({ weight, ...rest }) => ({
      ...rest,
      share: weight / all,
      likelihood: word(weight / all),
    }))
    .sort((a, b) => b.share - a.share)
}

export function isTriedInVain(cause: DemoCause, asked: AskedOfDemo): boolean {
  const state = asked.fixes.get(cause.fix.title)
  if (state !== undefined) return state === 'failed'
  const told = [...asked.items.map(({ text }) => text), ...asked.said]
  return (
    asked.answered.includes(cause.fix.title) &&
    told.some(
      (text) => NO_HELP.test(text) && (text.includes(cause.fix.title) || isLast(text, told)),
    )
  )
}

const isLast = (text: string, told: readonly string[]) => told.at(-1) === text

function word(share: number): Likelihood {
  if (share >= 0.7) return 'very_likely'
  if (share >= 0.4) return 'likely'
  return share >= 0.12 ? 'possible' : 'unlikely'
}

/** Whether a text holds a result, letter by letter or nearly all of its words. */
export function says(text: string, result: string): boolean {
  if (holds(text, result)) return true
  const words = stemsOf(result)
  const held = stemsOf(text)
  const shared = words.filter((one) => held.includes(one)).length
  return (
    words.length > 1 &&
    shared / words.length >= ENOUGH_WORDS &&
    isNegated(text) === isNegated(result)
  )
}

const holds = (text: string, result: string) => fold(text).includes(fold(result))

const fold = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim()

const isNegated = (text: string) => /\b(?:no|not|none|nothing|never|n.t)\b/i.test(text)

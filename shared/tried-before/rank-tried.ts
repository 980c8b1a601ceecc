/**
 * What was tried before, for the ticket in front: nearest first, the same thing told once.
 *
 * Nearest is the same client with the same device, then the same client with the same symptom, the
 * same client, and the same symptom elsewhere; in each, the newest first. What several sessions
 * have tried is one entry that counts them and names the nearest, of those the newest. That a thing did not help in
 * one and did in another are two entries: neither is hidden by the other.
 */
import { msOf } from '../ids.ts'
import { wordsKey } from '../text/same-words.ts'
import type { Attempt } from './attempts-of.ts'
import { LIKENESSES, type Likeness, type TriedBefore } from './contract.ts'
import { symptomWords } from './find-words.ts'

/** What is in front. */
export interface InFront {
  /** In one spelling; empty where none is known. */
  client: string
  summary: string
  devices: readonly string[]
}

export interface EarlierSession {
  sessionId: string
  ticket: string | null
  client: string
  summary: string
  /** The names of devices that it was about or speaks of are looked for in these. */
  texts: readonly string[]
  attempts: readonly Attempt[]
}

/** More would not be read; and more sessions of one entry would not be opened. */
export const MOST_TOLD = 12
export const MOST_SESSIONS_TOLD = 5

export function rankTried(inFront: InFront, sessions: readonly EarlierSession[]): TriedBefore[] {
  const found = sessions.flatMap((session) => {
    const likeness = likenessOf(inFront, session)
    if (!likeness) return []
    return session.attempts.map((attempt) => ({ ...attempt, session, likeness }))
  })
  const same = Map.groupBy(found, ({ text, hasHelped }) => `${hasHelped} ${wordsKey(text)}`)
  return [...same.values()].map(mergeSame).sort(nearestFirst).slice(0, MOST_TOLD)
}

interface Found extends Attempt {
  session: EarlierSession
  likeness: Likeness
}

function mergeSame(all: readonly Found[]): TriedBefore {
  const seen = new Set<string>()
  const nearest = all
    .toSorted(
      (a, b) =>
        LIKENESSES.indexOf(a.likeness) - LIKENESSES.indexOf(b.likeness) ||
        newestFirst(a, b) ||
        order(a.session.sessionId, b.session.sessionId) ||
        order(a.text, b.text),
    )
    .filter(({ session: { sessionId } }) => !seen.has(sessionId) && seen.add(sessionId))
  return {
    text: nearest[0]?.text ?? '',
    hasHelped: nearest[0]?.hasHelped ?? false,
    likeness: nearest[0]?.likeness ?? 'symptom',
    times: nearest.length,
    sessions: nearest
      .slice(0, MOST_SESSIONS_TOLD)
      .map(({ at, session: { sessionId, ticket } }) => ({ sessionId, at, ticket })),
  }
}

const nearestFirst = (a: TriedBefore, b: TriedBefore): number =>
  LIKENESSES.indexOf(a.likeness) - LIKENESSES.indexOf(b.likeness) ||
  newestFirst({ at: a.sessions[0]?.at ?? '' }, { at: b.sessions[0]?.at ?? '' }) ||
  order(a.text, b.text) ||
  Number(a.hasHelped) - Number(b.hasHelped)

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** Instants may be written with milliseconds or without. */
const newestFirst = (a: { at: string }, b: { at: string }): number => msOf(b.at) - msOf(a.at)

function likenessOf(inFront: InFront, earlier: EarlierSession): Likeness | null {
  const isAlike = isSymptomAlike(inFront.summary, earlier.summary)
  if (inFront.client === '' || inFront.client !== earlier.client) return isAlike ? 'symptom' : null
  if (speaksOfAny(earlier.texts, inFront.devices)) return 'device'
  return isAlike ? 'client_symptom' : 'client'
}

/** Shorter names stand in words of other things. */
const LEAST_LETTERS = 3

export function speaksOfAny(texts: readonly string[], devices: readonly string[]): boolean {
  const names = devices.filter((name) => name.trim().length >= LEAST_LETTERS)
  return names.some((name) =>
    texts.some((text) => standsIn(text.toLowerCase(), name.trim().toLowerCase())),
  )
}

/** As a word of its own: `PC-1` does not stand in `PC-12`. */
function standsIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = [text.slice(0, at).at(-1), text.at(at + name.length)]
    if (!around.some((sign) => sign !== undefined && PART_OF_NAME.test(sign))) return true
  }
  return false
}

const PART_OF_NAME = /[\p{L}\p{N}-]/u

/** Half of the words of the shorter one, and two at least: one word in common says little. */
export function isSymptomAlike(one: string, other: string): boolean {
  const [words, theirs] = [symptomWords(one), symptomWords(other)]
  const shared = [...words].filter((word) => theirs.has(word)).length
  return shared >= 2 && shared * 2 >= Math.min(words.size, theirs.size)
}

/** Worth showing unasked: more than that it was for the same client. */
export const isStrong = ({ likeness }: Pick<TriedBefore, 'likeness'>): boolean =>
  likeness === 'device' || likeness === 'client_symptom'

/**
 * A vector of length one for a text, the same on every machine: each of its features lands, with
 * its weight and a sign, on places that a hash gives it.
 *
 * A shorter vector is the beginning of a longer one, made one long again, as with the real ones:
 * a feature has places in each part. All models share one space; each adds a little of its own, so
 * that nobody relies on two of them agreeing to the last figure.
 */
import { type Features, featuresOf } from './word-features.ts'

export const DIMENSIONS = [256, 512, 1024, 2048] as const
export type Dimension = (typeof DIMENSIONS)[number]

const LONGEST = 2048
const PLACES_PER_PART = 8
const OWN_WEIGHT = 0.03
const parts = DIMENSIONS.map((end, i) => ({ from: DIMENSIONS[i - 1] ?? 0, end }))

export function embedText(text: string, flavour: string, dimension: Dimension): number[] {
  const features = featuresOf(text)
  const size = Math.sqrt([...features.values()].reduce((sum, weight) => sum + weight ** 2, 0))
  const own = [`own ${flavour} ${text}`, (size || 1) * OWN_WEIGHT] as const
  return toLengthOne(project(new Map([...features, own])).slice(0, dimension))
}

export function likeness(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}

function project(features: Features): number[] {
  const vector = new Array<number>(LONGEST).fill(0)
  for (const [name, weight] of features) {
    let state = seed(name)
    for (const { from, end } of parts)
      for (let n = 0; n < PLACES_PER_PART; n++) {
        state = next(state)
        const place = from + (state % (end - from))
        vector[place] = (vector[place] ?? 0) + (state & 0x10000 ? weight : -weight)
      }
  }
  return vector
}

function toLengthOne(vector: readonly number[]): number[] {
  const length = Math.sqrt(likeness(vector, vector)) || 1
  return vector.map((value) => value / length)
}

function seed(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Scrambles its number; the low and the high bits are equally good. */
function next(state: number): number {
  let mixed = (state + 0x9e3779b9) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

/** A source of numbers from 0 to 1. The same seed gives the same numbers; seed 0 is never twice. */
export function makeChance(seed: number): () => number {
  let state = seed === 0 ? (crypto.getRandomValues(new Uint32Array(1))[0] ?? 1) : seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * How sure a share is: Wilson's interval, which stays within 0 and 1 and says something true of
 * three cases as well as of three thousand.
 */
export interface Share {
  /** Of all that count. */
  good: number
  of: number
}

export interface Interval {
  low: number
  high: number
}

/** 95 of 100 such intervals hold what is true. */
const Z = 1.96

export function intervalOf({ good, of }: Share): Interval {
  if (of === 0) return { low: 0, high: 1 }
  const share = good / of
  const z2 = (Z * Z) / of
  const middle = (share + z2 / 2) / (1 + z2)
  const reach = (Z * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of))) / (1 + z2)
  // What rounding loses is no reason to leave out the share itself.
  return {
    low: Math.max(0, Math.min(share, middle - reach)),
    high: Math.min(1, Math.max(share, middle + reach)),
  }
}

/** In whole percent; none where nothing counts. */
export const percentOf = ({ good, of }: Share): number | null =>
  of === 0 ? null : Math.round((100 * good) / of)

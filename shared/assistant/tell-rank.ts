/** Why a check stands where it does, in one sentence for a technician. */
import type { Check } from '../session/lane.ts'
import { cutText } from '../text/cut-text.ts'
import type { WeighedCause } from './weigh-causes.ts'

const RISK = { reads: '', changes: '; it changes something', disrupts: '; it disrupts work' }

/** `split` are the causes on which the check's results bear, the most likely first. */
export function tellRank(
  { minutes, safety, outcomes }: Pick<Check, 'minutes' | 'safety' | 'outcomes'>,
  split: readonly WeighedCause[],
): string {
  const sides = new Map<string, WeighedCause>()
  for (const cause of split) {
    const side = outcomes.map((o) => Number(o.pointsTo.includes(cause.key ?? ''))).join('')
    if (!sides.has(side)) sides.set(side, cause)
  }
  return `${tellSides([...sides.values()], split)}, in ${tellMinutes(minutes)}${RISK[safety]}.`
}

function tellSides(sides: readonly WeighedCause[], split: readonly WeighedCause[]): string {
  const [first, second, third] = sides.map(quote)
  if (!first) return 'Shows more of what is going on'
  if (third) return `Tells ${first}, ${second} and ${third} apart`
  if (second) return `Tells ${first} from ${second}`
  const also = split.slice(1, 2).map((cause) => ` or ${quote(cause)}`)
  return `Shows whether it is ${first}${also.join('')}`
}

const quote = ({ cause }: WeighedCause): string => `“${cutText(cause, 60).replace(/[.!\s]+$/, '')}”`

const tellMinutes = (minutes: number): string =>
  minutes <= 1 ? 'about a minute' : `about ${minutes} minutes`

/** How the minutes of a time entry came about, told under them before it is posted. */
import type { Rounding } from '#shared/note/round-time.ts'

const SETTING = '(your team’s setting)'

/** `minutes`: those that stand there, which may be a person's own. */
export function tellRounding(rounding: Rounding, minutes: number): string {
  const { worked, entered, rounded, gaveWayTo } = rounding
  const done = worked === 0 ? 'Less than a minute worked' : `${worked} min worked`
  const offered = Math.max(1, rounding.minutes)
  if (minutes !== offered) {
    const already = entered === 0 ? '' : `, ${entered} entered already`
    return `${done}${already}. The minutes stay as you left them.`
  }
  if (rounding.minutes === 0) {
    return entered === 0 ? `${done}.` : `${done}, and ${entered} entered already: nothing is left.`
  }
  const before = entered === 0 ? '' : `, less ${entered} entered already`
  if (gaveWayTo) {
    const theirs = gaveWayTo.name ? `your time on ${gaveWayTo.name}` : 'other time of yours'
    return `${done}${before}. Not rounded up to ${rounded} ${SETTING}: it would overlap ${theirs}.`
  }
  return rounded === worked
    ? `${done}${before}.`
    : `${done}, rounded up to ${rounded} ${SETTING}${before}.`
}

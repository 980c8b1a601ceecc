import type { Choice } from '../flow/flow.ts'
import type { Finding } from './finding.ts'

/**
 * The answer that the findings speak for: the only one of which everything it names was found.
 * Where two are equally well shown, or none is, nobody is pointed anywhere.
 */
export function pointToChoice(
  choices: readonly Choice[],
  findings: readonly Finding[],
): Choice | undefined {
  const shown = choices.filter(
    ({ shownBy }) => shownBy?.length && shownBy.every((one) => findings.includes(one)),
  )
  const most = Math.max(0, ...shown.map(({ shownBy }) => shownBy?.length ?? 0))
  const best = shown.filter(({ shownBy }) => shownBy?.length === most)
  return best.length === 1 ? best[0] : undefined
}

/**
 * The very same list for as long as it says the same: after most changes of a flow nothing else is to
 * be mended than before, and whatever shows it need not be drawn again.
 */
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'

export function makeSameProblems() {
  let before: readonly DraftProblem[] = []
  return (now: readonly DraftProblem[]): readonly DraftProblem[] => {
    const isSame = now.length === before.length && now.every((one, n) => saysSame(one, before[n]))
    if (!isSame) before = now
    return before
  }
}

const saysSame = (one: DraftProblem, other: DraftProblem | undefined): boolean =>
  one === other ||
  (one.code === other?.code &&
    one.at === other.at &&
    one.field === other.field &&
    one.message === other.message)

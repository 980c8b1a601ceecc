/** How sure FlowPilot was of its fixes and how many worked, so that a lead knows what to think of it. */
import type { FixSource } from '#shared/assistant/count-past-fixes.ts'
import { type FixScore, ReadFixScores } from '#shared/assistant/fix-scores.ts'
import { ENOUGH_FOR_A_NUMBER } from '#shared/assistant/past-fixes.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk } from '../page-context.ts'

export function FixScores() {
  const asked = useAsk(ReadFixScores, {})
  return (
    <Part
      title="How right FlowPilot was"
      about="Fixes that were tried in finished sessions: what was said of them, and what came of them. What a fix’s card shows goes by this."
    >
      <Asked of={asked} label="Looking up what came of fixes">
        {({ scores }) =>
          scores.length === 0 ? (
            <Notice>No suggested fix was tried in a finished session yet.</Notice>
          ) : (
            <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface text-small">
              {scores.map((score) => (
                <li key={score.source} className="flex flex-wrap gap-x-2 px-3 py-2">
                  <span className="font-medium">{SOURCE_WORDS[score.source]}</span>
                  <span className="text-muted tabular-nums">{tellScore(score)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Part>
  )
}

function tellScore({ of, worked, stated, calibrationError }: FixScore): string {
  const said = `${of} tried: said to work in ${percent(stated)}, worked in ${percent(worked / of)}`
  const error = Math.round(100 * calibrationError)
  return of < ENOUGH_FOR_A_NUMBER
    ? `${said}. Too few to go by.`
    : `${said}; off by ${error} ${error === 1 ? 'point' : 'points'}.`
}

const percent = (share: number): string => `${Math.round(100 * share)} %`

const SOURCE_WORDS: Record<FixSource, string> = {
  fast: 'Quick answers',
  standard: 'Ordinary answers',
  deep: 'Deep thought',
  rules: 'Rules',
  demo: 'The demonstration',
}

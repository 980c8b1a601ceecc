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
            <table className="w-full self-start rounded-md border border-line bg-surface text-small">
              <thead>
                <tr className="text-left text-muted">
                  {['Proposed by', 'Tried', 'Said to work', 'Worked', 'Off by'].map((title, i) => (
                    <th
                      key={title}
                      scope="col"
                      className={`px-3 py-1.5 font-medium ${i > 0 ? 'text-right' : ''}`}
                    >
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {scores.map((score) => (
                  <Row key={score.source} score={score} />
                ))}
              </tbody>
            </table>
          )
        }
      </Asked>
    </Part>
  )
}

function Row({ score: { source, of, worked, stated, calibrationError } }: { score: FixScore }) {
  const isFew = of < ENOUGH_FOR_A_NUMBER
  const cells = [
    `${of}`,
    percent(stated),
    percent(worked / of),
    isFew ? 'too few to say' : `${Math.round(100 * calibrationError)} points`,
  ]
  return (
    <tr>
      <th scope="row" className="px-3 py-1.5 text-left font-normal">
        {SOURCE_WORDS[source]}
      </th>
      {cells.map((cell, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column
        <td key={i} className="px-3 py-1.5 text-right tabular-nums">
          {cell}
        </td>
      ))}
    </tr>
  )
}

const percent = (share: number): string => `${Math.round(100 * share)} %`

const SOURCE_WORDS: Record<FixSource, string> = {
  fast: 'Quick answers',
  standard: 'Ordinary answers',
  deep: 'Deep thought',
  rules: 'Rules',
  demo: 'The demonstration',
}

/** What FlowPilot’s model has cost this month: for whom, and for what. */
import { useState } from 'react'
import { showDollars } from '#shared/assistant/budget.ts'
import { ReadSpending, type Spending as Spent } from '#shared/assistant/spending.ts'
import { inputLook } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk } from '../page-context.ts'

export function Spending() {
  const [month, setMonth] = useState<string>()
  const asked = useAsk(ReadSpending, month ? { month } : {})
  return (
    <Part title="What FlowPilot costs" about="By list prices, as each answer was counted.">
      <Asked of={asked} label="Adding up">
        {(spent) => (
          <>
            <div className="flex flex-wrap items-center gap-3">
              <select
                aria-label="Month"
                value={spent.month}
                onChange={(event) => setMonth(event.target.value)}
                className={`${inputLook} h-8 max-w-40`}
              >
                {monthsOf(spent).map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
              <p>
                <span className="font-semibold">{showDollars(spent.costMicro)}</span>{' '}
                <span className="text-small text-muted">
                  {spent.limitMicro === null ? '' : `of ${showDollars(spent.limitMicro)}, `}
                  {spent.calls} {spent.calls === 1 ? 'question' : 'questions'} to the model
                </span>
              </p>
            </div>
            {spent.calls === 0 ? (
              <Notice>Nothing was asked of a model in this month.</Notice>
            ) : (
              <div className="grid gap-3 wide:grid-cols-2">
                <Costs
                  title="For whom"
                  rows={spent.byPerson.map(({ name, ...row }) => ({ ...row, label: name }))}
                />
                <Costs
                  title="For what"
                  rows={spent.byPurpose.map(({ purpose, ...row }) => ({
                    ...row,
                    label: PURPOSE_WORDS[purpose] ?? purpose,
                  }))}
                />
              </div>
            )}
          </>
        )}
      </Asked>
    </Part>
  )
}

/** This month and the one shown are there even when nothing was asked. */
const monthsOf = ({ month, months }: Spent): string[] =>
  [...new Set([month, ...months.map((one) => one.month)])].sort().reverse()

function Costs({
  title,
  rows,
}: {
  title: string
  rows: readonly { label: string; calls: number; costMicro: number }[]
}) {
  return (
    <table className="w-full self-start rounded-md border border-line bg-surface text-small">
      <caption className="pb-1 text-left font-medium text-muted">{title}</caption>
      <tbody className="divide-y divide-line">
        {rows.map(({ label, calls, costMicro }) => (
          <tr key={label}>
            <th scope="row" className="px-3 py-1.5 text-left font-normal">
              {label}
            </th>
            <td className="px-3 py-1.5 text-right text-muted tabular-nums">{calls}×</td>
            <td className="px-3 py-1.5 text-right tabular-nums">{showDollars(costMicro)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const PURPOSE_WORDS: Record<string, string> = {
  intake: 'First looks at tickets',
  turn: 'Turns in a session',
  recorded: 'Results and answers',
  explain: 'Steps explained',
  summary: 'Tickets in short',
  note: 'Notes',
  briefing: 'Briefings',
  judge: 'Checks of sentences',
  title: 'Titles',
  category: 'Categories',
  rewrite: 'Searches',
  redaction: 'Checks for secrets',
  chat: 'Open questions',
  flow: 'Flows built',
  polish: 'Proposals worded',
  script: 'Scripts chosen',
  check: 'Trials',
}

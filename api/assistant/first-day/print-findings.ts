/** What was found, as a table for a terminal, and what it cost. */
import type { Answered } from './check-first-day.ts'
import type { Purse } from './purse.ts'

export function printAnswered({ title, findings }: Answered): string {
  const width = Math.max(0, ...findings.map(({ of }) => of.length))
  const lines = findings.map(
    ({ of, found, verdict }) =>
      `  ${verdict === 'differs' ? 'DIFFERS' : verdict}`.padEnd(11) +
      `${of.padEnd(width)}  ${found}`,
  )
  return [title, ...lines, ''].join('\n')
}

export function printSpent(
  { micro, asked, leftOut }: ReturnType<Purse['spent']>,
  mostMicro: number,
): string {
  const left = leftOut > 0 ? ` ${leftOut} questions were left out for that; raise --most.` : ''
  return `${asked} questions cost $${dollarsOf(micro)} by the table’s prices, of $${dollarsOf(mostMicro)} at the most.${left}`
}

const dollarsOf = (micro: number): string => (micro / 1_000_000).toFixed(4)

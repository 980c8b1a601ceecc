/** Whether there is anything in the numbers at all: of whoever only takes over, or only opens tickets, too. */
import type { Numbers } from '#shared/numbers/contract.ts'

export function isNothingCounted(numbers: Numbers): boolean {
  const { usage, flows, people, gaps, tickets, sentences, handovers, proposals } = numbers
  const shares = [tickets, sentences, handovers, proposals]
  return (
    Object.values(usage).every((count) => count === 0) &&
    shares.every(({ of }) => of === 0) &&
    flows.length + people.length + gaps.length === 0
  )
}

/** A hand-off in the story of a session: that it was handed over, with all that was said, and who took it. */
import { saidAtPickup, tellEnd, tellIntent } from '../handoff/tell-handoff.ts'
import type { Handoff } from '../session/handoff.ts'
import { nameOf } from '../session/name-of.ts'

export interface HandoffEntry {
  at: string
  text: string
  tags: string[]
  details: string[]
}

export function tellHandoff(handoff: Handoff): HandoffEntry[] {
  const { at, end, reason, by } = handoff
  const taken = tellEnd(handoff)
  return [
    {
      at,
      text: `${tellIntent(handoff)}: ${reason}`,
      tags: ['Handed over'],
      details: [...saidWith(handoff), `By ${nameOf(by)}`],
    },
    ...(end && taken
      ? [{ at: end.at, text: taken, tags: [], details: saidAtPickup(handoff) }]
      : []),
  ]
}

function saidWith({ words, overridden }: Handoff): string[] {
  const said: [string, string | undefined][] = [
    ['Affected', words.impact],
    ['Left undone', words.notDone],
    ['Access', words.access],
    ['Asked', words.asks],
    ['First move', words.firstMove],
    ['Handed over although not complete', overridden?.reason],
  ]
  return said.flatMap(([name, text]) => (text ? `${name}: ${text}` : []))
}

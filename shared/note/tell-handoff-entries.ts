/** A hand-off in the story of a session: that it was handed over, with all that was said, and who took it. */
import { NEED_WORDS } from '../handoff/completeness.ts'
import { saidAtPickup, tellEnd, tellIntent } from '../handoff/tell-handoff.ts'
import type { Handoff } from '../session/handoff.ts'
import type { HandoffWords } from '../session/handoff-event.ts'
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
    ...NAMES.map(([key, name]): [string, string | undefined] => [name, words[key]]),
    ['First move', words.hasNoMove && !words.firstMove ? 'none is suggested' : undefined],
    ['Handed over although not complete', overridden?.reason],
    ['Not said', overridden?.lacking.map((need) => NEED_WORDS[need].says).join('; ')],
  ]
  return said.flatMap(([name, text]) => (text ? `${name}: ${text}` : []))
}

/** In the order in which a receiver asks for it. */
const NAMES: readonly [key: Exclude<keyof HandoffWords, 'hasNoMove'>, name: string][] = [
  ['impact', 'Affected'],
  ['environment', 'Environment'],
  ['notDone', 'Left undone'],
  ['access', 'Access'],
  ['asks', 'Asked'],
  ['firstMove', 'First move'],
]

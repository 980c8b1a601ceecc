/** Hand-offs in words: the same in the panel, on the pages and in what is exported. */
import type { Handoff } from '../session/handoff.ts'
import type { HandoffIntent } from '../session/handoff-event.ts'
import { nameOf } from '../session/name-of.ts'

interface IntentWords {
  /** To pick it. */
  pick: string
  /** To do it. */
  act: string
  /** Once it is done. */
  is: string
  /** Who it is for where nobody is named. */
  nobody: string
}

export const INTENT_WORDS: Readonly<Record<HandoffIntent, IntentWords>> = {
  escalate: {
    pick: 'Escalate',
    act: 'Escalate',
    is: 'Escalated',
    nobody: 'whoever looks after escalations',
  },
  peer: {
    pick: 'Colleague',
    act: 'Hand over',
    is: 'Handed to a colleague',
    nobody: 'any colleague',
  },
  shift_change: {
    pick: 'Next shift',
    act: 'Hand over',
    is: 'Handed to the next shift',
    nobody: 'whoever comes next',
  },
  return: {
    pick: 'Hand back',
    act: 'Hand back',
    is: 'Handed back',
    nobody: 'whoever looks after escalations',
  },
}

type Addressed = Pick<Handoff, 'intent'> & { to: { name: string } | null }

/** Who it waits for, in the middle of a sentence. */
export const tellReceiver = ({ intent, to }: Addressed): string =>
  to?.name ?? INTENT_WORDS[intent].nobody

/** What was done, with whom it is for where somebody is named: "Escalated, for Maja Lindqvist". */
export const tellIntent = ({ intent, to }: Addressed): string =>
  `${INTENT_WORDS[intent].is}${to ? `, for ${to.name}` : ''}`

/** How it ended, where that is an entry of its own: another hand-off and the outcome are told anyway. */
export function tellEnd({ end }: Pick<Handoff, 'end'>): string | undefined {
  if (end?.how === 'picked_up') return `${nameOf(end.by)} took it over`
  if (end?.how === 'taken_back') return `${nameOf(end.by)} took it back`
  return undefined
}

/** What the receiver said when they took it. */
export const saidAtPickup = ({ end }: Pick<Handoff, 'end'>): string[] => [
  ...(end?.understood ? [`Understood: ${end.understood}`] : []),
  ...(end?.firstStep ? [`First step: ${end.firstStep}`] : []),
]

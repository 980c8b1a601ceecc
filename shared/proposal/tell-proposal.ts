/** A proposal in words: how often it was seen, how it would have done, and what each change does. */
import { tellEdits } from '../flow/edit/tell-edits.ts'
import type { FlowContent } from '../flow/flow.ts'
import type { Proposal, ProposalSource, ProposedChange } from './contract.ts'

export const tellSeen = ({ seen, people }: Pick<Proposal, 'seen' | 'people'>): string =>
  `Seen in ${count(seen, 'session')} of ${people === 1 ? 'one person' : `${people} people`}`

/** None where no past session could be tried. */
export function tellReplay(replay: Proposal['replay']): string | null {
  if (!replay || replay.of === 0) return null
  const { of, before, after } = replay
  return `Led to the cause in ${before} of ${of} before, in ${after} of ${of} with it`
}

/** Why it was not taken the last time, and what has come since. */
export const tellDeclinedBefore = (
  { reason, seen: before }: NonNullable<Proposal['declinedBefore']>,
  { seen }: Pick<Proposal, 'seen'>,
): string => `“${reason}” It was seen in ${count(before, 'session')} then, and in ${seen} by now.`

/** Of a first-level walk there is no session to open. */
export const L1_WALK = 'L1 walk, outcome validated'

export const tellSource = ({ ticket, byName }: ProposalSource): string =>
  [ticket ?? 'No ticket', byName].filter(Boolean).join(' · ')

export interface ToldChange {
  says: string
  /** All else that comes with it. */
  further: readonly string[]
}

/** What a reviewer reads beside the box: the new answer or the new step first. */
export function tellChange(
  { kind, edits }: ProposedChange,
  before: FlowContent,
  after: FlowContent,
): ToldChange {
  const told = tellEdits(edits, before, after)
  const lead = LEADS[kind]
  const first = Math.max(
    0,
    edits.findIndex(({ type }) => type === lead),
  )
  return { says: told[first] ?? '', further: told.filter((_, n) => n !== first) }
}

const LEADS = {
  branch: 'putChoice',
  answer: 'putChoice',
  step: 'insertOnEdge',
  retire: 'connect',
} as const

const count = (n: number, one: string): string => (n === 1 ? `one ${one}` : `${n} ${one}s`)

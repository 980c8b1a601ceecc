/**
 * One proposal as a lead decides about it: which of its changes, in which words, and why.
 *
 * A decision names the revision that is in front. What the server did not answer is asked again as
 * it was, which gives the same; where somebody was quicker, or the proposal has changed, it is read
 * again and says so, with what was picked and said still there as far as it fits.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import {
  AcceptProposal,
  DeclineProposal,
  GetProposal,
  type Proposal,
} from '#shared/proposal/contract.ts'
import { pickChange, stillPicked } from '#shared/proposal/pick-changes.ts'
import { type Reworded, reword } from '#shared/proposal/reword.ts'
import { suggestReason } from '#shared/proposal/suggest-reason.ts'
import { editsToWord } from '#shared/proposal/try-publishing.ts'
import { type KeptReview, REVIEW_FIELD, readReview, writeReview } from '../../client/kept-review.ts'
import { type Answer, isPassing, type Trouble } from '../../client/trouble.ts'
import { usePanelState } from '../PanelContext.tsx'
import { useTextKeeper } from '../use-text-keeper.ts'
import { useProposals } from './use-proposals.ts'

export type ReviewDesk = ReturnType<typeof useReview>

type Act = 'accept' | 'decline'

interface State {
  proposal: Proposal | null
  /** Why it cannot be read. */
  trouble: string | null
  picked: ReadonlySet<string>
  said: Reworded
  /** None: as it is suggested. */
  reason: string | null
  /** Something was picked or said here, now or before: it is kept until it is decided. */
  isBegun: boolean
  /** What is being asked of the server. */
  asking: Act | null
  /** Why it was not done, or is not known to be. */
  refusal: { title: string; message: string } | null
}

const BEGIN: State = {
  ...{ proposal: null, trouble: null, picked: new Set<string>(), said: {}, reason: null },
  ...{ isBegun: false, asking: null, refusal: null },
}

export function useReview(proposalId: string) {
  const world = usePanelState((state) => state.world)
  const [state, setState] = useState(BEGIN)
  const change = useCallback(
    (part: (before: State) => Partial<State>) =>
      setState((before) => ({ ...before, ...part(before) })),
    [],
  )

  const look = useCallback(async () => {
    const answer = await world?.client.ask(GetProposal, { proposalId })
    if (answer)
      change((before) => (answer.ok ? takeIn(before, answer.value) : away(before, answer)))
  }, [world, proposalId, change])
  // Read again when the list has another by now: somebody has decided it, or it is drawn anew.
  const { open } = useProposals()
  const listed = open && (open.find(({ id }) => id === proposalId)?.revision ?? OVER)
  const seen = useRef<number | null>(null)
  seen.current = state.proposal && revisionOf(state.proposal)
  useEffect(() => {
    if (!seen.current || (listed !== null && listed !== seen.current)) void look()
  }, [look, listed])

  const keeper = useTextKeeper(
    REVIEW_FIELD,
    (kept) => change((before) => (before.isBegun ? {} : takeUp(before, readReview(kept)))),
    asWritten,
    proposalId,
  )
  const { isBegun, picked, said } = state
  const status = state.proposal?.status
  useEffect(() => {
    if (status !== undefined && status !== 'open') void keeper.current?.forget()
    else if (isBegun) {
      keeper.current?.keep(writeReview({ picked: [...picked], said, reason: state.reason }))
    }
  }, [keeper, status, isBegun, picked, said, state.reason])

  /** Of two clicks before anything could be drawn, the first counts. */
  const isAsking = useRef(false)
  const decide = async (act: Act, ask: () => Promise<Answer<Proposal>> | undefined) => {
    if (isAsking.current) return false
    isAsking.current = true
    change(() => ({ asking: act, refusal: null }))
    try {
      const answer = await ask()
      if (!answer) return false
      if (!answer.ok) {
        const refusal = refused(answer.trouble)
        change(() => ({ refusal }))
        if (answer.trouble.code === 'conflict') await look()
        return false
      }
      world?.proposals.drop(proposalId)
      change((before) => takeIn(before, answer.value))
      void world?.proposals.read()
      return true
    } finally {
      isAsking.current = false
      change(() => ({ asking: null }))
    }
  }

  const { proposal } = state
  const reason = state.reason ?? (proposal ? suggestReason(proposal, picked, said) : '')
  return {
    ...state,
    reason,
    readAgain: () => void look(),
    /** What was picked and said is kept by then, for whoever looks at it elsewhere. */
    keepNow: async () => keeper.current?.flush(),
    pick: (id: string, isOn: boolean) =>
      change((before) => ({
        isBegun: true,
        picked: pickChange(before.proposal?.changes ?? [], before.picked, id, isOn),
      })),
    say: (key: string, text: string) =>
      change((before) => ({ isBegun: true, said: { ...before.said, [key]: text } })),
    giveReason: (text: string) => change(() => ({ isBegun: true, reason: text })),
    accept: () =>
      decide('accept', () => {
        if (!proposal) return undefined
        const accepted = proposal.changes.filter(({ id }) => picked.has(id))
        const further = reword(editsToWord(proposal, picked), said)
        return world?.client.ask(AcceptProposal, {
          ...{ proposalId, revision: proposal.revision, further, reason: reason.trim() },
          accepted: accepted.map(({ id }) => id),
        })
      }),
    decline: (why: string) =>
      decide('decline', () =>
        proposal
          ? world?.client.ask(DeclineProposal, {
              ...{ proposalId, revision: proposal.revision, reason: why.trim() },
            })
          : undefined,
      ),
  }
}

/** In place of a revision: nothing is left to decide. */
const OVER = -1
const revisionOf = ({ status, revision }: Proposal): number => (status === 'open' ? revision : OVER)

/** Its parts are masked one by one. */
const asWritten = async (text: string): Promise<string> => text

/** What was kept stands before what is suggested. */
function takeUp(before: State, kept: KeptReview | undefined): Partial<State> {
  if (!kept) return {}
  const { said, reason } = kept
  const picked = new Set(kept.picked)
  const changes = before.proposal?.changes
  return { isBegun: true, said, reason, picked: changes ? stillPicked(changes, picked) : picked }
}

/** All of it is picked at first; later, and where it was begun before, only what is still there. */
function takeIn(before: State, proposal: Proposal): Partial<State> {
  const { changes } = proposal
  const picked =
    before.proposal || before.isBegun
      ? stillPicked(changes, before.picked)
      : new Set(changes.map(({ id }) => id))
  return { proposal, picked, trouble: null }
}

const away = (_: State, { trouble }: { trouble: Trouble }): Partial<State> => ({
  trouble: trouble.message,
})

function refused(trouble: Trouble): State['refusal'] {
  const { message } = trouble
  if (trouble.code === 'conflict') return { title: 'It has changed meanwhile', message }
  return trouble.kind !== 'refused' && isPassing(trouble)
    ? NOT_ANSWERED
    : { title: 'Not done', message }
}

const NOT_ANSWERED = {
  title: 'Not known whether it was done',
  message:
    'The server did not answer. Ask again as it stands here: if it was done already, the same comes back.',
}

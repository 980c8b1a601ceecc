/**
 * Whoever found a way that the flow does not have offers it, once the work is finished. Shown only
 * where there is something to offer; asked again it is the same offer.
 */
import { GitPullRequestArrow } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { OfferToFlow as Offer } from '#shared/proposal/contract.ts'
import { pathOf } from '#shared/proposal/path-of.ts'
import type { ResponseOf } from '#shared/route.ts'
import type { Session } from '#shared/session/session.ts'
import { whenSent } from '../../client/send-in-turn.ts'
import type { SessionState } from '../../client/session-store.ts'
import { isPassing, type Trouble } from '../../client/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { usePanelState } from '../PanelContext.tsx'

type Offered = ResponseOf<typeof Offer>

export default function OfferToFlow({ session }: { session: Session }) {
  const sessionId = usePanelState((state) => state.session?.sessionId)
  const titles = useMemo(() => ownSteps(session), [session])
  if (titles.length === 0) return null
  // What was said of one session is not said of another, nor of one that was finished anew.
  return <Asked key={`${sessionId} ${session.outcome?.at}`} titles={titles} />
}

function Asked({ titles }: { titles: readonly string[] }) {
  const { offered, trouble, isBusy, offer } = useOffer()
  if (offered) {
    return (
      <Notice tone={GOOD.has(offered.offered) ? 'good' : 'info'}>{tellOffered(offered)}</Notice>
    )
  }
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-2">
      <p className="text-small break-words">
        You did what the flow does not have: {new Intl.ListFormat('en').format(titles)}.
      </p>
      {trouble && <Notice tone="bad">{trouble}</Notice>}
      <Button
        size="small"
        className="self-start"
        isBusy={isBusy}
        icon={<GitPullRequestArrow aria-hidden="true" className="size-3.5" />}
        onClick={() => void offer()}
      >
        Offer to the flow
      </Button>
    </div>
  )
}

/** Of one's own, where one stood in a flow, on the way to an outcome that was seen to hold. */
const ownSteps = (session: Session): string[] =>
  (pathOf(session)?.own ?? []).filter(({ at }) => at !== null).map(({ title }) => `“${title}”`)

function useOffer() {
  const client = usePanelState((state) => state.world?.client)
  const store = usePanelState((state) => state.session)
  const [offered, setOffered] = useState<Offered | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  /** Of two clicks before anything could be drawn, the first counts. */
  const asking = useRef<AbortController>(null)
  useEffect(() => () => asking.current?.abort(), [])

  const offer = async () => {
    if (!store || !client || asking.current) return
    const mine = new AbortController()
    asking.current = mine
    setBusy(true)
    setTrouble(null)
    const answer = await ask(mine.signal)
    asking.current = null
    if (mine.signal.aborted) return
    setBusy(false)
    if (answer.ok) setOffered(answer.value)
    else setTrouble(tellTrouble(answer.trouble))
  }

  /** The record goes first: what it says is what is offered. */
  const ask = async (signal: AbortSignal) => {
    const sent = store && (await whenSent(store, isAllSent, signal))
    if (!store || !client || sent === null) return { ok: false, trouble: GONE } as const
    if (sent !== 'sent') return { ok: false, trouble: sent } as const
    return client.ask(Offer, { sessionId: store.sessionId }, { signal })
  }

  return { offered, trouble, isBusy, offer }
}

const isAllSent = ({ pending }: SessionState) => (pending.length === 0 ? 'sent' : undefined)

/** Nobody sees it any more. */
const GONE: Trouble = { kind: 'offline', message: '' }

const tellTrouble = (trouble: Trouble): string =>
  trouble.kind !== 'refused' && isPassing(trouble)
    ? 'The server did not answer. Offer it again once it does; it is offered once.'
    : trouble.message

const GOOD: ReadonlySet<Offered['offered']> = new Set(['raised', 'joined'])

function tellOffered({ offered, flowName }: Offered): string {
  const flow = flowName ? `“${flowName}”` : 'The flow'
  switch (offered) {
    case 'raised':
      return `Offered: ${flow}. A lead looks at it, and you are told what becomes of it.`
    case 'joined':
      return `Offered: ${flow}. Others found the same, and yours counts with theirs.`
    case 'nothing_new':
      return `${flow} has all of it already.`
    case 'no_match':
      return 'It fits in no place of a flow as it is now, so nothing was offered.'
    default:
      return offered satisfies never
  }
}

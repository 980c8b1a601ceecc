/**
 * The flows this ticket calls for, best first and with the words that called; search; and
 * working without a flow. Enter starts the first, a digit another one.
 */
import { NotebookPen, Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { FlowSummary } from '#shared/flow/contract.ts'
import { joinHits } from '#shared/flow/join-hits.ts'
import { searchFlowList } from '#shared/flow/search-flow-list.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { inputLook } from '../../ui/Field.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { FirstLevelChoice } from '../first-level/FirstLevelChoice.tsx'
import { usePanel, usePanelState, useSession } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import type { World } from '../world.ts'
import { useAtHand } from './use-at-hand.ts'
import { useClientFacts } from './use-client-facts.ts'
import { useFlowHits } from './use-flow-hits.ts'
import { useKeptPlaces } from './use-kept-places.ts'
import { MOST_DIGITS, useOffers } from './use-offers.ts'

export function FlowOffer({ onPicked }: { onPicked?: () => void }) {
  const world = usePanelState((state) => state.world)
  return world && <Offer world={world} onPicked={onPicked} />
}

const SEARCHED = 9
const NONE: readonly { flow: FlowSummary }[] = []

function Offer({ world, onPicked }: { world: World; onPicked: (() => void) | undefined }) {
  useClientFacts() // read now, to be at hand when a flow begins
  const { walk } = usePanel()
  const session = useSession()
  const { list, isLoaded, trouble } = useStore(world.library)
  const [query, setQuery] = useState('')
  const [starting, setStarting] = useState<string | null>(null)
  const search = useRef<HTMLInputElement>(null)

  const { offers, isKnown } = useOffers(list)
  const isReady = isLoaded && isKnown
  const hits = useFlowHits(query, SEARCHED)
  const found = useMemo(
    () =>
      query.trim() ? joinHits(searchFlowList(list, query), hits, list).slice(0, SEARCHED) : [],
    [list, query, hits],
  )
  const isSearching = query.trim() !== ''
  const { atHand, isOfClient } = useAtHand(
    list,
    offers.map(({ flow }) => flow),
  )
  const ticket = usePanelState((state) => state.ticket)
  const shownAtHandOf = useRef<unknown>(undefined)
  // Those of the client come first: shown before them, the others would have to move.
  const isAtHandKnown = isOfClient || shownAtHandOf.current === ticket
  const called = isSearching
    ? found.map((one) => ({ ...one, because: [] }))
    : offers.map((one) => ({ ...one, step: null }))
  const near = isSearching || !isReady || !isAtHandKnown ? [] : atHand
  const byPlace = useKeptPlaces(ticket, isSearching ? NONE : [...called, ...near])
  const further = near.toSorted(byPlace).slice(0, MOST_DIGITS - called.length)
  useEffect(() => {
    if (further.length > 0) shownAtHandOf.current = ticket
  })
  const hasOffer = called.length > 0
  const shown = [...called, ...further].toSorted(byPlace)
  const digitOf = ({ id }: FlowSummary) => shown.findIndex(({ flow }) => flow.id === id) + 1

  const start = async (flow: FlowSummary | undefined) => {
    if (!flow || starting) return
    setStarting(flow.version)
    if (await walk.start(flow.version)) onPicked?.()
    setStarting(null)
  }

  useKeys({
    next: () => (shown.length > 0 ? void start(shown[0]?.flow) : false),
    choose: (digit) => (shown[digit - 1] ? void start(shown[digit - 1]?.flow) : false),
    search: () => search.current?.focus(),
  })

  return (
    <section aria-label="Flows" className="flex flex-col gap-2">
      <div className="relative">
        <Search
          aria-hidden="true"
          className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
        />
        <input
          ref={search}
          type="search"
          aria-label="Search flows"
          placeholder="Search flows"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void start(shown[0]?.flow)
            if (event.key === 'Escape') {
              setQuery('')
              event.currentTarget.blur()
            }
          }}
          className={`${inputLook} h-9 pr-9 pl-8`}
        />
        {!isSearching && (
          <span className="absolute top-1/2 right-2 -translate-y-1/2">
            <Kbd>{keyOf('search')}</Kbd>
          </span>
        )}
      </div>
      {!session && <FirstLevelChoice onEnter={() => void start(shown[0]?.flow)} />}
      {!isReady && !isSearching && (
        <Skeleton label="The flows for this ticket are being looked up" lines={4} />
      )}
      {isReady && !isSearching && (
        <h2 className="px-0.5 text-small font-medium text-muted">
          {hasOffer ? 'This ticket calls for' : 'No flow stands out for this ticket'}
        </h2>
      )}
      {isSearching && !hasOffer && (
        <p className="px-0.5 text-small text-muted">
          No flow has these words. Try another one, or go on without a flow.
        </p>
      )}
      <ul className="flex flex-col gap-1.5">
        {called.map(({ flow, because, step }) => (
          <li key={flow.version}>
            <Choice
              digit={digitOf(flow)}
              isFirst={digitOf(flow) === 1}
              label={flow.name}
              detail={
                because.length > 0 ? (
                  <Because words={because} />
                ) : step ? (
                  `In the step “${step}”`
                ) : (
                  flow.summary
                )
              }
              aside={digitOf(flow) === 1 ? <Kbd>{keyOf('next')}</Kbd> : undefined}
              onPick={() => void start(flow)}
            />
          </li>
        ))}
      </ul>
      {further.length > 0 && (
        <>
          <h2 className="px-0.5 pt-1 text-small font-medium text-muted">At hand</h2>
          <ul className="flex flex-col gap-1.5">
            {further.map(({ flow, because }) => (
              <li key={flow.version}>
                <Choice
                  digit={digitOf(flow)}
                  isFirst={digitOf(flow) === 1}
                  label={flow.name}
                  detail={because}
                  aside={digitOf(flow) === 1 ? <Kbd>{keyOf('next')}</Kbd> : undefined}
                  onPick={() => void start(flow)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {isLoaded && list.length === 0 && (
        <Notice tone="amber" title="No flows here yet">
          {trouble?.message ??
            'Your team’s library is empty. Own notes and own steps work without one.'}
        </Notice>
      )}
      {!session && <WithoutFlow />}
    </section>
  )
}

function Because({ words }: { words: string[] }) {
  return (
    <>
      because of{' '}
      {words.map((word, i) => (
        <span key={word}>
          {i > 0 && ', '}
          <span className="text-ink">“{word}”</span>
        </span>
      ))}
    </>
  )
}

function WithoutFlow() {
  const { store } = usePanel()
  return (
    <Button
      look="quiet"
      className="self-start"
      icon={<NotebookPen aria-hidden="true" className="size-4" />}
      onClick={() => void store.act([])}
    >
      Work without a flow
    </Button>
  )
}

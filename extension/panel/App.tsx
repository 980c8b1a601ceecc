/** The panel: which screen, what is in front of it, and the keys that work everywhere. */
import { FilePen, Flag, Forward, Keyboard } from 'lucide-react'
import { lazy, Suspense, useLayoutEffect, useState } from 'react'
import { mayHandOff } from '#shared/handoff/who-may.ts'
import { isLead, mayDo } from '#shared/person/rights.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { keyOf } from '../ui/keys.ts'
import { later } from '../ui/later.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Beyond, isBeyond } from './Beyond.tsx'
import { useLooksOn } from './colleague/use-looks-on.ts'
import type { FirstRunProps } from './first-run/FirstRun.tsx'
import { useHandover } from './handoff/use-handover.ts'
import { useWaitingHere } from './handoff/use-waiting-here.ts'
import { lensOf } from './lens.ts'
import { usePanel, usePanelState, useSession } from './PanelContext.tsx'
import { Troubles } from './session/Troubles.tsx'
import { TicketFacts } from './ticket/TicketFacts.tsx'
import { TicketHeader } from './ticket/TicketHeader.tsx'
import { Uncertain } from './ticket/Uncertain.tsx'
import { useKeys } from './use-keys.ts'
import { Work } from './Work.tsx'

const NoTicket = later(
  async () => (await import('./ticket/NoTicket.tsx')).NoTicket,
  <Skeleton label="Your open sessions are being read" lines={4} />,
)
const FirstRun = lazy(() => import('./first-run/FirstRun.tsx'))
const NoteScreen = lazy(() => import('./note/NoteScreen.tsx'))
const TriedBefore = lazy(() => import('./tried-before/TriedBefore.tsx'))
const ScriptScreen = lazy(() => import('./script/ScriptScreen.tsx'))
const Beside = lazy(() => import('./colleague/Beside.tsx'))
const BatchStrip = lazy(() => import('./maintenance/BatchStrip.tsx'))
const LookingOn = lazy(() => import('./colleague/LookingOn.tsx'))
const WaitingHere = lazy(() => import('./handoff/WaitingHere.tsx'))
const HandOverDialog = lazy(() => import('./handoff/HandOverDialog.tsx'))
const OutcomeDialog = lazy(() => import('./outcome/OutcomeDialog.tsx'))
const SessionsDialog = lazy(() => import('./SessionsDialog.tsx'))
const KeyboardDialog = lazy(() => import('./KeyboardDialog.tsx'))

export function App(wayIn: FirstRunProps) {
  const { outside } = usePanel()
  return (
    <Boundary name="The panel" onReload={outside.reload}>
      <Phase {...wayIn} />
    </Boundary>
  )
}

function Phase(wayIn: FirstRunProps) {
  const phase = usePanelState((state) => state.phase)
  if (phase === 'starting') return null
  if (phase !== 'ready') {
    return (
      <Suspense>
        <FirstRun {...wayIn} />
      </Suspense>
    )
  }
  return <Desk />
}

function Desk() {
  const { store, outside } = usePanel()
  const screen = usePanelState((state) => state.screen)
  const asked = usePanelState((state) => state.asked)
  const isOpening = usePanelState((state) => state.isOpening)
  const isViewKnown = usePanelState((state) => state.isViewKnown)
  const hasWork = usePanelState((state) => state.subject !== null || state.session !== null)
  const sighting = usePanelState((state) => state.view?.sighting)
  const session = useSession()
  const looksOn = useLooksOn()
  const lens = lensOf(
    usePanelState((state) => state.lens),
    session,
  )
  const shown = usePanelState((state) => state.session?.sessionId ?? state.subject?.summary)
  // Kept here, where no other screen takes it away.
  const [passedOver, setPassedOver] = useState<ReadonlySet<string>>(new Set())

  const mayGive = useMayHandOver()
  const person = usePanelState((state) => state.world?.account.person)
  const mayWork = person !== undefined && mayDo(person, 'workOnSessions')
  const mayReview = person !== undefined && mayDo(person, 'reviewProposals')
  useRefusedHandover()
  const waitsHere = useWaitingHere()

  useKeys({
    keyboard: () => store.ask('keyboard'),
    switch: () => store.ask('sessions'),
    note: () => (session && !looksOn ? store.show('note') : false),
    finish: () =>
      session && !looksOn && session.status !== 'finished' ? store.ask('outcome') : false,
    script: () => (hasWork && !looksOn ? void store.takeScript() : false),
    chat: () => store.show('chat'),
    queue: () => (mayWork ? store.openHandoff() : false),
    bell: () => store.show('bell'),
    proposals: () => (mayReview ? store.openProposals() : false),
    handOver: () => (mayGive ? store.ask('handOver') : false),
    close: () => (screen === 'note' || screen === 'chat' ? store.show('work') : false),
  })

  return (
    <div className="flex h-dvh flex-col">
      <TicketHeader />
      {waitsHere && hasWork && screen === 'work' && (
        <Suspense>
          <WaitingHere handoff={waitsHere} />
        </Suspense>
      )}
      {session?.maintenance && (
        <Boundary name="The batch" of={shown} onReload={outside.reload}>
          <Suspense fallback={<div className="h-10 shrink-0 bg-amber-soft" />}>
            <BatchStrip
              key={session.maintenance.batchId}
              of={session.maintenance}
              status={session.status}
            />
          </Suspense>
        </Boundary>
      )}
      <main className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3">
        <Troubles />
        {hasWork && sighting?.state === 'uncertain' && <Uncertain sighting={sighting} />}
        {isOpening || !isViewKnown ? (
          <Skeleton label="Your work on this ticket is being opened" lines={5} />
        ) : isBeyond(screen) ? (
          <Beyond screen={screen} />
        ) : !hasWork ? (
          <NoTicket />
        ) : session && looksOn ? (
          <Boundary name="Your colleague’s work" of={shown} onReload={outside.reload}>
            <Suspense fallback={<Skeleton label="The work is being opened" lines={6} />}>
              <LookingOn session={session} />
            </Suspense>
          </Boundary>
        ) : screen === 'note' && session ? (
          <Boundary
            name="The note"
            onReload={outside.reload}
            leave={{ label: 'Back to the walk', onLeave: () => store.show('work') }}
          >
            <Suspense fallback={<Skeleton label="The note is being composed" lines={6} />}>
              <NoteScreen />
            </Suspense>
          </Boundary>
        ) : screen === 'script' && session ? (
          <Boundary
            name="The script"
            of={shown}
            onReload={outside.reload}
            leave={{ label: 'Back to the work', onLeave: () => store.show('work') }}
          >
            <Suspense fallback={<Skeleton label="Scripts are being opened" lines={6} />}>
              <ScriptScreen key={shown} />
            </Suspense>
          </Boundary>
        ) : (
          <>
            <Boundary name="Your work" of={shown} onReload={outside.reload}>
              <Work />
            </Boundary>
            <Boundary name="The ticket’s surroundings" of={shown} onReload={outside.reload}>
              <TicketFacts />
              <Suspense>
                <TriedBefore key={shown} />
              </Suspense>
            </Boundary>
          </>
        )}
      </main>
      {hasWork && screen === 'work' && (
        <Suspense>
          <Beside
            // What waits to be taken over is told above.
            passedOver={waitsHere ? new Set([...passedOver, waitsHere.sessionId]) : passedOver}
            onPassOver={(id) => setPassedOver(new Set(passedOver).add(id))}
          />
        </Suspense>
      )}
      {hasWork && screen === 'work' && (
        <Footer
          canWrite={session !== null && !looksOn}
          canFinish={
            session !== null && !looksOn && session.status !== 'finished' && lens === 'flow'
          }
          canHandOver={mayGive && session?.status !== 'escalated' && lens === 'flow'}
        />
      )}
      <Boundary
        key={asked}
        name="The dialog"
        onReload={outside.reload}
        leave={{ label: 'Close it', onLeave: () => store.ask(null) }}
      >
        <Suspense>
          {asked === 'outcome' && <OutcomeDialog />}
          {asked === 'handOver' && <HandOverDialog />}
          {asked === 'sessions' && <SessionsDialog />}
          {asked === 'keyboard' && <KeyboardDialog />}
        </Suspense>
      </Boundary>
    </div>
  )
}

/** Of an open session that is on its way to nobody yet: whoever has it, and leads. */
function useMayHandOver(): boolean {
  const session = useSession()
  const me = usePanelState((state) => state.world?.account.person)
  const handover = useHandover(usePanelState((state) => state.session?.sessionId))
  const isOnItsWay = handover !== undefined && handover.state !== 'refused'
  if (!session || !me || session.status === 'finished' || isOnItsWay) return false
  const ownerId = session.owner.kind === 'person' ? session.owner.id : null
  return mayHandOff(ownerId, { id: me.id, isLead: isLead(me) })
}

/** What the server did not take is in front again, with why, as soon as its session is. */
function useRefusedHandover(): void {
  const { store } = usePanel()
  const sessionId = usePanelState((state) => state.session?.sessionId)
  const isRefused = useHandover(sessionId)?.state === 'refused'
  // Before anything is painted: until the dialog is open, the refusal is told above the work.
  useLayoutEffect(() => {
    if (sessionId && isRefused) store.ask('handOver')
  }, [sessionId, isRefused, store])
}

/** There from the first look on, so that nothing jumps when the work begins. */
function Footer({
  canWrite,
  canFinish,
  canHandOver,
}: {
  canWrite: boolean
  canFinish: boolean
  canHandOver: boolean
}) {
  const { store } = usePanel()
  return (
    <footer className="flex items-center gap-2 border-t border-line bg-surface px-3 py-2">
      {canWrite ? (
        <Button
          className={FITS}
          icon={<FilePen aria-hidden="true" className="size-4" />}
          keyLabel={keyOf('note')}
          onClick={() => store.show('note')}
        >
          Note
        </Button>
      ) : (
        <span className="text-small text-muted">Every action has a key</span>
      )}
      {canFinish && (
        <Button
          className={FITS}
          icon={<Flag aria-hidden="true" className="size-4" />}
          keyLabel={keyOf('finish')}
          onClick={() => store.ask('outcome')}
        >
          Finish
        </Button>
      )}
      {canHandOver && (
        <Button
          className={FITS}
          title={`Hand over (${keyOf('handOver')})`}
          icon={<Forward aria-hidden="true" className="size-4" />}
          onClick={() => store.ask('handOver')}
        >
          Hand over
        </Button>
      )}
      <span className="h-8 flex-1" />
      <IconButton
        label="Keyboard"
        keyLabel={keyOf('keyboard')}
        icon={<Keyboard className="size-4" />}
        onClick={() => store.ask('keyboard')}
      />
    </footer>
  )
}

/** Words before pictures where there is little room. */
const FITS = 'max-wide:[&_svg]:hidden'

/**
 * That the flow of a session was published anew since it was begun, and what has changed. The session
 * goes on with the version it has; nothing has to be decided.
 */
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { tellNewer } from '#shared/flow/edit/tell-newer.ts'
import { placeInFlow } from '#shared/flow/walk.ts'
import type { Session } from '#shared/session/session.ts'
import { Fold } from '../../ui/Fold.tsx'
import { usePanelState } from '../PanelContext.tsx'
import type { World } from '../world.ts'

export function FlowChanged({ session }: { session: Session }) {
  const world = usePanelState((state) => state.world)
  return world && <Changed world={world} session={session} />
}

const MOST_SHOWN = 50

function Changed({ world: { library }, session }: { world: World; session: Session }) {
  const { list, held } = useStore(library)
  const [isOpen, setOpen] = useState(false)
  const here = placeInFlow(session, library.flowOf)
  const pinned = typeof here === 'object' ? here.run.flow : undefined
  const newest = list.find(({ id }) => id === pinned?.id)?.version
  const isNewer = newest !== undefined && newest !== pinned?.version
  useEffect(() => {
    // Without a network there is nothing to tell yet.
    if (isNewer) void library.hold([newest])
  }, [library, isNewer, newest])
  const older = held.get(pinned?.version ?? '')?.content
  const newer = isNewer ? held.get(newest)?.content : undefined
  const told = useMemo(() => (older && newer ? tellNewer(older, newer) : []), [older, newer])
  if (told.length === 0) return null
  return (
    <Fold
      title="Flow changed since you began"
      aside={told.length === 1 ? '1 change' : `${told.length} changes`}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <p className="text-small text-muted">You go on with the version you began with.</p>
      <ul className="flex list-disc flex-col gap-1 pt-1.5 pl-5 text-small">
        {told.slice(0, MOST_SHOWN).map((sentence, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike
          <li key={n} className="break-words">
            {sentence}
          </li>
        ))}
      </ul>
      {told.length > MOST_SHOWN && (
        <p className="pt-1 text-small text-faint">And {told.length - MOST_SHOWN} more.</p>
      )}
    </Fold>
  )
}

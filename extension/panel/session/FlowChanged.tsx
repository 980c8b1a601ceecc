/**
 * That a flow of a session was published anew since it was begun, and what has changed: the flow one
 * stands in or was in last, and those it was entered from. The session goes on with the versions it
 * has; nothing has to be decided.
 */
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { tellNewer } from '#shared/flow/edit/tell-newer.ts'
import { flowsAround } from '#shared/flow/flows-around.ts'
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
  const { runs, position } = session
  const changed = useMemo(
    () =>
      flowsAround({ runs, position }).flatMap(({ id, version }) => {
        const newest = list.find((one) => one.id === id)?.version
        return newest && newest !== version ? [{ version, newest }] : []
      }),
    [runs, position, list],
  )
  useEffect(() => {
    // Without a network there is nothing to tell yet.
    void library.hold(changed.flatMap(({ version, newest }) => [version, newest]))
  }, [library, changed])
  const told = useMemo(
    () =>
      changed.flatMap(({ version, newest }) => {
        const older = held.get(version)?.content
        const newer = held.get(newest)?.content
        if (!older || !newer) return []
        const of = changed.length > 1 ? `“${newer.name}”: ` : ''
        return tellNewer(older, newer).map((sentence) => of + sentence)
      }),
    [changed, held],
  )
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

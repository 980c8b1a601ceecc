/**
 * The screens that belong to no ticket: what the team knows, what one is told, what waits to be
 * picked up, what is proposed. Each is fetched when it is wanted, and leads back to the work.
 */
import { lazy, Suspense } from 'react'
import { Boundary } from '../ui/Boundary.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { usePanel } from './PanelContext.tsx'
import type { Screen } from './panel-state.ts'

const Proposals = lazy(() => import('./proposal/Proposals.tsx'))

const BEYOND = {
  chat: {
    name: 'What your team knows',
    reading: 'Your conversation is being read',
    Part: lazy(() => import('./chat/ChatScreen.tsx')),
  },
  bell: {
    name: 'Notices',
    reading: 'Your notices are being read',
    Part: lazy(() => import('./notice/BellScreen.tsx')),
  },
  queue: {
    name: 'What waits to be picked up',
    reading: 'What waits is being read',
    Part: lazy(() => import('./handoff/QueueScreen.tsx')),
  },
  pickup: {
    name: 'What waits to be picked up',
    reading: 'What waits is being read',
    Part: lazy(() => import('./handoff/PickupScreen.tsx')),
  },
  proposals: {
    name: 'Proposals for your flows',
    reading: 'What is proposed is being read',
    Part: Proposals,
  },
  proposal: {
    name: 'A proposal for your flows',
    reading: 'The proposal is being read',
    Part: Proposals,
  },
} as const satisfies Partial<Record<Screen, unknown>>

type BeyondScreen = keyof typeof BEYOND

export const isBeyond = (screen: Screen): screen is BeyondScreen => Object.hasOwn(BEYOND, screen)

export function Beyond({ screen }: { screen: BeyondScreen }) {
  const { store, outside } = usePanel()
  const { name, reading, Part } = BEYOND[screen]
  return (
    <Boundary
      key={name}
      name={name}
      onReload={outside.reload}
      leave={{ label: 'Back to the work', onLeave: () => store.show('work') }}
    >
      <Suspense fallback={<Skeleton label={reading} lines={4} />}>
        <Part />
      </Suspense>
    </Boundary>
  )
}

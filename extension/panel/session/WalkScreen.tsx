/**
 * The work on a ticket: the flows it calls for, where one stood, or the step one is at. What is
 * drawn first when the panel opens is here; the rest is fetched right after.
 */
import { later } from '../../ui/later.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { usePanelState, useSession } from '../PanelContext.tsx'
import { ResumeCard } from './ResumeCard.tsx'
import { SoFar } from './SoFar.tsx'

const FlowOffer = later(
  async () => (await import('./FlowOffer.tsx')).FlowOffer,
  <Skeleton label="Flows are being fetched" lines={5} />,
)
const Walking = later(
  async () => (await import('./Walking.tsx')).Walking,
  <Skeleton label="Your step is being opened" lines={5} />,
)

export function WalkScreen() {
  const session = useSession()
  const sessionId = usePanelState((state) => state.session?.sessionId)
  const isTakenUp = usePanelState(
    (state) => state.session !== null && state.takenUp.has(state.session.sessionId),
  )
  if (!session) return <FlowOffer />
  if (session.status !== 'finished' && !isTakenUp && session.steps.length > 0) {
    return (
      <>
        <ResumeCard session={session} />
        <SoFar session={session} />
      </>
    )
  }
  // What is half written or pasted belongs to its session.
  return <Walking key={sessionId} session={session} />
}

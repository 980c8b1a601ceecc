/** How sure a fix is, as honestly as the evidence allows: a number and words. */
import type { Fix } from '#shared/session/lane.ts'
import type { Session } from '#shared/session/session.ts'
import { Badge } from '../../ui/Badge.tsx'

export function Confidence({ fix }: { fix: Fix; session: Session }) {
  return <Badge>{fix.confidence} % sure</Badge>
}

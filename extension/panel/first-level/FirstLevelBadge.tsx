/** Marks a session as a first-level walk, as long as it is one. */
import { Footprints } from 'lucide-react'
import { Badge } from '../../ui/Badge.tsx'

export const FirstLevelBadge = () => (
  <Badge icon={<Footprints aria-hidden="true" />}>First level</Badge>
)

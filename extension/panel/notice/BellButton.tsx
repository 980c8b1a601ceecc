/** The bell, with how much is unread. */
import { Bell } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { usePanel } from '../PanelContext.tsx'
import { useNews } from '../use-news.ts'

/** More is not told apart at a glance. */
const MOST_TOLD = 99

export function BellButton() {
  const { store } = usePanel()
  const unread = useNews().told?.unread ?? 0
  const count = unread > MOST_TOLD ? `${MOST_TOLD}+` : String(unread)
  return (
    <Button
      look="quiet"
      size="small"
      className={unread > 0 ? 'px-1.5 text-accent-ink' : 'px-1.5'}
      aria-label={unread > 0 ? `Unread notices: ${count}` : 'Notices'}
      title={`${unread > 0 ? `Unread notices: ${unread}` : 'Notices'} (${keyOf('bell')})`}
      icon={<Bell aria-hidden="true" className="size-4" />}
      onClick={() => store.show('bell')}
    >
      {unread > 0 ? count : null}
    </Button>
  )
}

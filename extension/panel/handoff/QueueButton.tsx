/** The way to what waits, with how much it is. Nothing where nothing waits. */
import { Forward } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { usePanel } from '../PanelContext.tsx'
import { useQueueCount } from '../use-news.ts'

export function QueueButton() {
  const { store } = usePanel()
  const count = useQueueCount()
  if (count === 0) return null
  return (
    <Button
      look="quiet"
      size="small"
      className="px-1.5 text-amber-ink"
      aria-label={`Waiting to be picked up: ${count}`}
      title={`Waiting to be picked up (${keyOf('queue')})`}
      icon={<Forward aria-hidden="true" className="size-4" />}
      onClick={() => store.openHandoff()}
    >
      {count}
    </Button>
  )
}

/** The same as a line, where there is room for words. */
export function QueueLine() {
  const { store } = usePanel()
  const count = useQueueCount()
  if (count === 0) return null
  return (
    <Button
      className="justify-start"
      icon={<Forward aria-hidden="true" className="size-4 text-amber-ink" />}
      keyLabel={keyOf('queue')}
      onClick={() => store.openHandoff()}
    >
      {count === 1 ? 'One session waits' : `${count} sessions wait`} to be picked up
    </Button>
  )
}

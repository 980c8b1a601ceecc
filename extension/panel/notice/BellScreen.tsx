/**
 * What this person was told: newest first, unread ones marked. A line leads to what it is about, and
 * is read by being opened.
 */
import { Bell } from 'lucide-react'
import { useState } from 'react'
import type { Notice as Told } from '#shared/notice/notice.ts'
import type { Trouble } from '../../client/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ScreenHead } from '../../ui/ScreenHead.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { since } from '../../ui/time-words.ts'
import { mayBeOlder } from '../news-store.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { useNews } from '../use-news.ts'
import { openNotice } from './open-notice.ts'

export default function BellScreen() {
  const { store } = usePanel()
  const news = usePanelState((state) => state.world?.news)
  const known = useNews()
  const { told, older, isLive, trouble } = known
  const isOnline = usePanelState((state) => state.isOnline)
  const isAway = !isLive && (told !== null || trouble !== null || !isOnline)
  const [isReading, setReading] = useState(false)
  const [notRead, setNotRead] = useState<Trouble | null>(null)
  const notices = [...(told?.notices ?? []), ...older]
  const now = useNow(30_000)
  const open = (notice: Told) => openNotice(store, notice)
  const showOlder = async () => {
    setReading(true)
    setNotRead(null)
    const met = await news?.readOlder().finally(() => setReading(false))
    setNotRead(met ?? null)
  }
  useKeys({
    close: () => store.show('work'),
    choose(digit) {
      const one = notices[digit - 1]
      if (!one) return false
      open(one)
    },
  })
  return (
    <section aria-labelledby="bell-title" className="flex flex-col gap-3">
      <ScreenHead id="bell-title" title="Notices" onBack={() => store.show('work')}>
        <span className="flex-1" />
        {told && told.unread > 0 && (
          <Button look="quiet" size="small" onClick={() => void news?.read()}>
            Mark all as read
          </Button>
        )}
      </ScreenHead>
      {isAway && (
        <Notice tone="amber" title="Not live now">
          {trouble?.message ?? (isOnline ? 'The connection was lost.' : 'No network.')} Notices are
          read anew as soon as it is back.
        </Notice>
      )}
      {!told && !isAway && <Skeleton label="Your notices are being read" lines={4} />}
      {told && notices.length === 0 && (
        <Empty icon={<Bell />} title="Nothing yet">
          Who hands a session to you, who takes over yours, and what became of what you found for
          the flows is told here.
        </Empty>
      )}
      {notices.length > 0 && (
        <ol className="flex flex-col gap-1.5">
          {notices.map((notice, n) => (
            <li key={notice.id}>
              <button
                type="button"
                aria-keyshortcuts={n < 9 ? String(n + 1) : undefined}
                onClick={() => open(notice)}
                className="flex w-full items-start gap-2 rounded-md border border-line bg-raised px-2.5 py-2 text-left transition-colors duration-100 hover:border-line-strong hover:bg-hover"
              >
                {n < 9 && <Kbd>{String(n + 1)}</Kbd>}
                <span className="flex min-w-0 flex-1 flex-col gap-0.5">
                  <span
                    className={`line-clamp-4 break-words ${notice.readAt === null ? 'font-medium' : 'text-muted'}`}
                  >
                    {notice.readAt === null && <span className="sr-only">Unread: </span>}
                    {notice.text}
                  </span>
                  <span className="text-small text-muted tabular-nums">
                    {since(notice.at, now)}
                  </span>
                </span>
                {notice.readAt === null && (
                  <span
                    aria-hidden="true"
                    className="mt-1.5 size-2 shrink-0 rounded-full bg-accent"
                  />
                )}
              </button>
            </li>
          ))}
        </ol>
      )}
      {notRead && (
        <Notice tone="amber" title="Older notices could not be read">
          {notRead.message}
        </Notice>
      )}
      {mayBeOlder(known) && (
        <Button isBusy={isReading} onClick={() => void showOlder()}>
          {notRead ? 'Try again' : 'Older notices'}
        </Button>
      )}
    </section>
  )
}

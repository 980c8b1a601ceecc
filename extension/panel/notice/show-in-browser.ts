/**
 * Lets the browser show what comes to the bell while another window is in front, where the person
 * wishes it and no quiet hours are on. What was there when the panel was opened is not shown; what
 * came meanwhile over a lost connection is. What is shown goes when the panel does, or whoever it was
 * for signs out: nobody could open it then.
 *
 * Of several open panels one shows a notice, and leads to what it is about when it is clicked. Where
 * it cannot be found out what the person wishes, nothing is shown: the bell has it all.
 */
import type { Notice } from '#shared/notice/notice.ts'
import { isQuiet } from '#shared/notice/quiet-hours.ts'
import { ReadWishes } from '#shared/notice/wishes-contract.ts'
import type { News } from '../news-store.ts'
import type { PanelStore } from '../panel-store.ts'
import { openNotice } from './open-notice.ts'

export interface ShowDeps {
  isAllowed(): Promise<boolean>
  isInFront(): Promise<boolean>
  /** Whether this panel is the one to show it; held until `signal`. */
  claim(noticeId: string, signal: AbortSignal): Promise<boolean>
  show(noticeId: string, text: string): Promise<void>
  clear(noticeId: string): Promise<void>
  hearClicks(onClick: (noticeId: string) => void): () => void
  bringToFront(): Promise<void>
  now(): Date
}

/** More at once are one look at the bell. */
const MOST_AT_ONCE = 3

/** Until `signal`. */
export function showInBrowser(store: PanelStore, deps: ShowDeps, signal: AbortSignal): void {
  let following: AbortController | undefined
  let news: News | undefined
  const follow = () => {
    const { world } = store.getState()
    if (world?.news === news) return
    following?.abort()
    news = world?.news
    if (!news) return
    following = new AbortController()
    followNews(store, news, deps, AbortSignal.any([following.signal, signal]))
  }
  follow()
  const unsubscribe = store.subscribe(follow)
  signal.addEventListener('abort', unsubscribe)
}

function followNews(store: PanelStore, news: News, deps: ShowDeps, signal: AbortSignal): void {
  const told = news.getState().told?.notices
  let known = told && idsOf(told)
  const shown = new Map<string, Notice>()
  let isHearing = false

  const look = () => {
    const notices = news.getState().told?.notices
    if (!notices) return
    const before = known
    // Added to: what is told again after it was missing for once is no news.
    known = new Set([...(before ?? []), ...idsOf(notices)])
    if (!before) return
    const came = notices.filter(({ id, readAt }) => readAt === null && !before.has(id))
    if (came.length > 0) void show(came.slice(0, MOST_AT_ONCE))
  }

  const show = async (came: readonly Notice[]) => {
    try {
      if (!(await isWished())) return
      for (const notice of came) {
        if (signal.aborted || !(await deps.claim(notice.id, signal))) continue
        if (signal.aborted) return
        hear()
        shown.set(notice.id, notice)
        await deps.show(notice.id, notice.text)
        if (signal.aborted) clearShown()
      }
    } catch {
      // The browser would not: the bell has it.
    }
  }

  const isWished = async (): Promise<boolean> => {
    if (!(await deps.isAllowed()) || (await deps.isInFront())) return false
    const answer = await store.getState().world?.client.ask(ReadWishes, {})
    if (!answer?.ok) return false
    const { inBrowser, quietHours } = answer.value.wishes
    return inBrowser && !(quietHours && isQuiet(quietHours, deps.now()))
  }

  const hear = () => {
    if (isHearing) return
    isHearing = true
    const end = deps.hearClicks((id) => {
      const notice = shown.get(id)
      if (!notice) return
      shown.delete(id)
      void deps.clear(id)
      void deps.bringToFront()
      openNotice(store, notice)
    })
    signal.addEventListener('abort', end)
  }

  const clearShown = () => {
    for (const id of shown.keys()) void deps.clear(id).catch(() => undefined)
  }

  const unsubscribe = news.subscribe(look)
  signal.addEventListener('abort', clearShown)
  signal.addEventListener('abort', unsubscribe)
}

const idsOf = (notices: readonly Notice[]): ReadonlySet<string> =>
  new Set(notices.map(({ id }) => id))

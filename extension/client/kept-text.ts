/**
 * A text that somebody is writing and has not recorded yet: kept in this browser as it stood at
 * the last pause of the keyboard, so that a closed panel or a killed browser loses the last
 * keystrokes at most.
 *
 * What looks like a secret is masked before it is kept, as it will be before it is recorded.
 */
import type { LocalStore } from './local-store.ts'

export interface TextKeeper {
  /** Empty where nothing is kept. */
  read(): Promise<string>
  /** At the next pause; an empty text is kept no more. */
  keep(text: string): void
  /** It is recorded, or was left: nothing of it stays. */
  forget(): Promise<void>
  /** Keeps at once what waits for a pause. */
  flush(): Promise<void>
}

export interface TextKeeperDeps {
  db: Pick<LocalStore, 'drafts'>
  mask: (text: string) => Promise<string>
  now: () => string
  /** Runs it then, unless the function it gives is called before. */
  later: (run: () => void, ms: number) => () => void
}

/** So long nobody has typed. */
const PAUSE_MS = 350

export function createTextKeeper(
  { db, mask, now, later }: TextKeeperDeps,
  sessionId: string,
  field: string,
): TextKeeper {
  const key: [string, string] = [sessionId, field]
  let wanted: string | undefined
  let stopWaiting: (() => void) | undefined
  let writing = Promise.resolve()

  const write = async () => {
    const text = wanted
    wanted = undefined
    if (text === undefined) return
    const clean = text.trim() === '' ? '' : await mask(text)
    // What came meanwhile is written in its own turn.
    if (wanted !== undefined) return
    if (clean === '') await db.drafts.delete(key)
    else await db.drafts.put({ sessionId, field, text: clean, from: '', at: now() })
  }
  const flush = (): Promise<void> => {
    stopWaiting?.()
    writing = writing.then(write)
    return writing
  }

  return {
    read: async () => (await db.drafts.get(key))?.text ?? '',
    keep(text) {
      wanted = text
      stopWaiting?.()
      stopWaiting = later(() => void flush(), PAUSE_MS)
    },
    forget() {
      wanted = ''
      return flush()
    },
    flush,
  }
}

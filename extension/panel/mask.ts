/**
 * Masks secrets before anything is recorded, and hides words before they are marked. The detectors are loaded when first needed; from then
 * on events are masked at once, so that what is done one after the other is recorded in that order.
 */
import type { HiddenWords } from '#shared/redact/hidden-words.ts'
import type { Redacted } from '#shared/redact/redact.ts'
import type { EventData } from '#shared/session/event.ts'
import type { Marking } from '#shared/session/mask-session.ts'

export interface MaskedText extends Redacted {
  /** "2 passwords removed", or empty. */
  summary: string
}

export interface MaskedEvents {
  data: EventData[]
  /** "2 passwords removed", or empty. */
  summary: string
}

type Detectors = Awaited<ReturnType<typeof load>>
let detectors: Detectors | undefined

async function load() {
  const [{ redactIn, isMarkOf }, { redactEvent }, { summariseMasked }, { hideWords }] =
    await Promise.all([
      import('#shared/session/mask-session.ts'),
      import('#shared/session/redact-event.ts'),
      import('#shared/redact/mask-list.ts'),
      import('#shared/redact/find-hidden.ts'),
    ])
  return { redactIn, isMarkOf, redactEvent, summariseMasked, hideWords }
}

const ready = async (): Promise<Detectors> => {
  detectors ??= await load()
  return detectors
}

export async function maskText(text: string, session: Marking = null): Promise<MaskedText> {
  const { redactIn, summariseMasked } = await ready()
  const redacted = redactIn(session, text)
  return { ...redacted, summary: summariseMasked(redacted.masked) }
}

/** 'already' when they are marked in this session. */
export async function hideMarked(
  words: string,
  salt: string,
  session: Marking,
): Promise<HiddenWords | 'already'> {
  const { isMarkOf, hideWords } = await ready()
  const isMarked = session?.marks.some((mark) => isMarkOf(mark.words, words))
  return isMarked ? 'already' : hideWords(words, salt)
}

/** 'tooLong' when one of them would be, with its secrets masked. */
export function maskEvents(
  data: readonly EventData[],
  session: Marking,
): MaskedEvents | 'tooLong' | Promise<MaskedEvents | 'tooLong'> {
  if (data.length === 0) return { data: [], summary: '' }
  return detectors
    ? maskBy(detectors, data, session)
    : ready().then((loaded) => maskBy(loaded, data, session))
}

function maskBy(
  { redactEvent, summariseMasked }: Detectors,
  data: readonly EventData[],
  session: Marking,
): MaskedEvents | 'tooLong' {
  const clean = data.map((one) => redactEvent(one, session)).filter((one) => one !== undefined)
  if (clean.length < data.length) return 'tooLong'
  return {
    data: clean.map((one) => one.data),
    summary: summariseMasked(clean.flatMap((one) => one.masked)),
  }
}

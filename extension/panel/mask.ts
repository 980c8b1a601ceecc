/** Masks secrets before anything is recorded. The detectors are loaded when first needed. */
import type { Redacted } from '#shared/redact/redact.ts'
import type { EventData } from '#shared/session/event.ts'
import type { Marking } from '#shared/session/mask-session.ts'

export interface MaskedText extends Redacted {
  /** "2 passwords removed", or empty. */
  summary: string
}

export async function maskText(text: string, session: Marking = null): Promise<MaskedText> {
  const [{ redactIn }, { summariseMasked }] = await Promise.all([
    import('#shared/session/mask-session.ts'),
    import('#shared/redact/mask-list.ts'),
  ])
  const redacted = redactIn(session, text)
  return { ...redacted, summary: summariseMasked(redacted.masked) }
}

export interface MaskedEvents {
  data: EventData[]
  /** "2 passwords removed", or empty. */
  summary: string
}

/** 'tooLong' when one of them would be, with its secrets masked. */
export async function maskEvents(
  data: readonly EventData[],
  session: Marking,
): Promise<MaskedEvents | 'tooLong'> {
  const [{ redactEvent }, { summariseMasked }] = await Promise.all([
    import('#shared/session/redact-event.ts'),
    import('#shared/redact/mask-list.ts'),
  ])
  const clean = data.map((one) => redactEvent(one, session)).filter((one) => one !== undefined)
  return clean.length < data.length
    ? 'tooLong'
    : {
        data: clean.map((one) => one.data),
        summary: summariseMasked(clean.flatMap((one) => one.masked)),
      }
}

/** Masks secrets before a text is recorded. The detectors are loaded when first needed. */
import type { Redacted } from '#shared/redact/redact.ts'

export interface MaskedText extends Redacted {
  /** "2 passwords removed", or empty. */
  summary: string
}

export async function maskText(text: string): Promise<MaskedText> {
  const [{ redact }, { summariseMasked }] = await Promise.all([
    import('#shared/redact/redact.ts'),
    import('#shared/redact/mask-list.ts'),
  ])
  const redacted = redact(text)
  return { ...redacted, summary: summariseMasked(redacted.masked) }
}

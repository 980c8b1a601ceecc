/** How long the other side asks to be left alone; null where it does not say. */
export function waitAsked(headers: Headers): number | null {
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '')
  if (ms > 0) return ms
  const after = headers.get('retry-after')
  if (after === null) return null
  const seconds = Number.parseFloat(after)
  const wait = Number.isNaN(seconds) ? Date.parse(after) - Date.now() : seconds * 1_000
  return wait > 0 ? wait : null
}

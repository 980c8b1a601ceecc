/**
 * JSON with one spelling: keys sorted, no spaces, `undefined` left out.
 *
 * Two parties that hold the same value write the same bytes, whatever order a database
 * column or a parser gave the keys. Hashes of events and of flow versions rest on it.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isPlainObject(inner)
      ? Object.fromEntries(
          Object.keys(inner)
            .sort()
            .map((key) => [key, inner[key]]),
        )
      : inner,
  )
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

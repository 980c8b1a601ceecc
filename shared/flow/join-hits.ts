/**
 * One list of what was found here and by the server: the list here answers at once and without a
 * network; the server also looks into steps, forgives more mistakes and, where it can, goes by
 * meaning. What was found here keeps its place, so that nothing moves under the hand.
 */
export interface FoundFlow<F> {
  flow: F
  /** The step by whose words it was found; none where the flow itself says so. */
  step: string | null
}

/** `among` are the flows that may be shown at all. */
export function joinHits<F extends { id: string }>(
  here: readonly F[],
  hits: readonly { flow: { id: string }; step: string | null }[],
  among: readonly F[],
): FoundFlow<F>[] {
  const known = new Set(here.map(({ id }) => id))
  const may = new Map(among.map((flow) => [flow.id, flow]))
  const further = hits.flatMap(({ flow: { id }, step }): FoundFlow<F>[] => {
    const flow = may.get(id)
    if (!flow || known.has(id)) return []
    known.add(id)
    return [{ flow, step }]
  })
  return [...here.map((flow) => ({ flow, step: null })), ...further]
}
